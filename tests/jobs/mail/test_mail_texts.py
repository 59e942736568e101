"""Plain text out of HTML, HTML out of plain text, pictures by their bytes, recipients by the rules."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plexstuff.errors import FileTrouble, InvalidValue, UsageError
from plexstuff.jobs.mail import read_recipients
from plexstuff.jobs.mail.letter import read
from plexstuff.jobs.mail.pictures import kind_of, read_picture
from plexstuff.jobs.mail.texts import html_of, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
        ("<h1>Title</h1>\n  <p>Some\n   <b>bold</b> text.</p>", "Title\n\nSome bold text.\n"),
        ("a<br>b<br/>c", "a\nb\nc\n"),
        ("<ul><li>Heat<li>Alien</ul>", "- Heat\n- Alien\n"),
        (
            '<a href="https://a.b/c">here</a> and <a href="https://a.b">https://a.b</a>',
            "here <https://a.b/c> and https://a.b\n",
        ),
        ('<a href="javascript:x()">here</a>', "here\n"),
        ('<img src="x" alt="Poster"><img src="y">', "[Poster]\n"),
        ("<style>p{}</style><script>x<b>y</script><title>t</title>seen<!-- not -->", "seen\n"),
        ("<head><title>No</title></head><body>Yes</body>", "Yes\n"),
        ("&lt;3 &amp; &euro;&nbsp;5", "<3 & € 5\n"),
        ("<pre>  a\n    b</pre>", "a\nb\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc\n"),
        ("</p></a></script>odd", "odd\n"),
        ("", "\n"),
    ],
)
def test_text_out_of_html(html: str, text: str) -> None:
    found = text_of(html)
    assert [" ".join(line.split(" ")).replace("  ", " ") for line in found.split("\n")] == text.split("\n")


def test_deep_html_is_read_too() -> None:
    assert text_of("<div>" * 100_000 + "x" + "</div>" * 100_000) == "x\n"


def test_html_out_of_text() -> None:
    html = html_of("Hello <you> & me,\nsecond line\n\nSee https://a.b/c?d=1&e=2, and (http://x.y).\n")
    assert "<p>Hello &lt;you&gt; &amp; me,<br>\nsecond line</p>" in html
    assert '<a href="https://a.b/c?d=1&amp;e=2">https://a.b/c?d=1&amp;e=2</a>, and (<a href="http://x.y">' in html
    assert text_of(html) == "Hello <you> & me,\nsecond line\n\nSee https://a.b/c?d=1&e=2, and (http://x.y).\n"


PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0IEND\xaeB`\x82",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\xff\xda\0\xff\xd9",
    "gif": b"GIF89a\x01\0;",
    "webp": b"RIFF\x08\0\0\0WEBPVP8 ",
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_told_by_its_bytes_not_by_its_name(tmp_path: Path, kind: str) -> None:
    (tmp_path / "any.txt").write_bytes(PICTURES[kind])
    assert read_picture(tmp_path / "any.txt").kind == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='x'/>",
        b"%PDF-1.7",
        b"\x89PNG",
        b"RIFF\0\0\0\0WAVE",
        b"PK\x03\x04",
        b"BM\0\0",
        b"MZ\x90",
    ],
)
def test_a_picture_that_is_none(tmp_path: Path, content: bytes) -> None:
    assert kind_of(content) is None
    (tmp_path / "poster.png").write_bytes(content)
    with pytest.raises(InvalidValue, match=r"poster\.png is no picture"):
        read("x", text="y", pictures=[tmp_path / "poster.png"])


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_a_picture_that_was_cut_off_is_told_from_a_whole_one(tmp_path: Path, kind: str) -> None:
    """Pictures as a real program makes them."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("ffmpeg is not installed; ./check --install gets it")
    whole, cut = tmp_path / f"whole.{kind}", tmp_path / f"cut.{kind}"
    made = ["-f", "lavfi", "-i", "testsrc=size=320x240:duration=1", "-frames:v", "1"]
    subprocess.run([ffmpeg, "-v", "error", *made, str(whole)], check=True)
    content = whole.read_bytes()
    assert kind_of(content) == kind
    assert read_picture(whole).kind == kind
    whole.write_bytes(content + b"\0\0")  # some programs leave something behind the end
    assert read_picture(whole).kind == kind
    for length in (len(content) // 2, len(content) - 4):
        cut.write_bytes(content[:length])
        with pytest.raises(InvalidValue, match="was cut off"):
            read_picture(cut)


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    for parts in ({"text": missing}, {"html": missing}, {"text": "x", "pictures": [missing]}, {"text": tmp_path}):
        with pytest.raises(FileTrouble, match="can't be read"):
            read("x", **parts)
    (tmp_path / "binary").write_bytes(b"\x00\x01\xff")
    (tmp_path / "latin").write_bytes("ä".encode("latin-1"))
    for name in ("binary", "latin"):
        with pytest.raises(InvalidValue, match="UTF-8"):
            read("x", text=tmp_path / name)
    (tmp_path / "mark").write_bytes(b"\xef\xbb\xbfhello\r\nyou\rthere")
    assert read("x", text=tmp_path / "mark").text == "hello\nyou\nthere"
    (tmp_path / "long").write_bytes(b"x" * (2 * 2**20 + 1))
    with pytest.raises(InvalidValue, match="more than 2 MiB"):
        read("x", text=tmp_path / "long")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ann@example.org", ["ann@example.org"]),
        (" Ann <ann@EXAMPLE.org> ", ["Ann <ann@example.org>"]),
        ('"Example, Ann" <ann@example.org>, bob@example.org', ["Example, Ann <ann@example.org>", "bob@example.org"]),
        ('"Q\\"x" <a@b.org>', ['Q"x <a@b.org>']),
        ("a@b.org,,c@d.org,", ["a@b.org", "c@d.org"]),
        ("A@b.org, a@B.org", ["A@b.org"]),
        ("o'brien+films@sub.example.org", ["o'brien+films@sub.example.org"]),
        ("jörg@münchen.example", ["jörg@xn--mnchen-3ya.example"]),
        ("me@nas", ["me@nas"]),
        ("李四 <li@example.org>", ["李四 <li@example.org>"]),
    ],
)
def test_recipients_as_people_write_them(text: str, found: list[str]) -> None:
    assert [str(one) for one in read_recipients([text])] == found


@pytest.mark.parametrize(
    "text",
    [
        "ann", "ann@", "@b.org", "ann@b@c.org", "ann b@c.org", "ann@b c.org", "ann@b..org", "ann@-b.org", "ann@b.org.",
        "<ann@b.org", "ann@b.org>", "<a@b.org><c@d.org>", "Ann <a@b.org> x", "a@b.org\r\nBcc: c@d.org", "a@b.org\n",
        "Ann\r\nBcc: c@d.org <a@b.org>", "a@b.org\x00", "a\u2028b@c.org", "a@[127.0.0.1]", '"a b"@c.org', ".a@b.org",
        "a..b@c.org", "a" * 65 + "@b.org", "a@" + "b" * 64 + ".org", "a@" + "b." * 130 + "org", "alice@b.org]<c@d.org>",
        "a(comment)@b.org", "a@straße.example", "a;b@c.org", "a:b@c.org", "x" * 300 + " <a@b.org>", "a@b.org c@d.org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_recipients(["good@example.org", text])
    assert raised.value.advice
    assert len(raised.value.sentence) < 150


def test_somebody_must_be_named() -> None:
    for nobody in ([], [""], [" , "]):
        with pytest.raises(UsageError, match="To whom"):
            read_recipients(nobody)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_an_address_that_is_more_than_one(text: str) -> None:
    try:
        found = read_recipients([text])
    except UsageError:
        return
    for one in found:
        assert one.address.count("@") == 1
        assert not set(one.address) & set(' <>,;:"\\\r\n\t()[]')
        assert one.address.isprintable()
        assert "\n" not in one.name
