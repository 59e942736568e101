"""The window: LOGIN, CREDENTIALS and MUSIC as the original had them, drawn from the declarations."""

from __future__ import annotations

import sys

from plexstuff.errors import PlexstuffError

_HELP = """\
Usage: plex_config_gui.py

Opens the window: LOGIN, CREDENTIALS and MUSIC, and how each service is. The same as: plexstuff gui
"""


def main() -> int:
    """Show the window until it is closed (`plex_config_gui.py` and `plexstuff gui`). Returns the exit code."""
    from plexstuff.desktop.ready import require_window

    if {"-h", "--help"} & set(sys.argv[1:]):
        print(_HELP, end="")
        return 0
    try:
        require_window()
        from plexstuff.desktop.application import show

        return show(sys.argv[:1])
    except PlexstuffError as error:
        print("\n".join(filter(None, (error.sentence, error.advice))), file=sys.stderr)
        return error.exit_code
