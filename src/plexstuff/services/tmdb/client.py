"""The client of TMDB's API, version 3 (https://developer.themoviedb.org/reference)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from plexstuff import models
from plexstuff.errors import NotFound
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.service import Checked, Keep, Proof
from plexstuff.services.tmdb import answers, reading
from plexstuff.services.tmdb.trouble import explain

__all__ = ["TMDB", "check", "explain"]

#: TMDB appends at most so many further answers to one.
MOST_APPENDED = 20
#: What is asked along with a film or series, at no further request.
ALONG = "external_ids,alternative_titles,translations"
#: The numbers of kinds of episode groups.
GROUP_KINDS = {models.EpisodeOrder.ABSOLUTE: 2, models.EpisodeOrder.DVD: 3}


class TMDB:
    """TMDB for a `v3` key (sent in the query) or a v4 read access token (sent as bearer), told apart by their shape.

    Every method raises KeyRefused, NotFound, RateLimited, ServerError, Unreachable or UnexpectedResponse. `language` is
    ISO 639-1, `region` ISO 3166-1; titles fall back to the original, as TMDB does it.
    """

    key = "tmdb"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        self._http = http
        secret = values["api_key"]
        if secret.count(".") == 2:
            http.credentials = Credentials(headers={"Authorization": f"Bearer {secret}"})
        else:
            http.credentials = Credentials(params={"api_key": secret})

    # -- the key and the service itself -----------------------------------------------------------------------------

    async def authenticated(self) -> answers.Status:
        """GET /authentication -> `success`. Raises KeyRefused."""
        return await self._http.get("authentication", answers.Status, cache=False)

    async def configuration(self) -> answers.Settings:
        """GET /configuration -> where pictures lie and in which sizes."""
        return await self._http.get("configuration", answers.Settings)

    async def movie_genres(self, *, language: str = "en") -> dict[int, str]:
        """GET /genre/movie/list -> number to name ("" where the language has none)."""
        said = await self._http.get("genre/movie/list", answers.Genres, params={"language": language})
        return {one.id: (one.name or "").strip() for one in said.genres}

    async def series_genres(self, *, language: str = "en") -> dict[int, str]:
        """GET /genre/tv/list -> number to name ("" where the language has none)."""
        said = await self._http.get("genre/tv/list", answers.Genres, params={"language": language})
        return {one.id: (one.name or "").strip() for one in said.genres}

    # -- films ------------------------------------------------------------------------------------------------------

    async def search_movies(
        self, title: str, *, year: int | None = None, language: str = "en", region: str = "", page: int = 1
    ) -> list[models.Movie]:
        """GET /search/movie -> a page of up to 20 films; `year` is that of any of their releases."""
        params = {"query": title, "year": year, "language": language, "region": region or None}
        said = await self._http.get("search/movie", answers.MoviePage, params=params | _page(page))
        return [reading.movie(one, language) for one in said.results]

    async def movie(self, number: int | str, *, language: str = "en") -> models.Movie:
        """GET /movie/{id} with external ids, alternative titles and translations; `number` may be an IMDb id."""
        params = {"append_to_response": ALONG, "language": language}
        return reading.movie(await self._http.get(f"movie/{number}", answers.Movie, params=params), language)

    async def find_movie(self, ids: models.Ids, *, language: str = "en") -> models.Movie | None:
        """The film with a TMDB or IMDb id by GET /movie/{id}; None when TMDB does not know it."""
        number = ids.tmdb if ids.tmdb is not None else ids.imdb
        if number is None:
            return None
        try:
            return await self.movie(number, language=language)
        except NotFound:
            return None

    async def collection(self, number: int, *, language: str = "en") -> models.Collection:
        """GET /collection/{id} -> the films of a collection, in the order of their release."""
        said = await self._http.get(f"collection/{number}", answers.Collection, params={"language": language})
        return reading.collection(said, language)

    async def discover_movies(
        self,
        *,
        genres: Sequence[int] = (),
        year: int | None = None,
        sort: str = "popularity.desc",
        language: str = "en",
        region: str = "",
        page: int = 1,
    ) -> list[models.Movie]:
        """GET /discover/movie -> a page of up to 20 films with all of `genres`, of a primary release `year`."""
        params = {
            "with_genres": ",".join(map(str, genres)) or None,
            "primary_release_year": year,
            "sort_by": sort,
            "language": language,
            "region": region or None,
        }
        said = await self._http.get("discover/movie", answers.MoviePage, params=params | _page(page))
        return [reading.movie(one, language) for one in said.results]

    # -- series -----------------------------------------------------------------------------------------------------

    async def search_series(
        self, title: str, *, year: int | None = None, language: str = "en", page: int = 1
    ) -> list[models.Series]:
        """GET /search/tv -> a page of up to 20 series; `year` is that of the first episode."""
        params = {"query": title, "first_air_date_year": year, "language": language}
        said = await self._http.get("search/tv", answers.SeriesPage, params=params | _page(page))
        return [reading.series(one, language) for one in said.results]

    async def series(self, number: int, *, language: str = "en") -> models.Series:
        """GET /tv/{id} with external ids, alternative titles and translations."""
        return reading.series(await self._series(number, language), language)

    async def find_series(self, ids: models.Ids, *, language: str = "en") -> models.Series | None:
        """The series with these ids: GET /tv/{id}, or for others' ids GET /find first; None when there is none."""
        number = ids.tmdb
        if number is None:
            for source, foreign in (("tvdb_id", ids.tvdb), ("imdb_id", ids.imdb)):
                if foreign is not None and (rows := (await self.find(str(foreign), source)).tv_results):
                    number = rows[0].id
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
        """The episodes of a series: up to 20 seasons a request, by GET /tv/{id}?append_to_response=season/1,…

        In DVD or absolute order they come from that episode group (GET /tv/{id}/episode_groups, then
        /tv/episode_group/{id}); raises NotFound when TMDB has no such group.
        """
        if order in GROUP_KINDS:
            return await self._grouped(number, order, language)
        if seasons is None:
            said = await self._series(number, language)
            seasons = sorted(one.season_number for one in said.seasons if one.season_number is not None)
        found: list[models.Episode] = []
        for start in range(0, len(seasons), MOST_APPENDED):
            for one in await self._seasons(number, seasons[start : start + MOST_APPENDED], language):
                found.extend(each for said_one in one.episodes if (each := reading.episode(said_one)))
        return found

    async def season(self, number: int, season: int, *, language: str = "en") -> list[models.Episode]:
        """GET /tv/{id}/season/{season} -> its episodes."""
        said = await self._http.get(f"tv/{number}/season/{season}", answers.Season, params={"language": language})
        return [each for one in said.episodes if (each := reading.episode(one))]

    async def discover_series(
        self,
        *,
        genres: Sequence[int] = (),
        year: int | None = None,
        sort: str = "popularity.desc",
        language: str = "en",
        page: int = 1,
    ) -> list[models.Series]:
        """GET /discover/tv -> a page of up to 20 series with all of `genres`, first aired in `year`."""
        params = {
            "with_genres": ",".join(map(str, genres)) or None,
            "first_air_date_year": year,
            "sort_by": sort,
            "language": language,
        }
        said = await self._http.get("discover/tv", answers.SeriesPage, params=params | _page(page))
        return [reading.series(one, language) for one in said.results]

    # -- both -------------------------------------------------------------------------------------------------------

    async def search_multi(
        self, title: str, *, language: str = "en", page: int = 1
    ) -> list[models.Movie | models.Series]:
        """GET /search/multi -> films and series together, in TMDB's order; persons are left out."""
        params: dict[str, str | int | None] = {"query": title, "language": language}
        said = await self._http.get("search/multi", answers.MixedPage, params=params | _page(page))
        return [found for one in said.results if (found := reading.mixed(one, language))]

    async def find(self, foreign: str, source: str) -> answers.Found:
        """GET /find/{id} for another service's id; `source` is imdb_id, tvdb_id, …; a miss is empty lists."""
        return await self._http.get(f"find/{foreign}", answers.Found, params={"external_source": source})

    # -- inside -----------------------------------------------------------------------------------------------------

    async def _series(self, number: int, language: str) -> answers.Series:
        params = {"append_to_response": ALONG, "language": language}
        return await self._http.get(f"tv/{number}", answers.Series, params=params)

    async def _seasons(self, number: int, seasons: Sequence[int], language: str) -> list[answers.Season]:
        names = [f"season/{season}" for season in seasons]
        params = {"append_to_response": ",".join(names), "language": language}
        said = await self._http.get(f"tv/{number}", dict[str, answers.Season | object], params=params)
        # A season that TMDB does not have is simply not appended.
        return [_season(said[name]) for name in names if name in said]

    async def _grouped(self, number: int, order: models.EpisodeOrder, language: str) -> list[models.Episode]:
        said = await self._http.get(f"tv/{number}/episode_groups", answers.GroupStubs)
        group = next((one for one in said.results if one.type == GROUP_KINDS[order]), None)
        if group is None:
            raise NotFound(f"TMDB has no {order} order of this series.", "Try --order aired.")
        whole = await self._http.get(f"tv/episode_group/{group.id}", answers.Group, params={"language": language})
        found: list[models.Episode] = []
        for place, part in enumerate(whole.groups):
            season = part.order if part.order is not None else place
            for count, one in enumerate(part.episodes, start=1):
                counted = one.order + 1 if one.order is not None else count
                if each := reading.episode(one, season=season, number=counted):
                    found.append(each)
        return found


async def check(client: TMDB) -> Checked:
    """Prove the key, then try what it is needed for: one search."""
    await client.authenticated()
    found = await client.search_movies("The Matrix", year=1999)
    return Checked(f"The key is accepted; a search found {len(found)} films.", Proof.TRIED)


def _page(page: int) -> dict[str, str | int | None]:
    return {"page": page if page > 1 else None}


def _season(value: object) -> answers.Season:
    return msgspec.convert(value, type=answers.Season)
