"""Reading whole paths: folders as evidence, and more than one way to read."""

from __future__ import annotations

import pytest

from plexstuff.models import Ids
from plexstuff.names import ParsedName, ids_in, parse, readings


def first(path: str) -> ParsedName:
    return readings(path.split("/"), parse)[0]


@pytest.mark.parametrize(
    "path",
    [
        "Show Name/Season 2/03.mkv",
        "Show Name/Season 2/03 - A Title.mkv",
        "Show Name/Staffel 2/Folge 3.mkv",
        "Show Name/S02/E03.mkv",
        "Show Name/Season 02 (1080p)/Show.Name.S02E03.mkv",
        "tv/Show Name - Season 2/03.mkv",
    ],
)
def test_the_folders_say_show_and_season(path: str) -> None:
    said = first(path)
    assert (said.title, said.seasons, said.episodes) == ("Show Name", (2,), (3,))


def test_a_specials_folder_is_season_nought() -> None:
    said = first("Show Name/Specials/05.mkv")
    assert (said.title, said.seasons, said.episodes) == ("Show Name", (0,), (5,))


def test_a_film_folder_with_a_year_outranks_a_meaningless_name() -> None:
    found = readings("Inception (2010)/abc-xyz.mkv".split("/"), parse)
    assert (found[0].title, found[0].year) == ("Inception", 2010)


def test_a_generic_folder_is_no_title() -> None:
    assert first("Downloads/Heat.1995.mkv").title == "Heat"
    assert first("Movies/Heat.mkv").title == "Heat"


def test_the_year_of_the_folder_helps_the_name() -> None:
    assert first("Heat (1995)/Heat.mkv").year == 1995
    assert first("Charmed (2018)/Season 1/Charmed S01E02.mkv").year == 2018


@pytest.mark.parametrize(
    "path",
    [
        "Film Name Trilogy (2001-2003)/02 - The Second Film.mkv",
        "Film Name Collection/2. The Second Film.mkv",
        "Film-Name-Trilogie/02_The.Second.Film.mkv",
    ],
)
def test_a_number_in_front_counts_the_films_of_a_collection(path: str) -> None:
    assert (first(path).title, first(path).kind) == ("The Second Film", "movie")


def test_a_number_in_front_is_an_episode_anywhere_else() -> None:
    assert (first("Vinland Saga/02 - Sword.mkv").title, first("Vinland Saga/02 - Sword.mkv").absolute) == (
        "Vinland Saga",
        (2,),
    )
    assert first("A Show Collection/Season 1/02 - Sword.mkv").episodes == (2,)


def test_the_year_of_a_folder_counts_for_a_name_without_the_article() -> None:
    assert (first("The Flash (2014)/Flash 1x01.mkv").title, first("The Flash (2014)/Flash 1x01.mkv").year) == (
        "Flash",
        2014,
    )
    assert first("The Flash (2014)/Arrow 1x01.mkv").year is None


def test_a_bare_number_may_be_a_film_or_an_episode_of_the_folders_show() -> None:
    found = readings(["Naruto", "101.mkv"], parse)
    assert [(one.title, one.absolute) for one in found] == [("101", ()), ("Naruto", (101,))]
    assert [one.title for one in readings(["Movies", "300.mkv"], parse)] == ["300"]


def test_a_folder_may_say_more_of_a_show_than_the_name() -> None:
    assert [one.title for one in readings(["CSI NY", "CSI - 2x05.mkv"], parse)] == ["CSI NY", "CSI"]
    assert first("Doctor Who/Doctor Who - 2x05.mkv").title == "Doctor Who"
    assert first("CSI/CSI NY - 2x05.mkv").title == "CSI NY"


def test_a_number_in_front_may_begin_a_shows_title() -> None:
    assert [one.title for one in readings(["new stuff", "30.Rock.101.mkv"], parse)][:2] == ["new stuff", "30 Rock"]


def test_the_end_of_a_title_may_be_an_edition() -> None:
    said = [(one.title, one.edition) for one in readings(["Blade Runner Final Cut.mkv"], parse)]
    assert said == [("Blade Runner Final Cut", ""), ("Blade Runner", "Final Cut")]
    assert [one.title for one in readings(["The Final Cut (2004).mkv"], parse)] == [
        "The Final Cut",
        "The Final Cut 2004",
    ]


def test_complete_is_no_part_of_a_shows_title() -> None:
    assert first("Show Name Complete/Season 1/Episode 6.mkv").title == "Show Name"


@pytest.mark.parametrize("path", ["Space 1999/1x02.mkv", "Space 1999/Season 1/02.mkv"])
def test_the_year_of_a_shows_folder_may_be_a_part_of_its_title(path: str) -> None:
    said = [(one.title, one.year) for one in readings(path.split("/"), parse)]
    assert said == [("Space", 1999), ("Space 1999", None)]


@pytest.mark.parametrize("name", ["Fahrenheit.451.1966.mkv", "District.9.2009.1080p.mkv", "Apollo.13.mkv", "300.mkv"])
def test_a_number_may_be_a_part_of_the_title(name: str) -> None:
    title = " ".join(name.removesuffix(".mkv").replace(".1966", "").replace(".2009.1080p", "").split("."))
    assert any(one.title == title and one.kind == "movie" for one in readings([name], parse))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Film (1999) {tmdb-603}", Ids(tmdb=603)),
        ("Show {tvdb-81189}/Season 1", Ids(tvdb=81189)),
        ("Film [imdbid-tt0133093]", Ids(imdb="tt0133093")),
        ("Film [tmdbid=603]", Ids(tmdb=603)),
        ("Film.1999.tt0133093.mkv", Ids(imdb="tt0133093")),
        ("Film {imdb-tt0133093} {tmdb-603}", Ids(tmdb=603, imdb="tt0133093")),
        ("Watt0133093x", Ids()),
        ("Film {tmdb-}", Ids()),
    ],
)
def test_ids_in_names(text: str, ids: Ids) -> None:
    assert ids_in(text) == ids
