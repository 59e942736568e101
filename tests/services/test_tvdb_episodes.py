"""Lists of episodes: orders, pages, and names in a language with those of the original where they are missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from service_fakes import Asked, Fake, ask_tvdb, refused

from plexstuff.errors import NotFound, ServerError
from plexstuff.models import EpisodeOrder

SERIES = {"id": 7, "name": "Show", "originalLanguage": "jpn"}
UNKNOWN = {"status": "failure", "message": "NotFoundException: not found", "data": None}


def row(number: int, name: str | None = "Name", season: int = 1, **more: object) -> dict[str, object]:
    return {
        "id": 100 * season + number,
        "seasonNumber": season,
        "number": number,
        "name": name,
        "aired": "2020-01-01",
    } | more


def listed(
    rows: list[dict[str, object]], *, spoken: bool = True, made_in: str = "jpn", size: int = 500
) -> Callable[[Asked], object]:
    """Pages of episodes; with a language they stand inside the series, without one beside it."""

    def answer(asked: Asked) -> object:
        page = int(asked.query["page"])
        part = rows[page * size : (page + 1) * size]
        more = (page + 1) * size < len(rows)
        links = {
            "prev": None,
            "self": "here",
            "next": f"https://service.test/base/x?page={page + 1}" if more else None,
            "total_items": len(rows),
            "page_size": size,
        }
        series = SERIES | {"originalLanguage": made_in}
        data = series | {"episodes": part} if spoken else {"series": series, "episodes": part}
        return {"status": "success", "data": data, "links": links}

    return answer


def titles(fake: Fake, folder: Path, language: str = "en", **more: object) -> list[str]:
    return [one.title for one in ask_tvdb(fake, folder, lambda tvdb: tvdb.episodes(7, language=language, **more))]


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        (None, "official"),
        (EpisodeOrder.AIRED, "official"),
        (EpisodeOrder.DVD, "dvd"),
        (EpisodeOrder.ABSOLUTE, "absolute"),
    ],
)
def test_each_order_is_one_request_when_all_is_translated(
    tvdb: Fake, tmp_path: Path, order: EpisodeOrder | None, kind: str
) -> None:
    tvdb[f"series/7/episodes/{kind}/deu"] = listed([row(1, "Eins"), row(2, "Zwei")])
    assert titles(tvdb, tmp_path, "de", order=order, seasons=[1]) == ["Eins", "Zwei"]
    assert tvdb.paths == ["login", f"series/7/episodes/{kind}/deu"]
    assert tvdb.asked[1].query == {"page": "0"}


def test_an_episode_says_all_it_knows(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/eng"] = listed(
        [row(3, "Three", season=2, runtime=24, overview="It goes on.", absoluteNumber=15), row(4, absoluteNumber=0)]
    )
    first, second = ask_tvdb(tvdb, tmp_path, lambda one: one.episodes(7))
    assert (first.ids.tvdb, first.season, first.number, first.absolute) == (203, 2, 3, 15)
    assert (str(first.aired), first.runtime, first.overview) == ("2020-01-01", 24, "It goes on.")
    assert second.absolute is None


def test_all_pages_come(tvdb: Fake, tmp_path: Path) -> None:
    rows = [row(number, f"Part {number}") for number in range(1, 1203)]
    tvdb["series/7/episodes/official/eng"] = listed(rows)
    assert titles(tvdb, tmp_path) == [f"Part {number}" for number in range(1, 1203)]
    assert [one.query["page"] for one in tvdb.asked[1:]] == ["0", "1", "2"]


def test_names_that_are_missing_come_from_the_original_list(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/deu"] = listed([row(1, "Eins", overview="Ü"), row(2, None), row(3, "")])
    tvdb["series/7/episodes/official"] = listed(
        [row(1, "一", overview="x"), row(2, "二", overview="y"), row(3, None), row(4, "四")], spoken=False
    )
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.episodes(7, language="de"))
    assert [(one.title, one.overview) for one in found] == [("Eins", "Ü"), ("二", "y"), ("", ""), ("四", "")]
    assert len(tvdb.asked) == 3


def test_no_second_list_in_the_language_that_the_series_was_made_in(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/jpn"] = listed([row(1, "一"), row(2, None)])
    assert titles(tvdb, tmp_path, "ja") == ["一", ""]
    assert len(tvdb.asked) == 2


def test_no_second_list_for_what_has_no_date_yet(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/deu"] = listed([row(1, "Eins"), row(2, None, aired=None)])
    assert titles(tvdb, tmp_path, "de") == ["Eins", ""]
    assert len(tvdb.asked) == 2


def test_where_nothing_is_translated_the_original_list_serves(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/deu"] = refused(404, UNKNOWN)
    tvdb["series/7/episodes/official"] = listed([row(1, "一")], spoken=False)
    assert titles(tvdb, tmp_path, "de") == ["一"]


def test_a_next_page_for_ever_ends_with_what_is_new(tvdb: Fake, tmp_path: Path) -> None:
    """TheTVDB has named a next page for ever, and has given the first page whatever was asked for."""

    def endless(asked: Asked) -> object:
        said = listed([row(1, "Eins"), row(2, "Zwei")])(Asked("GET", "", {"page": "0"}, asked.headers, None))
        said["links"]["next"] = "https://service.test/base/again"  # type: ignore[index]
        return said

    tvdb["series/7/episodes/official/deu"] = endless
    tvdb["series/7/episodes/official"] = listed([row(1, "一"), row(2, "二"), row(3, "三")], spoken=False)
    assert titles(tvdb, tmp_path, "de") == ["Eins", "Zwei", "三"]
    assert len(tvdb.asked) == 4


def test_an_empty_page_ends_the_list(tvdb: Fake, tmp_path: Path) -> None:
    def answer(asked: Asked) -> object:
        rows = [row(1, "Eins")] if asked.query["page"] == "0" else []
        return {"data": SERIES | {"episodes": rows}, "links": {"next": "https://service.test/base/more"}}

    tvdb["series/7/episodes/official/deu"] = answer
    assert titles(tvdb, tmp_path, "de") == ["Eins"]
    assert len(tvdb.asked) == 3


def test_a_list_without_links_goes_on_while_pages_are_full(tvdb: Fake, tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 511)]

    def answer(asked: Asked) -> object:
        start = 500 * int(asked.query["page"])
        return {"data": SERIES | {"episodes": rows[start : start + 500]}}

    tvdb["series/7/episodes/official/deu"] = answer
    assert len(titles(tvdb, tmp_path, "de")) == 510


def test_the_absolute_order_counts_in_one_season(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/absolute/eng"] = listed([row(1, season=0), row(1, season=1), row(13, season=2)])
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.episodes(7, order=EpisodeOrder.ABSOLUTE))
    assert [(one.season, one.number, one.absolute) for one in found] == [(0, 1, None), (1, 1, 1), (1, 13, 13)]


def test_an_order_that_nobody_entered_is_not_found(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/dvd/eng"] = listed([])
    with pytest.raises(NotFound, match="dvd order"):
        titles(tvdb, tmp_path, order=EpisodeOrder.DVD)
    assert len(tvdb.asked) == 2  # the list said itself that it holds nothing


def test_a_series_without_episodes_yet_has_none(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/eng"] = listed([])
    assert titles(tvdb, tmp_path) == []


def test_an_empty_list_that_does_not_say_so_is_not_believed(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/eng"] = {"data": SERIES | {"episodes": None}}
    tvdb["series/7/episodes/official"] = listed([row(1, "一")], spoken=False)
    assert titles(tvdb, tmp_path) == ["一"]


def test_a_series_that_there_is_not_is_not_found(tvdb: Fake, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        titles(tvdb, tmp_path)


def test_trouble_on_a_later_page_is_no_short_list(tvdb: Fake, tmp_path: Path) -> None:
    pages = listed([row(number) for number in range(1, 700)])
    tvdb["series/7/episodes/official/eng"] = lambda asked: (
        pages(asked) if asked.query["page"] == "0" else refused(500, {})
    )
    with pytest.raises(ServerError):
        titles(tvdb, tmp_path)


def test_episodes_without_a_number_are_left_out(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/7/episodes/official/eng"] = listed([row(1, "One"), {"id": 9, "name": "Lost", "aired": "2020-01-01"}])
    assert titles(tvdb, tmp_path) == ["One"]
