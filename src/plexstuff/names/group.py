"""Finds who released a file: behind the last dash, in the first brackets, or the last word of all."""

from __future__ import annotations

import re

from plexstuff.names.name import Name, Tag
from plexstuff.names.title import Part

_TAIL = re.compile(
    r"(?:[\w)\]}.][ .]?-|~|\s-\s?)[ ]?(?P<open>\[)?(?P<group>[^\W_](?:[\w@&µ™$'^+!]|[.](?=\w)|[-_](?=\w))*|\w)(?(open)\])"
    r"(?:[ .]?[\[({][^\[\](){}]{1,40}[\])}]){0,2}[ ]*$"
)
_BEHIND = re.compile(r"[^\W_][\w@&$'+.-]*(?: [A-Z][\w@&$'+.-]*)?")


def find(name: Name, tags: list[Tag], opening: tuple[int, int] | None, title_end: int) -> Part | None:
    """The group of a release; None where nothing looks like one."""
    marks = [mark for mark in name.marks if mark.field != "year"]
    last_tag = max((tag.end for tag in tags if tag.entry.field != "container"), default=-1)
    known_end = max([last_tag, *(mark.end for mark in name.marks if mark.start > title_end)], default=-1)
    if opening is not None:
        return Part(*opening, name.text[opening[0] : opening[1]].strip())
    near = max(0, name.end - 80)
    dashed = name.text.find("-", near, name.end) >= 0 or name.text.find("~", near, name.end) >= 0
    tail = _TAIL.search(name.text, near, name.end) if dashed else None
    if tail and known_end > 0 and tail.start("group") >= title_end:
        start, end = tail.span("group")
        # A dash within `WEB-DL` or `DTS-HD` parts no group.
        inside = [tag for tag in tags if tag.start < end and start < tag.end]
        while inside and inside[-1].end >= end and any(tag.start < start for tag in inside[-1:]):
            return _last_words(name, known_end)
        if inside and inside[0].start <= start:
            cut = name.text.find("-", inside[0].end, end)
            if cut < 0:
                return _last_words(name, known_end)
            start = cut + 1
        if not any(mark.start < end and start < mark.end and mark.field != "website" for mark in marks):
            return Part(start, end, name.text[start:end])
    return _last_words(name, known_end)


def _last_words(name: Name, known_end: int) -> Part | None:
    """`x264 EuReKA`, `(1080p x265 Tigole) [QxR]`: a word or two behind the last that is known."""
    if known_end < 0:
        return None
    at = known_end
    while at < name.end and not name.text[at].isalnum():
        at += 1
    found = _BEHIND.match(name.text, at, name.end)
    if found is None:
        return None
    rest = name.text[found.end() : name.end].strip(" ])}.")
    if rest and not rest.startswith(("[", "(")):
        return None
    text = found[0].strip(".-")
    return Part(found.start(), found.start() + len(text), text) if len(text) > 1 else None
