"""Where the client of one service keeps small secrets of its own, and a grant that it renews (`service.Keep`)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from functools import partial

from plexstuff.config import KEPT, LASTING, Configuration
from plexstuff.config.values import Origin
from plexstuff.http import Redactor
from plexstuff.service import Renewal

#: What is shorter in a cookie is no secret, but a choice or a number.
_SHORTEST = 12


def learn(redactor: Redactor, secret: str) -> None:
    """Never show this secret; of a JSON object (a grant, a client) none of its parts that are one either."""
    redactor.add(secret)
    if secret.startswith("{"):
        try:
            parts = json.loads(secret)
        except ValueError:
            return
        for name, text in parts.items() if isinstance(parts, dict) else ():
            if isinstance(text, str) and ("token" in name or "secret" in name or name == "cookie"):
                redactor.add(text)
            if isinstance(text, str) and name == "cookie":
                for one in text.split(";"):
                    value = one.partition("=")[2].strip()
                    if len(value) >= _SHORTEST:
                        redactor.add(value)


class KeptSecrets:
    """Where the client of one service keeps small secrets of its own (`service.Keep`), in the store of secrets."""

    def __init__(self, configuration: Configuration, section: str, redactor: Redactor) -> None:
        self._configuration = configuration
        self._section = section
        self._redactor = redactor

    def get(self, name: str) -> str | None:
        """What was kept under this name."""
        kept = self._configuration.secret(self._section, _stored(name))
        if kept:
            self._redactor.add(kept)
        return kept

    def set(self, name: str, value: str | None) -> None:
        """Keep or (None) forget a value."""
        if value is None:
            self._configuration.forget_secret(self._section, _stored(name))
        else:
            self._redactor.add(value)
            self._configuration.set_secret(self._section, _stored(name), value)

    @asynccontextmanager
    async def renewing(self, field: str) -> AsyncIterator[Renewal]:
        """Alone among all processes, the grant in this field."""
        async with self.alone():
            yield _KeptGrant(self._configuration, self._section, field, self._redactor)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Alone among all processes and threads with what is kept here. Raises Conflict after a minute."""
        with ExitStack() as stack:
            await asyncio.to_thread(stack.enter_context, self._configuration.alone(self._section))
            yield


def _stored(name: str) -> str:
    """Under which name in the store."""
    return name if name.startswith(LASTING) else f"{KEPT}{name}"


class _KeptGrant:
    """A grant in the store of secrets (`service.Renewal`); one from the environment is renewed for this run only."""

    def __init__(self, configuration: Configuration, section: str, field: str, redactor: Redactor) -> None:
        value = configuration.value(section, field)
        self.grant = value.text or ""
        self._stored = value.origin is Origin.FILE
        self._renew = partial(configuration.renew, section, field)
        self._redactor = redactor

    def keep(self, grant: str) -> None:
        """Put the renewed grant in the place of the old one."""
        learn(self._redactor, grant)
        self.grant = grant
        if self._stored:
            self._renew(grant)


class ForThisRun:
    """Keeps nothing beyond the check of values that are not kept themselves yet (`service.Keep`).

    But what is given once and for ever (its name begins with `lasting_`) goes to `lasting`: it can't be had again.
    """

    def __init__(self, values: Mapping[str, str] | None = None, lasting: KeptSecrets | None = None) -> None:
        self._kept: dict[str, str] = {}
        self._lasting = lasting
        self._grants = {name: _GrantForThisRun(text) for name, text in (values or {}).items()}

    def get(self, name: str) -> str | None:
        """What was kept under this name."""
        if self._lasting is not None and name.startswith(LASTING):
            return self._lasting.get(name)
        return self._kept.get(name)

    def set(self, name: str, value: str | None) -> None:
        """Keep or (None) forget a value."""
        if self._lasting is not None and name.startswith(LASTING):
            self._lasting.set(name, value)
            return
        self._kept.pop(name, None)
        if value is not None:
            self._kept[name] = value

    @asynccontextmanager
    async def renewing(self, field: str) -> AsyncIterator[Renewal]:
        """The grant in this field, which nobody else knows of; what is given for ever others may be asking for too."""
        grant = self._grants.setdefault(field, _GrantForThisRun(""))
        if self._lasting is None:
            yield grant
            return
        async with self._lasting.alone():
            yield grant


class _GrantForThisRun:
    """A grant that is being tried (`service.Renewal`)."""

    def __init__(self, grant: str) -> None:
        self.grant = grant

    def keep(self, grant: str) -> None:
        """Put the renewed grant in the place of the old one."""
        self.grant = grant
