"""What the sandbox must know of a fake service to mount it, break it, and point Plexstuff at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from plexstuff.sandbox.ask import Face

if TYPE_CHECKING:
    from plexstuff.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Fake:
    """The fake of one service; each lives in a folder of its own and is listed in `fakes.py`.

    `path` is where it is mounted and `router` makes the application there. Its handlers find the world (catalogue,
    clock, `world.state(key)`) in `app.state.world`; `state` makes what this fake remembers, and `expire` lets every
    token that it gave out run out. `values` are those of the service's fields that the sandbox accepts; `addresses`
    are the paths, below the sandbox, of the settings that hold addresses: "base_url" is where the client begins.
    """

    key: str
    title: str
    path: str
    face: Face
    router: Callable[[], ASGIApp]
    values: Mapping[str, str]
    addresses: Mapping[str, str] = field(default_factory=dict)
    state: Callable[[World], object] | None = None
    expire: Callable[[World], None] | None = None

    def settings(self, url: str) -> dict[str, str]:
        """What to set (field or setting -> text) so that the service is the fake below `url`."""
        addresses = self.addresses or {"base_url": self.path}
        return {**{key: url + path for key, path in addresses.items()}, **self.values}
