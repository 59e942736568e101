"""What each kind of field makes of a text that somebody typed or pasted: a value to keep, or a kind refusal."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from plexstuff.service import Field, FieldKind, Recognised

#: No key, token or address is longer.
LENGTH_LIMIT = 16_384

_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "„": "“", "«": "»"}
# What pages and chat programs leave at the ends of what is copied from them, and no eye sees.
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ON, _OFF = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


def read(field: Field, text: str) -> Recognised:
    """The value in `text`, or why it is none; the refusal never repeats the text, for it may be a secret.

    Space, line ends and a pair of quotes around it are left out. Then the field's own `recognise` has its say, then
    the kind: numbers are finite, switches become `true` or `false`, choices are spelled as declared, paths made whole.
    """
    if len(text) > LENGTH_LIMIT:
        return Recognised(refusal=f"{field.label} is too long.", advice="Paste the value alone.")
    value, note = _bare(text)
    if not value:
        return Recognised(refusal=f"{field.label} is empty.", advice=field.hint)
    if field.recognise is not None:
        seen = field.recognise(value)
        if seen.refusal:
            return seen
        value, note = seen.value or value, seen.note or note
    if _CONTROL.search(value):
        return Recognised(
            refusal=f"{field.label} holds a line break or another control character in its middle.",
            advice="Paste the value alone, in one line.",
        )
    judged = _JUDGES[field.kind](field, value)
    return judged if judged.refusal else Recognised(judged.value, judged.note or note)


def _bare(text: str) -> tuple[str, str]:
    value = text.strip().strip(_UNSEEN).strip()
    if len(value) >= 2 and _QUOTES.get(value[0]) == value[-1]:
        return value[1:-1].strip(), "The quotes around it were left out."
    return value, ""


def _as_is(_field: Field, value: str) -> Recognised:
    return Recognised(value)


def _address(field: Field, value: str) -> Recognised:
    from urllib.parse import urlsplit

    advice = "It looks like https://example.org:8080/path."
    if " " in value:
        return Recognised(refusal=f"{field.label} must be an address alone, and here is a blank.", advice=advice)
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return Recognised(refusal=f"{field.label} is no address.", advice=advice)
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return Recognised(refusal=f"{field.label} must be an address with http:// or https://.", advice=advice)
    if parts.username is not None or parts.password is not None:
        return Recognised(
            refusal=f"{field.label} holds a user name or password.",
            advice="Leave out what stands before the @: an address is shown, and must hold no secret.",
        )
    return Recognised(value)


def _number(field: Field, value: str) -> Recognised:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in value:
        return Recognised(refusal=f"{field.label} must be a number.", advice=field.hint)
    return Recognised(str(int(number)) if number.is_integer() else repr(number))


def _choice(field: Field, value: str) -> Recognised:
    for choice in field.choices:
        if choice.casefold() == value.casefold():
            return Recognised(choice)
    return Recognised(refusal=f"{field.label} must be one of: {', '.join(field.choices)}.", advice=field.hint)


def _choices(field: Field, value: str) -> Recognised:
    named = value.replace(",", " ").casefold().split()
    known = {choice.casefold(): choice for choice in field.choices}
    if strange := [one for one in named if one not in known]:
        return Recognised(
            refusal=f"{field.label}: there is no {strange[0][:30]!r}.",
            advice=f"Choose among: {', '.join(field.choices)}.",
        )
    return Recognised(" ".join(choice for choice in field.choices if choice.casefold() in named))


def _switch(field: Field, value: str) -> Recognised:
    if value.casefold() in _ON:
        return Recognised("true")
    if value.casefold() in _OFF:
        return Recognised("false")
    return Recognised(refusal=f"{field.label} is a switch.", advice="Say true or false.")


def _email(field: Field, value: str) -> Recognised:
    name, at, host = value.rpartition("@")
    if not (name and at and host.strip(".")) or any(one.isspace() for one in value) or "@" in name:
        return Recognised(refusal=f"{field.label} must be one e-mail address.", advice="It looks like ann@example.org.")
    return Recognised(value)


def _path(field: Field, value: str) -> Recognised:
    try:
        return Recognised(str(Path(value).expanduser()))
    except RuntimeError:
        return Recognised(refusal=f"{field.label} starts with ~ and a user whose home is not known.", advice="")


_JUDGES: Mapping[FieldKind, Callable[[Field, str], Recognised]] = {
    FieldKind.TEXT: _as_is,
    FieldKind.SECRET: _as_is,
    FieldKind.GRANT: _as_is,
    FieldKind.ADDRESS: _address,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.SWITCH: _switch,
    FieldKind.EMAIL: _email,
    FieldKind.PATH: _path,
    FieldKind.FILE: _path,
}


def typed(field: Field, text: str) -> Recognised:
    """The value in a text that was typed just now: as `read`, and a path counts from the folder we are in."""
    seen = read(field, text)
    if seen.refusal or field.kind not in (FieldKind.PATH, FieldKind.FILE):
        return seen
    return Recognised(str(Path(seen.value).absolute()), seen.note)


def plain(field: Field, value: str) -> str | bool | int | float:
    """The value as the settings file shall hold it: a number as a number, a switch as true or false."""
    if field.kind is FieldKind.SWITCH:
        return value == "true"
    if field.kind is FieldKind.NUMBER:
        number = float(value)
        return int(number) if number.is_integer() else number
    return value
