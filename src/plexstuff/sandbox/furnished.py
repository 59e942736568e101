"""A home whose settings hold the keys of a sandbox, as if somebody had typed them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plexstuff.config import Configuration
from plexstuff.config.environment import variable


def furnish(home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Keep the values of `environment` (see `Sandbox.environment`) in the settings and secrets of `home`.

    Returns the variables that are left: where the sandbox's services are.
    """
    configuration, left = Configuration.load(home, {}), dict(environment)
    for service in configuration.known.services:
        for field in service.fields:
            text = left.pop(variable(service.key, field.key), None)
            if text is not None:
                keep = configuration.set_secret if field.secret else configuration.set
                keep(service.key, field.key, text)
    return left
