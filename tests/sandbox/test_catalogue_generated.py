"""The invented titles of benchmarks: many, repeatable, and near each other but never the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import pytest

from plexstuff.sandbox.catalogue import (
    Catalogue,
    generate,
    load,
)
from plexstuff.sandbox.catalogue.ideas import YEARS_APART, sound

SMALL = 3000


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def invented() -> Catalogue:
    return generate(SMALL)


def test_generated_titles_are_many_and_ids_lie_above_the_catalogue(invented: Catalogue, catalogue: Catalogue) -> None:
    assert len(invented.movies) == round(SMALL * 0.85)
    assert len(invented.movies) + len(invented.series) == SMALL
    highest = max(max(one.tmdb for one in show.episodes) for show in catalogue.series)
    assert min(one.tmdb for one in (*invented.movies, *invented.series)) > highest
    assert not repeated(one.imdb for one in (*invented.movies, *invented.series, *catalogue.movies, *catalogue.series))
    assert not repeated(one.tmdb for show in invented.series for one in show.episodes)


def test_generating_is_repeatable_and_depends_on_the_seed(invented: Catalogue) -> None:
    again, other = generate(SMALL), generate(SMALL, seed=8)
    assert again == invented
    assert [one.title for one in other.movies] != [one.title for one in invented.movies]


def test_generated_titles_come_close_but_never_within_three_years(invented: Catalogue, catalogue: Catalogue) -> None:
    found: dict[str, list[int]] = {}
    for film in invented.movies:
        assert film.released is not None
        found.setdefault(sound(film.title), []).append(film.released.year)
    assert all(two - one >= YEARS_APART for each in found.values() for one, two in pairwise(sorted(each)))
    assert len([each for each in found.values() if len(each) > 1]) > 50
    for film in catalogue.movies:
        assert film.released is not None
        for name in {film.title, film.original_title, *(alias.text for alias in film.aliases)}:
            assert all(abs(year - film.released.year) >= YEARS_APART for year in found.get(sound(name), ())), name
    kinds = Counter(one.theme for one in invented.movies)
    assert set(kinds) == {
        "fresh", "remake", "sequel", "longer", "article", "translated", "number", "punctuation"
    }  # fmt: skip
    assert min(kinds.values()) > 50


def test_generated_series_have_seasons(invented: Catalogue) -> None:
    for show in invented.series[:50]:
        assert 6 <= len(show.episodes) <= 78
        assert show.episodes[0].aired == show.first_aired
        assert not repeated(one.title for one in show.episodes)


def test_generated_popularity_has_a_long_tail(invented: Catalogue) -> None:
    ranks = sorted(one.popularity for one in invented.movies)
    assert ranks[len(ranks) // 2] < 1
    assert ranks[-1] > 20
