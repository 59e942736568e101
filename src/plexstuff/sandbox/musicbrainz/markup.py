"""The same records in MusicBrainz's XML, which is its default: https://github.com/metabrainz/mmd-schema."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<metadata xmlns="http://musicbrainz.org/ns/mmd-2.0#" '
    'xmlns:ext="http://musicbrainz.org/ns/ext#-2.0">'
)
#: What a list is called in JSON, and its elements in XML.
_LISTS = {
    "releases": "release",
    "release-groups": "release-group",
    "artists": "artist",
    "media": "medium",
    "tracks": "track",
    "label-info": "label-info",
    "release-events": "release-event",
    "secondary-types": "secondary-type",
}
#: What is an attribute in XML, and how it is called there.
_ATTRIBUTES = {"id": "id", "score": "ext:score", "primary-type": "type"}
#: What only the JSON has.
_LEFT_OUT = {"count", "track-count", "disc-count", "track-offset", "video", "darkened"}


def document(name: str, record: dict[str, Any]) -> bytes:
    """One thing, as `<metadata>` around it."""
    return f"{_HEAD}{_element(name, record)}</metadata>".encode()


def listing(name: str, records: list[dict[str, Any]], count: int, offset: int) -> bytes:
    """A page of a search or of a browse."""
    inside = "".join(_element(name, one) for one in records)
    return f'{_HEAD}<{name}-list count="{count}" offset="{offset}">{inside}</{name}-list></metadata>'.encode()


def _element(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f"<{name}>{str(value).lower()}</{name}>"
    if name == "artist-credit":
        return f"<artist-credit>{''.join(map(_credit, value))}</artist-credit>"
    if isinstance(value, list):
        inside = "".join(_element(_LISTS[name], one) for one in value)
        return f'<{_LISTS[name]}-list count="{len(value)}">{inside}</{_LISTS[name]}-list>'
    if not isinstance(value, dict):
        return f"<{name}>{escape(str(value))}</{name}>"
    known = {key: text for key, text in value.items() if key not in _LEFT_OUT and not key.endswith(("-id", "-ids"))}
    if name == "cover-art-archive":
        known["count"] = value["count"]
    marks = "".join(
        f" {_ATTRIBUTES[key]}={quoteattr(str(text))}" for key, text in known.items() if key in _ATTRIBUTES and text
    )
    inside = "".join(_element(key, one) for key, one in known.items() if key not in ("id", "score"))
    return f"<{name}{marks}>{inside}</{name}>"


def _credit(one: dict[str, Any]) -> str:
    joined = f" joinphrase={quoteattr(one['joinphrase'])}" if one.get("joinphrase") else ""
    shown = "" if one["name"] == one["artist"]["name"] else f"<name>{escape(one['name'])}</name>"
    return f"<name-credit{joined}>{shown}{_element('artist', one['artist'])}</name-credit>"
