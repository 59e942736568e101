"""Google's manners: bearer tokens with scopes, API keys, the shapes of its errors, partial answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from plexstuff.sandbox.ask import Ask, Endpoint, Face, Handler, Refusal
from plexstuff.sandbox.google import keys
from plexstuff.sandbox.google.state import Consent, State

JSON = "application/json; charset=UTF-8"
PREFIX = "https://www.googleapis.com/auth/"
READ, WRITE = frozenset({"GET", "HEAD"}), frozenset({"POST"})

_STATUSES = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: (
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    ),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "Requested entity was not found."),
    405: ("UNIMPLEMENTED", "The method is not allowed here."),
    429: ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    500: ("INTERNAL", "Internal error encountered."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
}


def state_of(ask: Ask) -> State:
    """Codes, tokens and all the rest."""
    state: State = ask.world.state("google")
    return state


def error(
    status: int, message: str = "", *, reason: str = "", domain: str = "global", details: list[object] | None = None
) -> dict[str, object]:
    """The body of an error; old APIs name a `reason` among `errors`, new ones give `details`."""
    name, usual = _STATUSES.get(status, ("INTERNAL", "Internal error encountered."))
    inner: dict[str, object] = {"code": status, "message": message or usual}
    if reason:
        inner["errors"] = [{"message": message or usual, "domain": domain, "reason": reason}]
    inner["status"] = name
    if details:
        inner["details"] = details
    return {"error": inner}


def refuse(status: int) -> object:
    """An error in the words of Google's APIs."""
    return error(status)


def refusal(
    status: int, message: str = "", *, reason: str = "", domain: str = "global", details: list[object] | None = None
) -> Refusal:
    """The same, to be raised."""
    return Refusal(status, error(status, message, reason=reason, domain=domain, details=details))


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The media type follows the body; nothing may be kept."""
    kind = "text/html; charset=utf-8" if body.startswith(b"<!DOCTYPE") else JSON
    return {"Content-Type": kind, "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Vary": "Origin"}


def authorise(ask: Ask) -> None:
    """Each endpoint looks at the token itself: which scopes it wants differs."""


FACE = Face("google", authorise, refuse, dress, content_type=JSON)


def consent_of(ask: Ask) -> Consent:
    """The sign-in whose access token a request carries; 401 without one."""
    found = state_of(ask).opened_by(ask.bearer or ask.query.get("access_token", ""))
    if found is None:
        raise refusal(401, reason="authError")
    return found


def needs(host: str, title: str, scopes: tuple[str, ...], handler: Handler, *, key: bool = False) -> Handler:
    """An endpoint of an API that must be switched on, for a token with one of these scopes (or, with `key`, a key)."""

    def answer(ask: Ask) -> object:
        given = ask.headers.get("x-goog-api-key") or ask.query.get("key", "")
        if key and given and not ask.bearer:
            if given != keys.API_KEY:
                raise _key_wrong(host)
            _switched_on(ask, host, title)
        else:
            consent = consent_of(ask)
            _switched_on(ask, host, title)
            if not any(PREFIX + one in consent.scopes for one in scopes):
                raise _scope_missing(host)
        return partial(handler(ask), ask.query.get("fields", ""))

    return answer


def _key_wrong(host: str) -> Refusal:
    return refusal(
        400,
        "API key not valid. Please pass a valid API key.",
        reason="badRequest",
        details=[_info("API_KEY_INVALID", host)],
    )


def _info(reason: str, host: str) -> dict[str, object]:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": host, "consumer": "projects/900000000000"},
    }


def _switched_on(ask: Ask, host: str, title: str) -> None:
    if host not in state_of(ask).switched_off:
        return
    page = f"https://console.developers.google.com/apis/api/{host}/overview?project=900000000000"
    raise refusal(
        403,
        f"{title} has not been used in project 900000000000 before or it is disabled. Enable it by visiting {page} "
        "then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems "
        "and retry.",
        reason="accessNotConfigured",
        domain="usageLimits",
        details=[
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{"description": "Google developers console API activation", "url": page}],
            },
            _info("SERVICE_DISABLED", host),
        ],
    )


def _scope_missing(host: str) -> Refusal:
    return refusal(
        403,
        "Request had insufficient authentication scopes.",
        reason="insufficientPermissions",
        details=[_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", host)],
    )


def partial(answer: object, fields: str) -> object:
    """Only the parts of an answer that `fields` names: `items(id/videoId,snippet/title),nextPageToken`."""
    if not fields.strip() or fields.strip() == "*":
        return answer
    return _picked(answer, _selected(fields))


def _selected(fields: str) -> dict[str, object]:
    """`a,b(c,d/e)` as `{"a": {}, "b": {"c": {}, "d": {"e": {}}}}`; {} takes all of it."""
    tree: dict[str, object] = {}
    for part in _split(fields):
        head = re.match(r"[^/(.]+", part)
        if head is None:
            raise refusal(400, f"Invalid field selection {part}", reason="invalidParameter")
        rest = part[head.end() :]
        inner = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest[1:]
        below = _selected(inner) if inner else {}
        known = tree.setdefault(head[0].strip(), {})
        assert isinstance(known, dict)
        known.update(below)
    return tree


def _split(text: str) -> list[str]:
    depth, parts = 0, [""]
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [one.strip() for one in parts if one.strip()]


def _picked(value: object, tree: Mapping[str, object]) -> object:
    if not tree:
        return value
    if isinstance(value, list):
        return [_picked(one, tree) for one in value]
    if not isinstance(value, Mapping):
        return value
    if "*" in tree:
        return value
    return {key: _picked(value[key], below) for key, below in tree.items() if key in value}  # type: ignore[arg-type]


def endpoint(handler: Handler, methods: frozenset[str] = READ, *, limit: int = 64 * 1024) -> Endpoint:
    """One path, open as far as the Face goes: the handlers ask for what they need."""
    return Endpoint(FACE, handler, open_to_all=True, methods=methods, limit=limit)


def by_method(**handlers: Callable[[Ask], object]) -> Handler:
    """One path with a handler for each method."""

    def answer(ask: Ask) -> object:
        return handlers["GET" if ask.method == "HEAD" else ask.method](ask)

    return answer
