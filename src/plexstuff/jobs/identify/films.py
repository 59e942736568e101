"""Identifying a film: what its name says is looked up, scored, and where names hide in aliases, looked at closer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from plexstuff.errors import NotFound
from plexstuff.jobs.identify.searches import film_searches
from plexstuff.jobs.identify.sources import Asked, MovieLookups, Panel
from plexstuff.matching import Decision, Reason, Scored, Verdict, decide, score_movie
from plexstuff.models import Ids, Movie
from plexstuff.names import ParsedName

#: So many of the service's own first hits are looked at closer when no name fits: their aliases may.
CLOSER_LOOKS = 3

Runtime = Callable[[], Awaitable[float | None]]


class FilmQuestion(msgspec.Struct, frozen=True):
    """What is known of a film before anybody is asked: one reading of its name, and ids that settle it."""

    said: ParsedName
    ids: Ids = Ids()
    #: The ids are the user's own earlier answer rather than a part of the name.
    remembered: bool = False


async def identify_film(question: FilmQuestion, panel: Panel[MovieLookups], runtime: Runtime) -> Asked[Verdict]:
    """The verdict on a film; `runtime` gives the length of the file in minutes when that could help.

    Raises AllDown when no service can be asked.
    """

    async def ask(lookups: MovieLookups) -> Verdict:
        return await _with(question, lookups, runtime)

    return await panel.ask(ask, good=lambda one: bool(one.ranked))


async def _with(question: FilmQuestion, lookups: MovieLookups, runtime: Runtime) -> Verdict:
    if question.ids:
        movie = await lookups.find_movie(question.ids)
        if movie is not None:
            why = "you said so before" if question.remembered else "its id is in the name"
            reason = Reason("id", why)
            return Verdict(Decision.MATCHED, (Scored(movie, 1.0, (reason,)),), 1.0, (reason,))
        return (await _by_name(question.said, lookups, runtime)).with_reason(unknown_id(question.ids, "film"))
    return await _by_name(question.said, lookups, runtime)


def unknown_id(ids: Ids, kind: str) -> Reason:
    """What is said where a name states an id that the service does not know, or the user did."""
    stated = " ".join(f"{name}-{value}" for name in ("tmdb", "tvdb", "imdb") if (value := getattr(ids, name)))
    return Reason("unknown id", f"no {kind} is known under {stated}", -0.1)


async def _by_name(said: ParsedName, lookups: MovieLookups, runtime: Runtime) -> Verdict:
    best = Verdict(Decision.UNMATCHED)
    seen: dict[int | None, Movie] = {}
    for title, year in film_searches(said):
        for movie in await lookups.search_movies(title, year):
            seen.setdefault(_own(movie, lookups.key), movie)
        verdict = await _judge(said, list(seen.values()), lookups, runtime)
        if verdict.decision is Decision.MATCHED:
            return verdict
        if verdict.ranked and (not best.ranked or verdict.ranked[0].score >= best.ranked[0].score):
            best = verdict
        if best.decision is Decision.AMBIGUOUS:
            break
    return best


async def _judge(said: ParsedName, movies: list[Movie], lookups: MovieLookups, runtime: Runtime) -> Verdict:
    verdict = decide([score_movie(said, movie) for movie in movies])
    if verdict.decision is Decision.UNMATCHED and movies:
        # A search knows aliases that its answer doesn't show: look closer at what the service ranks first.
        closer = [await _closer(movie, lookups) for movie in movies[:CLOSER_LOOKS]]
        verdict = decide([score_movie(said, movie) for movie in closer + movies[CLOSER_LOOKS:]])
    if verdict.decision is Decision.AMBIGUOUS:
        minutes = await runtime()
        if minutes:
            rivals = [one.candidate for one in verdict.ranked if isinstance(one.candidate, Movie)]
            closer = [await _closer(movie, lookups) for movie in rivals[:5]]
            verdict = decide([score_movie(said, movie, runtime=minutes) for movie in closer])
    if verdict.decision is Decision.MATCHED and verdict.best is not None:
        return await _completed(verdict, lookups)
    return verdict


async def _completed(verdict: Verdict, lookups: MovieLookups) -> Verdict:
    """The verdict with all that the service knows of the film that was chosen (its other ids above all)."""
    best = verdict.ranked[0]
    if not isinstance(best.candidate, Movie):
        return verdict
    whole = await _closer(best.candidate, lookups)
    chosen = Scored(whole, best.score, best.reasons)
    return Verdict(verdict.decision, (chosen, *verdict.ranked[1:]), verdict.confidence, verdict.reasons)


async def _closer(movie: Movie, lookups: MovieLookups) -> Movie:
    number = _own(movie, lookups.key)
    if number is None:
        return movie
    try:
        return await lookups.movie(number)
    except NotFound:
        return movie  # it was in the list a moment ago; what the list said still holds


def _own(movie: Movie, key: str) -> int | None:
    number = getattr(movie.ids, key, None)
    return number if isinstance(number, int) else None
