"""`plexstuff sandbox`: serves fakes of the outside services, and says how to point a second terminal at them."""

from __future__ import annotations

import shlex
import sys
from threading import Event
from typing import Any

import click

from plexstuff.cli.output import emit_json, say, speak
from plexstuff.errors import ConfigurationError
from plexstuff.service import resolve


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
@click.option("--json", "as_json", is_flag=True, help="Print the environment as one JSON object.")
def sandbox(port: int, latency: int, rate: int | None, as_json: bool) -> int:
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
        if as_json:
            emit_json({"url": box.url, "environment": environment})
        else:
            for name, value in environment.items():
                say(f"export {name}={shlex.quote(value)}")
        sys.stdout.flush()
        speak(
            f"The sandbox is up at {box.url}; it answers until you press Ctrl-C.",
            "Paste the lines above into a second terminal, and Plexstuff there talks to the sandbox. "
            f"What was asked: {box.url}/_sandbox/requests",
        )
        try:
            Event().wait()
        except KeyboardInterrupt:
            speak("The sandbox is closed.")
    return 130
