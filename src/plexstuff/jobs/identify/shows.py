"""Identifying a series and its episodes: all files that name one show are judged together, its episodes as evidence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from plexstuff.errors import NotFound
from plexstuff.jobs.identify.films import unknown_id
from plexstuff.jobs.identify.searches import show_searches
from plexstuff.jobs.identify.sources import Asked, Panel, SeriesLookups
from plexstuff.matching import Decision, EpisodeGuide, Found, Reason, Scored, Verdict, decide, score_series
from plexstuff.matching.decide import MARGIN, THRESHOLD
from plexstuff.models import Episode, EpisodeOrder, Ids, Series
from plexstuff.names import ParsedName

#: Of series that fit a name equally well, so many are compared by their episodes.
RIVALS = 4


class ShowQuestion(msgspec.Struct, frozen=True):
    """What is known of a show before anybody is asked: how the files of one group name it, and ids that settle it."""

    said: ParsedName
    files: tuple[ParsedName, ...]
    order: EpisodeOrder
    ids: Ids = Ids()
    remembered: bool = False


class ShowAnswer(msgspec.Struct, frozen=True):
    """The verdict on the series, and for each file of the question what was found of its episodes."""

    verdict: Verdict
    found: tuple[Found, ...]


async def identify_show(question: ShowQuestion, panel: Panel[SeriesLookups]) -> Asked[ShowAnswer]:
    """The series that a group of files belongs to and the episodes they hold.

    Raises AllDown when nobody can be asked.
    """

    async def ask(lookups: SeriesLookups) -> ShowAnswer:
        return await _Show(question, lookups).answer()

    return await panel.ask(ask, good=lambda one: bool(one.verdict.ranked))


class _Show:
    """One question put to one service."""

    def __init__(self, question: ShowQuestion, lookups: SeriesLookups) -> None:
        self._question = question
        self._lookups = lookups
        self._guides: dict[int, EpisodeGuide] = {}

    async def answer(self) -> ShowAnswer:
        question = self._question
        if question.ids:
            series = await self._lookups.find_series(question.ids)
            if series is not None:
                reason = Reason("id", "you said so before" if question.remembered else "its id is in the name")
                verdict = Verdict(Decision.MATCHED, (Scored(series, 1.0, (reason,)),), 1.0, (reason,))
                return await self._with_episodes(verdict)
        answer = await self._by_name()
        if question.ids:
            answer = ShowAnswer(answer.verdict.with_reason(unknown_id(question.ids, "series")), answer.found)
        return answer

    async def _by_name(self) -> ShowAnswer:
        question = self._question
        best = Verdict(Decision.UNMATCHED)
        seen: dict[int | None, Series] = {}
        for title, year in show_searches(question.said):
            for series in await self._lookups.search_series(title, year):
                seen.setdefault(self._own(series), series)
            verdict = decide([score_series(question.said, series) for series in seen.values()])
            if verdict.decision is Decision.UNMATCHED and seen:
                verdict = await self._look_closer(list(seen.values()))
            if verdict.ranked and (not best.ranked or verdict.ranked[0].score >= best.ranked[0].score):
                best = verdict
            if best.decision is not Decision.UNMATCHED:
                break
        return await self._by_episodes(best)

    async def _look_closer(self, candidates: list[Series]) -> Verdict:
        """Look at the aliases of what the service ranks first, which its search may know without showing them."""
        hidden = [series for series in candidates[:2] if not series.titles]
        closer = {self._own(series): await self._whole(series) for series in hidden}
        looked = [closer.get(self._own(series), series) for series in candidates]
        return decide([score_series(self._question.said, series) for series in looked])

    async def _by_episodes(self, verdict: Verdict) -> ShowAnswer:
        """Settle by the episodes: a show that has not what the files name can't be the one."""
        if verdict.decision is Decision.UNMATCHED or verdict.best is None:
            return ShowAnswer(verdict, tuple(Found((), verdict.reasons) for _ in self._question.files))
        near = [one for one in verdict.ranked if one.score >= max(THRESHOLD, verdict.ranked[0].score - 0.1)]
        if verdict.decision is Decision.MATCHED:
            answer = await self._with_episodes(verdict)
            if any(answer.found) or len(near) < 2:
                return answer
        weighed = [await self._weighed(one) for one in near[:RIVALS]]
        settled = _settle(verdict, weighed)
        if settled.decision is Decision.MATCHED:
            return await self._with_episodes(settled)
        return ShowAnswer(settled, tuple(Found((), settled.reasons) for _ in self._question.files))

    async def _weighed(self, one: Scored) -> tuple[Scored, float, float]:
        """A candidate, the share of the files whose episodes it has, and of those whose episode titles agree."""
        found = await self._found(one)
        has = sum(1 for each in found if each) / len(found)
        titled = sum(1 for each in found if each and any(r.name == "episode title" for r in each.reasons)) / len(found)
        return one, has, titled

    async def _with_episodes(self, verdict: Verdict) -> ShowAnswer:
        best = verdict.ranked[0]
        whole = Scored(await self._whole_ids(best.candidate), best.score, best.reasons)
        found = await self._found(whole)
        return ShowAnswer(
            Verdict(verdict.decision, (whole, *verdict.ranked[1:]), verdict.confidence, verdict.reasons), tuple(found)
        )

    async def _found(self, one: Scored) -> list[Found]:
        number = self._own(one.candidate)
        if number is None:
            return [Found((), ()) for _ in self._question.files]
        guide = await self._guide(number, anime=_is_anime(one.candidate))
        later = any(reason.name == "later year" for reason in one.reasons)
        return [_in_year(guide.find(said), said) if later else guide.find(said) for said in self._question.files]

    async def _guide(self, number: int, *, anime: bool) -> EpisodeGuide:
        if number not in self._guides:
            self._guides[number] = await self._make_guide(number, anime=anime)
        return self._guides[number]

    async def _make_guide(self, number: int, *, anime: bool) -> EpisodeGuide:
        files = self._question.files
        # Seasons are named to the service where every file names its own; it may save requests.
        seasons = None
        if all(said.seasons and said.episodes for said in files) and self._question.order is EpisodeOrder.AIRED:
            seasons = sorted({season for said in files for season in said.seasons})
        aired = await self._episodes(number, seasons, None)
        if seasons is not None and not all(EpisodeGuide(aired).find(said) for said in files):
            aired = await self._episodes(number, None, None)
        numbered = counted = None
        if self._question.order is EpisodeOrder.DVD:
            numbered = _renumbered(aired, await self._episodes(number, None, EpisodeOrder.DVD))
        absolute = any(said.absolute and not said.seasons for said in files)
        if absolute or self._question.order is EpisodeOrder.ABSOLUTE:
            counted = await self._absolute(number, aired)
        return EpisodeGuide(aired, numbered=numbered, counted=counted, anime=anime)

    async def _absolute(self, number: int, aired: Sequence[Episode]) -> dict[int, Episode] | None:
        """Absolute number -> aired episode, asked for only where the aired list does not say it itself."""
        regular = [one for one in aired if one.season != 0]
        if regular and sum(1 for one in regular if one.absolute) >= 0.9 * len(regular):
            return {one.absolute: one for one in regular if one.absolute}
        listed = await self._episodes(number, None, EpisodeOrder.ABSOLUTE)
        renumbered = _renumbered(aired, listed)
        return {count: episode for (season, count), episode in renumbered.items() if season != 0} or None

    async def _episodes(self, number: int, seasons: list[int] | None, order: EpisodeOrder | None) -> list[Episode]:
        try:
            return await self._lookups.episodes(number, seasons, order)
        except NotFound:
            return []  # the service knows no such order, or no episodes yet: nothing will be found in it

    async def _whole_ids(self, candidate: object) -> Series:
        series = candidate if isinstance(candidate, Series) else Series(Ids(), "")
        known = sum(1 for one in (series.ids.tmdb, series.ids.tvdb, series.ids.imdb) if one)
        return series if known >= 2 else await self._whole(series)

    async def _whole(self, series: Series) -> Series:
        number = self._own(series)
        if number is None:
            return series
        try:
            return await self._lookups.series(number)
        except NotFound:
            return series

    def _own(self, candidate: object) -> int | None:
        number = getattr(getattr(candidate, "ids", None), self._lookups.key, None)
        return number if isinstance(number, int) else None


def _is_anime(candidate: object) -> bool:
    """Whether a series is, or may be, from where episodes are counted from the start, through all seasons."""
    known = candidate if isinstance(candidate, Series) else Series(Ids(), "")
    if not known.original_language and not known.countries:
        return True
    return known.original_language in _COUNTED_FROM_THE_START or bool({"JP", "CN", "KR"} & {*known.countries})


_COUNTED_FROM_THE_START = frozenset({"ja", "zh", "ko"})


def _settle(verdict: Verdict, weighed: list[tuple[Scored, float, float]]) -> Verdict:
    """The verdict after the episodes had their say."""
    ranked = sorted(weighed, key=lambda one: (one[1] + one[2], one[0].score), reverse=True)
    best, has, titled = ranked[0]
    others = ranked[1:]
    if has == 0:
        return Verdict(Decision.UNMATCHED, verdict.ranked, best.score / 2, (Reason("no such episode", _NONE, -0.5),))
    if not others or all(has + titled >= one[1] + one[2] + 0.3 for one in others):
        reason = Reason("episodes", f"it has {has:.0%} of these episodes; others of this name do not", -0.05)
        rest = tuple(one for one, _, _ in others)
        chosen = best.with_reason(reason)
        return Verdict(Decision.MATCHED, (chosen, *rest), round(min(chosen.score, 0.9), 3), chosen.reasons)
    if verdict.decision is Decision.MATCHED and best is verdict.ranked[0]:
        return verdict
    fitting = tuple(one for one, share, _ in ranked if share > 0 and one.score >= best.score - MARGIN)
    return Verdict(Decision.AMBIGUOUS, fitting or verdict.ranked, verdict.confidence, verdict.reasons)


def _in_year(found: Found, said: ParsedName) -> Found:
    """What was found, if it was aired in the year that the name gives: that is not the year the series began in."""
    aired = [one.aired for one in found.episodes if one.aired]
    if not found or (said.year and any(abs(day.year - said.year) <= 1 for day in aired)):
        return found
    return Found((), (Reason("later year", f"the episode was not aired in {said.year}", -0.5),))


_NONE = "no series of this name has these episodes"


def _renumbered(aired: Sequence[Episode], listed: Sequence[Episode]) -> dict[tuple[int, int], Episode]:
    """(season, number) in another order -> the same episode in aired order, paired by the services' ids."""
    by_id = {(name, number): one for one in aired for name, number in _numbers(one.ids)}
    answer: dict[tuple[int, int], Episode] = {}
    for other in listed:
        same = next((by_id[pair] for pair in _numbers(other.ids) if pair in by_id), None)
        if same is not None:
            answer[other.season, other.number] = same
    return answer


def _numbers(ids: Ids) -> list[tuple[str, object]]:
    return [(name, value) for name in ("tvdb", "tmdb", "imdb") if (value := getattr(ids, name)) is not None]
