"""What people paste where Google's client is asked for: the JSON of any kind of client, parts of it, other keys."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from plexstuff.service import Recognised
from plexstuff.services.google.features import FEATURES

_ID = re.compile(r"\d{6,20}-[\w]{3,64}\.apps\.googleusercontent\.com")
_SECRET = re.compile(r"GOCSPX-[\w-]{10,60}")
_KEY = re.compile(r"AIza[\w-]{35}")
_FILE = re.compile(r"(?:file://|~|[A-Za-z]:[\\/]|\\\\|\.{0,2}/).*|[^{}\n]*\.(?:json|txt)", re.IGNORECASE)
_DESKTOP = "Make a client of the type “Desktop app” on https://console.cloud.google.com/auth/clients and take its JSON."


def clean(text: str) -> str:
    """Without what surrounds a pasted text."""
    return text.strip().strip("\"'`“”‘’").strip()


def client_parts(text: str) -> Mapping[str, str]:
    """Id, secret and project of a client, as they are kept; an id alone where nothing else was given."""
    if not text.startswith("{"):
        return {"client_id": text} if text else {}
    try:
        parts = json.loads(text)
    except ValueError:
        return {}
    return {key: value for key, value in parts.items() if isinstance(value, str)} if isinstance(parts, dict) else {}


def id_is_given(values: Mapping[str, str]) -> bool:
    """Whether the client that was given holds an id."""
    return bool(client_parts(values.get("client", "")).get("client_id"))


def secret_is_given(values: Mapping[str, str]) -> bool:
    """Whether the client that was given holds its secret; an id alone does not."""
    return bool(client_parts(values.get("client", "")).get("client_secret"))


def recognise_client(text: str) -> Recognised:
    """The JSON of a Desktop client, cut to what is needed; every other kind of file is told by what is in it."""
    bare = clean(text.strip().lstrip("\N{BYTE ORDER MARK}")).removeprefix("json\n").strip()
    if bare.startswith("{"):
        return _from_json(bare)
    if _FILE.fullmatch(bare):
        return Recognised(
            refusal="This is the name of a file; what is in it is wanted.",
            advice="Give it: plexstuff services set google client < FILE",
        )
    if found := _ID.search(bare):
        return Recognised(
            found[0],
            note="This is the id alone. Its secret goes into client_secret; the whole JSON holds both.",
        )
    return Recognised(refusal=other_kind(bare, "no JSON of a client"), advice=_DESKTOP)


def _from_json(text: str) -> Recognised:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return Recognised(
            refusal="This JSON is not whole.", advice="Give the file: plexstuff services set google client < FILE"
        )
    if not isinstance(whole, dict):
        return Recognised(refusal="This is no JSON of a client.", advice=_DESKTOP)
    if whole.get("type") == "service_account" or "private_key" in whole:
        return Recognised(
            refusal="This is the key of a service account: a robot of its own that has neither your mail nor your "
            "contacts, and can't sign in for you.",
            advice=f"{_DESKTOP} Delete the key of the service account if you made it for this.",
        )
    if "web" in whole:
        return Recognised(
            refusal="This client is of the type “Web application”: Google would send the browser only to addresses "
            "that were registered for it, not to this machine.",
            advice=_DESKTOP,
        )
    if whole.get("type") == "authorized_user" or "refresh_token" in whole:
        return Recognised(refusal="This is what a sign-in of another program gave, not a client.", advice=_DESKTOP)
    inner = whole.get("installed", whole)
    return _from_parts(inner if isinstance(inner, dict) else {})


def _from_parts(parts: Mapping[str, object]) -> Recognised:
    own, secret, project = (parts.get(key) for key in ("client_id", "client_secret", "project_id"))
    if not isinstance(own, str) or not _ID.fullmatch(own.strip()):
        return Recognised(refusal="There is no id of a client in this JSON.", advice=_DESKTOP)
    if not isinstance(secret, str) or not secret.strip():
        return Recognised(
            refusal="The secret is missing in this JSON: Google shows it only when the client is made.",
            advice="On https://console.cloud.google.com/auth/clients open the client, click Add secret, and download "
            "the JSON at once.",
        )
    kept = {"client_id": own.strip(), "client_secret": secret.strip()}
    if isinstance(project, str) and re.fullmatch(r"[\w:.-]{1,100}", project):
        kept["project_id"] = project
    return Recognised(json.dumps(kept, separators=(",", ":"), sort_keys=True))


def recognise_id(text: str) -> Recognised:
    """NUMBER-LETTERS.apps.googleusercontent.com, also out of the text around it."""
    bare = clean(text)
    if found := _ID.search("".join(bare.split())):
        return Recognised(found[0], note="" if found[0] == bare else "The id was taken out of the text around it.")
    return Recognised(
        refusal=other_kind(bare, "no id of a client: that ends in .apps.googleusercontent.com"),
        advice="Copy it from https://console.cloud.google.com/auth/clients",
    )


def recognise_secret(text: str) -> Recognised:
    """GOCSPX-…; secrets of clients that were made before 2021 have 24 characters without it."""
    bare = "".join(clean(text).split())
    if found := _SECRET.search(bare):
        return Recognised(found[0], note="" if found[0] == bare else "The secret was taken out of the text around it.")
    if re.fullmatch(r"[\w-]{24}", bare):
        return Recognised(bare)
    return Recognised(
        refusal=other_kind(bare, "no secret of a client: that begins with GOCSPX-"),
        advice="Copy it from https://console.cloud.google.com/auth/clients; Google shows it once.",
    )


def recognise_key(text: str) -> Recognised:
    """AIza… with 39 characters, also out of an address."""
    bare = "".join(clean(text).split())
    if found := _KEY.search(bare):
        return Recognised(found[0], note="" if found[0] == bare else "The key was taken out of the text around it.")
    return Recognised(
        refusal=other_kind(bare, "no API key of Google: that has 39 characters and begins with AIza"),
        advice="Make one on https://console.cloud.google.com/apis/credentials: Create credentials, API key.",
    )


def recognise_features(text: str) -> Recognised:
    """Some of mail, contacts, youtube, sheets; `all` for all."""
    named = clean(text).replace(",", " ").replace("+", " ").casefold().split()
    alike = {"gmail": "mail", "people": "contacts", "spreadsheets": "sheets", "sheet": "sheets"}
    wanted = {alike.get(one, one) for one in named if one != "and"}
    if wanted == {"all"}:
        wanted = set(FEATURES)
    if strange := sorted(wanted - set(FEATURES)):
        return Recognised(
            refusal=f"There is no feature {strange[0][:30]!r}.", advice=f"Choose among: {', '.join(FEATURES)}."
        )
    return Recognised(" ".join(key for key in FEATURES if key in wanted))


def other_kind(bare: str, otherwise: str) -> str:
    """What a text that is none of the wanted kind is, in a sentence."""
    compact = "".join(bare.split())
    if compact.startswith("{"):
        return "This is JSON: it goes into the field client."
    if compact.startswith("ya29."):
        return "This is an access token of Google; it ends within the hour and is of no use here."
    if compact.startswith("1//"):
        return "This is a refresh token of another program."
    if compact.startswith("4/") or "code=4/" in compact or "code=4%2F" in compact:
        return "This is a code of a sign-in: it is pasted when you sign in."
    if _SECRET.search(compact):
        return "This is the secret of a client: it goes into client_secret."
    if _ID.search(compact):
        return "This is the id of a client: it goes into client_id."
    if _KEY.search(compact):
        return "This is an API key: it goes into youtube_key, and is good for YouTube alone."
    if compact.startswith("eyJ"):
        return "This looks like a TMDB v4 token."
    if re.fullmatch(r"[0-9a-f]{32}", compact, re.IGNORECASE):
        return "This looks like a key of TMDB or Last.fm."
    if re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", compact, re.IGNORECASE):
        return "This looks like a key of TheTVDB."
    if re.fullmatch(r"[a-z]{16}", compact):
        return "This looks like an app password for mail: that belongs to the service smtp."
    return f"This is {otherwise}."
