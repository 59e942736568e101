"""What the demo does with each service once, as the plain commands that a user would type."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Use:
    """A command line (`words`) that is the first use of a service; `{folder}` in it is that of the demo's papers."""

    service: str
    words: tuple[str, ...]

    def typed(self) -> str:
        """As it is shown."""
        words = (word.replace("{folder}/", "") for word in self.words)
        return "plexstuff " + " ".join(f"'{word}'" if " " in word else word for word in words)


#: The spreadsheet that the account of the sandbox owns (sandbox/google/keys.py).
SHEET = "1SANDBOX-sheet-of-films-000000000000000000"
#: In the order in which they are shown.
USES = (
    Use("plex", ("library", "list")),
    Use("plex", ("users", "list")),
    Use("jackett", ("torrents", "search", "Dune", "--movie", "--limit", "5")),
    Use(
        "smtp",
        (
            *("mail", "send", "--to", "Ada Quillfeather <ada.quillfeather@sandbox.example>", "--subject", "New films"),
            *("--text", "{folder}/letter.txt", "--picture", "{folder}/poster.png", "--from-service", "smtp", "--yes"),
        ),
    ),
    Use(
        "google",
        (
            *("mail", "send", "--to", "Bram Oosterveld <bram@sandbox.example>", "--subject", "New films"),
            *("--text", "{folder}/letter.txt", "--from-service", "google", "--yes"),
        ),
    ),
    Use("google", ("sheet", "write", SHEET, "--range", "Films!A5", "--file", "{folder}/rows.csv", "--yes")),
    Use("google", ("sheet", "read", SHEET, "--range", "Films!A1:C5")),
    Use("google", ("music", "youtube", "Cher", "Believe", "--limit", "3")),
    Use("gracenote", ("music", "album", "Cher", "Believe", "--from", "gracenote")),
    Use("imgur", ("images", "add", "{folder}/poster.png", "--title", "New films", "--yes")),
    Use("imgur", ("images", "list")),
    Use("lastfm", ("music", "album", "Cher", "Believe", "--from", "lastfm")),
    Use("musicbrainz", ("music", "album", "Cher", "Believe", "--cover", "{folder}/cover.jpg")),
    Use("ytmusic", ("music", "upload", "{folder}/Ada Quillfeather - First Light.mp3", "--yes")),
)


def lay_papers(folder: Path) -> None:
    """Make what the commands read: a letter, rows for a spreadsheet, a song and a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "letter.txt").write_text("Hello,\n\nthere are new films on the server. Enjoy them!\n", "utf-8")
    (folder / "rows.csv").write_text("Dune,2021,Celia\n", "utf-8")
    (folder / "Ada Quillfeather - First Light.mp3").write_bytes(silence())
    (folder / "poster.png").write_bytes(picture())


def run(use: Use, papers: Path, home: Path) -> tuple[int, str, str]:
    """Type a command into a program of its own, with the demo's settings and nobody's else: code, stdout and stderr."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    words = [word.replace("{folder}", str(papers)) for word in use.words]
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-m", "plexstuff", *words],
        env={**environment, "PLEXSTUFF_HOME": str(home), "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def picture(width: int = 120, height: int = 180) -> bytes:
    """A PNG of a poster that nobody painted: a sky that gets dark."""
    rows = b"".join(
        b"\0"
        + bytes(
            (20 + 60 * y // height, 30 + 90 * y // height, 90 + 100 * x // width)[c]
            for x in range(width)
            for c in range(3)
        )
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def silence(frames: int = 100) -> bytes:
    """An MP3 of some seconds in which nothing is heard (MPEG 1, layer III, 128 kbit/s, 44.1 kHz)."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def used_by(services: Mapping[str, str]) -> list[Use]:
    """The uses of those services that work."""
    return [use for use in USES if services.get(use.service) == "working"]
