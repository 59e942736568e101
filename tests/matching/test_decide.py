"""Choosing among films and series of like names, and abstaining where a choice would be a guess."""

from __future__ import annotations

import datetime as dt

from plexstuff.matching import Decision, decide, score_movie, score_series
from plexstuff.models import Ids, Movie, Series, Title
from plexstuff.names import ParsedName


def film(number: int, title: str, year: int, **more: object) -> Movie:
    return Movie(Ids(tmdb=number), title, released=dt.date(year, 6, 1), **{"popularity": 10.0, **more})  # type: ignore[arg-type]


def show(number: int, title: str, year: int, **more: object) -> Series:
    return Series(Ids(tvdb=number), title, first_aired=dt.date(year, 6, 1), **{"popularity": 10.0, **more})  # type: ignore[arg-type]


THE_THINGS = [film(1, "The Thing", 1982), film(2, "The Thing", 2011), film(3, "The Thing from Another World", 1951)]


def chosen(said: ParsedName, films: list[Movie]) -> int | None:
    verdict = decide([score_movie(said, one) for one in films])
    return verdict.ranked[0].candidate.ids.tmdb if verdict.decision is Decision.MATCHED else None


def test_the_year_tells_films_of_one_name_apart() -> None:
    assert chosen(ParsedName("The Thing", year=2011), THE_THINGS) == 2
    assert chosen(ParsedName("The Thing", year=1982), THE_THINGS) == 1


def test_a_year_one_off_is_still_the_film() -> None:
    assert chosen(ParsedName("The Thing", year=1983), THE_THINGS) == 1


def test_without_a_year_it_abstains() -> None:
    verdict = decide([score_movie(ParsedName("The Thing"), one) for one in THE_THINGS])
    assert verdict.decision is Decision.AMBIGUOUS
    assert [one.candidate.ids.tmdb for one in verdict.ranked[:2]] == [1, 2]


def test_popularity_is_the_last_word_only_without_a_year() -> None:
    famous = [film(1, "Titanic", 1997, popularity=120.0), film(2, "Titanic", 1953, popularity=4.0)]
    assert chosen(ParsedName("Titanic"), famous) == 1
    assert chosen(ParsedName("Titanic", year=1953), famous) == 2


def test_a_series_may_be_named_by_the_year_of_its_title_or_of_its_first_episode() -> None:
    miniseries, long = show(1, "Battlestar Galactica", 2003), show(2, "Battlestar Galactica (2003)", 2004)
    said = ParsedName("Battlestar Galactica", year=2004)
    verdict = decide([score_series(said, one) for one in (miniseries, long)])
    assert (verdict.decision, verdict.ranked[0].candidate.ids.tvdb) == (Decision.MATCHED, 2)
    assert decide([score_series(ParsedName("Battlestar Galactica", year=2003), long)]).decision is Decision.MATCHED


def test_a_numeral_before_a_subtitle_may_be_written_otherwise() -> None:
    rows = [film(1, "Star Trek II: The Wrath of Khan", 1982), film(2, "Star Trek: The Motion Picture", 1979)]
    assert chosen(ParsedName("Star Trek 2"), rows) == 1
    assert chosen(ParsedName("Star Trek 3"), rows) is None


def test_a_wrong_year_is_no_match() -> None:
    verdict = decide([score_movie(ParsedName("The Thing", year=1999), one) for one in THE_THINGS])
    assert verdict.decision is Decision.UNMATCHED


def test_a_sequel_is_not_its_forerunner() -> None:
    rows = [film(1, "Toy Story", 1995), film(2, "Toy Story 2", 1999), film(3, "Toy Story 3", 2010)]
    assert chosen(ParsedName("Toy Story 2"), rows) == 2
    assert chosen(ParsedName("Toy Story"), rows) == 1
    assert chosen(ParsedName("Toy Story 4"), rows) is None


def test_an_alias_is_found_and_named() -> None:
    spirited = film(1, "Spirited Away", 2001, titles=(Title("Chihiros Reise ins Zauberland", "de"),))
    verdict = decide([score_movie(ParsedName("Chihiros Reise ins Zauberland", year=2001), spirited)])
    assert verdict.decision is Decision.MATCHED
    assert any("de" in reason.text for reason in verdict.reasons if reason.name == "title")


def test_the_country_tells_series_apart() -> None:
    offices = [show(1, "The Office (UK)", 2001, countries=("GB",)), show(2, "The Office (US)", 2005, countries=("US",))]
    said = ParsedName("The Office", country="US", seasons=(1,), episodes=(2,), kind="episode")
    verdict = decide([score_series(said, one) for one in offices])
    assert verdict.decision is Decision.MATCHED
    assert verdict.ranked[0].candidate.ids.tvdb == 2
    vague = decide([score_series(ParsedName("The Office"), one) for one in offices])
    assert vague.decision is Decision.AMBIGUOUS


def test_the_running_time_settles_what_the_name_leaves_open() -> None:
    twins = [film(1, "Gloria", 1980, runtime=123), film(2, "Gloria", 1999, runtime=78)]
    verdict = decide([score_movie(ParsedName("Gloria"), one, runtime=79.0) for one in twins])
    assert verdict.decision is Decision.MATCHED
    assert verdict.ranked[0].candidate.ids.tmdb == 2


def test_nothing_to_choose_from_is_unmatched() -> None:
    assert decide([]).decision is Decision.UNMATCHED
