"""The two texts of a letter, either made from the other: plain from HTML, HTML from plain."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
#: What stands alone, with an empty line before and after it.
_PARAGRAPHS = frozenset("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
_UNSEEN = frozenset("head script style template title noscript".split())
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


def text_of(html: str) -> str:
    """What an HTML text says, in plain lines: links with their addresses, lists with dashes, pictures as words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(reader.said).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._fresh = True  # nothing stands in the line yet
        self._unseen = 0
        self._preformatted = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif self._unseen:
            return
        elif tag == "br":
            self.said.append("\n")
            self._fresh = True
        elif tag == "img":
            self.said.append(f" [{given['alt']}] " if given.get("alt") else "")
            self._fresh = self._fresh and not given.get("alt")
        elif tag == "a":
            self._links.append((given.get("href", ""), len(self.said)))
        elif tag in _BLOCKS:
            self._part(tag)
            self._preformatted += tag == "pre"
            if tag == "li":
                self.said.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._unseen:
            return
        elif tag == "a" and self._links:
            address, since = self._links.pop()
            shown = "".join(self.said[since:]).strip()
            if address.startswith(("http://", "https://")) and address != shown:
                self.said.append(f" <{address}>")
        elif tag in _BLOCKS:
            self._preformatted -= tag == "pre" and self._preformatted > 0
            self._part(tag)

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._unseen:
            self.said.append(data if self._preformatted else re.sub(r"\s+", " ", data))
            self._fresh = self._fresh and not data.strip()

    def _part(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.said.append(" ")
        elif tag in _PARAGRAPHS:
            self.said.append("\n\n")
            self._fresh = True
        elif not self._fresh:
            self.said.append("\n")
            self._fresh = True


def html_of(text: str) -> str:
    """A plain text as HTML: paragraphs where there are empty lines, addresses of pages as links."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text.strip("\n")) if part.strip()]
    body = "\n".join(f"<p>{_linked(part)}</p>" for part in paragraphs)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


def _linked(text: str) -> str:
    said, end = [], 0
    for found in _LINK.finditer(text):
        address = escape(found[0])
        said += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*said, escape(text[end:])]).replace("\n", "<br>\n")
