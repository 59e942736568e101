"""The sandbox: a faithful fake of every outside service on one loopback port, with faults on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plexstuff.sandbox.server import Sandbox

__all__ = ["Sandbox"]


def __getattr__(name: str) -> Any:
    # The catalogue is useful without a web server, so the server is imported when somebody asks for it.
    if name == "Sandbox":
        from plexstuff.sandbox.server import Sandbox

        return Sandbox
    raise AttributeError(name)
