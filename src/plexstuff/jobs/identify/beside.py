"""What travels with a film: subtitles with their language, `.nfo` files, artwork; and films in several parts."""

from __future__ import annotations

import os
import re

from plexstuff.jobs.identify.folder import stem_of
from plexstuff.names.words.languages import LANGUAGES, SHORT_LANGUAGES

SUBTITLES = frozenset(".ass .idx .smi .srt .ssa .sub .sup .vtt".split())
ARTWORK = frozenset(".jpeg .jpg .png .tbn .webp".split())
#: Names of pictures and notes that belong to whatever film is alone in its folder.
FOLDER_ARTWORK = frozenset("backdrop banner clearart cover fanart folder landscape logo movie poster thumb".split())
#: `poster-2`, `fanart1`: one of several pictures.
_PICTURE_NUMBER = re.compile(r"-?\d{1,2}$")
SUBTITLE_FOLDERS = frozenset({"sub", "subs", "subtitle", "subtitles", "untertitel"})

_PART = re.compile(
    r"^(?P<base>.+?)[ ._-]*[\[(]?\b(?P<word>cd|disc|disk|dvd|part|pt)[ ._-]*(?P<number>[1-9]|[a-d])[\])]?$", re.I
)

# What stands beside subtitles and in no file's name: ISO 639-2 codes, and languages as their speakers call them.
_BESIDE_SUBTITLES = {
    "et": "est", "eu": "eus baq", "fa": "fas per", "is": "isl ice", "lt": "lit", "lv": "lav", "ms": "msa may",
    "nb": "nob bokmal bokmål", "no": "nor norwegian norsk", "sv": "svenska", "fi": "fin",
}  # fmt: skip
LANGUAGE = {
    word: code
    for known in (SHORT_LANGUAGES, LANGUAGES)
    for code, words in known.items()
    for word in (code, *words.split(", "))
    if " " not in word and "-" not in code
} | {word: code for code, words in _BESIDE_SUBTITLES.items() for word in (code, *words.split())}
_REGION = re.compile(r"^(?P<language>[a-z]{2})[-_](?P<region>[a-z]{2}|419|hans|hant)$", re.IGNORECASE)


def subtitle_marks(tail: str) -> tuple[str, bool, bool]:
    """Language (ISO 639-1, with its region: `pt-BR`), whether forced, and whether for the hard of hearing.

    `tail` is what follows the film's name in the subtitle's: `.en.forced`.
    """
    language, forced, hearing = "", False, False
    for word in re.split(r"[ .()\[\]]+|(?<=\d)_|_(?=\D{3})", tail.lower()):
        word = word.strip("_-")
        if word == "forced" or word == "foreign":
            forced = True
        elif word in ("sdh", "cc") or (word == "hi" and language):
            hearing = True
        elif found := _REGION.match(word):
            if found["language"].lower() in LANGUAGE:
                region = found["region"]
                language = f"{found['language'].lower()}-{region.upper() if len(region) == 2 else region.title()}"
        elif word in LANGUAGE and not language:
            language = LANGUAGE[word]
    return language, forced, hearing


def belongs(other: str, stem: str, *, alone: bool) -> str | None:
    """What of the name `other` follows the film's `stem` ("" for nothing); None when it does not belong to it.

    `alone` says that the film is the only one in its folder: then pictures of the folder and other notes are its own.
    """
    body, suffix = stem_of(other), other[other.rfind(".") :].lower() if "." in other else ""
    if suffix not in SUBTITLES and suffix not in ARTWORK and suffix != ".nfo":
        return None
    if body == stem:
        return ""
    if body.startswith(stem) and body[len(stem)] in ".-_ [(":
        return body[len(stem) :]
    if not alone:
        return None
    if suffix in ARTWORK:
        return f"-{body.lower()}" if _PICTURE_NUMBER.sub("", body.lower()) in FOLDER_ARTWORK else None
    return "" if suffix == ".nfo" else f".{body}"


def parts_of(names: list[str]) -> dict[str, tuple[str, int, str]]:
    """Of the videos of one folder, those that are parts of one film: name -> (name without the part, number, word).

    Parts count from 1 (or a) without a gap, and there are at least two of them.
    """
    sets: dict[tuple[str, str, str], dict[int, str]] = {}
    for name in names:
        if found := _PART.match(stem_of(name)):
            given = found["number"].lower()
            number = int(given) if given.isdigit() else ord(given) - ord("a") + 1
            key = (found["base"].casefold(), found["word"].lower(), os.path.splitext(name)[1].lower())
            sets.setdefault(key, {})[number] = name
    answer: dict[str, tuple[str, int, str]] = {}
    for (_, word, _), numbered in sets.items():
        if len(numbered) >= 2 and sorted(numbered) == list(range(1, len(numbered) + 1)):
            for number, name in numbered.items():
                found = _PART.match(stem_of(name))
                if found:
                    answer[name] = (found["base"].rstrip(" ._-"), number, word)
    return answer
