"""The window: LOGIN, CREDENTIALS and MUSIC as the original had them, drawn from the declarations."""

from __future__ import annotations

import os
import sys

from plexstuff.errors import PlexstuffError


def main() -> int:
    """Show the window until it is closed (`plex_config_gui.py` and `plexstuff gui`). Returns the exit code."""
    if not _has_display():
        print(
            "There is no display here to show a window on.\n"
            "Use the command line instead: plexstuff services   (plexstuff services setup tmdb, and so on)",
            file=sys.stderr,
        )
        return 3
    try:
        from plexstuff.desktop.application import show
    except ImportError as error:
        print(
            f"The window needs PySide6, which can't be loaded: {error}\n"
            "Install it with: pip install 'plexstuff[desktop]'   (or start it as ./plexstuff gui, which does that)",
            file=sys.stderr,
        )
        return 3
    try:
        return show(sys.argv)
    except PlexstuffError as error:
        print("\n".join(filter(None, (error.sentence, error.advice))), file=sys.stderr)
        return error.exit_code


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
