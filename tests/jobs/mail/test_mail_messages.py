"""The messages of a letter, read back by Python's own parser as a mail program would."""

from __future__ import annotations

import email
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plexstuff.errors import InvalidValue, PlexstuffError
from plexstuff.jobs.mail import Recipient
from plexstuff.jobs.mail.letter import Letter, write
from plexstuff.jobs.mail.message import compose
from plexstuff.jobs.mail.pictures import Picture

PNG = Picture("poster.png", "png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
GIF = Picture("clip one.gif", "gif", b"GIF89a" + b"\0" * 50)
SENDER = Recipient("ann@example.org", "Ann Exämple")
BOB = Recipient("bob@example.org", "Bob")
NOW = 1_700_000_000.0


def message(letter: Letter, to: Recipient = BOB, sender: Recipient = SENDER) -> tuple[bytes, EmailMessage]:
    """The message as bytes, and as its reader sees it."""
    made = compose(letter, sender, to, now=NOW)
    assert (made.sender, made.recipient) == (sender.address, to.address)
    parsed = email.message_from_bytes(made.content, EmailMessage, policy=policy.default)
    assert parsed["Message-ID"] == made.message_id
    return made.content, parsed


def test_a_plain_letter() -> None:
    content, seen = message(write("Hello", text="One line.\nÄnother.\n"))
    assert seen.keys()[:5] == ["Date", "From", "To", "Subject", "Message-ID"]
    assert len(seen.keys()) == len(set(seen.keys()))
    assert (seen["From"], seen["To"], seen["Subject"]) == (str(SENDER), str(BOB), "Hello")
    assert parsedate_to_datetime(seen["Date"]).timestamp() == NOW
    assert seen["Message-ID"].endswith("@example.org>")
    assert seen.get_content_type() == "text/plain"
    assert seen.get_content() == "One line.\r\nÄnother.\r\n"
    assert seen.defects == []
    assert content.isascii()
    assert not [line for line in content.split(b"\r\n") if b"\n" in line or b"\r" in line]


def test_a_letter_with_pictures() -> None:
    html = "<p>See <b>this</b></p><img src=\"poster.png\"><img alt=x src='img/clip one.gif'>"
    _, seen = message(write("Films", html=html, pictures=[PNG, GIF]))
    assert seen.get_content_type() == "multipart/alternative"
    text, related = seen.iter_parts()
    assert (text.get_content_type(), related.get_content_type()) == ("text/plain", "multipart/related")
    assert related.get_param("type") == "text/html"
    page, *pictures = related.iter_parts()
    assert [one.get_content_type() for one in pictures] == ["image/png", "image/gif"]
    assert [one.get_content() for one in pictures] == [PNG.content, GIF.content]
    assert [one.get_filename() for one in pictures] == ["poster.png", "picture-2.gif"]
    assert {one.get_content_disposition() for one in pictures} == {"inline"}
    for one in pictures:
        assert f'src="cid:{one["Content-ID"][1:-1]}"' in page.get_content()
    assert page.get_content().count("cid:") == 2
    assert "See this" in text.get_content()


def test_a_picture_that_the_page_does_not_name_stands_at_its_end() -> None:
    letter = write("x", html="<html><body><p>Hi</p></body></html>", pictures=[PNG])
    assert letter.html.index("<p>Hi") < letter.html.index("cid:1") < letter.html.index("</body>")
    assert 'alt="poster"' in letter.html
    letter = write("x", text="Only text & <more>.", pictures=[PNG])
    assert "Only text &amp; &lt;more&gt;." in letter.html
    assert "cid:1" in letter.html
    evil = Picture('"><script>.png', "png", PNG.content)
    assert "<script" not in write("x", text="y", pictures=[evil]).html


def test_two_recipients_get_messages_of_their_own() -> None:
    letter = write("x", text="y")
    first, second = message(letter)[0], message(letter, Recipient("eve@example.org"))[0]
    assert b"eve@" not in first
    assert b"bob@" not in second


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        ".\n.\n",
        "From me\n",
        "x" * 5000,
        "ä" * 5000,
        "a\tb  \n  c ",
        "🎬" * 300,
        "line\n" * 5000,
        "\u2028x",
        "é\n.",
    ],
)
def test_texts_of_all_shapes_arrive_whole(text: str) -> None:
    content, seen = message(write("x", text=f"{text}\nend\n"))
    assert seen.get_content().replace("\r\n", "\n") == f"{text}\nend\n"
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()


NAMES = [
    "Ann", "Ann B. Example", "Example, Ann", "Müller, Jörg", 'Q"uote\\d', "Ann (x)", "李四 <evil@x>", "a@b",
    'Jörg "the, man" <x@y>', "Ωmega; x: y", "two  blanks", "'single'", ",", "=", "=?", "?=", "Ann =?utf-8?q?x?=",
    "a" * 150, "Ä" * 80, "é,é," * 20, "🎬 " * 25 + "x", "\u202eright to left",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_and_subjects_come_back_as_they_were(name: str) -> None:
    content, seen = message(
        write(f"{name} end", text="x"), Recipient("bob@example.org", name), Recipient("a@b.org", name)
    )
    head = content.partition(b"\r\n\r\n")[0]
    raw = email.message_from_bytes(content, policy=policy.compat32)
    assert str(make_header(decode_header(raw["Subject"]))) == f"{name} end"
    for field, address in (("To", "bob@example.org"), ("From", "a@b.org")):
        (one,) = seen[field].addresses
        assert one.addr_spec == address
        assert not one.display_name or set(one.display_name) - {" "} == set(name) - {" "}
    assert len(raw.keys()) == 8
    for line in head.split(b"\r\n"):
        assert len(line) <= 998
        assert line.count(b"=?utf-8?b?") <= 1 or len(line) <= 76
        assert line.startswith(b" ") or line.split(b":")[0] in {one.encode() for one in raw}


HOSTILE = [
    "x\r\nBcc: eve@evil.test",
    "x\nBcc: eve@evil.test",
    "x\rBcc: eve@evil.test",
    "x\r\n\r\nbody",
    "x\x00y",
    "x\x0bBcc: eve@evil.test",
    "x\x85y",
    "x\u2028Bcc: eve@evil.test",
    "x\x1b[31m",
    "lone \udc80 byte",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_begins_another_header(text: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        write(f"{text}.", text="x")
    assert "line break" in raised.value.sentence
    assert text not in raised.value.sentence
    for to, sender in ((Recipient("b@c.org", text), SENDER), (BOB, Recipient("b@c.org", text))):
        with pytest.raises(InvalidValue):
            compose(Letter("x", "y"), sender, to, now=NOW)
    with pytest.raises(InvalidValue):
        compose(Letter(text, "y"), SENDER, BOB, now=NOW)


@pytest.mark.parametrize("break_", ["=0D=0A", "=0A", "=0D"])
def test_no_encoded_word_hides_a_line_break(break_: str) -> None:
    """Python's own writer of headers decodes what looks like an encoded word, and writes its line break out."""
    text = f"=?utf-8?q?x{break_}Bcc:_eve@evil.test?="
    content, _ = message(write(text, text="y"), Recipient("b@c.org", text), Recipient("d@e.org", text))
    raw = email.message_from_bytes(content, policy=policy.compat32)
    assert "Bcc" not in raw
    assert str(make_header(decode_header(raw["Subject"]))) == text
    assert b"eve@evil" not in content


def test_an_address_beyond_ascii_is_written_as_it_is() -> None:
    content, seen = message(write("x", text="y"), Recipient("jörg@example.org", "Jörg"))
    assert "<jörg@example.org>".encode() in content
    assert seen["Subject"] == "x"


def test_what_can_not_be_a_letter() -> None:
    for subject, parts in (("", {"text": "x"}), ("  ", {"text": "x"}), ("x", {}), ("x", {"text": " \n"})):
        with pytest.raises(PlexstuffError) as raised:
            write(subject, **parts)
        assert raised.value.advice
    huge = Picture("a.png", "png", b"\x89PNG\r\n\x1a\n" + b"\0" * (10 * 2**20 - 8))
    with pytest.raises(InvalidValue, match="together"):
        write("x", text="y", pictures=[huge, huge])


def test_what_whoever_sends_should_know() -> None:
    letter = write("x", html='<img src="missing.png"><img src="data:image/png;base64,AA"><img src="https://a.b/c.png">')
    assert len(letter.notes) == 2
    assert "missing.png" in letter.notes[0]
    assert write("x", html="<p>" + "x" * 110_000).notes == (
        "The HTML has 110 kB: Gmail cuts off what lies beyond 102 kB.",
    )


def test_a_letter_is_known_by_what_it_says() -> None:
    base = write("x", text="y")
    assert base.digest == write("x", text="y").digest
    others = [write("z", text="y"), write("x", text="z"), write("x", text="y", pictures=[PNG]), write("xy", text="y")]
    assert len({one.digest for one in [base, *others]}) == 5


LETTERS = st.text(st.characters(exclude_categories=()), max_size=120)


@settings(max_examples=150, deadline=None)
@given(LETTERS, LETTERS, LETTERS)
def test_whatever_is_written_no_header_comes_of_it(subject: str, name: str, text: str) -> None:
    """Either it is refused, or there are exactly the headers that belong there, and the subject is what was given."""
    try:
        letter = write(subject, text=f"{text}.")
        content = compose(letter, SENDER, Recipient("bob@example.org", name), now=NOW).content
    except PlexstuffError:
        return
    raw = email.message_from_bytes(content, policy=policy.compat32)
    assert sorted(raw.keys()) == sorted(
        ("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
    )
    assert str(make_header(decode_header(raw["Subject"]))) == subject.strip()
    assert content.partition(b"\r\n\r\n")[0].count(b"bob@example.org") == 1 + name.count("bob@example.org")
