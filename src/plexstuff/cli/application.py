"""From the command line's own options to the application that every command talks to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plexstuff.errors import UsageError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.config import Configuration


def configuration() -> Configuration:
    """The settings, with what `--option KEY=VALUE` says on top. Raises UsageError for an option without `=`."""
    from plexstuff.config import Configuration

    context = click.get_current_context(silent=True)
    given: tuple[str, ...] = (context.find_root().obj or {}).get("flags", ()) if context else ()
    flags: dict[str, str] = {}
    for option in given:
        key, equals, text = option.partition("=")
        if not equals:
            raise UsageError("--option wants KEY=VALUE.", "For example: --option tmdb.timeout=5")
        flags[key.strip()] = text
    return Configuration.load(flags=flags)


def application() -> Plexstuff:
    """The application, on these settings; what it logs from now on is shown without secrets."""
    from plexstuff.app import Plexstuff
    from plexstuff.cli.logs import listen

    context = click.get_current_context(silent=True)
    redactor = (context.find_root().obj or {}).get("redactor") if context else None
    return Plexstuff(configuration(), redactor=listen(0) if redactor is None else redactor)
