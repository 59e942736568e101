"""Finding the episodes that a name means among those of a series: by number, air date, absolute count or title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import msgspec

from plexstuff.matching.reasons import Reason
from plexstuff.matching.titles import compact, likeness
from plexstuff.models import Episode
from plexstuff.names.parsed import ParsedName

#: Episode titles this much alike are the same.
SAME_TITLE = 0.85
#: A title needs so many letters and digits to outweigh a number.
TELLING_TITLE = 8


class Found(msgspec.Struct, frozen=True):
    """The episodes that a name means and the reasons; without episodes, the reasons say why there are none."""

    episodes: tuple[Episode, ...]
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return bool(self.episodes)


class EpisodeGuide:
    """The episodes of one series, in aired order, ready to be looked up.

    `numbered` holds the same episodes under the numbers that names use, when these are not the aired ones (DVD order):
    a pair of (season, number) as names count -> the aired episode. `anime` says that bare numbers count from the start.
    """

    def __init__(
        self,
        episodes: Sequence[Episode],
        *,
        numbered: dict[tuple[int, int], Episode] | None = None,
        counted: dict[int, Episode] | None = None,
        anime: bool = False,
    ) -> None:
        self.episodes = tuple(sorted(episodes, key=lambda one: (one.season == 0, one.season, one.number)))
        self._numbered = numbered
        self._counted = counted
        self._anime = anime

    @cached_property
    def by_number(self) -> dict[tuple[int, int], Episode]:
        """(season, number) -> episode."""
        if self._numbered is not None:
            return self._numbered
        return {(one.season, one.number): one for one in self.episodes}

    @cached_property
    def by_date(self) -> dict[dt.date, list[Episode]]:
        """Air date -> the episodes aired that day."""
        days: dict[dt.date, list[Episode]] = {}
        for one in self.episodes:
            if one.aired:
                days.setdefault(one.aired, []).append(one)
        return days

    @cached_property
    def by_absolute(self) -> dict[int, Episode]:
        """Absolute number -> episode: as the service counts, else by counting through the seasons."""
        if self._counted:
            return self._counted
        said = {one.absolute: one for one in self.episodes if one.absolute and one.season != 0}
        regular = [one for one in self.episodes if one.season != 0]
        if len(said) >= 0.9 * len(regular) and said:
            return said
        return dict(enumerate(regular, start=1))

    def season(self, number: int) -> list[Episode]:
        """The episodes of a season, in order."""
        return [one for one in self.episodes if one.season == number]

    @property
    def counts_absolutely(self) -> bool:
        """Whether the service itself gives absolute numbers."""
        return bool(self._counted) or any(one.absolute for one in self.episodes if one.season != 0)

    def find(self, said: ParsedName) -> Found:
        """The episodes that `said` means; tries what the name states first, then what it may have meant."""
        if said.air_date is not None:
            found = self._on(said.air_date, said.episode_title)
            if not found and said.episodes and said.seasons:
                # "11.22.63 - s01e03": what looks like a date is the title.
                found = self._numbered_as(said.seasons[0], said.episodes) or found
        elif said.episodes and said.seasons:
            found = self._numbered_as(said.seasons[0], said.episodes) or self._as_absolute(said)
        elif said.absolute:
            ways = (self._absolute, self._run_together)
            first, second = ways if self._anime else reversed(ways)
            found = first(said.absolute) or second(said.absolute) or self._absolute(said.absolute)
        elif said.episodes:
            found = self._absolute(said.episodes)
        else:
            found = self._titled(said)
        if not found and said.episode_title and not said.episodes and not said.absolute:
            found = self._titled(said) or found
        return self._title_agrees(found, said)

    def _on(self, day: dt.date, title: str) -> Found:
        aired = self.by_date.get(day, [])
        if len(aired) > 1:
            named = self._best_titled(title, aired)
            if named is not None:
                return Found((named,), (Reason("air date", f"aired on {day}, and called “{named.title}”"),))
            return Found((), (Reason("several that day", f"{len(aired)} episodes were aired on {day}", -0.5),))
        if aired:
            return Found((aired[0],), (Reason("air date", f"aired on {day}"),))
        near = [one for apart in (-1, 1) for one in self.by_date.get(day + dt.timedelta(days=apart), [])]
        if len(near) == 1:
            return Found((near[0],), (Reason("air date", f"aired on {near[0].aired}, a day from {day}", -0.05),))
        return Found((), (Reason("no such episode", f"no episode was aired on {day}", -0.5),))

    def _numbered_as(self, season: int, wanted: Sequence[int]) -> Found:
        found = [self.by_number.get((season, number)) for number in wanted]
        if all(found):
            names = ", ".join(f"{season}x{number:02}" for number in wanted)
            return Found(tuple(one for one in found if one), (Reason("episode", f"it has {names}"),))
        missing = next(number for number, one in zip(wanted, found, strict=True) if one is None)
        last = max((number for in_season, number in self.by_number if in_season == season), default=0)
        has = f"season {season} ends with episode {last}" if last else f"it has no season {season}"
        return Found((), (Reason("no such episode", f"there is no {season}x{missing:02}: {has}", -0.5),))

    def _as_absolute(self, said: ParsedName) -> Found:
        """`Show 143` is easily read as season 1, episode 43, and season 1 is often written before absolute numbers."""
        if len(said.seasons) != 1 or said.seasons[0] == 0:
            return Found((), self._numbered_as(said.seasons[0], said.episodes).reasons)
        season, wanted = said.seasons[0], said.episodes
        meant = list(wanted) if season == 1 and self.counts_absolutely else []
        if self.counts_absolutely and all(number < 100 for number in wanted) and not meant:
            meant = [season * 100 + number for number in wanted]
        found = self._absolute(meant) if meant else Found((), ())
        if found:
            return Found(
                found.episodes, (*found.reasons, Reason("absolute", "the number counts from the start", -0.04))
            )
        if season == 1 and self.counts_absolutely and (found := self._absolute([100 + one for one in wanted])):
            return Found(
                found.episodes, (*found.reasons, Reason("absolute", "the number counts from the start", -0.06))
            )
        return Found((), self._numbered_as(season, wanted).reasons)

    def _absolute(self, wanted: Sequence[int | float]) -> Found:
        found = [self.by_absolute.get(int(number)) if number == int(number) else None for number in wanted]
        said = ", ".join(f"{number:g}" for number in wanted)
        if wanted and all(found):
            how = "" if self.counts_absolutely else ", counted through its seasons"
            weight = 0.0 if self.counts_absolutely else -0.05
            return Found(tuple(one for one in found if one), (Reason("absolute", f"its number {said}{how}", weight),))
        return Found((), (Reason("no such episode", f"it has no episode number {said}", -0.5),))

    def _run_together(self, wanted: Sequence[int | float]) -> Found:
        """`Show 101` is the first episode of season 1, as everybody but the watchers of anime writes."""
        split = [divmod(int(number), 100) if number == int(number) else (0, 0) for number in wanted]
        found = [self.by_number.get(one) if one[0] else None for one in split]
        if not wanted or not all(found):
            return Found((), ())
        said = ", ".join(
            f"{number:g} is {season}x{count:02}" for number, (season, count) in zip(wanted, split, strict=True)
        )
        return Found(
            tuple(one for one in found if one), (Reason("episode", f"{said}, season and episode in one", -0.05),)
        )

    def _titled(self, said: ParsedName) -> Found:
        if said.special and not said.seasons:
            pool: Sequence[Episode] = self.season(0)
        elif said.seasons:
            pool = [one for season in said.seasons for one in self.season(season)]
        else:
            pool = self.episodes
        if not said.episode_title:
            return Found((), (Reason("no such episode", "the name gives no number of an episode", -0.5),))
        found = self._best_titled(said.episode_title, pool)
        if found is not None:
            return Found((found,), (Reason("episode title", f"the episode is called “{found.title}”", -0.03),))
        return Found((), (Reason("no such episode", f"none is called “{said.episode_title}”", -0.5),))

    @staticmethod
    def _best_titled(title: str, pool: Sequence[Episode]) -> Episode | None:
        """The one episode that is called so; None when none is, or when two are."""
        ranked = sorted(((_title_likeness(title, one.title), one) for one in pool), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < SAME_TITLE:
            return None
        return ranked[0][1] if len(ranked) == 1 or ranked[1][0] < ranked[0][0] - 0.05 else None

    def _title_agrees(self, found: Found, said: ParsedName) -> Found:
        """Look whether the episode's title, where the name gives one, agrees with its number; the title is surer."""
        title = said.episode_title
        if not title or any(reason.name in ("episode title", "air date") for reason in found.reasons):
            return found
        if any(_title_likeness(title, one.title) >= SAME_TITLE for one in found.episodes):
            agrees = Reason("episode title", f"the episode title “{title}” agrees", 0.0)
            return Found(found.episodes, (*found.reasons, agrees))
        if len(found.episodes) > 1 or len(compact(title)) < TELLING_TITLE:
            return found
        named = self._best_titled(title, self.episodes)
        if named is None:
            return found
        other = Reason(
            "episode title", f"“{title}” is {named.season}x{named.number:02}; the number counts otherwise", -0.1
        )
        return Found((named,), (other,))


def _title_likeness(said: str, title: str) -> float:
    """Titles in names often go on with what is none: a name that begins with the whole title counts too."""
    if not title:
        return 0.0
    whole, start = compact(title), compact(said)
    if len(whole) >= TELLING_TITLE and start.startswith(whole):
        return 0.95
    return likeness(said, title)
