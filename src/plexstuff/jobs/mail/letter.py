"""A letter: its subject, its two texts and its pictures, read from files and made whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path

from plexstuff.errors import FileTrouble, InvalidValue, UsageError
from plexstuff.jobs.mail.headers import text_field
from plexstuff.jobs.mail.pictures import ALL_LIMIT, Picture, read_picture
from plexstuff.jobs.mail.texts import html_of, text_of

#: Bytes that a text may have.
TEXT_LIMIT = 2 * 2**20
#: Above so many bytes of HTML, Gmail cuts off what follows.
_CLIPPED = 102_000

_IMAGE = re.compile(r"(<img\b[^<>]*?\bsrc\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. `html` is "" for a letter that is plain text alone; in it pictures are named by `cid:NUMBER`."""

    subject: str
    text: str
    html: str = ""
    pictures: tuple[Picture, ...] = ()
    #: What whoever sends it should know beforehand.
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def digest(self) -> str:
        """The same for the same letter."""
        found = hashlib.blake2b(digest_size=16)
        for part in (
            self.subject.encode(),
            self.text.encode(),
            self.html.encode(),
            *(p.content for p in self.pictures),
        ):
            found.update(len(part).to_bytes(8, "big") + part)
        return found.hexdigest()


def write(subject: str, *, text: str = "", html: str = "", pictures: Sequence[Picture] = ()) -> Letter:
    """A whole letter: the text that is missing is made from the other, and every picture is shown somewhere.

    A picture stands where the HTML has an `<img>` with its file name, else at the end. Raises InvalidValue for a
    subject with a line break in it and for too many bytes, UsageError for a letter that says nothing.
    """
    subject = subject.strip()
    text_field("Subject", subject)  # refuses what can't be one
    if not subject:
        raise UsageError("A mail needs a subject.", "Add --subject TEXT.")
    text, html = _plain(text, "text"), _plain(html, "page")
    if not text.strip() and not html.strip():
        raise UsageError("The mail says nothing.", "Add --text FILE, or --text - to type it in, or --html FILE.")
    if sum(len(one.content) for one in pictures) > ALL_LIMIT:
        raise InvalidValue(
            f"The pictures have more than {ALL_LIMIT // 2**20} MiB together: few servers take such a mail.",
            "Make them smaller, or send fewer.",
        )
    notes: list[str] = []
    if not html.strip():
        html = html_of(text) if pictures else ""
    elif not text.strip():
        text = text_of(html)
    if html:
        html = _with_pictures(html, pictures, notes)
    if len(html.encode()) > _CLIPPED:
        notes.append(f"The HTML has {len(html.encode()) // 1000} kB: Gmail cuts off what lies beyond 102 kB.")
    return Letter(subject, text, html, tuple(pictures), tuple(notes))


def read(
    subject: str, *, text: Path | str | None = None, html: Path | None = None, pictures: Sequence[Path] = ()
) -> Letter:
    """A letter from files; a `text` that is no Path is the text itself. Raises FileTrouble too; see `write`."""
    return write(
        subject,
        text=_read(text) if isinstance(text, Path) else text or "",
        html=_read(html) if html else "",
        pictures=[read_picture(path) for path in pictures],
    )


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(TEXT_LIMIT + 1)
    except OSError as error:
        raise FileTrouble(f"{path} can't be read: {error.strerror}.", "Look at the name and who may read it.") from None
    return decode(content, str(path))


def decode(content: bytes, name: str) -> str:
    """The text in these bytes. Raises InvalidValue when they are none in UTF-8, or too many."""
    if len(content) > TEXT_LIMIT:
        raise InvalidValue(f"{name} has more than {TEXT_LIMIT // 2**20} MiB.", "A mail is shorter than that.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InvalidValue(f"{name} is no text in UTF-8.", "Save it as UTF-8.")
    return text


def _plain(text: str, name: str) -> str:
    """`text` with plain line ends. Raises InvalidValue for what no UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidValue(f"The {name} holds bytes that are no text.", "Save it as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_pictures(html: str, pictures: Sequence[Picture], notes: list[str]) -> str:
    """The HTML with `cid:NUMBER` in place of file names, and pictures that it does not name at its end."""
    numbers = {one.name: number for number, one in reversed(list(enumerate(pictures, 1)))}
    shown: set[int] = set()

    def replaced(found: re.Match[str]) -> str:
        source = unescape(found[2].strip("\"'")).strip()
        name = source.removeprefix("cid:").removeprefix("./").rpartition("/")[2]
        remote = re.match(r"(?:https?:)?//", source, re.IGNORECASE)
        if not remote and name in numbers:
            shown.add(numbers[name])
            return f'{found[1]}"cid:{numbers[name]}"'
        if source.lower().startswith("data:"):
            notes.append("A picture stands within the HTML itself (data:): Gmail does not show such; use --picture.")
        elif not remote and source:
            notes.append(f"The HTML shows {source[:60]!r}, which is not sent along: add --picture for it.")
        return found[0]

    html = _IMAGE.sub(replaced, html)
    rest = "".join(
        f'<p><img src="cid:{number}" alt="{escape(one.alternative)}" style="max-width:100%"></p>\n'
        for number, one in enumerate(pictures, 1)
        if number not in shown
    )
    if not rest:
        return html
    end = html.lower().rfind("</body")
    return html + rest if end < 0 else html[:end] + rest + html[end:]
