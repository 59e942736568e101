"""Google at the command line: spreadsheets, songs, mails through Gmail, names of users, and forgetting the sign-in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys

Command = Callable[..., Any]
SHEET = keys.SPREADSHEET
ADDRESS = f"https://docs.google.com/spreadsheets/d/{SHEET}/edit#gid=0"


@pytest.fixture(scope="module")
def fresh() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def google(fresh: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A sandbox in which Google, and nothing else, is set up by the environment."""
    fresh.clear_faults()
    fresh.app.state.world.mailbox.clear()
    for name, text in fresh.environment().items():
        if name.startswith("PLEXSTUFF__GOOGLE__"):
            monkeypatch.setenv(name, text)
    return fresh


def test_reading_a_sheet(plexstuff: Command, google: Sandbox) -> None:
    done = plexstuff("sheet", "read", ADDRESS, "--range", "Films!A1:C3")
    assert done.code == 0, done.err
    assert done.out.splitlines() == ["Title       Year  Seen by", "The Matrix  1999  Ada", "1917        2019"]
    assert "Film evening (sandbox), Films!A1:C3" in done.err


def test_reading_as_csv_and_json(plexstuff: Command, google: Sandbox) -> None:
    done = plexstuff("sheet", "read", SHEET, "--range", "Films!A1:C2", "--csv")
    assert done.out == "Title,Year,Seen by\nThe Matrix,1999,Ada\n"
    told = json.loads(plexstuff("sheet", "read", SHEET, "--range", "Films!A1:B2", "--json").out)
    assert told["schema"] == 1
    assert told["rows"] == [["Title", "Year"], ["The Matrix", "1999"]]
    assert told["spreadsheet"]["id"] == SHEET


def test_a_dry_run_shows_and_writes_nothing(plexstuff: Command, google: Sandbox) -> None:
    before = plexstuff("sheet", "read", SHEET, "--csv").out
    done = plexstuff("sheet", "write", SHEET, "--range", "Films!A2", "--dry-run", typed="The Matrix,2000\n")
    assert done.code == 0, done.err
    assert "B2  1999  →  2000" in done.out
    assert "A2" not in done.out, "what is the same is left alone"
    assert plexstuff("sheet", "read", SHEET, "--csv").out == before


def test_nothing_is_written_where_nobody_can_be_asked(plexstuff: Command, google: Sandbox) -> None:
    done = plexstuff("sheet", "write", SHEET, "--range", "Films!A30", typed="x\n")
    assert done.code == 2
    assert "nobody can be asked" in done.err
    assert plexstuff("sheet", "read", SHEET, "--range", "Films!A30", "--csv").out == ""


def test_a_cell_that_begins_with_an_equals_sign_stays_a_text(plexstuff: Command, google: Sandbox) -> None:
    rows = '=1+1,"=HYPERLINK(""http://evil.example"",""x"")",+49 30,007\n'
    done = plexstuff("sheet", "write", SHEET, "--range", "Films!A40", "--yes", typed=rows)
    assert done.code == 0, done.err
    assert plexstuff("sheet", "read", SHEET, "--range", "Films!A40:D40", "--csv").out == rows
    done = plexstuff("sheet", "write", SHEET, "--range", "Films!A41", "--yes", "--formulas", typed="=1+1\n")
    assert done.code == 0, done.err
    assert plexstuff("sheet", "read", SHEET, "--range", "Films!A41", "--csv").out == "2\n"


def test_a_write_is_one_request_and_says_what_it_did(plexstuff: Command, google: Sandbox) -> None:
    rows = "".join(f"film {number},{1950 + number}\n" for number in range(40))
    google.forget_requests()
    done = plexstuff("sheet", "write", SHEET, "--range", "Films!A50:B89", "--yes", "--json", typed=rows)
    told = json.loads(done.out)
    assert (told["schema"], told["written"], len(told["changes"])) == (1, 80, 80)
    asked = google.requests()["google"]["paths"]
    assert isinstance(asked, dict)
    assert [count for path, count in asked.items() if path.endswith("values:batchUpdate")] == [1]


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("read", "https://docs.google.com/document/d/abc/edit"), "", "no spreadsheet"),
        (("read", "1NoSuchSpreadsheet000000000000000000000000"), "", "does not know it"),
        (("read", SHEET, "--range", "Nowhere!A1"), "", "no such range"),
        (("write", SHEET, "--range", "Films!A1:A2", "--yes"), "a,b\n", "do not fit"),
        (("write", SHEET, "--range", "Nowhere!A1", "--yes"), "a\n", "no sheet 'Nowhere'"),
        (("write", SHEET, "--range", "Films!A5000", "--yes"), "a\n", "has 100"),
        (("write", SHEET, "--range", "Films!A1", "--yes"), "", "nothing to write"),
        (("write", SHEET, "--range", "Films!A1", "--yes"), b"\xff\xfe", "UTF-8"),
        (("write", SHEET, "--range", "Films!A1", "--yes"), "x" * 50_001, "50001 characters"),
        (("write", SHEET, "--range", "Films!A1", "--yes"), '"open', "no CSV"),
    ],
)
def test_trouble_is_one_sentence_and_advice(
    plexstuff: Command, google: Sandbox, arguments: tuple[str, ...], typed: str | bytes, said: str
) -> None:
    done = plexstuff("sheet", *arguments, typed=typed)
    assert done.code != 0
    assert said in done.err
    assert "Traceback" not in done.err


def test_songs(plexstuff: Command, google: Sandbox) -> None:
    done = plexstuff("music", "youtube", "Cher", "Believe", "--length", "3:59", "--limit", "3")
    assert done.code == 0, done.err
    assert done.out.splitlines()[0].split() == ["3:59", "Believe", "[Cher", "-", "Topic]"]
    told = json.loads(plexstuff("music", "youtube", "Cher", "Believe", "--length", "3:59", "--json").out)
    assert (told["schema"], told["cost"]["searches"]) == (1, 1)
    assert told["length"]["seconds"] == 239
    best = told["candidates"][0]
    assert (best["length"], best["off"]) == (239, 0)
    assert all("10 hours" not in one["title"] for one in told["candidates"][:3])


def test_a_mail_through_gmail(plexstuff: Command, google: Sandbox) -> None:
    done = plexstuff(
        *("mail", "send", "--to", "Bob <bob@example.org>", "--subject", "New films", "--yes", "--text", "-"),
        *("--from-service", "gmail"),
        typed="Hello\n",
    )
    assert done.code == 0, done.err
    (one,) = google.app.state.world.mailbox.all()
    assert (one.via, one.sender, one.recipients) == ("google", keys.ACCOUNT, ("bob@example.org",))


def test_forgetting_ends_the_sign_in_at_google_too(
    plexstuff: Command, google: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLEXSTUFF__GOOGLE__GRANT")
    state = google.app.state.world.state("google")
    consent = state.consent_to(keys.ACCOUNT, keys.SCOPES, offline=True)
    grant = {**json.loads(keys.GRANT), "refresh_token": consent.refresh, "access_token": state.access_token(consent)}
    done = plexstuff("services", "set", "google", "grant", typed=json.dumps(grant))
    assert done.code == 0, done.err
    done = plexstuff("services", "forget", "google", "--yes")
    assert done.code == 0, done.err
    assert "ended there too" in done.err
    assert not consent.alive


def test_a_port_that_is_taken_is_said(google: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLEXSTUFF__GOOGLE__GRANT")
    port = google.url.rpartition(":")[2]
    terminal = Terminal("services", "setup", "google", "--no-browser", "--port", port)
    for label in ("Client (the JSON)", "What to ask", "API key for YouTube"):
        terminal.wait_for(label)
        terminal.type("")
    assert "Client id (" not in terminal.shown, "the JSON holds it, and the secret"
    assert "Client secret (" not in terminal.shown
    assert "Return when you are there" not in terminal.shown, "who has a client has been on its pages"
    terminal.wait_for(f"Port {port} of this machine can't be had")
    terminal.wait_for("Choose another port with --port")
    assert terminal.end() == 1


def test_who_is_signed_in_is_not_led_through_all_the_pages_again(google: Sandbox, home: Path) -> None:
    terminal = Terminal("services", "setup", "google", "--no-browser")
    terminal.wait_for("plexstuff services show google")
    for label in ("[9/10]", "Client (the JSON)", "What to ask", "API key for YouTube", "[10/10]", "Sign in anew?"):
        terminal.wait_for(label)
        if not label.startswith("["):
            terminal.type("")
    terminal.wait_for("Google works")
    assert terminal.end() == 0
    assert "Return when you are there" not in terminal.shown


def test_with_an_id_alone_its_secret_is_asked_for(google: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLEXSTUFF__GOOGLE__CLIENT")
    terminal = Terminal("services", "setup", "google", "--no-browser")
    terminal.wait_for("Client (the JSON)")
    terminal.type(keys.CLIENT_ID)
    terminal.wait_for("Client secret (")
    terminal.type("\x04")
    assert terminal.end() == 130
    assert "Client id (" not in terminal.shown


@pytest.fixture
def signed_out(google: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """As `google`, but with no client and no sign-in."""
    for name in ("CLIENT", "GRANT"):
        monkeypatch.delenv(f"PLEXSTUFF__GOOGLE__{name}")
    return google


def test_the_client_is_taken_out_of_its_file_before_anybody_signs_in(plexstuff: Command, signed_out: Sandbox) -> None:
    """As the hint beside the field says; it can't be tried yet."""
    dry = plexstuff("services", "set", "google", "client", "--dry-run", typed=keys.CLIENT_FILE)
    assert (dry.code, "would be kept" in dry.err) == (0, True)
    done = plexstuff("services", "set", "google", "client", typed=keys.CLIENT_FILE)
    assert done.code == 0, done.err
    assert "client kept. It is tried when you sign in." in done.err
    assert "services setup google" in done.err
    assert keys.CLIENT_SECRET not in done.all
    told = json.loads(plexstuff("services", "show", "google", "--json").out)
    assert keys.CLIENT_SECRET not in json.dumps(told)
    assert "10. Sign in: plexstuff services setup google" in plexstuff("services", "show", "google").all


def test_what_nobody_can_sign_in_with_is_not_kept(plexstuff: Command, signed_out: Sandbox) -> None:
    done = plexstuff("services", "set", "google", "timeout=5")
    assert done.code == 3
    assert "Nothing was kept" in done.err
    done = plexstuff("services", "set", "google", "client", typed=keys.CLIENT_FILE.replace("installed", "web"))
    assert done.code != 0
    assert "Web application" in done.err


def test_what_is_allowed_is_told_part_by_part(plexstuff: Command, google: Sandbox) -> None:
    done = plexstuff("services", "check", "google", "--json")
    parts = json.loads(done.out)["services"][0]["parts"]
    assert {one["key"]: one["allowed"] for one in parts} == dict.fromkeys(
        ("mail", "contacts", "youtube", "sheets"), True
    )
    assert {one["proof"] for one in parts} <= {"permission proved", "tried"}
    again = json.loads(plexstuff("services", "--json").out)["services"]
    assert next(one["parts"] for one in again if one["key"] == "google") == parts


def test_what_to_ask_permission_for_is_a_wish_about_the_next_sign_in(
    plexstuff: Command, signed_out: Sandbox, home: Path
) -> None:
    done = plexstuff("services", "set", "google", "features=sheets, mail")
    assert done.code == 0, done.err
    assert "features kept." in done.err
    assert "Sign in now: plexstuff services setup google" in done.err
    assert 'features = "mail sheets"' in (home / "config.toml").read_text()
    assert plexstuff("services", "set", "google", "features=films").code == 3


@pytest.mark.parametrize("wanted", ["mail sheets", "sheets"])
def test_a_wish_for_more_than_was_allowed_is_kept_with_the_advice_to_sign_in_again(
    plexstuff: Command, signed_out: Sandbox, home: Path, wanted: str
) -> None:
    state = signed_out.app.state.world.state("google")
    allowed = [one for one in keys.SCOPES if "spreadsheets" not in one]
    consent = state.consent_to(keys.ACCOUNT, allowed, offline=True)
    grant = {
        **json.loads(keys.GRANT),
        "scopes": allowed,
        "refresh_token": consent.refresh,
        "access_token": state.access_token(consent),
    }
    plexstuff("services", "set", "google", "client", typed=keys.CLIENT_FILE)
    plexstuff("services", "set", "google", "grant", "--no-check", typed=json.dumps(grant))
    plexstuff("services", "set", "google", "features=mail")
    done = plexstuff("services", "set", "google", f"features={wanted}")
    assert done.code == 0, done.err
    assert "kept" in done.err
    assert "plexstuff services setup google" in done.err
    assert f'features = "{wanted}"' in (home / "config.toml").read_text()


def test_youtube_by_a_key_alone(plexstuff: Command, signed_out: Sandbox) -> None:
    done = plexstuff("services", "set", "google", "youtube_key", typed=keys.API_KEY)
    assert done.code == 0, done.err
    assert plexstuff("music", "youtube", "Cher", "Believe", "--length", "3:59").code == 0
    done = plexstuff("sheet", "read", SHEET)
    assert done.code == 3
    assert "services setup google" in done.err


def test_in_testing_the_day_is_shown_and_warned_of_two_days_before(plexstuff: Command, signed_out: Sandbox) -> None:
    state = signed_out.app.state.world.state("google")
    consent = state.consent_to(keys.ACCOUNT, keys.SCOPES, offline=True)
    grant = {**json.loads(keys.GRANT), "refresh_token": consent.refresh, "access_token": state.access_token(consent)}
    plexstuff("services", "set", "google", "client", typed=keys.CLIENT_FILE)
    consent.ends = time.time() + 5 * 86400
    done = plexstuff("services", "set", "google", "grant", typed=json.dumps(grant))
    assert done.code == 0, done.err
    assert f"it ends on {time.strftime('%Y-%m-%d', time.localtime(consent.ends))}" in done.err
    assert "The sign-in ends on" not in plexstuff("services", "check", "google").all
    consent.ends = time.time() + 1.5 * 86400
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(consent.ends))
    for command in (("services", "check", "google"), ("services",)):
        said = plexstuff(*command).all
        assert f"The sign-in ends on {day}" in said, command
        assert "Publish the app" in said
    consent.ends = time.time() - 1
    done = plexstuff("services", "check", "google")
    assert done.code == 4
    assert "has ended or was taken back" in done.all
    assert "Publish app" in done.all
