"""Signing in at a terminal: show the page, open it where there is a browser, and wait for whatever ends it first."""

from __future__ import annotations

import asyncio
import os
import platform
import shlex
import sys
import termios
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from plexstuff.app import Plexstuff
from plexstuff.cli.fields import at_terminal
from plexstuff.cli.output import safe, speak
from plexstuff.errors import ConsentNeeded
from plexstuff.service import Authorize, Pending, Service
from plexstuff.setup import Walk
from plexstuff.setup.entrance import Front, enter

#: A line that is longer is no address. Bytes; a terminal itself ends at 4096.
LONGEST_LINE = 65_536

_PASTE = "Paste the address on which the browser ends (it is not shown), and press Return"
_LEAVE_OUT, _KEEP = " (Return alone leaves the sign-in out)", " (Return alone keeps the sign-in that there is)"


async def sign_in(
    service: Service, step: Authorize, walk: Walk, app: Plexstuff, *, port: int, browser: bool, optional: bool = False
) -> Walk:
    """The walk, one step on; an `optional` sign-in may be left out. Raises ConsentNeeded on a no or after too long."""
    have = step.field.key in walk.have
    without = "" if not optional else _KEEP if have else _LEAVE_OUT
    with ExitStack() as stack:

        def show(pending: Pending, heard: int) -> None:
            _show(pending, heard, opened=browser and _open(pending.address))
            if pending.pastes:
                stack.enter_context(_unseen())  # before it is asked for: who is quick must not see it either

        async def pasted() -> str | None:
            speak(f"{_PASTE}{without}:", indent="  ")
            line = await _line()
            if line is None and at_terminal():
                raise click.Abort  # Ctrl-D
            if not line and optional:
                speak(f"{service.title}: the sign-in {'stays as it is' if have else 'is left out'}.")
            return line

        def refused(error: ConsentNeeded) -> None:
            speak(error.sentence, error.advice)
            speak("The page above can be opened again.", indent="  ")

        return await enter(service, step, walk, app, Front(show, pasted, refused, optional), port=port)


@contextmanager
def _unseen() -> Iterator[None]:
    """Don't show what is typed: an address at the end of a sign-in may hold a token."""
    descriptor = sys.stdin.fileno()
    if not os.isatty(descriptor):
        yield
        return
    before = termios.tcgetattr(descriptor)
    silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    termios.tcsetattr(descriptor, termios.TCSANOW, silent)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


async def _line() -> str | None:
    """A line from standard input, read when there is one; None at its end."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    descriptor = sys.stdin.fileno()

    def readable() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(descriptor, readable)
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)
    data = os.read(descriptor, LONGEST_LINE)
    return data.decode("utf-8", "replace").strip() if data else None


def _show(pending: Pending, port: int, *, opened: bool) -> None:
    said = "This page opens in your browser:" if opened else "Open this page in a browser, on any device:"
    click.echo(f"  {said}\n\n  {safe(pending.address)}\n", err=True)
    if pending.code:
        click.echo(f"  Type there: {safe(pending.code)}", err=True)
    if port and not opened:
        here = shlex.quote(platform.node())
        speak(
            "If the browser is on another machine, its last page can't be reached. That is right: copy the whole "
            "address of that page and paste it here. Or run this there first, then open the page:",
            indent="  ",
        )
        click.echo(f"\n    ssh -L {port}:127.0.0.1:{port} {here}\n", err=True)
    if pending.polls and not pending.pastes:
        click.echo("  Waiting until you have agreed there (Ctrl-C stops) …", err=True)


def _open(address: str) -> bool:
    """Whether a browser with a window of its own could be started; a text browser in this terminal is none."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin"):
        return False
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
