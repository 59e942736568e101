"""The client of TheTVDB's API, version 4 (https://thetvdb.github.io/v4-api)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from plexstuff import models
from plexstuff.codes import language_3
from plexstuff.errors import KeyRefused, NotFound
from plexstuff.http import ServiceHttp
from plexstuff.service import Checked, Keep, Proof
from plexstuff.services.tvdb import answers, reading
from plexstuff.services.tvdb.answers import Envelope
from plexstuff.services.tvdb.token import Session
from plexstuff.services.tvdb.trouble import explain

__all__ = ["TVDB", "check", "explain"]

T = TypeVar("T")

#: How TheTVDB calls the orders.
SEASON_TYPES = {
    None: "default",
    models.EpisodeOrder.AIRED: "official",
    models.EpisodeOrder.DVD: "dvd",
    models.EpisodeOrder.ABSOLUTE: "absolute",
}
#: Pages of 500 episodes after which no series goes on; TheTVDB once named a next page for ever.
MOST_PAGES = 40


class TVDB:
    """TheTVDB for a version 4 key and, where that wants one, a PIN.

    Every method raises KeyRefused, NotFound, RateLimited, ServerError, Unreachable or UnexpectedResponse. `language` is
    ISO 639-1; titles that are not translated come in the original.
    """

    key = "tvdb"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        self._http = http
        self.session = Session(http, values["api_key"], values.get("pin") or None, keep)

    # -- series -----------------------------------------------------------------------------------------------------

    async def search_series(self, title: str, *, year: int | None = None, language: str = "en") -> list[models.Series]:
        """GET /search?type=series -> up to 50 series with ids of other services, aliases and translated titles.

        A wrong `year` finds nothing at all.
        """
        rows = await self._search("series", title, year)
        return [found for row in rows if (found := reading.found_series(row, language))]

    async def series(self, number: int, *, language: str = "en") -> models.Series:
        """GET /series/{id}/extended?meta=translations&short=true, without characters and artworks."""
        return reading.series(await self._series(number), language)

    async def find_series(self, ids: models.Ids, *, language: str = "en") -> models.Series | None:
        """The series with these ids: its own, else by GET /search/remoteid/{id}; None when there is none."""
        number = ids.tvdb
        if number is None:
            for foreign in (ids.imdb, str(ids.tmdb) if ids.tmdb is not None else None):
                if foreign is not None and (found := await self._remote(foreign)):
                    number = next((one.series.id for one in found if one.series), None)
                    break
        if number is None:
            return None
        try:
            return await self.series(number, language=language)
        except NotFound:
            return None

    async def episodes(
        self,
        number: int,
        *,
        seasons: Sequence[int] | None = None,
        order: models.EpisodeOrder | None = None,
        language: str = "en",
    ) -> list[models.Episode]:
        """GET /series/{id}/episodes/{season-type}?page=0 -> all episodes in that order, 500 a request.

        `seasons` saves nothing here and is not sent. Names come in the series' original language; where that is
        another than `language`, the translated ones are asked for as well (…/{season-type}/{lang}), and where one of
        these is missing, the original name stays.
        """
        path = f"series/{number}/episodes/{SEASON_TYPES[order]}"
        said, original = await self._pages(path)
        names: dict[int, str | None] = {}
        if original and original != language_3(language) and said:
            names = {one.id: one.name for one in await self._translated(f"{path}/{language_3(language)}")}
        return [found for one in said if (found := reading.episode(one, names.get(one.id)))]

    async def translation(self, number: int, *, language: str) -> answers.Translation:
        """GET /series/{id}/translations/{lang} -> name and overview. Raises NotFound for a missing language."""
        return await self._one(f"series/{number}/translations/{language_3(language)}", answers.Translation)

    async def artworks(self, number: int, *, language: str = "", kind: int | None = None) -> list[answers.Artwork]:
        """GET /series/{id}/artworks -> pictures of a series; `kind` is a number of GET /artwork/types."""
        params = {"lang": language_3(language) if language else None, "type": kind}
        found = await self._one(f"series/{number}/artworks", answers.Series, params)
        return found.artworks or []

    # -- films ------------------------------------------------------------------------------------------------------

    async def search_movies(
        self, title: str, *, year: int | None = None, language: str = "en", region: str = ""
    ) -> list[models.Movie]:
        """GET /search?type=movie -> up to 50 films with ids of other services, aliases and translated titles."""
        rows = await self._search("movie", title, year)
        return [found for row in rows if (found := reading.found_movie(row, language))]

    async def movie(self, number: int, *, language: str = "en") -> models.Movie:
        """GET /movies/{id}/extended?meta=translations&short=true."""
        params = {"meta": "translations", "short": "true"}
        return reading.movie(await self._one(f"movies/{number}/extended", answers.Movie, params), language)

    async def find_movie(self, ids: models.Ids, *, language: str = "en") -> models.Movie | None:
        """The film with these ids: its own, else by GET /search/remoteid/{id}; None when there is none."""
        number = ids.tvdb
        if number is None:
            for foreign in (ids.imdb, str(ids.tmdb) if ids.tmdb is not None else None):
                if foreign is not None and (found := await self._remote(foreign)):
                    number = next((one.movie.id for one in found if one.movie), None)
                    break
        if number is None:
            return None
        try:
            return await self.movie(number, language=language)
        except NotFound:
            return None

    # -- inside -----------------------------------------------------------------------------------------------------

    async def _search(self, kind: str, title: str, year: int | None) -> list[answers.SearchItem]:
        params = {"query": title, "type": kind, "year": year, "limit": 50}
        said = await self._get("search", Envelope[list[answers.SearchItem]], params)
        return [row for row in said.data or [] if row.type in (kind, None)]

    async def _remote(self, foreign: str) -> list[answers.RemoteMatch]:
        said = await self._get(f"search/remoteid/{foreign}", Envelope[list[answers.RemoteMatch]])
        return said.data or []

    async def _series(self, number: int) -> answers.Series:
        params = {"meta": "translations", "short": "true"}
        return await self._one(f"series/{number}/extended", answers.Series, params)

    async def _one(self, path: str, as_: type[T], params: Mapping[str, str | int | None] | None = None) -> T:
        said = await self._get(path, Envelope[as_], params)  # type: ignore[valid-type]
        if said.data is None:
            raise NotFound("TheTVDB does not know it.")
        return said.data

    async def _pages(self, path: str) -> tuple[list[answers.Episode], str]:
        """All pages, and the series' original language.

        They end where no next one is named, where one is empty, and where one repeats what was there.
        """
        found: dict[int, answers.Episode] = {}
        original = ""
        for page in range(MOST_PAGES):
            said = await self._get(path, Envelope[answers.EpisodePage], {"page": page})
            if said.data and said.data.series:
                original = said.data.series.original_language or ""
            listed = (said.data.episodes if said.data else None) or []
            fresh = {one.id: one for one in listed if one.id not in found}
            found |= fresh
            if not fresh or said.links is None or not said.links.next:
                break
        return list(found.values()), original

    async def _translated(self, path: str) -> list[answers.Episode]:
        try:
            return (await self._pages(path))[0]
        except NotFound:
            return []  # nothing is translated into that language

    async def _get(self, path: str, as_: type[T], params: Mapping[str, str | int | None] | None = None) -> T:
        """A GET with a living token; one that is refused is replaced once."""
        token = await self.session.ensure()
        try:
            return await self._http.get(path, as_, params=params)
        except KeyRefused:
            await self.session.ensure(instead_of=token)
            return await self._http.get(path, as_, params=params)


async def check(client: TVDB) -> Checked:
    """Prove key and PIN by logging in, then try what they are needed for: one search."""
    await client.session.ensure(instead_of=await client.session.ensure())
    found = await client.search_series("Doctor Who")
    return Checked(
        f"The key is accepted; a search found {len(found)} series.", Proof.TRIED, expires_at=client.session.expires_at
    )
