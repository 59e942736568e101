"""`plexstuff gui`: the window."""

from __future__ import annotations

import click

from plexstuff.service import resolve


@click.command(epilog="Example: ./plexstuff gui", context_settings={"help_option_names": ["-h", "--help"]})
def gui() -> int:
    """Open the window: LOGIN, CREDENTIALS and MUSIC, and how each service is.

    It needs a screen, and the extra desktop, which `./plexstuff gui` gets by itself at first use.
    """
    # By name: the front ends do not import each other.
    code: int = resolve("plexstuff.desktop:main")()
    return code
