"""Signing in at Google: what is asked, every way in which it ends, and what is left of it when time has passed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from google_account import SCOPE, Account

from plexstuff.ending import in_time
from plexstuff.errors import ConsentNeeded, KeyRefused, NotConfigured
from plexstuff.health import Health, Proof, State
from plexstuff.sandbox.google import keys
from plexstuff.services.google import GOOGLE_SERVICE
from plexstuff.services.google.signin import recognise_error_page

DAY = 86400.0


@pytest.fixture
def ann(home: Path) -> Account:
    return Account(home)


def kept(ann: Account) -> dict[str, object]:
    grant: dict[str, object] = json.loads(ann.configuration.value("google", "grant").text or "{}")
    return grant


def test_what_the_page_is_asked(ann: Account) -> None:
    asked = parse_qs(urlsplit(ann.begin("http://127.0.0.1:4711/").address).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:4711/"]
    assert asked["scope"][0].split()[:2] == ["openid", "email"]
    assert set(SCOPE.values()) <= set(asked["scope"][0].split())
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 30
    assert keys.CLIENT_SECRET not in str(asked)


@pytest.mark.parametrize(("features", "wanted"), [("sheets", {"sheets"}), ("youtube mail", {"mail", "youtube"})])
def test_only_what_is_wanted_is_asked_for(ann: Account, features: str, wanted: set[str]) -> None:
    ann.values["features"] = features
    asked = set(parse_qs(urlsplit(ann.begin().address).query)["scope"][0].split())
    assert {one for one in SCOPE if SCOPE[one] in asked} == wanted


def test_from_consent_to_what_is_kept(ann: Account) -> None:
    ann.signed_in()
    grant = kept(ann)
    assert grant["account"] == keys.ACCOUNT
    assert set(SCOPE.values()) <= set(grant["scopes"])  # type: ignore[call-overload]
    assert "refresh_expires_at" not in grant, "the app is published"
    checked = ann.check()
    assert checked.sentence == (
        f"Signed in as {keys.ACCOUNT}: mail permission proved, contacts permission proved, YouTube permission proved, "
        "sheets permission proved."
    )
    assert checked.proof is Proof.PERMISSION


def test_what_was_used_is_tried_from_then_on(ann: Account) -> None:
    ann.signed_in()
    ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A1"))
    ann.use(lambda google: google.names())
    checked = ann.check()
    assert "sheets tried" in checked.sentence
    assert "contacts tried" in checked.sentence
    assert "mail permission proved" in checked.sentence
    assert checked.proof is Proof.PERMISSION


def test_the_check_searches_nothing_and_sends_nothing(ann: Account) -> None:
    ann.signed_in()
    ann.check()
    assert "youtube/v3/videos" in ann.paths()
    assert "youtube/v3/search" not in ann.paths()
    assert ann.app.state.world.mailbox.all() == []


def test_boxes_left_unticked_are_named(ann: Account) -> None:
    ann.signed_in("sheets", "youtube")
    checked = ann.check()
    assert "sheets permission proved" in checked.sentence
    assert "Not allowed: mail (“Send email on your behalf”), contacts (“See and download" in checked.sentence
    with pytest.raises(ConsentNeeded, match="mail is not allowed"):
        ann.use(lambda google: google.sender())
    with pytest.raises(ConsentNeeded, match="contacts is not allowed"):
        ann.use(lambda google: google.names())


def test_a_box_that_is_not_wanted_is_not_missed(ann: Account) -> None:
    ann.values["features"] = "sheets"
    ann.signed_in()
    assert "Not allowed" not in ann.check().sentence


def test_no_box_ticked_at_all(ann: Account) -> None:
    pending = ann.begin()
    form = {one: values[0] for one, values in parse_qs(urlsplit(pending.address).query).items()}
    landed = ann.press(pending.address, {**form, "account": keys.ACCOUNT, "answer": "allow"}).headers["location"]
    with pytest.raises(ConsentNeeded, match="no box was ticked") as caught:
        ann.finish(pending, landed)
    assert "Send email on your behalf" in caught.value.advice


def test_the_answer_no(ann: Account) -> None:
    pending = ann.begin()
    with pytest.raises(ConsentNeeded, match="the answer was no"):
        ann.finish(pending, ann.browse(pending, answer="deny"))
    assert ann.asked == [], "the token endpoint is not bothered"


def test_an_address_of_another_attempt(ann: Account) -> None:
    first, second = ann.begin(), ann.begin()
    with pytest.raises(ConsentNeeded, match="another attempt"):
        ann.finish(second, ann.browse(first))


def test_a_code_used_twice_takes_back_what_it_gave(ann: Account) -> None:
    pending = ann.begin()
    landed = ann.browse(pending)
    ann.finish(pending, landed)
    ann.check()
    with pytest.raises(ConsentNeeded, match="used before"):
        ann.finish(pending, landed)
    assert ann.paths().count("oauth2/token") == 3, "it was sent once each time, never repeated"
    with pytest.raises(ConsentNeeded, match="has ended or was taken back"):
        ann.check()


def test_a_code_that_is_too_old(ann: Account) -> None:
    pending = ann.begin()
    landed = ann.browse(pending)
    ann.pass_by(301)
    with pytest.raises(ConsentNeeded, match="too old") as caught:
        ann.finish(pending, landed)
    assert "clock" in caught.value.advice


@pytest.mark.parametrize("off", [3600.0, -3600.0])
def test_a_clock_that_is_wrong_by_an_hour_does_no_harm(ann: Account, off: float) -> None:
    ann.clock.now += off
    ann.signed_in()
    ann.check()
    ann.pass_by(1800)
    ann.use(lambda google: google.names())


def test_a_clock_that_is_put_right_meanwhile(ann: Account) -> None:
    """The token looks good for another hour, and is over: it is refused once, and renewed."""
    ann.clock.now += 3600
    ann.signed_in()
    ann.pass_by(3600)
    ann.clock.now -= 3600
    ann.asked.clear()
    ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A1"))
    assert [one.rpartition("/")[2] for one in ann.paths()] == ["Films!A1", "token", "Films!A1"]


def test_it_is_renewed_before_it_ends(ann: Account) -> None:
    before = ann.signed_in()
    ann.pass_by(3599 - 59)
    ann.asked.clear()
    ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A1"))
    assert [one.rpartition("/")[2] for one in ann.paths()] == ["token", "Films!A1"]
    assert kept(ann)["access_token"] != json.loads(before)["access_token"]
    assert kept(ann)["refresh_token"] == json.loads(before)["refresh_token"]


def test_in_testing_the_day_of_its_end_is_known_shown_and_warned_of(ann: Account) -> None:
    ann.console(publishing="testing")
    ann.signed_in()
    checked = ann.check()
    ends = ann.clock() + 604_799
    assert checked.expires_at == pytest.approx(ends, abs=2)
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(checked.expires_at))
    assert f"The app is in Testing, so it ends on {day}: publish the app" in checked.sentence
    health = Health(State.WORKING, checked.sentence, proof=checked.proof, expires_at=checked.expires_at)
    assert in_time(GOOGLE_SERVICE, health, ends - 2 * DAY - 60).advice == ""
    warned = in_time(GOOGLE_SERVICE, health, ends - 2 * DAY + 60)
    assert warned.state is State.WORKING
    assert f"ends on {day}. Publish the app" in warned.advice
    over = in_time(GOOGLE_SERVICE, health, ends + 60)
    assert (over.state, over.error) == (State.NOT_WORKING, "ConsentNeeded")


def test_the_end_stays_known_when_it_is_renewed(ann: Account) -> None:
    ann.console(publishing="testing")
    ann.signed_in()
    first = ann.check().expires_at
    ann.pass_by(3 * DAY)
    assert ann.check().expires_at == pytest.approx(first, abs=2)


def test_after_seven_days_in_testing_the_way_out_is_named(ann: Account) -> None:
    ann.console(publishing="testing")
    ann.signed_in()
    ann.pass_by(7 * DAY)
    with pytest.raises(ConsentNeeded, match="has ended or was taken back") as caught:
        ann.check()
    assert "Publish app" in caught.value.advice
    assert "services setup google" in caught.value.advice


def test_published_it_lives_on(ann: Account) -> None:
    ann.signed_in()
    ann.pass_by(90 * DAY)
    assert ann.check().expires_at is None


def test_given_back_it_is_over_and_a_second_time_that_is_no_trouble(ann: Account) -> None:
    ann.signed_in()
    assert ann.give_back() is True
    assert ann.give_back() is False
    with pytest.raises(ConsentNeeded, match="taken back"):
        ann.check()


def test_taken_back_outside_while_the_token_looks_good(ann: Account) -> None:
    ann.signed_in()
    ann.press("http://sandbox.test/google/oauth2/revoke", {"token": kept(ann)["refresh_token"]})
    with pytest.raises((ConsentNeeded, KeyRefused)) as caught:
        ann.use(lambda google: google.names())
    assert "services setup google" in caught.value.advice


PAGES = [
    ("https://accounts.google.com/signin/oauth/error?authError=The+out-of-band+(OOB)+flow+has+been+blocked", "out-of-"),
    ("urn:ietf:wg:oauth:2.0:oob", "31 January 2023"),
    (
        "https://accounts.google.com/o/oauth2/approval?response=code&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob",
        "out",
    ),
    ("Error 400: redirect_uri_mismatch", "not of the type “Desktop app”"),
    ("You can't sign in. Error 403: access_denied", "the answer was no"),
    ("Error 403: org_internal", "Internal"),
    ("Error 400: admin_policy_enforced", "administrator"),
    ("Error 403: disallowed_useragent", "within another program"),
    ("http://127.0.0.1:1/?error=admin_policy_enforced&state=x", "administrator"),
    ("4/0AbCdEfGh", "neither a code nor a token"),
    ("https://accounts.google.com/o/oauth2/v2/auth?client_id=x&redirect_uri=y", "neither a code nor a token"),
]


@pytest.mark.parametrize(("pasted", "said"), PAGES, ids=[one[:40] for one, _ in PAGES])
def test_a_page_of_google_s_that_is_no_end(ann: Account, pasted: str, said: str) -> None:
    with pytest.raises(ConsentNeeded) as caught:
        ann.finish(ann.begin(), pasted)
    assert said in caught.value.sentence
    assert caught.value.advice
    assert ann.asked == []


@pytest.mark.parametrize("drawn", ["7LKOOBQw", "OOB-x_9", "a_OOB", "9-OOB%2Fx"])
def test_letters_drawn_by_lot_are_no_page_of_google_s(drawn: str) -> None:
    recognise_error_page(f"http://127.0.0.1:1/?state={drawn}&code=4%2F0x{drawn}&scope=email")


def test_access_denied_by_google_itself_names_publishing(ann: Account) -> None:
    with pytest.raises(ConsentNeeded) as caught:
        ann.finish(ann.begin(), "Error 403: access_denied")
    assert "test users" in caught.value.advice


def test_another_secret(ann: Account) -> None:
    pending = ann.begin()
    landed = ann.browse(pending)
    ann.values["client"] = keys.CLIENT.replace("lanternfish", "anotherfish")
    with pytest.raises(KeyRefused, match="its secret is another one"):
        ann.finish(pending, landed)


def test_id_and_secret_by_themselves(ann: Account) -> None:
    ann.values = {"client_id": keys.CLIENT_ID, "client_secret": keys.CLIENT_SECRET}
    ann.signed_in()
    assert "Signed in" in ann.check().sentence


@pytest.mark.parametrize(("values", "missing"), [({}, "Client id"), ({"client_id": keys.CLIENT_ID}, "Client secret")])
def test_half_a_client(ann: Account, values: dict[str, str], missing: str) -> None:
    ann.values = values
    with pytest.raises(NotConfigured, match=missing):
        ann.begin()


def test_youtube_by_a_key_alone(ann: Account) -> None:
    ann.values = {"youtube_key": keys.API_KEY}
    checked = ann.check()
    assert "YouTube takes the API key" in checked.sentence
    assert set(ann.paths()) == {"youtube/v3/videos"}
    assert ann.use(lambda google: google.search_videos("cher believe"))
    assert ann.check().proof is Proof.TRIED
    assert all(keys.API_KEY not in str(one.url) for one in ann.asked), "it goes in a header"
    with pytest.raises(NotConfigured, match="nobody has signed in"):
        ann.use(lambda google: google.names())


def test_a_wrong_key_of_youtube(ann: Account) -> None:
    ann.values = {"youtube_key": "AIza" + "x" * 35}
    with pytest.raises(KeyRefused, match="does not accept the API key for YouTube"):
        ann.check()
