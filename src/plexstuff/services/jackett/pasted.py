"""Reads what somebody pasted as Jackett's address or key: cut to what is wanted, or told what it is instead."""

from __future__ import annotations

import re

from plexstuff.service import Recognised

#: The first part of a path that is Jackett's own: what stands before it is the base path.
_OWN = frozenset("ui api dl bh img torznab potato health logout".split())
_KEY_IN_ADDRESS = re.compile(r"(?i)[?&;#](?:jackett_)?(?:api_?key|passkey)=([^&#;\s]*)")
_KEY = re.compile(r"[a-z0-9]{32}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LOOKS_LIKE = "It looks like http://192.168.1.5:9117 (IPv6: http://[fd00::5]:9117)."
_WHERE = "Jackett's key stands at the top right of its dashboard: 32 small letters and digits."


def recognise_address(text: str) -> Recognised:
    """The address under which Jackett answers, out of one that a browser showed or a program was given."""
    from urllib.parse import urlsplit

    clean = text.strip().strip("\"'`“”‘’<>").strip()
    notes = []
    if _KEY.fullmatch(clean):
        return Recognised(refusal="This looks like a key, not an address.", advice=_LOOKS_LIKE)
    if "://" not in clean:
        host = re.split(r"[/?#]", clean, maxsplit=1)[0]
        if host.count(":") > 1 and "[" not in host and "@" not in host:
            return Recognised(refusal="An IPv6 address stands in brackets.", advice=_LOOKS_LIKE)
        clean = f"http://{clean.lstrip('/')}"
        notes.append("http:// was put before it.")
    try:
        parts = urlsplit(clean)
        _ = parts.port
    except ValueError:
        return Recognised(refusal="This is no address.", advice=_LOOKS_LIKE)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Recognised(refusal="This is no address of a web page.", advice=_LOOKS_LIKE)
    if "@" in parts.netloc:
        return Recognised(
            refusal="The address holds a user name or password.",
            advice="Leave out what stands before the @: an address is shown, and must hold no secret.",
        )
    if _KEY_IN_ADDRESS.search(clean):
        notes.append("The key in it was not kept here: it has a field of its own, api_key.")
    path = _base_path(parts.path)
    if path != parts.path.rstrip("/") or parts.query or parts.fragment:
        notes.append("It was cut to the part that all of Jackett's addresses begin with.")
    return Recognised(f"{parts.scheme}://{parts.netloc}{path}", note=" ".join(notes))


def _base_path(path: str) -> str:
    """What stands before Jackett's own part of a path, without a slash at its end."""
    kept: list[str] = []
    for part in path.split("/"):
        if part.lower() in _OWN:
            break
        if part:
            kept.append(part)
    return "".join(f"/{part}" for part in kept)


def recognise_key(text: str) -> Recognised:
    """Jackett's key, also out of an address; keys of other services are told by their shape."""
    clean = text.strip().strip("\"'`“”‘’").strip()
    note = ""
    if found := _KEY_IN_ADDRESS.search(clean):
        clean, note = found[1], "The key was taken out of the address around it."
    bare = re.sub(r"(?i)^api[ _-]?key\s*[:=]\s*", "", "".join(clean.split()))
    if _HEX.fullmatch(bare):
        return _refusal(
            "This looks like a key of TMDB, Last.fm, Sonarr, Radarr or Prowlarr: those have hex digits only "
            "(0-9, a-f), Jackett's have all letters."
        )
    if _KEY.fullmatch(bare):
        if bare != bare.lower():
            note = "Jackett's keys have small letters only; capitals were made small."
        return Recognised(bare.lower(), note=note)
    if bare.startswith("eyJ"):
        return _refusal("This looks like a TMDB v4 token.")
    if _UUID.fullmatch(bare):
        return _refusal("This looks like a key of TheTVDB.")
    if bare.startswith("AIza"):
        return _refusal("This looks like a key of Google.")
    if "apps.googleusercontent.com" in bare:
        return _refusal("This looks like a client id of Google.")
    if re.fullmatch(r"\d+-[0-9a-f]{32}", bare, re.IGNORECASE):
        return _refusal("This looks like a client id of Gracenote.")
    if re.fullmatch(r"[A-Za-z0-9_-]{20}", bare):
        return _refusal("This looks like a token of Plex.")
    if "://" in bare:
        return _refusal("This is an address without a key in it.")
    return _refusal("This is no key of Jackett: that is 32 small letters and digits.")


def _refusal(sentence: str) -> Recognised:
    return Recognised(refusal=sentence, advice=_WHERE)
