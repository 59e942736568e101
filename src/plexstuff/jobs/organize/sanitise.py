"""From any text to a name that every file system, Windows and every server can hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: The bytes that Linux allows in one name; NTFS and SMB allow 255 UTF-16 units, which are never more than the bytes.
NAME_LIMIT = 255

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that turn the direction of text, and others that can't be seen: they make one name look like another.
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_SPACES = re.compile(r"\s+")
# What an id looks like to Plex or Jellyfin; a title that holds one must not decide what a file is.
_PLEX_MARK = str.maketrans("{}", "()")
_JELLYFIN_MARK = re.compile(r"\[(\s*\w+\s*id\s*[-=][^\]]*)\]", re.IGNORECASE)
#: Names of devices; Windows takes them for such with any extension (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_ILLEGAL = re.compile(r'[<>:"/\\|?*]')
# For a title that consists of nothing else (there is a film named ?): the same signs, as wide as a Chinese one.
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '<>:"/\\|?*'})


@lru_cache(4096)
def clean(text: str) -> str:
    """A title or other value as it may stand inside a name: one line, composed (NFC), without illegal characters.

    It reads as a person would write it: `Face/Off` as Face-Off, `Alien: Covenant` as Alien - Covenant. Only a text
    without any character that can be kept gives "".
    """
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text))
    text = _JELLYFIN_MARK.sub(r"(\1)", unicodedata.normalize("NFC", text).translate(_PLEX_MARK))
    kept = re.sub(r"\s*:\s+", " - ", text)
    kept = re.sub(r"(?<=\S)[:/\\|](?=\S)", "-", kept)
    kept = re.sub(r"\s+[/\\|]\s+", " - ", kept).replace('"', "'")
    kept = _SPACES.sub(" ", _ILLEGAL.sub("", kept)).strip(" ")
    if kept.strip(" .-'"):
        return kept
    wide = _SPACES.sub(" ", text.translate(_WIDE)).strip(" ")
    return wide if wide.strip(" .") else ""


def finish(name: str) -> str:
    """A whole name of a folder, or of a file without its extension, made fit for every system; "_" for an empty one.

    No dots or spaces at the ends (Windows drops those at the end, a dot in front hides a file), no device's name.
    """
    name = _SPACES.sub(" ", _ILLEGAL.sub("", _CONTROL.sub(" ", name))).strip(" ").rstrip(" .").lstrip(" .")
    stem, dot, rest = name.partition(".")
    if _DEVICE.fullmatch(stem.rstrip(" ")):
        name = f"{stem.rstrip(' ')}_{dot}{rest}"
    return name or "_"


def length(name: str) -> int:
    """The bytes that a name takes on the disk."""
    return len(name.encode("utf-8", "surrogateescape"))


def cut(text: str, limit: int) -> str:
    """The longest beginning of `text` of at most `limit` bytes that ends with a whole character, marks included."""
    if length(text) <= limit:
        return text
    kept = text.encode("utf-8", "surrogateescape")[: max(limit, 0)].decode("utf-8", "ignore")
    while kept and _continues(text[len(kept)]):
        kept = kept[:-1]
    return kept.rstrip(" .,-")


def _continues(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        bool(unicodedata.combining(character))
        or character in "\u200d\ufe0e\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def key(path: str) -> str:
    """The same for all spellings that some file system can't tell apart: by case, or by composed and parted letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
