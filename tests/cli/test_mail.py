"""`plexstuff mail`: seen first, agreed to, sent to each, told of each, and never to somebody twice."""

from __future__ import annotations

import email
import json
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from terminal import Terminal

from plexstuff.cli.demo_uses import picture
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.smtp.keys import PASSWORD
from plexstuff.sandbox.smtp.mailbox import Taken

Command = Callable[..., Any]
PNG = picture(20, 30)


@pytest.fixture
def post(serving: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox that the environment points at, SMTP set up and nothing else, with no mail in it."""
    serving.clear_faults()
    serving.app.state.world.mailbox.clear()
    for name, text in serving.environment().items():
        if name.startswith("PLEXSTUFF__SMTP__"):
            monkeypatch.setenv(name, text)
    yield serving
    serving.clear_faults()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news.html").write_text('<h1>New films</h1><p>Überraschung: <img src="poster.png"></p>')
    (tmp_path / "poster.png").write_bytes(PNG)
    (tmp_path / "none.png").write_text("<svg/>")
    return tmp_path


def letter(folder: Path, *to: str, subject: str = "New films 🎬") -> list[str]:
    words = [
        "mail",
        "send",
        "--subject",
        subject,
        "--html",
        str(folder / "news.html"),
        "--picture",
        str(folder / "poster.png"),
    ]
    return [*words, *(word for one in to for word in ("--to", one))]


def taken(post: Sandbox) -> list[Taken]:
    return post.app.state.world.mailbox.all()


def test_one_message_to_each(plexstuff: Command, post: Sandbox, news: Path) -> None:
    done = plexstuff(*letter(news, '"Müller, Jörg" <joerg@example.org>', "bob@example.org"), "--yes")
    assert done.code == 0, done.err
    assert done.out.splitlines() == ["✓ joerg@example.org  sent", "✓ bob@example.org  sent"]
    assert "2 sent." in done.err
    mails = taken(post)
    assert [one.recipients for one in mails] == [("joerg@example.org",), ("bob@example.org",)]
    whole = mails[0].whole()
    assert (whole["subject"], whole["to"]) == ("New films 🎬", '"Müller, Jörg" <joerg@example.org>')
    assert "Überraschung" in whole["text"]
    assert whole["pictures"][0]["filename"] == "poster.png"
    assert "bob" not in mails[0].content.decode()
    assert PASSWORD not in done.all


def test_a_dry_run_shows_all_and_sends_nothing(plexstuff: Command, post: Sandbox, news: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = plexstuff(*letter(news, "Ann <ann@example.org>", "bob@example.org"), "--dry-run", "--eml", str(folder))
    assert done.code == 0
    assert "Überraschung" in done.out
    for words in (
        "Ann <ann@example.org>",
        "bob@example.org",
        "New films 🎬",
        "poster.png",
        "Plexstuff Sandbox",
        "Nothing was sent",
    ):
        assert words in done.err
    assert taken(post) == []
    files = sorted(folder.iterdir())
    assert [one.name for one in files] == ["001-ann@example.org.eml", "002-bob@example.org.eml"]
    seen = email.message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (seen["To"], seen["Subject"]) == ("Ann <ann@example.org>", "New films 🎬")
    done = plexstuff(*letter(news, "ann@example.org"), "--dry-run", "--eml", str(folder))
    assert (done.code, "is there already" in done.err) == (1, True)
    assert json.loads(plexstuff("mail", "sent", "--json").out)["mails"] == []


def test_without_yes_nothing_is_sent_where_nobody_can_be_asked(plexstuff: Command, post: Sandbox, news: Path) -> None:
    for more in ((), ("--json",)):
        done = plexstuff(*letter(news, "bob@example.org"), *more)
        assert (done.code, done.out) == (2, "")
        assert "--yes" in done.err
    assert taken(post) == []


@pytest.mark.parametrize(("answer", "sent"), [("n", 0), ("", 0), ("y", 1)])
def test_at_a_terminal_one_is_asked(post: Sandbox, news: Path, answer: str, sent: int) -> None:
    terminal = Terminal(*letter(news, "Bob <bob@example.org>"))
    terminal.wait_for("Bob <bob@example.org>")
    terminal.wait_for("New films")
    terminal.wait_for("Send this mail? [y/N]")
    terminal.type(answer)
    terminal.wait_for("1 sent." if sent else "Nothing was sent.")
    assert terminal.end() == 0
    assert len(taken(post)) == sent


def test_some_are_refused_and_the_same_command_goes_on(plexstuff: Command, post: Sandbox, news: Path) -> None:
    post.faults("status", service="smtp", path="/RCPT/grey@*", status=451)
    words = letter(news, "ann@example.org", "grey@example.org", "nobody@example.org")
    done = plexstuff(*words, "--yes")
    assert done.code == 6
    assert done.out.splitlines()[0] == "✓ ann@example.org  sent"
    assert "✗ grey@example.org  refused: not for now: 451" in done.out
    assert "✗ nobody@example.org  refused: there is no such address" in done.out
    assert "1 sent, 2 refused." in done.err
    done = plexstuff(*words, "--yes", "--json")
    assert done.code == 6
    answer = json.loads(done.out)
    assert (answer["schema"], answer["had_it"]) == (1, ["ann@example.org"])
    assert [(one["to"], one["outcome"]) for one in answer["mails"]] == [
        ("grey@example.org", "sent"),
        ("nobody@example.org", "refused"),
    ]
    assert [one.recipients[0] for one in taken(post)] == ["ann@example.org", "grey@example.org"]
    listed = json.loads(plexstuff("mail", "sent", "--json").out)["mails"]
    assert {one["to"]: one["outcome"] for one in listed} == {
        "ann@example.org": "sent",
        "grey@example.org": "sent",
        "nobody@example.org": "refused",
    }
    assert {one["run"] for one in listed} == {1}
    assert "nobody@example.org" in plexstuff("mail", "sent").out


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        ({"kind": "status", "path": "/AUTH", "status": 535, "count": None}, 4, "app password"),
        ({"kind": "status", "path": "/CONNECT", "status": 421}, 5, "closes the connection"),
        ({"kind": "status", "path": "/RCPT/*", "status": 421}, 5, "closes the connection"),
        ({"kind": "status", "path": "/RCPT/*", "status": 550, "count": None}, 1, "no such address"),
        ({"kind": "status", "path": "/MESSAGE", "status": 554, "count": None}, 1, "rules forbid it"),
        ({"kind": "reset", "path": "/CONNECT"}, 5, "broke the connection off"),
        ({"kind": "html", "path": "/CONNECT"}, 1, "no mail server"),
        ({"kind": "truncated", "path": "/MAIL"}, 1, "no mail server"),
        ({"kind": "reset", "path": "/MESSAGE", "count": None}, 1, "before the server said"),
    ],
)
def test_nothing_could_be_sent(
    plexstuff: Command, post: Sandbox, news: Path, fault: dict[str, object], code: int, words: str
) -> None:
    post.faults(service="smtp", **fault)  # type: ignore[arg-type]
    done = plexstuff(*letter(news, "a@example.org", "b@example.org"), "--yes")
    assert (done.code, words in done.all) == (code, True), done.all


def test_sending_proves_that_it_works(plexstuff: Command, post: Sandbox, news: Path) -> None:
    assert plexstuff("services", "check", "smtp").code == 0
    (smtp,) = [one for one in json.loads(plexstuff("services", "--json").out)["services"] if one["key"] == "smtp"]
    assert (smtp["state"], smtp["proof"]) == ("working", "permission proved")
    plexstuff(*letter(news, "bob@example.org"), "--yes")
    (smtp,) = [one for one in json.loads(plexstuff("services", "--json").out)["services"] if one["key"] == "smtp"]
    assert (smtp["state"], smtp["proof"]) == ("working", "tried")
    assert "sandbox@example.org" in smtp["sentence"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--subject", "x\r\nBcc: eve@evil.test"), 3, "line break"),
        (("--to", "bob@example.org\nBcc: eve@evil.test"), 2, "line break"),
        (("--to", "Bob\r\nBcc: eve@evil.test <bob@example.org>"), 2, "line break"),
        (("--to", "bob"), 2, "no e-mail address"),
        (("--picture", "none.png"), 3, "none.png is no picture"),
        (("--picture", "missing.png"), 1, "can't be read"),
        (("--from-service", "tmdb"), 2, "no service that sends mail"),
        (("--from-service", "gmail"), 3, "Google"),
        (("--from-service", "nothing"), 2, "no service that sends mail"),
        (("--subject", " "), 2, "subject"),
    ],
)
def test_what_can_not_be_is_refused_before_anything_is_sent(
    plexstuff: Command,
    post: Sandbox,
    news: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(news)
    done = plexstuff(*letter(news, "ann@example.org"), *words, "--yes")
    assert (done.code, said in done.err) == (code, True), done.err
    assert done.out == ""
    assert taken(post) == []


def test_text_from_the_input(plexstuff: Command, post: Sandbox) -> None:
    words = ("mail", "send", "--to", "bob@example.org", "--subject", "x", "--text", "-")
    assert plexstuff(*words, "--yes", typed="Grüße\r\n.\r\n").code == 0
    assert taken(post)[0].whole()["text"] == "Grüße\r\n.\r\n"
    assert plexstuff(*words, "--yes", typed=b"\xff\xfe").code == 3
    done = plexstuff(*words, "--yes", typed="")
    assert (done.code, "says nothing" in done.err) == (2, True)
    assert "To whom?" in plexstuff("mail", "send", "--subject", "x", "--text", "-", typed="y").err


def test_nothing_plays_tricks_on_the_terminal(plexstuff: Command, post: Sandbox, news: Path) -> None:
    (news / "news.html").write_text("<p>\x1b[31mred \u202ekcirt</p>")
    done = plexstuff(*letter(news, "Bob \u202e <bob@example.org>", subject="x \u202e y"), "--dry-run")
    assert done.code == 0
    assert "\x1b" not in done.all
    assert "\u202e" not in done.all


def test_without_a_service_it_says_which_to_set_up(plexstuff: Command, home: Path, news: Path) -> None:
    done = plexstuff(*letter(news, "bob@example.org"), "--yes")
    assert done.code == 3
    assert "plexstuff services setup smtp" in done.err
    assert plexstuff("mail", "sent").code == 0


def test_the_sandbox_shows_what_it_took(plexstuff: Command, post: Sandbox, news: Path) -> None:
    plexstuff(*letter(news, "bob@example.org"), "--yes")
    with urlopen(f"{post.url}/_sandbox/mail") as answer:
        (one,) = json.load(answer)["mails"]
    assert (one["recipients"], one["subject"], one["via"]) == (["bob@example.org"], "New films 🎬", "smtp")
