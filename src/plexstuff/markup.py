"""Reads XML from outside: no document types, no entities of its own, bounded in depth and in number of elements.

Plex, Jackett's Torznab feeds and Gracenote speak XML. Python's own parser would fetch nothing, but would let a small
document grow without bounds (https://docs.python.org/3/library/xml.html#xml-security); so what makes that possible is
refused as soon as it is seen.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from plexstuff.errors import UnexpectedResponse

__all__ = ["Element", "read"]

#: Deeper than any answer of a service that is asked here.
MOST_DEPTH = 64
MOST_ELEMENTS = 1_000_000


class _Refused(Exception):
    """Why a document is not read on."""


def read(body: bytes, *, title: str) -> Element:
    """The root element of a document; names in a namespace are written `{address}name`.

    Raises UnexpectedResponse, in the name of the service `title`, for anything that is not well-formed XML, declares a
    document type or an entity, or is deeper or larger than any real answer. The size in bytes is bounded by whoever
    fetched it.
    """
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
