"""What each kind of field makes of what people type and paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plexstuff.config.kinds import LENGTH_LIMIT, read, typed
from plexstuff.service import Field, FieldKind, Recognised

SECRET = "hummingbird-secret"


def field(kind: FieldKind, **more: object) -> Field:
    return Field("field", "The field", kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "pasted",
    [
        SECRET,
        f"  {SECRET}\r\n",
        f'"{SECRET}"',
        f"'{SECRET}'\n",
        f"“{SECRET}”",
        f"\ufeff{SECRET}\u200b",
        f"\t` {SECRET} `",
    ],
)
def test_what_stands_around_a_pasted_secret_is_left_out(pasted: str) -> None:
    assert read(field(FieldKind.SECRET), pasted).value == SECRET


@pytest.mark.parametrize("text", ["", "  \n", '""', "\u200b", f"{SECRET}\nand more", f"{SECRET}\x1b[31m", "x" * 20_000])
@pytest.mark.parametrize("kind", list(FieldKind))
def test_a_refusal_never_repeats_the_text(kind: FieldKind, text: str) -> None:
    seen = read(field(kind, choices=("a", "b")), text)
    assert seen.refusal
    assert SECRET not in repr(seen)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldKind.NUMBER, "5", "5"),
        (FieldKind.NUMBER, " 5.0 ", "5"),
        (FieldKind.NUMBER, "0.25", "0.25"),
        (FieldKind.NUMBER, "-3", "-3"),
        (FieldKind.NUMBER, "five", None),
        (FieldKind.NUMBER, "inf", None),
        (FieldKind.NUMBER, "nan", None),
        (FieldKind.NUMBER, "1_000", None),
        (FieldKind.SWITCH, "YES", "true"),
        (FieldKind.SWITCH, "0", "false"),
        (FieldKind.SWITCH, "2", None),
        (FieldKind.CHOICE, "PLEX", "plex"),
        (FieldKind.CHOICE, "kodi", None),
        (FieldKind.CHOICES, "jellyfin,PLEX", "plex jellyfin"),
        (FieldKind.CHOICES, "plex kodi", None),
        (FieldKind.EMAIL, "ann@example.org", "ann@example.org"),
        (FieldKind.EMAIL, "ann@", None),
        (FieldKind.EMAIL, "a@b@c.org", None),
        (FieldKind.EMAIL, "ann @example.org", None),
        (FieldKind.EMAIL, "ann@example.org, bob@example.org", None),
        (FieldKind.ADDRESS, "http://127.0.0.1:9117/jackett", "http://127.0.0.1:9117/jackett"),
        (FieldKind.ADDRESS, "https://[::1]:80/", "https://[::1]:80/"),
        (FieldKind.ADDRESS, "127.0.0.1:9117", None),
        (FieldKind.ADDRESS, "javascript:alert(1)", None),
        (FieldKind.ADDRESS, "https://[broken", None),
        (FieldKind.ADDRESS, "https://user:pass@example.org", None),
        (FieldKind.PATH, "/media/films", "/media/films"),
        (FieldKind.PATH, "~nobody-of-that-name/films", None),
    ],
)
def test_kinds(kind: FieldKind, text: str, value: str | None) -> None:
    seen = read(field(kind, choices=("plex", "jellyfin")), text)
    assert (seen.value or None, bool(seen.refusal)) == (value, value is None)


def test_a_path_counts_from_where_it_is_typed(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    assert typed(field(FieldKind.FILE), "key.pem").value == f"{tmp_path}/key.pem"


def test_the_fields_own_eye_comes_before_the_kind() -> None:
    def recognise(text: str) -> Recognised:
        if text.startswith("old"):
            return Recognised(refusal="That is an old one.", advice="Get a new one.")
        return Recognised(text.replace("\n", ""), note="Taken out of two lines.")

    own = field(FieldKind.SECRET, recognise=recognise)
    assert read(own, "a\nb") == Recognised("ab", note="Taken out of two lines.")
    assert read(own, "old-1").refusal == "That is an old one."


@given(some.sampled_from(list(FieldKind)), some.text(max_size=60))
def test_every_text_is_taken_or_refused_and_stays_itself(kind: FieldKind, text: str) -> None:
    own = field(kind, choices=("plex", "jellyfin"))
    seen = read(own, text)
    assert bool(seen.value) != bool(seen.refusal)
    if seen.value:
        assert seen.value.isprintable() or not any(ord(one) < 32 for one in seen.value)
        assert len(seen.value) <= LENGTH_LIMIT
        if kind is not FieldKind.PATH and kind is not FieldKind.FILE and seen.value[0] not in "\"'`“‘„«":
            assert read(own, seen.value).value == seen.value
