"""`plexstuff sandbox`: serves fakes of the outside services, and says how to point a second terminal at them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from threading import Event
from typing import Any

import click

from plexstuff.cli.output import emit_json, safe, say, speak
from plexstuff.errors import ConfigurationError
from plexstuff.service import FieldKind, resolve
from plexstuff.services import ALL


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The loopback port to serve on; 0 takes a free one."
)
@click.option(
    "--latency",
    type=click.IntRange(0, 60_000),
    default=0,
    metavar="MS",
    help="Let every answer wait so many milliseconds.",
)
@click.option(
    "--rate",
    type=click.IntRange(1),
    default=None,
    metavar="N",
    help="Refuse more than so many requests a second (429).",
)
@click.option(
    "--by-hand",
    is_flag=True,
    help="Leave out keys and sign-ins, and list what to type instead: to walk through the set-up yourself.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the environment as one JSON object.")
def sandbox(port: int, latency: int, rate: int | None, by_hand: bool, as_json: bool) -> int:
    """Serve fakes of the outside services on this machine, until Ctrl-C.

    The lines on stdout, pasted into a second terminal, point Plexstuff there at the sandbox.
    """
    # By name: the front ends do not import the sandbox, which needs packages that they do without.
    try:
        server: Any = resolve("plexstuff.sandbox.server:Sandbox")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"The sandbox needs the package {error.name}, which is not installed.",
            "Install it with: pip install 'plexstuff[sandbox]'",
        ) from error
    box = server(port=port, latency=latency / 1000, rate=rate)
    with box:
        environment: dict[str, str] = box.environment()
        typed = _typed(environment) if by_hand else []
        for variable, *_ in typed:
            del environment[variable]
        if as_json:
            emit_json({"url": box.url, "environment": environment})
        else:
            for name, value in environment.items():
                say(f"export {name}={shlex.quote(value)}")
        sys.stdout.flush()
        if typed:
            speak("What the sandbox accepts when `plexstuff services setup` asks:")
            for _, service, label, text in typed:
                _list(service, label, text or "(given on its page)")
            _list("google", "A spreadsheet to read", resolve("plexstuff.sandbox.google.keys:SPREADSHEET"))
        speak(
            f"The sandbox is up at {box.url}; it answers until you press Ctrl-C.",
            "Paste the lines that begin with export into a second terminal, and Plexstuff there talks to the sandbox. "
            f"What was asked: {box.url}/_sandbox/requests",
        )
        try:
            Event().wait()
        except KeyboardInterrupt:
            speak("The sandbox is closed.")
    return 130


def _list(service: str, label: str, text: str) -> None:
    """A line of the list on stderr, whole however narrow the terminal is: it is copied."""
    print(safe(f"  {service:12} {label:24} {text}"), file=sys.stderr)


def _typed(environment: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """What a user gives in the set-up: variable, service, label and text; no text where a page gives it."""
    found = []
    for service in ALL:
        for field in service.fields:
            variable = f"PLEXSTUFF__{service.key.upper()}__{field.key.upper()}"
            if variable in environment:
                text = "" if field.kind is FieldKind.GRANT else environment[variable]
                found.append((variable, service.key, field.label, text))
    return found
