"""What holds for any text whatever: no error, linear time, spans within the text, the same answer twice."""

from __future__ import annotations

import time

import pytest
from corpus import read
from hypothesis import given, settings
from hypothesis import strategies as some

from plexstuff.names import explain, parse
from plexstuff.names.shadow import shadow

NAMES = sorted(read())
PIECES = some.sampled_from(
    """
    S01E02 1x02 s01 E02-E05 - 05 2010 (2010) [2010] 1080p BluRay x264 -GRP [Group] German DL
    Season 2 to 5 第05集 第二季 .mkv 2.
    - [ ] ( ) { } / \\ ~ & + , 10.000 24 v2 END Part II aka 2016.05.23 The A #7 02.5
    1-291 S99999E99999 1x1x1x1 сезон серия
    """.split()
)
TEXTS = some.one_of(
    some.text(max_size=80),
    some.text(alphabet=some.characters(codec=None), max_size=40),
    some.lists(PIECES, max_size=12).flatmap(
        lambda parts: some.sampled_from([" ", ".", "_", ""]).map(lambda by: by.join(parts))
    ),
    some.sampled_from(NAMES).flatmap(lambda name: some.integers(0, len(name)).map(lambda cut: name[cut:] + name[:cut])),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_without_an_error_and_twice_alike(text: str) -> None:
    said = parse(text)
    assert said == parse(text)
    assert all(number >= 0 for number in (*said.seasons, *said.episodes, *said.absolute))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_lie_within_the_text(text: str) -> None:
    for mark in explain(text):
        assert 0 <= mark.start <= mark.end <= len(text)
        if mark.field in ("group", "website", "checksum") and isinstance(mark.value, str):
            assert shadow(mark.value.strip()) in shadow(text)


@settings(max_examples=200, deadline=None)
@given(some.text())
def test_a_shadow_is_as_long_as_its_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


@settings(max_examples=300, deadline=None)
@given(some.sampled_from([name for name in NAMES if "/" not in name and "\\" not in name and "1080p" in name]))
def test_an_unknown_word_at_the_end_does_not_change_what_is_named(name: str) -> None:
    stem = name.removesuffix(".mkv").removesuffix(".mp4")
    before, after = parse(stem), parse(f"{stem} zqxwv")
    for field in ("title", "year", "seasons", "episodes", "absolute", "air_date", "kind"):
        assert getattr(before, field) == getattr(after, field), field


# Pieces that patterns might meet badly when a name is nothing else.
TIRESOME = "a|.| |-|1|[|]|(|S01E01|E01|1x01x|01-|Season 1 |1080p.|(a|"
TIRESOME += "第1集|a.com |1, |2010 |- |İ|/a|www.|x264-|(2010) |S.|[1]|of |aka "


@pytest.mark.parametrize("piece", TIRESOME.split("|"))
def test_long_names_take_milliseconds(piece: str) -> None:
    """Four times as long takes four times as long at most."""
    shorter, longer = piece * (10_000 // len(piece)), piece * (40_000 // len(piece))
    parse(shorter)
    started = time.process_time()
    parse(shorter)
    first = time.process_time() - started
    started = time.process_time()
    parse(longer)
    second = time.process_time() - started
    assert first < 0.15
    assert second < 6 * first + 0.05


def test_odd_letters_keep_their_places() -> None:
    name = "İstanbul.Kırmızısı.2017.1080p.mkv"
    assert parse(name).year == 2017
    assert {name[mark.start : mark.end] for mark in explain(name) if mark.field == "year"} == {"2017"}
    assert parse("Fi\udcfflm.2017.mkv").year == 2017
