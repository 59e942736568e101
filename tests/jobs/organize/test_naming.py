"""What files are called: the conventions of Plex and Jellyfin, templates of one's own, and titles that mean harm."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plexstuff.errors import InvalidValue
from plexstuff.jobs.identified import Companion, IdentifiedFile
from plexstuff.jobs.organize.naming import Naming
from plexstuff.jobs.organize.sanitise import clean, cut, finish, key, length
from plexstuff.jobs.organize.template import EPISODE_TOKENS, MOVIE_TOKENS, Template
from plexstuff.matching import Decision
from plexstuff.models import Episode, Ids, Movie, Series
from plexstuff.names import ParsedName

MATRIX = Movie(Ids(tmdb=603, imdb="tt0133093"), "The Matrix", released=dt.date(1999, 3, 31))
SHOW = Series(Ids(tvdb=81189), "Breaking Bad", first_aired=dt.date(2008, 1, 20))


def film(movie: Movie = MATRIX, path: str = "/in/x.mkv", **more: Any) -> IdentifiedFile:
    return IdentifiedFile(path, Decision.MATCHED, "movie", movie=movie, **more)


def episodes(*pairs: tuple[int, int], series: Series = SHOW, path: str = "/in/x.mkv", **more: Any) -> IdentifiedFile:
    held = tuple(Episode(Ids(), season, number, f"Part {number}", dt.date(2011, 11, 15)) for season, number in pairs)
    return IdentifiedFile(path, Decision.MATCHED, "episode", series=series, episodes=held, **more)


def named(item: IdentifiedFile, preset: str = "plex", **templates: str) -> list[str]:
    places = Naming(preset, **templates).places(item)
    assert places is not None
    return ["/".join(place.names) for place in places]


def stem(item: IdentifiedFile, preset: str = "plex") -> str:
    return named(item, preset)[0].rpartition("/")[2].rpartition(".")[0]


# -- conventions -----------------------------------------------------------------------------------------------------


def test_a_film_as_plex_reads_it() -> None:
    assert named(film()) == ["Movies/The Matrix (1999) {tmdb-603}/The Matrix (1999) {tmdb-603}.mkv"]


def test_a_film_as_jellyfin_reads_it() -> None:
    assert named(film(), "jellyfin") == ["Movies/The Matrix (1999) [tmdbid-603]/The Matrix (1999) [tmdbid-603].mkv"]


def test_editions_and_parts() -> None:
    item = film(edition="Director's Cut", part=2)
    assert stem(item) == "The Matrix (1999) {tmdb-603} {edition-Director's Cut} - pt2"
    assert stem(item, "jellyfin") == "The Matrix (1999) [tmdbid-603] - Director's Cut - part2"


def test_an_edition_can_not_pretend_to_be_an_id() -> None:
    assert stem(film(edition="Cut} {tmdb-1")).count("{tmdb-") == 1


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (Ids(tmdb=1, tvdb=2, imdb="tt3"), "{tmdb-1}"),
        (Ids(tvdb=2, imdb="tt0000003"), "{imdb-tt0000003}"),
        (Ids(tvdb=2), "{tvdb-2}"),
        (Ids(tvdb=2, imdb="../../tt3"), "{tvdb-2}"),
    ],
)
def test_the_best_id_that_is_known_is_taken(ids: Ids, said: str) -> None:
    assert stem(film(Movie(ids, "X", known_year=2000))) == f"X (2000) {said}"


def test_a_film_without_a_title_has_a_name_all_the_same() -> None:
    assert stem(film(Movie(Ids(tmdb=1), "\u202e", known_year=2000))) == "Untitled (2000) {tmdb-1}"


def test_what_is_unknown_leaves_no_trace() -> None:
    assert named(film(Movie(Ids(), "X"))) == ["Movies/X/X.mkv"]


def test_an_episode() -> None:
    assert named(episodes((1, 2))) == [
        "TV Shows/Breaking Bad (2008) {tvdb-81189}/Season 01/Breaking Bad (2008) - s01e02 - Part 2.mkv"
    ]
    assert named(episodes((1, 2)), "jellyfin") == [
        "Shows/Breaking Bad (2008) [tvdbid-81189]/Season 01/Breaking Bad (2008) - s01e02 - Part 2.mkv"
    ]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([(1, 1), (1, 2)], "s01e01-e02"),
        ([(1, 1), (1, 2), (1, 3)], "s01e01-e03"),
        ([(0, 5)], "s00e05"),
        ([(12, 105)], "s12e105"),
        ([(1, 1), (1, 3)], "s01e01-e03"),
        ([(2012, 7)], "s2012e07"),
    ],
)
def test_numbers(held: list[tuple[int, int]], said: str) -> None:
    assert f" - {said}" in stem(episodes(*held))


def test_specials_have_their_own_season() -> None:
    assert "/Season 00/" in named(episodes((0, 1)))[0]


def test_a_show_by_date() -> None:
    assert stem(episodes((2, 30), by_date=True)) == "Breaking Bad (2008) - 2011-11-15 - Part 30"


def test_a_date_that_nobody_knows_gives_way_to_the_number() -> None:
    undated = msgspec.structs.replace(episodes((2, 30)), by_date=True, episodes=(Episode(Ids(), 2, 30, "X"),))
    assert stem(undated) == "Breaking Bad (2008) - s02e30 - X"


@pytest.mark.parametrize(
    ("title", "year", "said"),
    [
        ("The Flash (2014)", 2014, "The Flash (2014)"),
        ("Battlestar Galactica (2003)", 2004, "Battlestar Galactica (2003)"),
        ("The Office (US)", 2005, "The Office (US) (2005)"),
        ("1883", 2021, "1883 (2021)"),
        ("(2014)", 2014, "(2014) (2014)"),
    ],
)
def test_a_year_is_said_once(title: str, year: int, said: str) -> None:
    series = Series(Ids(tvdb=1), title, known_year=year)
    assert named(episodes((1, 1), series=series))[0].startswith(f"TV Shows/{said} {{tvdb-1}}/")


def test_a_film_keeps_another_year_in_its_title() -> None:
    assert stem(film(Movie(Ids(tmdb=1), "Blade Runner (2049)", known_year=2017))) == (
        "Blade Runner (2049) (2017) {tmdb-1}"
    )


def test_companions_are_called_like_their_film() -> None:
    item = film(
        companions=(
            Companion("/in/x.en.forced.srt", "subtitle", ".en.forced", "en", forced=True),
            Companion("/in/x.pt-BR.sdh.ASS", "subtitle", ".pt-BR.sdh", "pt-BR", hearing_impaired=True),
            Companion("/in/x.sub", "subtitle"),
            Companion("/in/x.nfo", "notes"),
        )
    )
    film_name = "The Matrix (1999) {tmdb-603}"
    assert [name.removeprefix(f"Movies/{film_name}/") for name in named(item)] == [
        f"{film_name}.mkv",
        f"{film_name}.en.forced.srt",
        f"{film_name}.pt-BR.sdh.ass",
        f"{film_name}.sub",
        f"{film_name}.nfo",
    ]


def test_pictures_of_a_film() -> None:
    item = film(companions=(Companion("/in/poster.jpg", "artwork", "-poster"),))
    assert named(item)[1] == "Movies/The Matrix (1999) {tmdb-603}/poster.jpg"
    assert named(item, "jellyfin")[1].endswith("/The Matrix (1999) [tmdbid-603]-poster.jpg")


# -- templates -------------------------------------------------------------------------------------------------------


def test_a_template_of_ones_own() -> None:
    item = film(parsed=ParsedName(resolution="1080p", source="Blu-ray"))
    template = "Films/{year}/{title}< - {edition}>< [{resolution} {source}]> {{x}}"
    assert named(item, movie=template) == ["Films/1999/The Matrix [1080p Blu-ray] {x}.mkv"]


def test_the_presets_are_templates_like_any_other() -> None:
    template = "TV/{title}/{season:02}x{episode:03}< {episode_title}>"
    assert named(episodes((1, 2)), episode=template) == ["TV/Breaking Bad/01x002 Part 2.mkv"]


@pytest.mark.parametrize(
    "text",
    [
        "{nix}",
        "{title.__class__}",
        "{title[0]}",
        "{title!r}",
        "{title:>500000000}",
        "{year:99}",
        "{}",
        "{0}",
        "{title",
        "title}",
        "<{title}",
        "{title}>",
        "<<{title}>>",
        "",
        " ",
        "/{title}",
        "{title}/",
        "a//{title}",
        "../{title}",
        "a/../{title}",
        "./{title}",
        "CON/{title}",
        "a:b/{title}",
        "a\\b/{title}",
        "a?/{title}",
        "trailing /{title}",
        "only text",
    ],
)
def test_a_template_that_can_not_be_used_is_refused_with_the_tokens(text: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        Template.read(text)
    assert all(f"{{{token}}}" in raised.value.advice for token in MOVIE_TOKENS)


def test_a_template_of_episodes_has_to_tell_them_apart() -> None:
    with pytest.raises(InvalidValue, match="apart"):
        Naming(episode="TV/{title}/Season {season}/{title}")


def test_a_preset_that_is_not_known() -> None:
    with pytest.raises(InvalidValue, match="kodi"):
        Naming("kodi")


# -- names that mean harm --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Face/Off", "Face-Off"),
        ("Alien: Covenant", "Alien - Covenant"),
        ("9:33", "9-33"),
        ("What?", "What"),
        ("M*A*S*H", "MASH"),
        ('"Quoted"', "'Quoted'"),
        ("?", "？"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred", "[31mred"),
        ("../../etc/passwd", "..-..-etc-passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("Amelie\u0301", "Amelié"),
    ],
)
def test_titles_are_cleaned_as_a_person_would(title: str, said: str) -> None:
    assert clean(title) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("...", "_"),
        ("..", "_"),
        ("", "_"),
        ("trailing. . ", "trailing"),
        (".hidden", "hidden"),
        ("CON", "CON_"),
        ("nul.en", "nul_.en"),
        ("com1", "com1_"),
        ("Lpt².x", "Lpt²_.x"),
        ("Console", "Console"),
    ],
)
def test_whole_names_are_fit_for_every_system(name: str, said: str) -> None:
    assert finish(name) == said


def test_a_title_of_dots_stays_below_the_library() -> None:
    for name in named(film(Movie(Ids(), ".."))):
        assert ".." not in name.split("/")


def test_cutting_keeps_whole_characters() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("ééé", 3) == "é"
    assert cut("e\u0301e\u0301", 4) == "e\u0301"
    assert cut("日本語", 8) == "日本"


def test_names_that_some_systems_can_not_tell_apart_have_one_key() -> None:
    assert key("AMÉLIE") == key("ame\u0301lie")
    assert key("Straße") == key("STRASSE")
    assert key("a") != key("b")


def test_a_long_name_keeps_id_numbers_and_extension() -> None:
    series = Series(Ids(tvdb=81189), "Ж" * 200, known_year=2008)
    item = msgspec.structs.replace(
        episodes((1, 1), (1, 2), series=series),
        companions=(Companion("/in/x.pt-BR.forced.srt", "subtitle", ".pt-BR.forced", "pt-BR", forced=True),),
    )
    video, other = named(item)
    assert max(length(name) for name in (*video.split("/"), *other.split("/"))) <= 255
    assert "{tvdb-81189}" in video.split("/")[1]
    assert " - s01e01-e02" in video
    assert video.endswith(".mkv")
    assert other.removesuffix(".pt-BR.forced.srt") == video.removesuffix(".mkv")


def test_all_episodes_of_a_show_with_a_long_title_share_its_folder() -> None:
    series = Series(Ids(tvdb=81189), "Ж" * 200, known_year=2008)
    held = [episodes((1, number), series=series) for number in (1, 100)]
    assert len({named(item)[0].rpartition("/")[0] for item in held}) == 1


TEXT = st.text(st.characters(codec=None), max_size=300)  # surrogates too
LATIN = st.text('aé/\\:*?"<>|. \n\x00{}[]~-$%', max_size=300)
TITLES = TEXT | LATIN
IDS = st.builds(
    Ids, tmdb=st.none() | st.integers(1, 2**31), tvdb=st.none() | st.integers(1, 2**31), imdb=st.none() | TITLES
)
YEARS = st.none() | st.integers(1800, 9999)
FILMS = st.builds(
    film,
    st.builds(Movie, ids=IDS, title=TITLES, original_title=TITLES, known_year=YEARS),
    edition=TITLES,
    part=st.none() | st.integers(1, 99),
)
SERIES = st.builds(Series, ids=IDS, title=TITLES, known_year=YEARS)
SHOWS = st.builds(
    lambda series, numbers, title, by_date: IdentifiedFile(
        "/in/x.mkv",
        Decision.MATCHED,
        "episode",
        series=series,
        episodes=tuple(Episode(Ids(), season, number, title, dt.date(2011, 11, 15)) for season, number in numbers),
        by_date=by_date,
    ),
    SERIES,
    st.lists(st.tuples(st.integers(0, 2100), st.integers(0, 9999)), min_size=1, max_size=4),
    TITLES,
    st.booleans(),
)
FORBIDDEN = frozenset('<>:"/\\|?*') | {chr(number) for number in range(32)}


@settings(max_examples=300, deadline=None)
@given(FILMS | SHOWS, st.sampled_from(["plex", "jellyfin"]), st.sampled_from([143, 255]), TITLES)
def test_no_title_makes_a_name_that_some_system_refuses(
    item: IdentifiedFile, preset: str, limit: int, version: str
) -> None:
    places = Naming(preset).places(item, limit=limit, version=version)
    assert places is not None
    assert len(places[0].names) == (3 if item.kind == "movie" else 4)
    for name in places[0].names:
        assert 0 < len(name.encode("utf-8")) <= limit
        assert not FORBIDDEN & set(name)
        assert name == name.strip(" ")
        assert not name.startswith(".")
        assert not name.endswith(".")
        assert name.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
    assert places[0].names[-1].endswith(".mkv")


@settings(max_examples=100, deadline=None)
@given(SHOWS.filter(lambda item: not item.by_date and len(item.episodes) == 1))
def test_no_title_hides_the_number_of_an_episode(item: IdentifiedFile) -> None:
    one = item.episodes[0]
    assert f" - s{one.season:02}e{one.number:02}" in stem(item)


@settings(max_examples=200, deadline=None)
@given(st.text("{}<>/:! [].titleyarx0_", max_size=40))
def test_any_template_is_read_or_refused_kindly(text: str) -> None:
    for tokens in (MOVIE_TOKENS, EPISODE_TOKENS):
        try:
            Template.read(text, tokens)
        except InvalidValue as error:
            assert error.advice
