"""Whether a window can be shown here: a display, PySide6, and the libraries of the system that Qt needs."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping

from plexstuff.errors import NotConfigured

#: Libraries that Qt wants of the system, and the Debian packages that bring them: everywhere, under X11, under Wayland.
_ANYWHERE = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
_WAYLAND = {"libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0"}
_OF_PLATFORMS = {"xcb": _X11, "wayland": _WAYLAND}
_INSTEAD = "Or use the command line: plexstuff services   (plexstuff services setup tmdb, and so on)"


def require_window(environment: Mapping[str, str] = os.environ) -> None:
    """Raises NotConfigured, with what to do, where no window can be shown. Qt itself would end the program."""
    linux = sys.platform.startswith("linux")
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if linux and not chosen and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise NotConfigured(
            "There is no display here to show a window on.",
            "Use the command line instead: plexstuff services   (plexstuff services setup tmdb, and so on)",
        )
    platform = chosen or ("wayland" if environment.get("WAYLAND_DISPLAY") else "xcb")
    if linux and (missing := _missing({**_ANYWHERE, **_OF_PLATFORMS.get(platform, {})})):
        raise NotConfigured(
            f"The window needs {' '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed here.",
            f"On Debian or Ubuntu: sudo apt-get install -y {' '.join(missing.values())}\n{_INSTEAD}",
        )
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        said = re.sub(r"\s+", " ", str(error))
        raise NotConfigured(
            f"The window needs PySide6, which can't be loaded: {said}",
            "Start it as ./plexstuff gui, which gets it, or: pip install 'plexstuff[desktop]'\n" + _INSTEAD,
        ) from error


def _missing(libraries: Mapping[str, str]) -> dict[str, str]:
    """Those of them that can't be loaded, with their packages."""
    found = {}
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            found[library] = package
    return found
