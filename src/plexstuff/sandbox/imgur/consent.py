"""The page of consent and the token endpoint: no way back to the program, so the address at the end is copied."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.imgur import keys
from plexstuff.sandbox.imgur.face import KNOWN_CLIENTS, refusal, state_of
from plexstuff.sandbox.imgur.forms import form_of

HTML = "text/html; charset=utf-8"
_STYLE = (
    ":root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 "
    "system-ui,sans-serif;background:#14151a;color:#e6e6ea}main{background:#24262e;border-radius:12px;padding:2rem;"
    "max-width:32rem}button{font:inherit;border:0;border-radius:6px;padding:.6rem 1.6rem;margin-right:.6rem;"
    "background:#1bb76e;color:#06170f;cursor:pointer}button.no{background:#4a4d57;color:#fff}footer{margin-top:2rem;"
    "font-size:.85rem;color:#9a9da8}code{overflow-wrap:anywhere}"
)


def authorize(ask: Ask) -> object:
    """GET shows the page; POST takes the answer and sends the browser on, with a token or a code in the address."""
    given = {**ask.query, **(form_of(ask) if ask.method == "POST" else {})}
    client = given.get("client_id", "")
    if client == keys.BROKEN_ID:
        return page("Imgur", "<h1>Error (1024)</h1><p>Something went wrong. Please try again later.</p>")
    if client not in KNOWN_CLIENTS or given.get("response_type") not in ("token", "code", "pin"):
        raise Refusal(403, refusal(ask, 403).body)
    if ask.method != "POST":
        return _question(given)
    if given.get("answer") != "allow":
        raise _onward(ask, "?", {"error": "access_denied", "state": given.get("state", "")})
    state = state_of(ask)
    if given["response_type"] == "token":
        told = {key: str(value) for key, value in state.token().items() if value is not None}
        raise _onward(ask, "#", {**told, "state": given.get("state", "")})
    code = state.word(40)
    state.codes[code] = False
    raise _onward(ask, "?", {"state": given.get("state", ""), "code": code})


def landed(ask: Ask) -> object:
    """The page of the application that the browser ends on: it shows nothing of use, as in life."""
    return page("An application", "<h1>Here is nothing</h1><p>Copy the whole address of this page.</p>")


def token(ask: Ask) -> object:
    """POST /oauth2/token: a code or a refresh token for an access token. No envelope."""
    form = form_of(ask)
    if form.get("client_id") not in KNOWN_CLIENTS or form.get("client_secret") != keys.CLIENT_SECRET:
        raise refusal(ask, 400, "The client credentials are invalid")
    state = state_of(ask)
    if form.get("grant_type") == "refresh_token":
        if form.get("refresh_token", "") not in state.refresh:
            raise refusal(ask, 400, "Refresh token doesn't exist or is invalid for the client")
        return {**state.token(), "refresh_token": form["refresh_token"]}
    if form.get("grant_type") == "authorization_code":
        if state.codes.get(form.get("code", "")) is not False:
            raise refusal(ask, 400, "Invalid authorization code")
        state.codes[form["code"]] = True
        return state.token()
    raise refusal(ask, 400, "The grant type is unsupported")


def page(title: str, inner: str) -> bytes:
    """A whole page; `inner` is HTML."""
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width,initial-scale=1'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style></head><body><main>{inner}"
        "<footer>This is the sandbox of Plexstuff: nothing here is Imgur.</footer></main></body></html>"
    ).encode()


def _question(given: dict[str, str]) -> bytes:
    hidden = "".join(
        f"<input type='hidden' name='{name}' value='{escape(given[name], quote=True)}'>"
        for name in ("client_id", "response_type", "state")
        if name in given
    )
    return page(
        "Allow access?",
        f"<h1>Plexstuff by {escape(keys.ACCOUNT)}</h1><p>would like to see and change the pictures and albums of "
        f"<b>{escape(keys.ACCOUNT)}</b>.</p><form method='post'>{hidden}"
        "<button name='answer' value='allow'>Allow</button>"
        "<button class='no' name='answer' value='deny'>Deny</button></form>",
    )


def _onward(ask: Ask, mark: str, parameters: dict[str, str]) -> Refusal:
    address = f"{ask.url.partition('/oauth2/')[0]}/landed{mark}{urlencode(parameters)}"
    return Refusal(302, b"", {"Location": address, "Content-Type": HTML})
