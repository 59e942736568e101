"""What people paste into the fields of SMTP, and what is made of it."""

from __future__ import annotations

import pytest

from plexstuff.config.kinds import read
from plexstuff.services.smtp import SMTP_SERVICE, split_port


@pytest.mark.parametrize(
    ("key", "pasted", "value", "note"),
    [
        ("host", "smtp.gmail.com", "smtp.gmail.com", ""),
        ("host", "  'SMTP.Gmail.com.' \n", "smtp.gmail.com", "smtp.gmail.com"),
        ("host", "smtp.gmail.com:587", "smtp.gmail.com:587", "the port 587"),
        ("host", "smtps://smtp.example.org:465/", "smtp.example.org:465", "the port 465"),
        ("host", "https://mail.example.org/settings?x#y", "mail.example.org", "The server is mail.example.org"),
        ("host", "smtp://ann@smtp.example.org", "smtp.example.org", "user name in it was left out"),
        ("host", "[::1]:2525", "[::1]:2525", "the port 2525"),
        ("host", "::1", "[::1]", ""),
        ("host", "127.0.0.1", "127.0.0.1", ""),
        ("host", "nas", "nas", ""),
        ("port", "587", "587", ""),
        ("port", "25", "25", "mostly closed"),
        ("security", "STARTTLS", "starttls", ""),
        ("password", "abcd efgh ijkl mnop", "abcdefghijklmnop", "blanks"),
        ("password", " abcd\u00a0efgh\u00a0ijkl\u00a0mnop ", "abcdefghijklmnop", "blanks"),
        ("password", "abcd-efgh-ijkl-mnop", "abcd-efgh-ijkl-mnop", ""),
        ("password", "correct horse battery staple", "correct horse battery staple", ""),
        ("from", "ann@example.org", "ann@example.org", ""),
        ("from", "From: Ann Example <ann@example.org>", "Ann Example <ann@example.org>", ""),
        ("from", '"Example, Ann" < ann@example.org >', "Example, Ann <ann@example.org>", ""),
        ("from", "mailto:ann@example.org", "ann@example.org", ""),
    ],
)
def test_what_is_meant_is_understood(key: str, pasted: str, value: str, note: str) -> None:
    field = SMTP_SERVICE.field(key)
    assert field is not None
    seen = read(field, pasted)
    assert (seen.refusal, seen.value) == ("", value)
    assert note in seen.note


@pytest.mark.parametrize(
    ("key", "pasted", "words"),
    [
        ("host", "ann@gmail.com", "smtp.gmail.com"),
        ("host", "ann@nowhere.test", "outgoing"),
        ("host", "imap.gmail.com", "reading mail"),
        ("host", "pop.example.org:995", "reading mail"),
        ("host", "mail.google.com", "web page"),
        ("host", "https://outlook.live.com/mail/", "web page"),
        ("host", "smtp.gmail.com:99999", "1 to 65535"),
        ("host", "smtp gmail com", "no name"),
        ("host", "smtp.gmail.com\r\nRCPT", "no name"),
        ("port", "99999", "1 to 65535"),
        ("port", "imaps", "1 to 65535"),
        ("security", "ssl3", "must be one of"),
        ("password", "ya29.a0AfB_hummingbird", "not a password"),
        ("password", "GOCSPX-hummingbird", "not a password"),
        ("from", "Ann", "no e-mail address"),
        ("from", "Ann <ann@example.org>\r\nBcc: eve@evil.test", ""),
        ("from", "ann@example.org, bob@example.org", "no e-mail address"),
        ("from", "ann@example.org\nBcc: eve@evil.test", ""),
        ("from", "Ann\r\nBcc: eve@evil.test <ann@example.org>", ""),
        ("from", "ann@", "no e-mail address"),
    ],
)
def test_what_can_not_be_is_refused_kindly(key: str, pasted: str, words: str) -> None:
    field = SMTP_SERVICE.field(key)
    assert field is not None
    seen = read(field, pasted)
    assert seen.refusal
    assert words in seen.refusal + seen.advice
    assert "hummingbird" not in seen.refusal + seen.advice + seen.note


def test_hosts_and_ports_part() -> None:
    for text, parts in {
        "a.b": ("a.b", ""),
        "a.b:25": ("a.b", "25"),
        "[::1]": ("::1", ""),
        "[::1]:25": ("::1", "25"),
        "fe80::1": ("fe80::1", ""),
        "a.b:x": ("a.b:x", ""),
    }.items():
        assert split_port(text) == parts
