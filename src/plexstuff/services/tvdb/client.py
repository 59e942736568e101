"""The client of TheTVDB's API, version 4 (https://thetvdb.github.io/v4-api)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar
from urllib.parse import quote

from plexstuff import models
from plexstuff.errors import KeyRefused, NotFound
from plexstuff.health import Checked, Proof
from plexstuff.http import ServiceHttp
from plexstuff.service import Keep
from plexstuff.services.tvdb import answers, listing, reading
from plexstuff.services.tvdb.answers import Envelope
from plexstuff.services.tvdb.token import Session
from plexstuff.services.tvdb.trouble import GONE, explain

__all__ = ["TVDB", "check", "explain"]

T = TypeVar("T")

#: How TheTVDB calls the orders.
SEASON_TYPES = {
    None: "official",
    models.EpisodeOrder.AIRED: "official",
    models.EpisodeOrder.DVD: "dvd",
    models.EpisodeOrder.ABSOLUTE: "absolute",
}
#: A bare number means other things at other services; so many things that bear it are looked at.
MOST_NAMESAKES = 3
_IMDB = re.compile(r"tt\d{1,12}")


class TVDB:
    """TheTVDB for a version 4 key and, where that wants one, a PIN.

    Every method raises KeyRefused, RateLimited, ServerError, Unreachable or UnexpectedResponse; those that ask for one
    thing raise NotFound too. `language` is ISO 639-1 (`de`, also `pt-BR`); titles that are not translated come in the
    original. Only what `cache=False` is given is sure to ask TheTVDB itself. `now` gives seconds since the epoch.
    """

    key = "tvdb"

    def __init__(
        self, http: ServiceHttp, values: Mapping[str, str], keep: Keep, *, now: Callable[[], float] = time.time
    ) -> None:
        self._http = http
        self.session = Session(http, values["api_key"], values.get("pin") or None, keep, now=now)

    # -- series -----------------------------------------------------------------------------------------------------

    async def search_series(
        self, title: str, *, year: int | None = None, language: str = "en", cache: bool = True
    ) -> list[models.Series]:
        """GET /search?type=series -> up to 50 series with ids of other services, aliases and translated titles.

        A wrong `year` finds nothing at all.
        """
        rows = await self._search("series", title, year, cache)
        return [found for row in rows if (found := reading.found_series(row, language))]

    async def series(self, number: int, *, language: str = "en") -> models.Series:
        """GET /series/{id}/extended?meta=translations&short=true, without characters and artworks. Raises NotFound."""
        said = await self._one(f"series/{number}/extended", answers.Series, {"meta": "translations", "short": "true"})
        return reading.series(said, language)

    async def find_series(self, ids: models.Ids, *, language: str = "en") -> models.Series | None:
        """The series with these ids: its own, else by GET /search/remoteid/{id}; None when there is none."""
        if ids.tvdb is not None:
            # One that was removed or merged may still be found by another id.
            with suppress(NotFound):
                return await self.series(ids.tvdb, language=language)
        if (imdb := ids.imdb) and _IMDB.fullmatch(imdb):
            for match in await self.find(imdb):
                if match.series:
                    with suppress(NotFound):
                        return await self.series(match.series.id, language=language)
        if ids.tmdb is not None:
            namesakes = [match.series.id for match in await self.find(str(ids.tmdb)) if match.series]
            for number in namesakes[:MOST_NAMESAKES]:
                with suppress(NotFound):
                    found = await self.series(number, language=language)
                    if found.ids.tmdb == ids.tmdb:
                        return found
        return None

    async def episodes(
        self,
        number: int,
        *,
        seasons: Sequence[int] | None = None,
        order: models.EpisodeOrder | None = None,
        language: str = "en",
    ) -> list[models.Episode]:
        """GET /series/{id}/episodes/{season-type}/{lang}?page=0 -> all episodes in that order, 500 a request.

        `seasons` saves nothing here and is not sent. Where names are missing in `language` and the series was made in
        another, they are taken from the list in the original language (…/{season-type}?page=0), at one more request
        for 500. Raises NotFound when TheTVDB does not know the series or has nothing in that order.
        """
        path = f"series/{number}/episodes/{SEASON_TYPES[order]}"
        spoken = reading.codes(language)[0]
        said = listing.Listing()
        with suppress(NotFound):  # nothing is translated, or there is no such series: the original list tells
            said = await listing.read(self._page, f"{path}/{spoken}")
        if not said.suffices(spoken):
            said = said.completed(await listing.read(self._page, path))
        if not said.episodes and order not in (None, models.EpisodeOrder.AIRED):
            raise NotFound(f"TheTVDB has no {order} order of this series.", "Try --order aired.")
        absolute = order is models.EpisodeOrder.ABSOLUTE
        return [found for one in said.episodes.values() if (found := reading.episode(one, absolute=absolute))]

    async def series_translation(self, number: int, *, language: str) -> answers.Translation:
        """GET /series/{id}/translations/{lang} -> name and overview. Raises NotFound for a missing language."""
        return await self._one(f"series/{number}/translations/{reading.codes(language)[0]}", answers.Translation)

    async def episode_translation(self, number: int, *, language: str) -> answers.Translation:
        """GET /episodes/{id}/translations/{lang} -> name and overview. Raises NotFound for a missing language."""
        return await self._one(f"episodes/{number}/translations/{reading.codes(language)[0]}", answers.Translation)

    async def series_artworks(
        self, number: int, *, language: str = "", kind: int | None = None
    ) -> list[answers.Artwork]:
        """GET /series/{id}/artworks -> pictures with whole addresses; `kind` is a number of `artwork_types`.

        Raises NotFound.
        """
        params = {"lang": reading.codes(language)[0] if language else None, "type": kind}
        found = await self._one(f"series/{number}/artworks", answers.Series, params)
        return reading.artworks(found.artworks)

    # -- films ------------------------------------------------------------------------------------------------------

    async def search_movies(
        self, title: str, *, year: int | None = None, language: str = "en", region: str = "", cache: bool = True
    ) -> list[models.Movie]:
        """GET /search?type=movie -> up to 50 films with ids of other services, aliases and translated titles.

        A wrong `year` finds nothing at all; TheTVDB knows no `region`.
        """
        rows = await self._search("movie", title, year, cache)
        return [found for row in rows if (found := reading.found_movie(row, language))]

    async def movie(self, number: int, *, language: str = "en") -> models.Movie:
        """GET /movies/{id}/extended?meta=translations&short=true. Raises NotFound."""
        params = {"meta": "translations", "short": "true"}
        return reading.movie(await self._one(f"movies/{number}/extended", answers.Movie, params), language)

    async def movie_translation(self, number: int, *, language: str) -> answers.Translation:
        """GET /movies/{id}/translations/{lang} -> name and overview. Raises NotFound for a missing language."""
        return await self._one(f"movies/{number}/translations/{reading.codes(language)[0]}", answers.Translation)

    async def movie_artworks(self, number: int) -> list[answers.Artwork]:
        """GET /movies/{id}/extended -> pictures with whole addresses, of every kind and language. Raises NotFound."""
        return reading.artworks((await self._one(f"movies/{number}/extended", answers.Movie)).artworks)

    async def find_movie(self, ids: models.Ids, *, language: str = "en") -> models.Movie | None:
        """The film with these ids: its own, else by GET /search/remoteid/{id}; None when there is none."""
        if ids.tvdb is not None:
            # One that was removed or merged may still be found by another id.
            with suppress(NotFound):
                return await self.movie(ids.tvdb, language=language)
        if (imdb := ids.imdb) and _IMDB.fullmatch(imdb):
            for match in await self.find(imdb):
                if match.movie:
                    with suppress(NotFound):
                        return await self.movie(match.movie.id, language=language)
        if ids.tmdb is not None:
            namesakes = [match.movie.id for match in await self.find(str(ids.tmdb)) if match.movie]
            for number in namesakes[:MOST_NAMESAKES]:
                with suppress(NotFound):
                    found = await self.movie(number, language=language)
                    if found.ids.tmdb == ids.tmdb:
                        return found
        return None

    # -- both -------------------------------------------------------------------------------------------------------

    async def find(self, foreign: str) -> list[answers.RemoteMatch]:
        """GET /search/remoteid/{id} -> the series, films and episodes with that id anywhere; a miss is an empty list.

        A bare number may be that of several things at several services.
        """
        path = f"search/remoteid/{quote(foreign, safe='')}"
        return (await self._get(path, Envelope[list[answers.RemoteMatch]])).data or []

    async def artwork_types(self) -> list[answers.ArtworkType]:
        """GET /artwork/types -> what the numbers in `Artwork.type` mean."""
        return (await self._get("artwork/types", Envelope[list[answers.ArtworkType]])).data or []

    # -- inside -----------------------------------------------------------------------------------------------------

    async def _search(self, kind: str, title: str, year: int | None, cache: bool) -> list[answers.SearchItem]:
        if not title.strip():
            return []
        params = {"query": title.strip(), "type": kind, "year": year, "limit": 50}
        said = await self._get("search", Envelope[list[answers.SearchItem]], params, cache=cache)
        return [row for row in said.data or [] if row.type in (kind, None)]

    async def _one(self, path: str, as_: type[T], params: Mapping[str, str | int | None] | None = None) -> T:
        said = await self._get(path, Envelope[as_], params)  # type: ignore[valid-type]
        if said.data is None:
            raise NotFound("TheTVDB does not know it.", GONE)
        return said.data

    async def _page(self, path: str, page: int) -> Envelope[answers.EpisodePage]:
        return await self._get(path, Envelope[answers.EpisodePage], {"page": page})

    async def _get(
        self, path: str, as_: type[T], params: Mapping[str, str | int | None] | None = None, *, cache: bool = True
    ) -> T:
        """A GET with a living token; one that is refused is replaced once."""
        token = await self.session.ensure()
        try:
            return await self._http.get(path, as_, params=params, cache=cache)
        except KeyRefused:
            await self.session.ensure(instead_of=token)
            return await self._http.get(path, as_, params=params, cache=cache)


async def check(client: TVDB) -> Checked:
    """Prove key and PIN by logging in, then try what they are needed for: one search, answered by TheTVDB itself.

    Raises what these raise.
    """
    await client.session.renew()
    found = await client.search_series("Doctor Who", cache=False)
    return Checked(
        f"The key is accepted; a search found {len(found)} series.", Proof.TRIED, expires_at=client.session.expires_at
    )
