"""google-auth and google-auth-oauthlib against the fake Google: signing in, renewal, and what can go wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import google.auth.exceptions
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import Flow, InstalledAppFlow
from google_consent import agree
from oauthlib.oauth2 import AccessDeniedError, MismatchingStateError
from oauthlib.oauth2.rfc6749.errors import InvalidGrantError

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys
from plexstuff.services.google.features import FEATURES, scopes

SCOPES = list(scopes(FEATURES))


@pytest.fixture(autouse=True)
def plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    # The sandbox speaks HTTP; and Google answers scopes in another order and spelling, which oauthlib minds.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def client(box: Sandbox, **changed: str) -> dict[str, dict[str, object]]:
    """The file that Google gives for a Desktop client, with the addresses of the sandbox."""
    whole = json.loads(keys.CLIENT_FILE)
    whole["installed"] |= {
        "auth_uri": f"{box.url}/google/accounts/o/oauth2/v2/auth",
        "token_uri": f"{box.url}/google/oauth2/token",
        **changed,
    }
    return whole


def flow(box: Sandbox, **changed: str) -> Flow:
    return Flow.from_client_config(
        client(box, **changed), SCOPES, redirect_uri="http://127.0.0.1:4711/", autogenerate_code_verifier=True
    )


def signed_in(box: Sandbox, **agreed: object) -> Credentials:
    one = flow(box)
    address, _ = one.authorization_url(access_type="offline", prompt="consent")
    one.fetch_token(authorization_response=agree(address, **agreed))
    return one.credentials


def test_signing_in_with_pkce_and_all_boxes_ticked(box: Sandbox) -> None:
    one = signed_in(box)
    assert one.valid
    assert one.refresh_token
    assert one.id_token
    assert set(one.granted_scopes or ()) >= {FEATURES[key].scopes[0] for key in FEATURES}
    told = requests.get(f"{box.url}/google/oauth2/tokeninfo", {"access_token": one.token}, timeout=5).json()
    assert told["email"] == keys.ACCOUNT
    with AuthorizedSession(one) as session:
        assert session.get(f"{box.url}/google/openid/v1/userinfo").json()["email"] == keys.ACCOUNT


def test_boxes_left_unticked_are_read_back(box: Sandbox) -> None:
    one = signed_in(box, tick=(FEATURES["sheets"].scopes[0],))
    assert [scope for scope in one.granted_scopes or () if scope in SCOPES and scope != "openid"] == [
        FEATURES["sheets"].scopes[0]
    ]


def test_the_installed_app_flow_hears_the_browser_on_its_own_port(box: Sandbox, monkeypatch) -> None:
    opened: list[str] = []
    browsing: list[threading.Thread] = []

    class Browser:
        def open(self, address: str, **_: object) -> bool:
            opened.append(address)
            browsing.append(threading.Thread(target=lambda: requests.get(agree(address), timeout=10)))
            browsing[0].start()
            return True

    monkeypatch.setattr("webbrowser.get", lambda _=None: Browser())
    app = InstalledAppFlow.from_client_config(client(box), SCOPES)
    got = app.run_local_server(host="127.0.0.1", port=0, authorization_prompt_message="", timeout_seconds=10)
    browsing[0].join()
    assert got.valid
    assert "code_challenge=" in opened[0]


def test_renewal_gives_another_token(box: Sandbox) -> None:
    one = signed_in(box)
    before, refresh = one.token, one.refresh_token
    one.refresh(Request())
    assert one.token != before
    assert one.refresh_token == refresh, "Google does not rotate it"


def test_an_access_token_that_ran_out_is_renewed_by_itself(box: Sandbox) -> None:
    one = signed_in(box)
    one.token = "ya29.SANDBOX-ran-out"
    with AuthorizedSession(one) as session:
        assert session.get(f"{box.url}/google/openid/v1/userinfo").status_code == 200
    assert one.token != "ya29.SANDBOX-ran-out"


def test_a_sign_in_that_was_given_back_is_over(box: Sandbox) -> None:
    one = signed_in(box)
    given = requests.post(f"{box.url}/google/oauth2/revoke", {"token": one.refresh_token}, timeout=5)
    assert given.status_code == 200
    with pytest.raises(google.auth.exceptions.RefreshError, match="invalid_grant"):
        one.refresh(Request())


def test_the_answer_no(box: Sandbox) -> None:
    one = flow(box)
    address, _ = one.authorization_url()
    with pytest.raises(AccessDeniedError):
        one.fetch_token(authorization_response=agree(address, answer="deny"))


def test_another_attempt_s_state(box: Sandbox) -> None:
    one = flow(box)
    address, _ = one.authorization_url()
    landed = agree(address)
    one.authorization_url()
    with pytest.raises(MismatchingStateError):
        one.fetch_token(authorization_response=landed)


def used_twice(one: Flow, landed: str) -> None:
    one.fetch_token(authorization_response=landed)
    one.fetch_token(authorization_response=landed)


def without_verifier(one: Flow, landed: str) -> None:
    one.code_verifier = None
    one.fetch_token(authorization_response=landed)


def another_verifier(one: Flow, landed: str) -> None:
    one.code_verifier = "a" * 64
    one.fetch_token(authorization_response=landed)


@pytest.mark.parametrize("wrongly", [used_twice, without_verifier, another_verifier])
def test_a_code_is_good_once_and_for_who_began(box: Sandbox, wrongly: Callable[[Flow, str], None]) -> None:
    one = flow(box)
    address, _ = one.authorization_url()
    with pytest.raises(InvalidGrantError):
        wrongly(one, agree(address))


def test_the_out_of_band_way_is_blocked(box: Sandbox) -> None:
    one = Flow.from_client_config(client(box), SCOPES, redirect_uri="urn:ietf:wg:oauth:2.0:oob")
    address, _ = one.authorization_url()
    shown = requests.get(address, timeout=5)
    assert shown.status_code == 400
    assert "out-of-band (OOB) flow has been blocked" in shown.text


def test_another_secret_is_refused(box: Sandbox) -> None:
    one = signed_in(box)
    other = Credentials(
        None, refresh_token=one.refresh_token, token_uri=one.token_uri, client_id=one.client_id, client_secret="other"
    )
    with pytest.raises(google.auth.exceptions.RefreshError, match="invalid_client"):
        other.refresh(Request())


def test_every_endpoint_is_covered_or_a_gap(keep_matrix) -> None:
    keep_matrix(
        "google-auth, google-auth-oauthlib",
        [
            "GET  accounts /o/oauth2/v2/auth (PKCE, state, offline)    ok",
            "POST /token authorization_code                            ok",
            "POST /token refresh_token                                 ok",
            "GET  /v1/userinfo, /tokeninfo                             ok",
            "POST /revoke                                              ok: by requests, the library has no call for it",
        ],
    )
