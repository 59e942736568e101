"""Signing in at a terminal: show the page, open it where there is a browser, and wait for whatever ends it first."""

from __future__ import annotations

import asyncio
import os
import platform
import shlex
import sys
import termios
import time
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager

import click

from plexstuff.app import Plexstuff
from plexstuff.cli.fields import at_terminal
from plexstuff.cli.output import safe, speak
from plexstuff.errors import ConsentNeeded, RateLimited, ServerError, Unreachable
from plexstuff.service import Authorize, Pending, Service, SignIn, resolve
from plexstuff.setup import Walk, finish, poll, proceed, start

#: A line that is longer is no address. Bytes; a terminal itself ends at 4096.
LONGEST_LINE = 65_536


_PASTE = "Paste the address on which the browser ends (it is not shown), and press Return"
_LEAVE_OUT, _KEEP = " (Return alone leaves the sign-in out)", " (Return alone keeps the sign-in that there is)"


async def sign_in(
    service: Service, step: Authorize, walk: Walk, app: Plexstuff, *, port: int, browser: bool, optional: bool = False
) -> Walk:
    """The walk, one step on; an `optional` sign-in may be left out. Raises ConsentNeeded on a no or after too long."""
    way: SignIn = resolve(step.sign_in)
    async with AsyncExitStack() as stack:
        listener = None
        if way.hears:
            from plexstuff.oauth.loopback import Listener

            listener = await stack.enter_async_context(Listener(port))
        walk = await start(service, walk, app, redirect=listener.redirect if listener else "")
        if walk.pending is None:
            return walk
        port = listener.port if listener else 0
        _show(walk.pending, port, opened=browser and _open(walk.pending.address))
        ways: list[Callable[[], Awaitable[Walk]]] = []
        if listener is not None:
            ways.append(lambda: _heard(service, walk, app, listener.address))
        if walk.pending.polls:
            ways.append(lambda: _polled(service, walk, app))
        if walk.pending.pastes:
            have = step.field.key in walk.have
            ways.append(lambda: _pasted(service, walk, app, optional=optional, have=have))
        return await _first(ways, walk.pending, service)


async def _first(ways: list[Callable[[], Awaitable[Walk]]], pending: Pending, service: Service) -> Walk:
    """What the first of these ways comes to; the others are called off."""
    tasks = [asyncio.ensure_future(way()) for way in ways]
    try:
        left = max(0.0, pending.expires_at - time.time())
        done, _ = await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            raise ConsentNeeded(
                f"{service.title}: nobody has signed in within the time that there was.",
                f"Start again: plexstuff services setup {service.key}",
            )
        return next(iter(done)).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _heard(service: Service, walk: Walk, app: Plexstuff, address: Callable[[], Awaitable[str]]) -> Walk:
    return await finish(service, walk, app, await address())


async def _polled(service: Service, walk: Walk, app: Plexstuff) -> Walk:
    assert walk.pending is not None
    place, wait = walk.place, walk.pending.every
    while True:
        await asyncio.sleep(wait)
        try:
            walk = await poll(service, walk, app)
        except (Unreachable, ServerError):
            continue  # it passes, or the time runs out
        except RateLimited as error:
            wait = max(wait * 2, error.wait or 0.0)
        if walk.place != place:
            return walk


async def _pasted(service: Service, walk: Walk, app: Plexstuff, *, optional: bool, have: bool) -> Walk:
    without = "" if not optional else _KEEP if have else _LEAVE_OUT
    with _unseen():  # before it is asked for: who is quick must not see it either
        while True:
            speak(f"{_PASTE}{without}:", indent="  ")
            line = await _line()
            if line is None:
                if at_terminal():
                    raise click.Abort  # Ctrl-D
                await asyncio.Event().wait()  # nobody types here; the other ways go on
            if not line and optional:
                speak(f"{service.title}: the sign-in {'stays as it is' if have else 'is left out'}.")
                return proceed(service, walk)
            try:
                return await finish(service, walk, app, line or "")
            except ConsentNeeded as error:
                speak(error.sentence, error.advice)
                speak("The page above can be opened again.", indent="  ")


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
