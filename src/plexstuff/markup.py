"""Reads XML from outside: no document types, no entities of its own, bounded in depth and in number of elements.

Plex, Jackett's Torznab feeds and Gracenote speak XML. Python's own parser would fetch nothing, but would let a small
document grow without bounds (https://docs.python.org/3/library/xml.html#xml-security); so what makes that possible is
refused as soon as it is seen.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from plexstuff.errors import UnexpectedResponse

__all__ = ["Element", "read"]

#: Deeper than any answer of a service that is asked here.
MOST_DEPTH = 64
MOST_ELEMENTS = 1_000_000


#: The beginning of a document in which `<` is the byte `<`, whatever follows: no encoding that hides a declaration.
_PLAIN = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s+version\s*=\s*[\"'][\d.]+[\"'](?:\s+encoding\s*=\s*[\"'](?:utf-8|us-ascii|iso-8859-1)"
    rb"[\"'])?(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>|(?!<\?xml))",
    re.IGNORECASE,
)


class _Refused(Exception):
    """Why a document is not read on."""


def read(body: bytes, *, title: str) -> Element:
    """The root element of a document; names in a namespace are written `{address}name`.

    Raises UnexpectedResponse, in the name of the service `title`, for anything that is not well-formed XML, declares a
    document type or an entity, or is deeper or larger than any real answer. The size in bytes is bounded by whoever
    fetched it.
    """
    if _is_plain(body):
        return _read_plain(body, title)
    return _read_warily(body, title)


def _is_plain(body: bytes) -> bool:
    """Whether nothing in it can declare anything, and there are not too many elements, by its bytes alone."""
    return (
        _PLAIN.match(body) is not None
        and b"\0" not in body
        and b"<!DOCTYPE" not in body
        and body.count(b"<") <= MOST_ELEMENTS
    )


def _read_plain(body: bytes, title: str) -> Element:
    """Read a document that can't declare anything by Python's own parser, which is three times as fast."""
    parser = XMLParser()  # noqa: S314 - what it could be harmed by was looked for
    try:
        parser.feed(body)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise _unexpected(title, "it is no XML") from error
    level = [root]
    for _ in range(MOST_DEPTH):
        level = [child for one in level for child in one]
    if level:
        raise _unexpected(title, "it is deeper or larger than any real answer")
    return root


def _read_warily(body: bytes, title: str) -> Element:
    """Read any document, and stop where it declares something or grows beyond bounds."""
    builder = TreeBuilder()
    depth = elements = 0
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MOST_DEPTH or elements > MOST_ELEMENTS:
            raise _Refused("it is deeper or larger than any real answer")
        if "}" in name:
            name = "{" + name
        builder.start(name, {("{" + key if "}" in key else key): text for key, text in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end("{" + name if "}" in name else name)

    def refuse_type(*_: object) -> None:
        raise _Refused("it declares a document type, which no real answer does")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse_type
    parser.EntityDeclHandler = refuse_type
    try:
        parser.Parse(body, True)
    except _Refused as error:
        raise _unexpected(title, str(error)) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _unexpected(title, "it is no XML") from error
    return builder.close()


def _unexpected(title: str, why: str) -> UnexpectedResponse:
    return UnexpectedResponse(
        f"{title} answered with something that can't be read: {why}.",
        "Something else may be answering in its place (a log-in page, a proxy): check the address of the service.",
    )
