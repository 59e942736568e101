"""Every name of our own corpus is read as it is meant."""

from __future__ import annotations

import pytest
from corpus import read

from plexstuff.names import parse, parse_dict

CORPUS = read()


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 400


@pytest.mark.parametrize("name", CORPUS)
def test_a_name_is_read_as_it_is_meant(name: str) -> None:
    said = parse(name)
    for field, wanted in CORPUS[name].items():
        if field == "languages":
            assert wanted in said.languages, field
        else:
            assert getattr(said, field) == wanted, field


def test_the_dictionary_names_the_fields_as_the_command_prints_them() -> None:
    assert parse_dict("Das Parfum - Perfume (2006) S01-S02 1080p.mkv") == {
        "title": "Das Parfum",
        "alt_title": "Perfume",
        "year": 2006,
        "season": [1, 2],
        "kind": "season-pack",
        "resolution": "1080p",
        "container": "mkv",
    }
    assert parse_dict("The.Daily.Show.2016.05.23.mkv")["air_date"] == "2016-05-23"
    assert parse_dict("[Group] Frieren - 05.5 [1080p].mkv")["absolute"] == [5.5]
    assert parse_dict("") == {}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Heat.1995.mkv", "movie"),
        ("The.Wire.S03E04.mkv", "episode"),
        ("The.Wire.S03E04-E05.mkv", "multi-episode"),
        ("The.Wire.S03.1080p", "season-pack"),
        ("The.Daily.Show.2016.05.23", "daily"),
        ("[Group] Frieren - 05 [1080p]", "anime"),
        ("", ""),
        ("[1080p]", ""),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    assert parse(name).kind == kind
