"""The messy folder of the demo: names as people and release groups write them, each of them a few bytes long."""

from __future__ import annotations

import os
from pathlib import Path

#: Relative names; one that ends in " !" is still arriving and was changed just now.
NAMES = (
    "The.Matrix.1999.REMASTERED.1080p.BluRay.x264-GRP/The.Matrix.1999.REMASTERED.1080p.BluRay.x264-GRP.mkv",
    "The.Matrix.1999.REMASTERED.1080p.BluRay.x264-GRP/The.Matrix.1999.REMASTERED.1080p.BluRay.x264-GRP.en.srt",
    "The.Matrix.1999.REMASTERED.1080p.BluRay.x264-GRP/Sample/the.matrix.sample.mkv",
    "Blade.Runner.2049.2017.2160p.UHD.BluRay.mkv",
    "1917.2019.720p.WEB-DL.mkv",
    "Sen to Chihiro no Kamikakushi (2001) [1080p].mkv",
    "기생충.2019.1080p.BluRay.mkv",
    "El Camino - A Breaking Bad Movie (2019)/abc-xyz.mkv",
    "El Camino - A Breaking Bad Movie (2019)/English.forced.srt",
    "Ben-Hur (1959)/Ben-Hur CD1.avi",
    "Ben-Hur (1959)/Ben-Hur CD2.avi",
    "Le.fabuleux.destin.d.Amelie.Poulain.2001.FRENCH.DVDRip.XviD.avi",
    "the.thing.mkv",
    "Something Nobody Filmed (1987).mkv",
    "Dune.Part.Two.2024.1080p.WEB.h264.mkv.part !",
    "Breaking.Bad.S01E01.720p.mkv",
    "Breaking.Bad.S01E02.720p.mkv",
    "Breaking Bad/Season 2/03.mkv",
    "Breaking Bad/Season 2/03.de.srt",
    "[Group] One Piece - 143 [1080p].mkv",
    "The.Office.US.S03E01E02.mkv",
    "The Simpsons/Season 20/The Simpsons - 20x01.mkv",
    "Sherlock/Specials/Sherlock S00E01.mkv",
    "Some Folder {tvdb-81189}/s05e14.mkv",
)


def lay(folder: Path) -> int:
    """Make the files below `folder`, as if they had lain there since 2020; returns how many."""
    for name in NAMES:
        path = folder / name.removesuffix(" !")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"Not a film, only its name: {path.name}\n".encode())
        if not name.endswith(" !"):
            os.utime(path, (1_600_000_000, 1_600_000_000))
    return len(NAMES)
