"""Which titles count as the same, and which must never be confused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plexstuff.matching.titles import compact, halves, likeness, with_year, without_suffix


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("WALL·E", "Wall-E"),
        ("M*A*S*H", "M.A.S.H"),
        ("S.W.A.T.", "SWAT"),
        ("Amélie", "Amelie"),
        ("Schindler's List", "Schindlers List"),
        ("Das weiße Band", "Das weisse Band"),
        ("Fast & Furious", "Fast and Furious"),
        ("千と千尋の神隠し", "千と千尋の神隠し"),
        ("Þrestir", "Threstir"),
        ("Don’t Look Now", "Don't Look Now"),
    ],
)
def test_the_same_title_in_other_clothes(one: str, other: str) -> None:
    assert likeness(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rocky II", "Rocky 2"),
        ("The Godfather Part II", "The Godfather 2"),
        ("The Office", "Office"),
        ("Dune Part Two", "Dune: Part 2"),
    ],
)
def test_articles_and_numerals_hardly_count(one: str, other: str) -> None:
    assert 0.95 <= likeness(one, other) < 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rocky II", "Rocky III"),
        ("Toy Story", "Toy Story 2"),
        ("Alien", "Aliens"),
        ("Scream", "Scream 4"),
        ("Blade Runner", "Blade Runner 2049"),
        ("Ringu", "Ring"),
    ],
)
def test_neighbours_are_never_taken_for_each_other(one: str, other: str) -> None:
    assert likeness(one, other) <= 0.85


def test_a_typing_error_in_a_long_title_is_forgiven() -> None:
    assert likeness("The Shawshank Redemtion", "The Shawshank Redemption") > 0.95


def test_a_suffix_tells_series_of_one_name_apart() -> None:
    assert without_suffix("The Flash (2014)") == ("The Flash", 2014, "")
    assert without_suffix("Shameless (US)") == ("Shameless", None, "US")
    assert without_suffix("The Office (UK)") == ("The Office", None, "GB")
    assert without_suffix("(500) Days of Summer") == ("(500) Days of Summer", None, "")


@pytest.mark.parametrize(
    ("title", "half"),
    [
        ("2:22", "2"),
        ("3:10 to Yuma", "3"),
        ("John Wick: Chapter 2", "Chapter 2"),
        ("Kill Bill: Vol. 1", "Vol. 1"),
        ("Dune: Part One", "Part One"),
        ("Cowboy Bebop: The Movie", "The Movie"),
        ("Star Wars: Episode I", "Episode I"),
    ],
)
def test_a_half_that_only_counts_names_nothing(title: str, half: str) -> None:
    assert half not in halves(title)


def test_the_halves_of_a_title_with_a_subtitle() -> None:
    assert "Mission" in halves("Mission: Impossible - Fallout")
    assert "Mission: Impossible" in halves("Mission: Impossible - Fallout")
    assert "Fallout" in halves("Mission: Impossible - Fallout")
    assert halves("Heat") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_between_nothing_and_all_and_even_handed(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == pytest.approx(likeness(other, one), abs=1e-9)


@given(st.text(min_size=1, max_size=80))
def test_every_title_is_like_itself(title: str) -> None:
    if compact(title):
        assert likeness(title, title) == 1.0


def test_a_year_stands_once_behind_a_title() -> None:
    assert with_year("Dark Matter (2024)", 2024) == "Dark Matter (2024)"
    assert with_year("Battlestar Galactica (2003)", 2004) == "Battlestar Galactica (2003)"
    assert with_year("The Office (US)", 2005) == "The Office (US) (2005)"
    assert with_year("Heat", None) == "Heat (year unknown)"
