"""Every rule reads its own example, and the dictionaries are in order."""

from __future__ import annotations

import pytest

from plexstuff.names import explain, parse
from plexstuff.names.rules import bare, dates, measures, season_episode, spoken
from plexstuff.names.rules.rule import Rule
from plexstuff.names.words import languages, picture, release, sound
from plexstuff.names.words.entry import Entry, Surety, tree
from plexstuff.names.words.numbering import COUNTERS, FUNCTION_WORDS, NUMBERED, NUMBERS

RULES: list[Rule] = [
    *dates.BY_DIGIT,
    *dates.BY_MONTH,
    *measures.BY_DIGIT,
    *season_episode.BY_DIGIT,
    *season_episode.BY_SPECIAL,
    *(rule for rules in season_episode.BY_LETTER.values() for rule in rules),
    *spoken.BY_COUNTER,
    *spoken.BY_DIGIT,
    *spoken.BY_LETTER,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}: {rule.example}")
def test_a_rule_reads_its_example(rule: Rule) -> None:
    marks = explain(rule.example)
    said = {mark.rule for mark in marks}
    if rule.name == "amount":
        # It sets text aside and says nothing.
        assert not any(mark.rule not in ("what is left", "year") for mark in marks)
        return
    aliases = {"number then word": {"season by word", "episode by word"}, "word and number in one": {"season by word"}}
    assert said & aliases.get(rule.name, {rule.name}), said


@pytest.mark.parametrize("vocabulary", [picture, sound, release, languages])
def test_phrases_are_small_letters_and_found(vocabulary: object) -> None:
    phrases = list(vocabulary.phrases())  # type: ignore[attr-defined]
    assert len(phrases) > 20
    for words, entry in phrases:
        assert words, entry
        assert all(word == word.lower() for word in words), words


def test_the_first_meaning_of_a_phrase_counts() -> None:
    one, other = Entry("source", "One", Surety.SURE), Entry("source", "Other", Surety.SURE)
    found = tree([(("web", "dl"), one), (("web", "dl"), other), (("web",), other)])
    assert found["web"].children["dl"].entry is one
    assert found["web"].entry is other


def test_numbers_and_counting_words() -> None:
    assert NUMBERS["vii"] == NUMBERS["sept"] == NUMBERS["seven"] == 7
    assert COUNTERS["staffel"] == "season"
    assert COUNTERS["folge"] == "episode"
    assert "of" in FUNCTION_WORDS
    assert "district" in NUMBERED


@pytest.mark.parametrize(
    ("name", "field", "part"),
    [
        ("The.Wire.S03E04.720p.HDTV.x264-ABC.mkv", "title", "The.Wire"),
        ("The.Wire.S03E04.720p.HDTV.x264-ABC.mkv", "seasons", "S03"),
        ("The.Wire.S03E04.720p.HDTV.x264-ABC.mkv", "episodes", "E04"),
        ("The.Wire.S03E04.720p.HDTV.x264-ABC.mkv", "source", "HDTV"),
        ("The.Wire.S03E04.720p.HDTV.x264-ABC.mkv", "group", "ABC"),
        ("The.Wire.S03E04.720p.HDTV.x264-ABC.mkv", "container", "mkv"),
        ("Heat (1995) Director's Cut", "edition", "Director's Cut"),
        ("The.Daily.Show.2016.05.23.mkv", "air_date", "2016.05.23"),
        ("[Group] Frieren - 05 [1080p]", "absolute", "05"),
        ("Shameless (US) S03E02", "country", "US"),
        ("TV/The Wire/Season 3/E04 - Amsterdam.mkv", "title", "The Wire"),
        ("TV/The Wire/Season 3/E04 - Amsterdam.mkv", "seasons", "Season 3"),
        ("TV/The Wire/Season 3/E04 - Amsterdam.mkv", "episode_title", "Amsterdam"),
    ],
)
def test_every_field_tells_which_part_of_the_text_said_it(name: str, field: str, part: str) -> None:
    assert [name[mark.start : mark.end] for mark in explain(name) if mark.field == field] == [part]


@pytest.mark.parametrize("way", bare.WAYS, ids=lambda way: way.name)
def test_a_way_of_writing_a_bare_number_reads_its_example(way: bare.Way) -> None:
    squeezed = way.name == "number behind the year"
    wanted = "season and episode in one number" if squeezed else way.name
    assert wanted in {mark.rule for mark in explain(way.example)}


def test_a_file_in_a_release_folder_may_have_a_meaningless_name() -> None:
    said = parse("Heat.1995.1080p.BluRay.x264-ABC/abc-heat.mkv")
    assert (said.title, said.year, said.group, said.container) == ("Heat", 1995, "ABC", "mkv")


def test_titles_of_two_scripts_are_two_titles() -> None:
    assert parse("卧虎藏龙 Crouching Tiger 2000 1080p").alternative_title == "卧虎藏龙"
