"""Lists the libraries of the media server: what is in them, where, and when they were last looked through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plexstuff.models import Library
from plexstuff.roles import LibrarySource


@dataclass(frozen=True, slots=True)
class LibraryReport:
    """The libraries of a server, by kind and title; `source` is the key of the service that has it."""

    source: str
    server: str
    libraries: Sequence[Library]


async def list_libraries(source: LibrarySource) -> LibraryReport:
    """Ask the server. Raises ConfigurationErrors and ServiceErrors."""
    found = await source.libraries()
    ordered = sorted(found, key=lambda one: (one.kind, one.title.casefold(), one.key))
    return LibraryReport(source.key, await source.server_name(), tuple(ordered))
