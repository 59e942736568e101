"""Items of a library, page by page, whatever the server makes of the size that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from plex_household import Somebody

from plexstuff.connection import Connection
from plexstuff.errors import NotFound
from plexstuff.sandbox.plex import items as fake_items
from plexstuff.sandbox.plex import keys
from plexstuff.services import ALL
from plexstuff.services.plex import server
from plexstuff.services.plex.items import Item, Kind


@pytest.fixture
def ann(home: Path) -> Somebody:
    somebody = Somebody(home)
    somebody.environment |= {"PLEXSTUFF__PLEX__TOKEN": keys.TOKEN, "PLEXSTUFF__PLEX__REQUESTS_PER_SECOND": "1000"}
    return somebody


def items(ann: Somebody, library: str, kind: Kind | None = None) -> list[Item]:
    async def main() -> list[Item]:
        async with Connection(ann.configuration, ALL, transport=ann.wire) as connection:
            found: list[Item] = await connection.client("plex").items(library, kind)
            return found

    return ann.do(main())


def test_all_films_with_their_ids(ann: Somebody) -> None:
    films = ann.sandbox.state.world.catalogue.movies
    found = items(ann, "1", Kind.MOVIE)
    assert {one.title for one in found} == {one.title for one in films}
    assert len(found) == len(films)
    matrix = next(one for one in found if one.title == "The Matrix")
    assert (matrix.ids.tmdb, matrix.ids.imdb, matrix.year) == (603, "tt0133093", 1999)
    assert matrix.media[0].parts[0].file.startswith("/media/films/The Matrix (1999)/")


def test_series_and_episodes(ann: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PAGE", 5000)
    shows = ann.sandbox.state.world.catalogue.series
    assert len(items(ann, "2")) == len(shows)
    episodes = items(ann, "2", Kind.EPISODE)
    assert len(episodes) == sum(len(one.episodes) for one in shows)
    one = next(each for each in episodes if each.grandparent_title == "Breaking Bad")
    assert (one.type, one.parent_index, one.index) == ("episode", 1, 1)
    assert one.media[0].parts[0].file.startswith("/media/shows/Breaking Bad")


@pytest.mark.parametrize("page", [3, 7, 1000])
def test_pages_of_another_size_than_was_asked_for(ann: Somebody, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    monkeypatch.setattr(server, "PAGE", page)
    monkeypatch.setattr(fake_items, "LEAST_PAGE", 40)
    assert len(items(ann, "2")) == len(ann.sandbox.state.world.catalogue.series)


def test_a_library_without_items(ann: Somebody) -> None:
    assert items(ann, "4") == []


@pytest.mark.parametrize("key", ["99", "../../identity", "1/../2"])
def test_a_library_that_is_not_there(ann: Somebody, key: str) -> None:
    with pytest.raises(NotFound):
        items(ann, key)
