"""Finds who released a file: behind the last word about the release, in the first brackets, or in the last ones."""

from __future__ import annotations

import re

from plexstuff.names.name import Name, Tag
from plexstuff.names.title import Part
from plexstuff.names.words.entry import Surety
from plexstuff.names.words.release import AFTERTHOUGHTS

# Brackets at the end name the site that spread a release, not who made it: `x264-ABC[rartv]`.
_SITE = re.compile(r"[ .]?[\[({][^\[\](){}]{1,40}[\])}][ ]*$")
_AFTERTHOUGHT = re.compile(rf"[-. _](?:{'|'.join(AFTERTHOUGHTS)})$", re.IGNORECASE)
_BEHIND_DASH = re.compile(
    r"(?:[ .]?[1-9][. ][0-2](?:ch)?)?[\s.)\]}]*[-~]\s?\[?(?P<group>[^\W_](?:[\w@&µ™$'^+!]|[-.](?=\w))*)\]?[\s)\]}]*$"
)
_BEHIND = re.compile(
    r"[\s._)\]}]+(?:[-+~]\s)?(?:by\s)?(?P<group>[^\W_][\w@&$'+-]*(?:[ ][A-Z0-9][\w@&$'+-]*)?)[\s)\]}]*$"
)
_LAST_BRACKETS = re.compile(r"\[(?P<group>[^\W_][\w@&.-]{1,20})\][ ]*$")
#: A word about the release that stands here, behind a codec and a dash, is somebody's name: `x264-UHDTV`.
_CODECS = frozenset(("video_codec", "audio_codec"))


def find(name: Name, tags: list[Tag], opening: tuple[int, int] | None, title_end: int) -> Part | None:
    """The group of a release; None where nothing looks like one. `opening` is the place of the first brackets."""
    first = Part(*opening, name.text[opening[0] : opening[1]].strip()) if opening is not None else None
    end = _end(name, tags)
    known = [tag for tag in tags if tag.start > title_end and tag.end <= end and tag.entry.field != "container"]
    stops = [mark.end for mark in name.marks if mark.start > title_end and mark.end <= end]
    last = max([known[-1].end if known else 0, *stops], default=0)
    if not last or (first and name.text[last : last + 1] != "-"):
        return first
    site = _SITE.search(name.text, last, end)
    cut = site.start() if site else end
    if (named := _named_like_a_word(name, known, cut)) is not None:
        return named
    sure = any(tag.entry.surety is Surety.SURE for tag in known)
    for stop, pattern in ((cut, _BEHIND_DASH), (cut, _BEHIND), (end, _LAST_BRACKETS)):
        found = (
            pattern.match(name.text, last, stop)
            if pattern is not _LAST_BRACKETS
            else pattern.search(name.text, last, stop)
        )
        if found and (sure or (pattern is _BEHIND_DASH and name.text[last : last + 1] == "-")):
            return Part(*found.span("group"), found["group"])
    return first


def _end(name: Name, tags: list[Tag]) -> int:
    """Where the name ends without a suffix in its text and what re-posters add: `x264-ABC-xpost`, `x264-ABC mkv`."""
    end = name.end
    if tags and tags[-1].entry.field == "container" and tags[-1].end == end:
        end = tags[-1].start - 1
    while name.low.endswith(AFTERTHOUGHTS, 0, end) and (
        found := _AFTERTHOUGHT.search(name.text, max(0, end - 16), end)
    ):
        end = found.start()
    return end


def _named_like_a_word(name: Name, known: list[Tag], cut: int) -> Part | None:
    """`x264-UHDTV`, `H264-NOGRP`: the last word is one of the dictionary's, but stands where the group does."""
    if len(known) < 2 or known[-1].end != cut:
        return None
    before, last = known[-2], known[-1]
    dashed = before.entry.field in _CODECS and name.text[before.end : last.start] == "-"
    if not dashed or last.entry.field not in ("", "source", "languages", "subtitles", "streaming_service"):
        return None
    return Part(last.start, last.end, name.text[last.start : last.end])
