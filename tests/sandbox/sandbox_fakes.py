"""The fakes in-process for the tests of the sandbox, with a clock and a sleep of their own, and a tiny catalogue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.testclient import TestClient

from plexstuff.sandbox import keys
from plexstuff.sandbox.catalogue.model import Alias, Catalogue, CatalogueEpisode, CatalogueMovie, CatalogueSeries


@dataclass
class Clock:
    """A clock that only moves when told to, and a sleep that only notes how long it was asked to be."""

    now: float = dt.datetime(2026, 6, 1, tzinfo=dt.UTC).timestamp()
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Fake:
    """One service of the sandbox, asked as a client with a good key asks it."""

    def __init__(self, client: TestClient, base: str, *, headers: dict[str, str] | None = None, **query: str) -> None:
        self.client, self.base, self.headers, self.query = client, base, headers or {}, query

    def answer(self, path: str, **query: object):
        path, _, rest = path.partition("?")
        given = {key.replace("__", "."): str(value) for key, value in query.items()}
        return self.client.get(
            self.base + path, params={**self.query, **dict(parse_qsl(rest)), **given}, headers=self.headers
        )

    def get(self, path: str, **query: object):
        answer = self.answer(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()


def serve(app) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True)


def log_in(client: TestClient, **body: str) -> str:
    answer = client.post("/tvdb/v4/login", json=body or {"apikey": keys.TVDB_KEY})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["token"]


def _episodes(count: int, *, season_of: int, number: int) -> tuple[CatalogueEpisode, ...]:
    return tuple(
        CatalogueEpisode(
            tmdb=number + place,
            tvdb=number + 500_000 + place,
            season=1 + place // season_of,
            number=1 + place % season_of,
            title=f"Part {place + 1}",
            aired=dt.date(2001, 1, 1) + dt.timedelta(days=7 * place),
            runtime=25,
            absolute=place + 1,
            dvd_season=1,
            dvd_number=count - place,
        )
        for place in range(count)
    )


def movie(number: int, title: str, year: int, popularity: float, **more: object) -> CatalogueMovie:
    values = {
        "tmdb": number,
        "tvdb": number + 1_000_000,
        "imdb": f"tt{number:07}",
        "title": title,
        "original_title": title,
        "original_language": "en",
        "released": dt.date(year, 12, 20),
        "countries": ("US",),
        "runtime": 100,
        "popularity": popularity,
        "overview": "Somebody does something.",
    }
    return CatalogueMovie(**(values | more))


def tiny_catalogue() -> Catalogue:
    """A few made-up films and series, each there for one manner of the services."""
    movies = (
        movie(11, "Amélie & the Wall-E", 2001, 9.0, genres=(35, 18), collection="Amélie Collection"),
        movie(12, "Amelie Returns", 2005, 50.0, genres=(35,), collection="Amélie Collection"),
        movie(13, "The Steel Man", 1999, 5.0, aliases=(Alias("L'homme d'acier", "fr", "FR", translation=True),)),
        movie(14, "Steele", 1999, 80.0, aliases=(Alias("The Steel Man", "", "US"),)),
        movie(15, "Seven Signs", 1954, 3.0, original_title="七人の侍", original_language="ja", countries=("JP",)),
        movie(16, "Undated", 2000, 1.0, released=None, runtime=None),
        *(movie(100 + place, f"Common Word {place}", 1980 + place % 20, float(place)) for place in range(45)),
    )
    long_running = CatalogueSeries(
        tmdb=21,
        tvdb=2021,
        imdb="tt0002021",
        title="Long Running",
        original_title="ながいばなし",
        original_language="ja",
        first_aired=dt.date(2001, 1, 1),
        countries=("JP",),
        popularity=7.0,
        episodes=(
            *_episodes(1100, season_of=100, number=10_000),
            CatalogueEpisode(90_001, 590_001, 0, 1, "A Special", dt.date(2002, 1, 1)),
        ),
        aliases=(Alias("Lange Geschichte", "de", "DE", translation=True),),
        status="Returning Series",
    )
    plain = CatalogueSeries(
        tmdb=22,
        tvdb=2022,
        imdb="tt0002022",
        title="Dallas",
        original_title="Dallas",
        original_language="en",
        first_aired=dt.date(2012, 6, 13),
        countries=("US",),
        popularity=3.0,
        episodes=(
            CatalogueEpisode(91_001, 591_001, 1, 1, "First", dt.date(2012, 6, 13), 45),
            CatalogueEpisode(91_002, 591_002, 1, 2, "Second", dt.date(2013, 1, 1), 45),
        ),
        tvdb_title="Dallas (2012)",
    )
    return Catalogue(movies, (long_running, plain), {"Amélie Collection": 31})
