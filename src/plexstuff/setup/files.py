"""A value of many lines by the name of its file, as browsers and consoles give such values."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from plexstuff.config.kinds import LENGTH_LIMIT

__all__ = ["content"]


def content(text: str) -> str:
    """What is in the file that `text` names, also as a file: address; `text` itself when it names none to be read."""
    name = text.strip().strip("\"'")
    if not name or "\n" in name or name.startswith("{"):
        return text
    try:
        if name.lower().startswith("file://"):
            name = unquote(urlsplit(name).path)
        place = Path(name).expanduser()
        if not place.is_file():
            return text
        with place.open("rb") as stream:
            return stream.read(2 * LENGTH_LIMIT).decode("utf-8", "replace")
    except (OSError, ValueError, RuntimeError):
        return text  # whoever asked says of it that it is no value
