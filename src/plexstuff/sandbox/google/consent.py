"""The page to sign in on: choose an account, pass the warning about an unverified app, tick boxes, agree or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlencode, urlsplit

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.google import keys
from plexstuff.sandbox.google.face import PREFIX, state_of
from plexstuff.sandbox.google.pages import error_page, page
from plexstuff.sandbox.google.state import Code

HTML = "text/html; charset=utf-8"
APP = "Plexstuff"
ACCOUNTS = (keys.ACCOUNT, keys.SECOND_ACCOUNT)
_OUT_OF_BAND = ("urn:ietf:wg:oauth:2.0:oob", "urn:ietf:wg:oauth:2.0:oob:auto", "oob")
#: What the box of each scope says.
BOXES = {
    "gmail.send": "Send email on your behalf",
    "contacts": "See, edit, download, and permanently delete your contacts",
    "contacts.readonly": "See and download your contacts",
    "contacts.other.readonly": "See and download contact info automatically saved in your “Other contacts”",
    "youtube.readonly": "View your YouTube account",
    "youtube": "Manage your YouTube account",
    "spreadsheets": "See, edit, create, and delete all your Google Sheets spreadsheets",
    "spreadsheets.readonly": "See all your Google Sheets spreadsheets",
    "drive": "See, edit, create, and delete all of your Google Drive files",
    "drive.file": "See, edit, create, and delete only the specific Google Drive files you use with this app",
}
#: Nobody is asked about these.
_IDENTITY = {"openid": "openid", "email": f"{PREFIX}userinfo.email", "profile": f"{PREFIX}userinfo.profile"}
_KEPT = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "access_type",
    "prompt",
    "code_challenge",
    "code_challenge_method",
    "login_hint",
)


def authorize(ask: Ask) -> object:
    """GET /o/oauth2/v2/auth shows one page after the other; POST takes the answer and sends the browser back."""
    given: dict[str, str] = dict(ask.query)
    if ask.method == "POST":
        posted = parse_qs(ask.body.decode("utf-8", "replace"), keep_blank_values=True)
        given = {name: values[0] for name, values in posted.items()}
        _checked(given)
        return _answered(ask, given, posted.get("granted", []))
    _checked(given)
    account = given.get("account") or (given.get("login_hint") if given.get("login_hint") in ACCOUNTS else "")
    if account not in ACCOUNTS:
        return _choose(given)
    if given.get("step") != "consent":
        return _warning({**given, "account": account})
    return _consent({**given, "account": account})


def _checked(given: Mapping[str, str]) -> None:
    """Whether this is a request that Google would show a page for."""
    if given.get("client_id") != keys.CLIENT_ID:
        raise _wrong(401, "invalid_client", "The OAuth client was not found.")
    redirect = given.get("redirect_uri", "")
    if redirect in _OUT_OF_BAND:
        raise _wrong(
            400,
            "invalid_request",
            "The out-of-band (OOB) flow has been blocked in order to keep users secure. Follow the Out-of-Band (OOB) "
            "flow Migration Guide linked in the developer docs to migrate your app to an alternative method.",
            f"Request details: redirect_uri={redirect}",
        )
    if not redirect:
        raise _wrong(400, "invalid_request", "Required parameter is missing: redirect_uri")
    if not _loopback(redirect):
        raise _wrong(
            400,
            "redirect_uri_mismatch",
            "You can’t sign in because this app sent an invalid request.",
            f"Request details: redirect_uri={redirect} flowName=GeneralOAuthFlow",
        )
    if given.get("response_type") != "code":
        raise _wrong(400, "unsupported_response_type", "Desktop apps ask for response_type=code.")
    if strange := [one for one in given.get("scope", "").split() if not _known(one)]:
        raise _wrong(400, "invalid_scope", f"Some requested scopes were invalid. {{invalid=[{strange[0]}]}}")
    if not given.get("scope", "").split():
        raise _wrong(400, "invalid_request", "Required parameter is missing: scope")
    if given.get("code_challenge_method", "plain") not in ("plain", "S256"):
        raise _wrong(400, "invalid_request", "code_challenge_method is not one of: [plain, S256]")


def _wrong(status: int, name: str, text: str, details: str = "") -> Refusal:
    return Refusal(status, error_page(status, name, text, details), {"Content-Type": HTML})


def _loopback(redirect: str) -> bool:
    """Desktop clients may come back to this machine alone, to any port (RFC 8252, 7.3)."""
    try:
        parts = urlsplit(redirect)
        return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1") and not parts.fragment
    except ValueError:
        return False


def _known(scope: str) -> bool:
    return scope in _IDENTITY or scope in _IDENTITY.values() or scope.removeprefix(PREFIX) in BOXES


def _wanted(given: Mapping[str, str]) -> list[str]:
    """The scopes that have a box."""
    found = [one for one in given["scope"].split() if one not in _IDENTITY and one not in _IDENTITY.values()]
    return list(dict.fromkeys(found))


def _link(given: Mapping[str, str], **more: str) -> str:
    kept = {name: given[name] for name in _KEPT if name in given}
    return escape("?" + urlencode({**kept, **more}), quote=True)


def _choose(given: Mapping[str, str]) -> bytes:
    rows = "".join(
        f"<a class='row' href='{_link(given, account=one)}'><span class='face'>{escape(one[0].upper())}</span>"
        f"<span>{escape(one.partition('@')[0].capitalize())}<br><span class='dim'>{escape(one)}</span></span></a>"
        for one in ACCOUNTS
    )
    return page("Choose an account", f"<h1>Choose an account</h1><p>to continue to <b>{APP}</b></p>{rows}")


def _warning(given: Mapping[str, str]) -> bytes:
    back = _link(given, account=given["account"], step="safety")
    if given.get("step") == "safety":
        return page("Back to safety", "<h1>You stayed safe</h1><p>Nothing was allowed. You can close this page.</p>")
    return page(
        "Google hasn’t verified this app",
        "<div class='warn' aria-hidden='true'>⚠️</div><h1>Google hasn’t verified this app</h1>"
        f"<p>The app is requesting access to sensitive info in your account ({escape(given['account'])}). Until the "
        "developer verifies this app with Google, you shouldn’t use it.</p>"
        "<details><summary>Advanced</summary><p>Continue only if you understand the risks and trust the developer. It "
        "is your own app.</p>"
        f"<p><a id='go' href='{_link(given, account=given['account'], step='consent')}'>Go to {APP} (unsafe)</a></p>"
        f"</details><div class='buttons'><a class='button' href='{back}'>Back to safety</a></div>",
    )


def _consent(given: Mapping[str, str]) -> bytes:
    wanted = _wanted(given)
    hidden = "".join(
        f"<input type='hidden' name='{escape(name)}' value='{escape(given[name], quote=True)}'>"
        for name in (*_KEPT, "account")
        if name in given
    )
    # A single permission has no box: to continue is to allow it.
    boxes = "".join(
        f"<label class='row'><input type='checkbox' name='granted' value='{escape(one, quote=True)}'>"
        f"<span>{escape(BOXES[one.removeprefix(PREFIX)])} <a class='dim' title='{escape(one, quote=True)}'>Learn more"
        "</a></span></label>"
        for one in (wanted if len(wanted) > 1 else ())
    )
    everything = (
        "<label class='row'><input type='checkbox' id='all'><b>Select all</b></label>"
        "<script>const all=document.getElementById('all');all.onchange=()=>document.querySelectorAll("
        "'[name=granted]').forEach(one=>one.checked=all.checked)</script>"
    )
    single = (
        f"<input type='hidden' name='granted' value='{escape(wanted[0], quote=True)}'>"
        f"<p>{escape(BOXES[wanted[0].removeprefix(PREFIX)])}</p>"
        if len(wanted) == 1
        else ""
    )
    return page(
        f"{APP} wants access",
        f"<h1>{APP} wants access to your Google Account</h1><p>{escape(given['account'])}</p>"
        f"<form method='post' action='?'>{hidden}<p><b>Select what {APP} can access</b></p>"
        f"{everything.replace('<script>', boxes + '<script>') if boxes else single}"
        "<div class='buttons'><button name='answer' value='deny'>Cancel</button>"
        "<button class='main' name='answer' value='allow'>Continue</button></div></form>",
    )


def _answered(ask: Ask, given: Mapping[str, str], ticked: list[str]) -> object:
    state = state_of(ask)
    if given.get("account") not in ACCOUNTS:
        raise _wrong(400, "invalid_request", "No account was chosen.")
    if given.get("answer") != "allow":
        raise _back(given, error="access_denied")
    identity = [_IDENTITY.get(one, one) for one in given["scope"].split() if one not in _wanted(given)]
    scopes = (*identity, *(one for one in _wanted(given) if one in ticked))
    code = state.make_code(
        Code(
            account=given["account"],
            scopes=tuple(dict.fromkeys(scopes)),
            redirect=given["redirect_uri"],
            challenge=given.get("code_challenge", ""),
            method=given.get("code_challenge_method", "plain"),
            offline=given.get("access_type") == "offline",
            made=ask.now,
        )
    )
    raise _back(given, code=code, scope=" ".join(scopes), authuser="0", prompt="consent")


def _back(given: Mapping[str, str], **said: str) -> Refusal:
    """Send the browser back to where it came from."""
    query = urlencode({**({"state": given["state"]} if "state" in given else {}), **said})
    joint = "&" if urlsplit(given["redirect_uri"]).query else "?"
    address = re.sub(r"[^\x21-\x7e]", "", f"{given['redirect_uri']}{joint}{query}")
    return Refusal(302, b"", {"Location": address, "Content-Type": HTML})
