"""The client of TMDB's API, version 3 (https://developer.themoviedb.org/reference)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import msgspec

from plexstuff import models
from plexstuff.errors import KeyRefused, NotFound
from plexstuff.health import Checked, Proof
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.service import Keep
from plexstuff.services.tmdb import answers, reading
from plexstuff.services.tmdb.trouble import NEW_KEY, explain

__all__ = ["TMDB", "check", "explain"]

#: TMDB appends at most so many further answers to one.
MOST_APPENDED = 20
#: What is asked along with a film or series, at no further request.
ALONG = "external_ids,alternative_titles,translations"
#: The numbers of kinds of episode groups.
GROUP_KINDS = {models.EpisodeOrder.ABSOLUTE: 2, models.EpisodeOrder.DVD: 3}
#: A year or country after a title, which TMDB's search takes for a part of the name.
_TAG = re.compile(r"\s*\((?:[A-Z]{2,3}|\d{4})\)\s*$")
_IMDB = re.compile(r"tt\d{1,12}")


class TMDB:
    """TMDB for a `v3` key (sent in the query) or a v4 read access token (sent as bearer), told apart by their shape.

    Every method raises KeyRefused, RateLimited, ServerError, Unreachable or UnexpectedResponse; those that ask for one
    thing raise NotFound too. `language` is ISO 639-1 (`de`, also `pt-BR`), `region` ISO 3166-1; titles fall back to the
    original ones, as TMDB does it. Pages run from 1 to 500, others raise InvalidValue. Only what `cache=False` is given
    is sure to ask TMDB itself.
    """

    key = "tmdb"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        self._http = http
        secret = values["api_key"]
        bearer = secret.count(".") == 2
        http.credentials = (
            Credentials(headers={"Authorization": f"Bearer {secret}"})
            if bearer
            else http.credentials.joined({"api_key": secret}, {})
        )

    # -- the key and the service itself -----------------------------------------------------------------------------

    async def authenticate(self) -> None:
        """GET /authentication -> `success`, whether TMDB knows the key. Raises KeyRefused when it doesn't."""
        said = await self._http.get("authentication", answers.Authentication, cache=False)
        if not said.success:
            raise explain(401, msgspec.json.encode(said)) or KeyRefused("TMDB does not accept the key.", NEW_KEY)

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
        self,
        title: str,
        *,
        year: int | None = None,
        language: str = "en",
        region: str = "",
        page: int = 1,
        cache: bool = True,
    ) -> list[models.Movie]:
        """GET /search/movie -> a page of up to 20 films; `year` is that of any of their releases."""
        query = _query(title)
        if not query:
            return []
        params = {"query": query, "year": year, "language": language, "region": region or None}
        said = await self._http.get("search/movie", answers.MoviePage, params=params | _page(page), cache=cache)
        return [reading.movie(one, language) for one in said.results]

    async def movie(self, number: int | str, *, language: str = "en") -> models.Movie:
        """GET /movie/{id} with external ids, alternative titles and translations; `number` may be an IMDb id.

        Raises NotFound.
        """
        params = {"append_to_response": ALONG, "language": language}
        path = f"movie/{quote(str(number), safe='')}"
        return reading.movie(await self._http.get(path, answers.Movie, params=params), language)

    async def find_movie(self, ids: models.Ids, *, language: str = "en") -> models.Movie | None:
        """The film with these ids: GET /movie/{id} for TMDB's and IMDb's, GET /find for TheTVDB's; None for no film."""
        for number in (ids.tmdb, ids.imdb if _IMDB.fullmatch(ids.imdb or "") else None):
            # One that was removed or merged may still be found by another id.
            with contextlib.suppress(NotFound):
                if number is not None:
                    return await self.movie(number, language=language)
        if ids.tvdb is not None and (rows := (await self.find(str(ids.tvdb), "tvdb_id")).movie_results):
            with contextlib.suppress(NotFound):
                return await self.movie(rows[0].id, language=language)
        return None

    async def collection(self, number: int, *, language: str = "en") -> models.Collection:
        """GET /collection/{id} -> the films of a collection, in the order of their release. Raises NotFound."""
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
        query = _query(title)
        if not query:
            return []
        params = {"query": query, "first_air_date_year": year, "language": language}
        said = await self._http.get("search/tv", answers.SeriesPage, params=params | _page(page))
        return [reading.series(one, language) for one in said.results]

    async def series(self, number: int, *, language: str = "en") -> models.Series:
        """GET /tv/{id} with external ids, alternative titles and translations. Raises NotFound."""
        params = {"append_to_response": ALONG, "language": language}
        return reading.series(await self._http.get(f"tv/{number}", answers.Series, params=params), language)

    async def find_series(self, ids: models.Ids, *, language: str = "en") -> models.Series | None:
        """The series with these ids: GET /tv/{id}, or for others' ids GET /find first; None when there is none."""
        if ids.tmdb is not None:
            # One that was removed or merged may still be found by another id.
            with contextlib.suppress(NotFound):
                return await self.series(ids.tmdb, language=language)
        imdb = ids.imdb if _IMDB.fullmatch(ids.imdb or "") else None
        for source, foreign in (("tvdb_id", ids.tvdb), ("imdb_id", imdb)):
            if foreign is not None and (rows := (await self.find(str(foreign), source)).tv_results):
                with contextlib.suppress(NotFound):
                    return await self.series(rows[0].id, language=language)
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

        Where titles are not translated these seasons are asked for in English too. In DVD or absolute order the
        episodes come from that episode group (GET /tv/{id}/episode_groups, then /tv/episode_group/{id}).

        Raises NotFound when TMDB has no such series or no such group of it.
        """
        if order in GROUP_KINDS:
            return await self._grouped(number, order, language)
        if seasons is None:
            seasons = (await self.series(number, language=language)).seasons
        wanted = tuple(dict.fromkeys(seasons))
        found: list[models.Episode] = []
        for start in range(0, len(wanted), MOST_APPENDED):
            found += await self._seasons(number, wanted[start : start + MOST_APPENDED], language)
        return found

    async def season(self, number: int, season: int, *, language: str = "en") -> list[models.Episode]:
        """GET /tv/{id}/season/{season} -> its episodes. Raises NotFound."""
        said = await self._http.get(f"tv/{number}/season/{season}", answers.Season, params={"language": language})
        return reading.episodes([said])

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
        """GET /search/multi -> a page of films and series together, in TMDB's order; persons are left out."""
        query = _query(title)
        if not query:
            return []
        params: dict[str, str | int | None] = {"query": query, "language": language}
        said = await self._http.get("search/multi", answers.MixedPage, params=params | _page(page))
        return [found for one in said.results if (found := reading.mixed(one, language))]

    async def find(self, foreign: str, source: str) -> answers.Found:
        """GET /find/{id} for another service's id; `source` is imdb_id, tvdb_id, …; a miss is empty lists."""
        path = f"find/{quote(foreign, safe='')}"
        return await self._http.get(path, answers.Found, params={"external_source": source})

    # -- inside -----------------------------------------------------------------------------------------------------

    async def _seasons(self, number: int, seasons: tuple[int, ...], language: str) -> list[models.Episode]:
        found, original = await self._appended(number, seasons, language)
        spoken = language[:2]
        wanting = {one.season for one in found if reading.untitled(one)}
        # What is untitled in its own language or in English has no title anywhere.
        if not wanting or spoken in ("en", original):
            return found
        english, _ = await self._appended(number, tuple(one for one in seasons if one in wanting), "en")
        return reading.titled(found, english)

    async def _appended(
        self, number: int, seasons: tuple[int, ...], language: str
    ) -> tuple[list[models.Episode], str | None]:
        """The episodes of these seasons, and the language that the series was made in."""
        params = {"append_to_response": ",".join(f"season/{one}" for one in seasons), "language": language}
        said = await self._http.get(f"tv/{number}", answers.with_seasons(seasons), params=params)
        return reading.episodes(said.appended()), said.original_language

    async def _grouped(self, number: int, order: models.EpisodeOrder, language: str) -> list[models.Episode]:
        said = await self._http.get(f"tv/{number}/episode_groups", answers.GroupStubs)
        # Anybody may add a group; of several the fullest is the likeliest to be whole.
        fitting = [one for one in said.results if one.type == GROUP_KINDS[order]]
        group = max(fitting, key=lambda one: one.episode_count or 0, default=None)
        if group is None:
            raise NotFound(f"TMDB has no {order} order of this series.", "Try --order aired.")
        path = f"tv/episode_group/{quote(group.id, safe='')}"
        return reading.grouped(await self._http.get(path, answers.Group, params={"language": language}), order)


async def check(client: TMDB) -> Checked:
    """Prove the key, then try what it is needed for: one search, answered by TMDB itself. Raises what these raise."""
    await client.authenticate()
    found = await client.search_movies("The Matrix", year=1999, cache=False)
    films = "1 film" if len(found) == 1 else f"{len(found)} films"
    return Checked(f"The key is accepted; a search found {films}.", Proof.TRIED)


def _query(title: str) -> str:
    """What to search for: the bare title, for years and countries have parameters of their own."""
    return _TAG.sub("", title).strip() or title.strip()


def _page(page: int) -> dict[str, str | int | None]:
    return {"page": page if page != 1 else None}
