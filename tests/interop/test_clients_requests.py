"""Every request that our clients send, held against the services' own machine-readable descriptions."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import yaml

from plexstuff.config import Configuration
from plexstuff.connection import Connection
from plexstuff.models import EpisodeOrder, Ids
from plexstuff.sandbox import keys
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.tmdb import FAKE as TMDB_FAKE
from plexstuff.sandbox.tvdb import FAKE as TVDB_FAKE
from plexstuff.services import ALL
from plexstuff.services.tmdb.client import TMDB
from plexstuff.services.tmdb.client import check as check_tmdb
from plexstuff.services.tvdb.client import TVDB
from plexstuff.services.tvdb.client import check as check_tvdb

MATRIX, MATRIX_TVDB, BREAKING_BAD, BREAKING_BAD_TVDB = 603, 903040804, 1396, 81189

#: What the descriptions leave out or say otherwise, and why we do it all the same.
KNOWN = {
    ("tmdb", "api_key"): "the description names only the bearer header; the key in the query works as ever",
    ("tmdb", "language /tv/episode_group/{tv_episode_group_id}"): "not described; nearly all others take it, and names "
    "of episodes come in no other way",
    ("tmdb", "movie_id=tt0133093"): "described as a number; an IMDb id is answered too (recorded in 2026)",
}


@dataclass(frozen=True)
class Sent:
    """A request: the service, the path below its base, query and body."""

    service: str
    method: str
    path: str
    query: dict[str, str]
    body: bytes


class Recording(httpx2.AsyncBaseTransport):
    """A transport to the sandbox within the process that writes down every request."""

    def __init__(self) -> None:
        self._app = httpx2.ASGITransport(app=create_app())
        self.sent: list[Sent] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Write down and pass on."""
        body = await request.aread()
        service, base = (
            ("tmdb", TMDB_FAKE.path) if request.url.path.startswith(TMDB_FAKE.path) else ("tvdb", TVDB_FAKE.path)
        )
        path = request.url.path.removeprefix(base)
        self.sent.append(Sent(service, request.method, path, dict(request.url.params), body))
        return await self._app.handle_async_request(request)


TMDB_CALLS: dict[str, Callable[[TMDB], Awaitable[object]]] = {
    "authenticate": lambda one: one.authenticate(),
    "collection": lambda one: one.collection(2344, language="de"),
    "configuration": lambda one: one.configuration(),
    "discover_movies": lambda one: one.discover_movies(genres=[878, 28], year=1999, region="DE", page=2),
    "discover_series": lambda one: one.discover_series(genres=[18], year=2008, page=2),
    "episodes": lambda one: one.episodes(BREAKING_BAD, order=EpisodeOrder.ABSOLUTE),
    "find": lambda one: one.find("tt0133093", "imdb_id"),
    "find_movie": lambda one: one.find_movie(Ids(imdb="tt0133093")),
    "find_series": lambda one: one.find_series(Ids(tvdb=BREAKING_BAD_TVDB)),
    "movie": lambda one: one.movie(MATRIX, language="pt-BR"),
    "movie_genres": lambda one: one.movie_genres(language="de"),
    "search_movies": lambda one: one.search_movies("The Matrix", year=1999, language="de", region="DE", page=2),
    "search_multi": lambda one: one.search_multi("Dallas", language="de", page=2),
    "search_series": lambda one: one.search_series("Dallas", year=2012, language="de", page=2),
    "season": lambda one: one.season(BREAKING_BAD, 1, language="de"),
    "series": lambda one: one.series(BREAKING_BAD, language="de"),
    "series_genres": lambda one: one.series_genres(language="de"),
}

TVDB_CALLS: dict[str, Callable[[TVDB], Awaitable[object]]] = {
    "artwork_types": lambda one: one.artwork_types(),
    "episode_translation": lambda one: one.episode_translation(1200560001, language="en"),
    "episodes": lambda one: one.episodes(BREAKING_BAD_TVDB, order=EpisodeOrder.DVD, language="de"),
    "find": lambda one: one.find("tt0903747"),
    "find_movie": lambda one: one.find_movie(Ids(tmdb=MATRIX)),
    "find_series": lambda one: one.find_series(Ids(imdb="tt0903747")),
    "movie": lambda one: one.movie(MATRIX_TVDB, language="de"),
    "movie_artworks": lambda one: one.movie_artworks(MATRIX_TVDB),
    "movie_translation": lambda one: one.movie_translation(MATRIX_TVDB, language="de"),
    "search_movies": lambda one: one.search_movies("The Matrix", year=1999, language="de"),
    "search_series": lambda one: one.search_series("Dallas", year=2012, language="de"),
    "series": lambda one: one.series(BREAKING_BAD_TVDB, language="de"),
    "series_artworks": lambda one: one.series_artworks(BREAKING_BAD_TVDB, language="en", kind=2),
    "series_translation": lambda one: one.series_translation(BREAKING_BAD_TVDB, language="en"),
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """Everything that both clients can ask, asked once."""
    recording = Recording()
    environment = {
        "PLEXSTUFF__TMDB__API_KEY": keys.TMDB_KEY,
        "PLEXSTUFF__TMDB__BASE_URL": f"http://sandbox.test{TMDB_FAKE.path}",
        "PLEXSTUFF__TVDB__API_KEY": keys.TVDB_KEY_NEEDING_PIN,
        "PLEXSTUFF__TVDB__PIN": keys.TVDB_PIN,
        "PLEXSTUFF__TVDB__BASE_URL": f"http://sandbox.test{TVDB_FAKE.path}",
    }

    async def main() -> None:
        configuration = Configuration.load(tmp_path_factory.mktemp("home"), environment)
        async with Connection(configuration, ALL, transport=recording) as connection:
            tmdb, tvdb = connection.client("tmdb"), connection.client("tvdb")
            for ask in TMDB_CALLS.values():
                await ask(tmdb)
            for answer in TVDB_CALLS.values():
                await answer(tvdb)
            for order in EpisodeOrder:
                await tmdb.episodes(BREAKING_BAD, seasons=[0, 1], order=order, language="de")
                await tvdb.episodes(BREAKING_BAD_TVDB, order=order)
            await check_tmdb(tmdb)
            await check_tvdb(tvdb)

    asyncio.run(main())
    return recording.sent


def public(kind: type) -> set[str]:
    return {name for name, one in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}


def test_no_method_of_our_clients_is_left_out() -> None:
    assert public(TMDB) == set(TMDB_CALLS)
    assert public(TVDB) == set(TVDB_CALLS)


class Description:
    """An OpenAPI description: which parameters an endpoint takes."""

    def __init__(self, paths: dict[str, dict[str, dict[str, object]]], prefix: str = "") -> None:
        self._paths = {path.removeprefix(prefix): operations for path, operations in paths.items()}

    def endpoint(self, one: Sent) -> tuple[str, dict[str, str], list[dict[str, object]]] | None:
        """The described path, the values of its own parameters, and all parameters; the plainest path wins."""
        for path in sorted(self._paths, key=lambda path: path.count("{")):
            pattern = _pattern(path)
            operation = self._paths[path].get(one.method.lower())
            if operation is not None and (found := re.fullmatch(pattern, one.path)):
                both = [*self._listed(self._paths[path].get("parameters")), *self._listed(operation.get("parameters"))]
                return path, found.groupdict(), both
        return None

    @staticmethod
    def _listed(value: object) -> list[dict[str, object]]:
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _pattern(path: str) -> str:
    """A described path as a regular expression; the names of its parameters get `_` for `-`."""
    words = re.split(r"\{([\w-]+)\}", path)
    names = [f"(?P<{one.replace('-', '_')}>[^/]+)" if place % 2 else re.escape(one) for place, one in enumerate(words)]
    return "".join(names)


@pytest.fixture
def descriptions(shared: Path) -> dict[str, Description]:
    tmdb = json.loads((shared / "specs" / "tmdb-v3-openapi.json").read_text(encoding="utf-8"))
    text = (shared / "specs" / "tvdb-v4-swagger-4.7.10.yml").read_text(encoding="utf-8")
    tvdb = yaml.load(text, yaml.CSafeLoader)
    return {"tmdb": Description(tmdb["paths"], "/3"), "tvdb": Description(tvdb["paths"])}


def complaints(one: Sent, description: Description) -> Iterator[str]:
    found = description.endpoint(one)
    if found is None:
        yield f"{one.method} {one.path} is not described"
        return
    path, values, parameters = found
    known = {str(each["name"]): each for each in parameters}
    for name, value in {**values, **one.query}.items():
        if any((one.service, text) in KNOWN for text in (name, f"{name}={value}", f"{name} {path}")):
            continue
        described = known.get(name) or known.get(name.replace("_", "-"))
        if described is None:
            yield f"{path} has no parameter {name}"
        elif not fits(value, described.get("schema")):
            yield f"{path}: {name}={value} is none of {described.get('schema')}"
    for name, each in known.items():
        if each.get("required") and each.get("in") == "query" and name not in one.query:
            yield f"{path} needs {name}"


def fits(value: str, schema: object) -> bool:
    if not isinstance(schema, dict):
        return True
    if "enum" in schema:
        return value in [str(one).lower() if isinstance(one, bool) else str(one) for one in schema["enum"]]
    match schema.get("type"):
        case "integer" | "number":
            return re.fullmatch(r"-?\d+", value) is not None
        case "boolean":
            return value in ("true", "false")
    return True


def test_every_request_is_described(sent: list[Sent], descriptions: dict[str, Description]) -> None:
    found = {text for one in sent for text in complaints(one, descriptions[one.service])}
    assert found == set()


def test_every_known_difference_is_met(sent: list[Sent], descriptions: dict[str, Description]) -> None:
    """What stands in the list of exceptions and never happens would only hide mistakes."""
    paths = {found[0] for one in sent if "language" in one.query if (found := descriptions[one.service].endpoint(one))}
    met = {(one.service, name) for one in sent for name in one.query}
    met |= {("tmdb", f"language {path}") for path in paths}
    met |= {("tmdb", f"movie_id={one.path.rpartition('/')[2]}") for one in sent if one.service == "tmdb"}
    assert set(KNOWN) <= met


def test_a_request_that_is_not_described_is_noticed(descriptions: dict[str, Description]) -> None:
    def told(service: str, path: str, **query: str) -> list[str]:
        return list(complaints(Sent(service, "GET", path, query, b""), descriptions[service]))

    assert told("tmdb", "/search/film", query="x") == ["GET /search/film is not described"]
    assert told("tmdb", "/search/movie", query="x", first_air_date_year="1999") == [
        "/search/movie has no parameter first_air_date_year"
    ]
    assert told("tmdb", "/search/movie") == ["/search/movie needs query"]
    assert len(told("tmdb", "/tv/tt0903747")) == 1
    assert len(told("tvdb", "/series/81189/extended", meta="everything")) == 1
    assert told("tvdb", "/series/81189/episodes/dvd") == ["/series/{id}/episodes/{season-type} needs page"]


def test_the_log_in_sends_what_is_described(sent: list[Sent], shared: Path) -> None:
    text = (shared / "specs" / "tvdb-v4-swagger-4.7.10.yml").read_text(encoding="utf-8")
    login = yaml.load(text, yaml.CSafeLoader)["paths"]["/login"]["post"]
    schema = login["requestBody"]["content"]["application/json"]["schema"]
    bodies = [json.loads(one.body) for one in sent if one.path == "/login"]
    assert bodies
    assert all(set(schema.get("required", [])) <= set(one) <= set(schema["properties"]) for one in bodies)


def test_keys_stand_only_where_they_belong(sent: list[Sent]) -> None:
    for one in sent:
        shown = f"{one.path} {one.query if one.service == 'tvdb' else {**one.query, 'api_key': ''}}"
        assert keys.TMDB_KEY not in shown
        assert keys.TVDB_KEY_NEEDING_PIN not in shown
        assert keys.TVDB_PIN not in shown
