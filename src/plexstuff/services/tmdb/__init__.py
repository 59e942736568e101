"""TMDB, The Movie Database: which film, which series; the first to be asked about films."""

from __future__ import annotations

import re

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, Rate, Recognised, Service, Visit

_V3_KEY = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
#: A v3 key that stands for itself in whatever was copied along with it.
_AMONG_OTHERS = re.compile(rf"(?<![\w-])({_V3_KEY.pattern})(?![\w-])", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OLD_TVDB = re.compile(r"[0-9a-f]{16}", re.IGNORECASE)
_TOKEN = re.compile(r"(eyJ[\w-]+\.[\w-]+\.([\w-]+))", re.ASCII)
#: A token alone, or behind the name of its header.
_WRAPPED = re.compile(rf"(?:Authorization:?)?(?:Bearer:?)?{_TOKEN.pattern}", re.ASCII | re.IGNORECASE)
#: How long a signature is (HMAC with SHA-256 in base64url): a shorter one was perhaps wrapped.
_SIGNATURE = 43
_WHERE = "It stands on https://www.themoviedb.org/settings/api, as “API Key” or “API Read Access Token”."


def recognise_key(text: str) -> Recognised:
    """A v3 key or a v4 read access token, also out of quotes, a header line, a wrapped line or a whole address."""
    clean = text.strip().strip("\"'`“”‘’").strip()
    if token := _token(clean):
        return Recognised(token, note="This is a v4 read access token; it works for everything here.")
    bare = "".join(clean.split())
    if _V3_KEY.fullmatch(bare):
        return Recognised(bare.lower())
    if len(found := {one.lower() for one in _AMONG_OTHERS.findall(clean)}) == 1:
        return Recognised(found.pop(), note="The v3 key was taken out of the text around it.")
    if _UUID.search(clean):
        return Recognised(refusal="This looks like a key of TheTVDB, not of TMDB.", advice=_WHERE)
    if bare.startswith("eyJ"):
        return Recognised(refusal="This is a part of a v4 token: its end is missing.", advice=_WHERE)
    if _OLD_TVDB.fullmatch(bare):
        return Recognised(refusal="This looks like an old key of TheTVDB, not one of TMDB.", advice=_WHERE)
    return Recognised(refusal="This is no TMDB key: that has 32 hex digits, or begins with eyJ.", advice=_WHERE)


def _token(text: str) -> str:
    """The v4 token in a text, "" for none; put together again where a line was wrapped within it."""
    whole = _TOKEN.search(text)
    words = text.split()
    # What follows a whole token, or looks like a v3 key, is no part of it.
    if (whole is None or len(whole[2]) < _SIGNATURE) and not any(map(_V3_KEY.fullmatch, words)):
        whole = _WRAPPED.fullmatch("".join(words)) or whole
    return whole[1] if whole else ""


API_KEY = Field(
    "api_key",
    "API key",
    FieldKind.SECRET,
    "The v3 key (32 hex digits) or the v4 read access token (begins with eyJ): both work.",
    recognise=recognise_key,
)

TMDB_SERVICE = Service(
    key="tmdb",
    title="TMDB",
    group=Group.CREDENTIALS,
    purpose="Which film is this; also series, where TheTVDB can't be asked",
    base_url="https://api.themoviedb.org/3",
    steps=(
        Visit(
            "Make an account",
            "https://www.themoviedb.org/signup",
            "Choose a user name and a password, and confirm the address by the mail that comes.",
            "You are signed in, and your initial stands at the top right.",
        ),
        Visit(
            "Ask for a key",
            "https://www.themoviedb.org/settings/api",
            "Choose “Create”, then “Developer”, accept the terms, and fill in the form: type of use “Personal”, a name "
            "such as “Plexstuff at home”, any address, and a sentence about naming your own films. It is free.",
            "The page shows “API Key” (32 hex digits) and “API Read Access Token” (a long text that begins with eyJ).",
        ),
        Form((API_KEY,)),
    ),
    client="plexstuff.services.tmdb.client:TMDB",
    check="plexstuff.services.tmdb.client:check",
    rate=Rate(20, seconds=1.0, connections=10),
    roles={Role.MOVIES: 1, Role.SERIES: 2},
    attribution="This product uses the TMDB API but is not endorsed or certified by TMDB. https://www.themoviedb.org",
    uses=("plexstuff identify FOLDER",),
    notes=(
        "The page shows two secrets that look alike; either will do.",
        "Where the main address is blocked, set tmdb.base_url to https://api.tmdb.org/3.",
    ),
)
