"""The catalogue: real titles with consistent numbers, every hard class in it, and the generator beside it."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from plexstuff.sandbox.catalogue import (
    Catalogue,
    CatalogueEpisode,
    CatalogueMovie,
    CatalogueSeries,
    Episodes,
    entries,
    load,
)
from plexstuff.sandbox.catalogue.describe import README, describe
from plexstuff.sandbox.catalogue.schedule import Pace, season_dates

SMALL = 3000


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def movie(title: str, year: int) -> CatalogueMovie:
    (found,) = [one for one in load().movies if one.title == title and one.released and one.released.year == year]
    return found


def series(title: str, year: int) -> CatalogueSeries:
    (found,) = [one for one in load().series if one.title == title and one.first_aired and one.first_aired.year == year]
    return found


def episode(of: CatalogueSeries, season: int, number: int) -> CatalogueEpisode:
    (found,) = [one for one in of.episodes if (one.season, one.number) == (season, number)]
    return found


def years(title: str, things: Iterable[CatalogueMovie | CatalogueSeries]) -> list[int]:
    days = [
        one.released if isinstance(one, CatalogueMovie) else one.first_aired for one in things if one.title == title
    ]
    return sorted(day.year for day in days if day)


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_there_are_enough_titles(catalogue: Catalogue) -> None:
    assert len(catalogue.movies) >= 300
    assert len(catalogue.series) >= 40
    assert load() is catalogue


def test_ids_are_unique_and_synthetic_ones_are_told_by_their_height(catalogue: Catalogue) -> None:
    for things in (catalogue.movies, catalogue.series, [one for each in catalogue.series for one in each.episodes]):
        assert not repeated(one.tmdb for one in things)
        assert not repeated(one.tvdb for one in things)
    assert not repeated(one.imdb for one in (*catalogue.movies, *catalogue.series))
    for thing in (*catalogue.movies, *catalogue.series):
        assert re.fullmatch(r"tt\d{7,8}", thing.imdb)
        assert thing.tmdb < 2**31
        if thing.synthetic:
            assert thing.tmdb >= 900_000_000, thing.title
            assert thing.tvdb >= 900_000_000, thing.title
            assert thing.imdb >= "tt90000000", thing.title


def test_every_run_makes_the_same_catalogue() -> None:
    program = "from plexstuff.sandbox.catalogue import *; import hashlib; c = load(); g = generate(500); " + (
        "t = repr([c.movies, c.collections, g.movies, [(s, tuple(s.episodes)) for s in (*c.series[::9], *g.series)]]); "
        "print(hashlib.sha256(t.encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": salt}, capture_output=True, text=True, check=True
        ).stdout
        for salt in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("kind", ["films", "series"])
def test_data_files_are_sorted_and_say_each_thing_once(kind: str) -> None:
    for path in sorted((entries.DATA / kind).glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        titles = [row for row in rows if "title" in row and "episode" not in row]
        order = [(row["title"].casefold(), row["year"], row.get("tmdb", 0)) for row in titles]
        assert order == sorted(order), path.name
        assert not repeated((one["title"], one["year"], one.get("original"), one.get("tmdb")) for one in titles)


def test_aliases_do_not_repeat_the_title(catalogue: Catalogue) -> None:
    for thing in (*catalogue.movies, *catalogue.series):
        own = {thing.title, thing.original_title}
        assert not own & {alias.text for alias in thing.aliases if not alias.translation}, thing.title
        for alias in thing.aliases:
            assert re.fullmatch(r"[A-Z]{2}", alias.country)
            assert bool(alias.language) == alias.translation


def test_years_and_runtimes_are_sane(catalogue: Catalogue) -> None:
    listed = dict(Counter((entry.title, entry.year) for _, entry in entries.movies()))
    for film in catalogue.movies:
        assert film.released is not None
        assert 1890 < film.released.year <= 2026
        assert (film.title, film.released.year) in listed
        assert film.runtime is not None
        assert 3 <= film.runtime <= 240
    for show in catalogue.series:
        days = [one.aired for one in show.episodes if one.season]
        assert None not in days
        assert days[0] == show.first_aired, show.title
        assert days[-1] is not None
        assert days[-1] < dt.date(2027, 1, 1), show.title


def test_episodes_are_in_order_and_their_names_are_distinct(catalogue: Catalogue) -> None:
    for show in catalogue.series:
        regular = [one for one in show.episodes if one.season]
        assert all(one.aired and two.aired and one.aired <= two.aired for one, two in pairwise(regular)), show.title
        assert not repeated(one.title for one in show.episodes), show.title
        for one in show.episodes:
            assert re.search(r"[^\W\d_]{2}", one.title), one
            assert one.runtime is not None
            assert one.runtime > 0
        seasons = Counter(one.season for one in show.episodes)
        for season, count in seasons.items():
            assert [one.number for one in show.episodes if one.season == season] == list(range(1, count + 1))


def test_absolute_and_dvd_numbers_are_consistent(catalogue: Catalogue) -> None:
    counted = on_dvd = 0
    for show in catalogue.series:
        absolute = [one.absolute for one in show.episodes if one.season]
        if any(absolute):
            counted += 1
            assert absolute[0] in (1, 2), show.title
            assert all(one and two and two == one + 1 for one, two in pairwise(absolute)), show.title
        places = sorted((one.dvd_season, one.dvd_number) for one in show.episodes if one.dvd_season and one.dvd_number)
        if places:
            on_dvd += 1
            assert not repeated(places)
            for season, count in Counter(season for season, _ in places).items():
                assert [number for inside, number in places if inside == season] == list(range(1, count + 1))
        assert not any(one.absolute or one.dvd_season for one in show.episodes if not one.season)
    assert counted >= 15
    assert on_dvd >= 10


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Robin Hood", [1922, 1973, 1991, 2010, 2018]),
        ("The Thing", [1982, 2011]),
        ("Dune", [1984, 2021]),
        ("Parasite", [1982, 2019]),
        ("Solaris", [1972, 2002]),
        ("Oldboy", [2003, 2013]),
        ("Black Rain", [1989, 1989]),
        ("Les Misérables", [1958, 1995, 1998, 2012, 2019]),
    ],
)
def test_films_of_the_same_title(title: str, expected: list[int]) -> None:
    assert years(title, load().movies) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Office", [2001, 2005]),
        ("Shameless", [2004, 2011, 2017, 2020, 2021]),
        ("House of Cards", [1990, 2013]),
        ("Ghosts", [2019, 2021]),
        ("Dallas", [1978, 2012]),
        ("Doctor Who", [1963, 2005, 2024]),
        ("Battlestar Galactica", [1978, 2003, 2004]),
        ("V", [1983, 1984, 2009]),
        ("The Flash", [1990, 2014]),
    ],
)
def test_series_of_the_same_title(title: str, expected: list[int]) -> None:
    assert years(title, load().series) == expected


def test_every_theme_of_films_is_there_and_says_why(catalogue: Catalogue) -> None:
    themes = entries.themes("films")
    used = Counter(one.theme for one in catalogue.movies)
    assert set(themes) == set(used)
    assert set(themes) >= {"same-title", "remakes", "punctuation", "numbers", "sequels", "diacritics", "scripts"}
    assert min(used.values()) >= 30
    assert all(len(theme.why) > 30 for theme in (*themes.values(), *entries.themes("series").values()))


@pytest.mark.parametrize(
    "title",
    [
        *("Se7en", "WALL·E", "(500) Days of Summer", "Good Night, and Good Luck.", "M*A*S*H", "S.W.A.T.", "Face/Off"),
        *("Mission: Impossible", "1917", "2012", "300", "2001: A Space Odyssey", "10 Cloverfield Lane", "8½", "Alien³"),
        *("Star Wars: Episode I - The Phantom Menace", "Harry Potter and the Deathly Hallows: Part 2", "Rocky IV"),
        *("Amélie", "Léon: The Professional", "Pan's Labyrinth", "Sparrows", "Spirited Away", "Stalker", "1984"),
    ],
)
def test_hard_films_are_there(title: str) -> None:
    assert title in {one.title for one in load().movies}


@pytest.mark.parametrize(
    "title",
    [
        *("24", "The 100", "1883", "Space: 1999", "Babylon 5", "11.22.63", "30 Rock", "[Oshi no Ko]", "M*A*S*H"),
        *("Fullmetal Alchemist: Brotherhood", "CSI: Vegas", "Hawaii Five-0", "Hawaii Five-O", "Fargo", "Westworld"),
    ],
)
def test_hard_series_are_there(title: str) -> None:
    assert title in {one.title for one in load().series}


def test_originals_stand_in_their_own_script(catalogue: Catalogue) -> None:
    film = movie("Spirited Away", 2001)
    assert (film.original_title, film.original_language) == ("千と千尋の神隠し", "ja")
    german = [alias for alias in film.aliases if alias.language == "de"]
    assert [(one.text, one.country, one.translation) for one in german] == [
        ("Chihiros Reise ins Zauberland", "DE", True)
    ]
    scripts = [one for one in catalogue.movies if not one.original_title.isascii() and one.theme == "scripts"]
    assert len({one.original_language for one in scripts}) >= 8


def test_long_runs_daily_shows_and_specials() -> None:
    simpsons = series("The Simpsons", 1989)
    assert max(one.season for one in simpsons.episodes) == 35
    assert len(simpsons.episodes) > 700
    daily = series("The Daily Show", 1996)
    weeks = Counter(one.aired.isocalendar()[:2] for one in daily.episodes if one.aired)
    assert max(weeks.values()) == 4
    assert {one.aired.weekday() for one in daily.episodes if one.aired} == {0, 1, 2, 3}
    assert not repeated(one.aired for one in daily.episodes)
    assert len([one for one in series("Doctor Who", 2005).episodes if one.season == 0]) > 10
    assert series("One Piece", 1999).episodes[-15].absolute == 1122


def test_dvd_orders_that_differ_from_the_aired_one() -> None:
    firefly = series("Firefly", 2002)
    assert [one.dvd_number for one in firefly.episodes] == [2, 3, 6, 7, 8, 4, 5, 9, 10, 14, 1, 13, 11, 12]
    heist = series("Money Heist", 2017)
    assert (episode(heist, 2, 1).dvd_season, episode(heist, 2, 1).dvd_number) == (1, 10)


def test_recorded_numbers_of_episodes_are_met() -> None:
    assert episode(series("CSI: Crime Scene Investigation", 2000), 15, 18).absolute == 335
    assert episode(series("The Big Bang Theory", 2007), 7, 5).absolute == 140
    assert episode(series("Naruto", 2002), 3, 45).absolute == 128
    assert episode(series("House", 2004), 1, 2).absolute == 3


def test_collections_hold_their_films(catalogue: Catalogue) -> None:
    assert catalogue.collections["The Matrix Collection"] == 2344
    assert {one.collection for one in catalogue.movies} - {""} == set(catalogue.collections)
    assert not repeated(catalogue.collections.values())
    matrix = [one for one in catalogue.movies if one.collection == "The Matrix Collection"]
    assert len(matrix) == 4


def test_episodes_behave_like_a_tuple() -> None:
    built = []
    plain = series("Firefly", 2002).episodes
    lazy = Episodes(14, lambda: built.append(1) or tuple(plain))  # type: ignore[func-returns-value]
    assert (len(lazy), built) == (14, [])
    assert lazy[0] == plain[0]
    assert lazy[-2:] == tuple(plain)[-2:]
    assert plain[3] in lazy
    assert lazy == plain
    assert lazy == tuple(plain)
    assert lazy != tuple(plain)[:-1]
    assert hash(lazy) == hash(tuple(plain))
    assert built == [1]
    with pytest.raises(ValueError, match="were promised"):
        list(Episodes(2, lambda: ()))


def test_dates_are_laid_around_the_recorded_ones() -> None:
    known = {3: dt.date(2020, 1, 20), 5: dt.date(2020, 1, 27)}
    assert season_dates(6, dt.date(1999, 1, 1), Pace.WEEKLY, known) == [
        dt.date(2020, 1, 6), dt.date(2020, 1, 13), dt.date(2020, 1, 20),
        dt.date(2020, 1, 27), dt.date(2020, 1, 27), dt.date(2020, 2, 3),
    ]  # fmt: skip
    daily = season_dates(5, dt.date(2020, 1, 8), Pace.MONDAY_TO_THURSDAY, {})
    assert [day.day for day in daily] == [8, 9, 13, 14, 15]


def test_an_unknown_word_in_the_data_is_refused() -> None:
    with pytest.raises(Exception, match="relased"):
        entries.read_movie(b'{"title": "Dune", "year": 1984, "relased": "1984-12-14"}')


def test_the_description_is_fresh() -> None:
    assert README.read_text(encoding="utf-8") == describe(), "python -m plexstuff.sandbox.catalogue.describe writes it"


def recorded(shared: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "fixtures" / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("The Matrix", 1999, "tmdb/2017/movie-603-append_to_response=alternative_titles.json"),
        ("The Matrix Reloaded", 2003, "tmdb/2017/movie-604-append_to_response=alternative_titles.json"),
        ("Taken", 2008, "tmdb/2017/movie-8681-append_to_response=alternative_titles-language=en.json"),
        ("Man of Steel", 2013, "tmdb/2025/movie-49521-append_to_response=external_ids.json"),
        ("Jack Reacher: Never Go Back", 2016, "tmdb/2025/movie-343611-append_to_response=external_ids.json"),
        ("A Good Day to Die Hard", 2013, "tmdb/2026/movie-47964.json"),
    ],
)
def test_films_agree_with_their_recordings(shared: Path, title: str, year: int, name: str) -> None:
    film, told = movie(title, year), recorded(shared, name)
    assert (film.tmdb, film.imdb, film.runtime) == (told["id"], told["imdb_id"], told["runtime"])
    assert str(film.released) == told["release_date"]
    assert film.original_title == told["original_title"]
    assert not film.synthetic


def test_series_agree_with_their_recordings(shared: Path) -> None:
    show = series("Breaking Bad", 2008)
    season = recorded(shared, "tmdb/2026/tv-1396-season-1.json")["episodes"]
    ours = [one for one in show.episodes if one.season == 1]
    assert [(one.tmdb, one.title, str(one.aired), one.runtime) for one in ours] == [
        (one["id"], one["name"], one["air_date"], one["runtime"]) for one in season
    ]


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("Breaking Bad", 2008, "tmdb/2026/tv-1396.json"),
        ("Dallas", 1978, "tmdb/2025/tv-40-append_to_response=external_ids.json"),
        ("Dallas", 2012, "tmdb/2025/tv-37759-append_to_response=external_ids.json"),
        ("House of Cards", 2013, "tmdb/2025/tv-1425-append_to_response=external_ids.json"),
        ("Shameless", 2011, "tmdb/2025/tv-34307-append_to_response=external_ids.json"),
        ("The Big Bang Theory", 2007, "tmdb/2025/tv-1418-append_to_response=external_ids.json"),
    ],
)
def test_seasons_agree_with_their_recordings(shared: Path, title: str, year: int, name: str) -> None:
    show, told = series(title, year), recorded(shared, name)
    assert show.tmdb == told["id"]
    if "external_ids" in told:
        assert (show.tvdb, show.imdb) == (told["external_ids"]["tvdb_id"], told["external_ids"]["imdb_id"])
    for season in told["seasons"]:
        inside = [one for one in show.episodes if one.season == season["season_number"]]
        assert len(inside) == season["episode_count"]
        if season["season_number"]:
            assert str(inside[0].aired) == season["air_date"]
    last = told["last_episode_to_air"]
    ours = episode(show, last["season_number"], last["episode_number"])
    assert (ours.tmdb, ours.title, str(ours.aired)) == (last["id"], last["name"], last["air_date"])
