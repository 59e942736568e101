"""Builds the episodes of one series of the data files: names, dates, ids, DVD and absolute numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from plexstuff.sandbox.catalogue.entries import EpisodeFact, SeriesEntry
from plexstuff.sandbox.catalogue.identities import seeded
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, Episodes
from plexstuff.sandbox.catalogue.naming import Namer
from plexstuff.sandbox.catalogue.schedule import season_dates, starts

_NOTHING = EpisodeFact(episode="")


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that the episodes follow from; their ids are those after `first_id`, in the order of the result."""

    entry: SeriesEntry
    facts: Mapping[tuple[int, int], EpisodeFact]
    first: dt.date
    first_id: int
    seed: int

    def build(self) -> tuple[CatalogueEpisode, ...]:
        random = seeded(self.seed)
        taken = frozenset(fact.title for fact in self.facts.values() if fact.title)
        namer = Namer(random, guests=self.entry.guests, taken=taken)
        episodes = self._regular(random, namer)
        episodes += self._specials(random, namer, episodes)
        return tuple(episodes)

    def _regular(self, random: Random, namer: Namer) -> list[CatalogueEpisode]:
        entry = self.entry
        begins = starts(len(entry.seasons), self.first, entry.starts, random)
        dvd = self._dvd_places()
        usual = entry.runtime or 45
        episodes: list[CatalogueEpisode] = []
        for season, count in enumerate(entry.seasons, start=1):
            dates = self._dates(season, count, begins[season - 1], episodes[-1].aired if episodes else None)
            for number, date in enumerate(dates, start=1):
                place = len(episodes) + 1
                fact = self.facts.get((season, number), _NOTHING)
                drawn = entry.title_pattern.format(place) or namer.episode(last=number == count)
                minutes = usual + random.randrange(-2, 3)
                dvd_season, dvd_number = dvd.get(place, (None, None))
                episodes.append(
                    CatalogueEpisode(
                        tmdb=fact.tmdb or self.first_id + place,
                        tvdb=fact.tvdb or self.first_id + place,
                        season=season,
                        number=number,
                        title=fact.title or drawn,
                        aired=date,
                        runtime=fact.runtime or minutes,
                        absolute=entry.absolute_from + place if entry.absolute else None,
                        dvd_season=dvd_season,
                        dvd_number=dvd_number,
                    )
                )
        return episodes

    def _dates(self, season: int, count: int, begin: dt.date, last: dt.date | None) -> list[dt.date]:
        known = {place[1]: fact.aired for place, fact in self.facts.items() if place[0] == season and fact.aired}
        given = self.entry.starts[season - 1] if season <= len(self.entry.starts) else None
        if season == 1 or isinstance(given, dt.date):
            known.setdefault(1, begin)
        if last is not None:
            begin = last + dt.timedelta(weeks=1) if self.entry.continuous else max(begin, last + dt.timedelta(days=1))
        return season_dates(count, begin, self.entry.pace, known)

    def _dvd_places(self) -> dict[int, tuple[int, int]]:
        """Season and number on the DVDs by the aired place, counted from 1 through all seasons."""
        dvd = self.entry.dvd
        if isinstance(dvd, str):
            seasons = self.entry.seasons if dvd == "same" else ()
            places = [(season, number + 1) for season, count in enumerate(seasons, 1) for number in range(count)]
            return dict(enumerate(places, start=1))
        return {
            aired: (season, number)
            for season, row in enumerate(dvd, start=1)
            for number, aired in enumerate(row, start=1)
        }

    def _specials(self, random: Random, namer: Namer, regular: list[CatalogueEpisode]) -> list[CatalogueEpisode]:
        """Spread over the years of the run, each some days after a regular episode."""
        found = []
        for number in range(1, self.entry.specials + 1):
            fact = self.facts.get((0, number), _NOTHING)
            drawn = namer.special()
            minutes = (self.entry.runtime or 45) + random.randrange(0, 30)
            after = regular[(number * len(regular)) // (self.entry.specials + 1)].aired or self.first
            found.append(
                CatalogueEpisode(
                    tmdb=fact.tmdb or self.first_id + len(regular) + number,
                    tvdb=fact.tvdb or self.first_id + len(regular) + number,
                    season=0,
                    number=number,
                    title=fact.title or drawn,
                    aired=fact.aired or after + dt.timedelta(days=3),
                    runtime=fact.runtime or minutes,
                )
            )
        return found


def plan_episodes(
    entry: SeriesEntry, facts: Mapping[tuple[int, int], EpisodeFact], first: dt.date, first_id: int, seed: int
) -> Episodes:
    """The episodes of a series of the data, built when first looked at; `first` is the day of the first one."""
    plan = _Plan(entry, facts, first, first_id, seed)
    return Episodes(sum(entry.seasons) + entry.specials, plan.build)
