"""When episodes were aired: recorded dates stand, the others are laid around them week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random


class Pace(StrEnum):
    """How a season comes out: an episode a week, four or five a week, or all of it in one day."""

    WEEKLY = "weekly"
    MONDAY_TO_THURSDAY = "monday to thursday"
    MONDAY_TO_FRIDAY = "monday to friday"
    AT_ONCE = "at once"


_DAYS_A_WEEK = {Pace.MONDAY_TO_THURSDAY: 4, Pace.MONDAY_TO_FRIDAY: 5}


def _later(day: dt.date, episodes: int, pace: Pace) -> dt.date:
    """The day on which the episode comes out that is `episodes` after (below 0: before) the one of `day`."""
    if pace is Pace.AT_ONCE:
        return day
    if pace is Pace.WEEKLY:
        return day + dt.timedelta(weeks=episodes)
    days = _DAYS_A_WEEK[pace]
    monday = day - dt.timedelta(days=day.weekday())
    weeks, weekday = divmod(min(day.weekday(), days - 1) + episodes, days)
    return monday + dt.timedelta(weeks=weeks, days=weekday)


def season_dates(count: int, start: dt.date, pace: Pace, known: Mapping[int, dt.date]) -> list[dt.date]:
    """The dates of `count` episodes: `known` ones (by number, from 1) as they are; `start` counts only without any."""
    anchors = sorted(known.items()) or [(1, start)]
    dates = []
    for number in range(1, count + 1):
        before = [anchor for anchor in anchors if anchor[0] <= number]
        after = [anchor for anchor in anchors if anchor[0] > number]
        place, day = before[-1] if before else anchors[0]
        date = _later(day, number - place, pace)
        dates.append(min(date, after[0][1]) if before and after else date)
    return dates


def day_in(year: int, random: Random) -> dt.date:
    """Some day of `year`, never its last weeks (a season that starts there would belong to the next year)."""
    return dt.date(year, 1, 8) + dt.timedelta(days=random.randrange(320))


def starts(seasons: int, first: dt.date, given: Sequence[int | dt.date], random: Random) -> list[dt.date]:
    """The first day of each season: `given` (a date or a year) where there is one, else a year after the last."""
    days = [first]
    for place in range(1, seasons):
        wish = given[place] if place < len(given) else None
        if isinstance(wish, dt.date):
            days.append(wish)
        elif isinstance(wish, int):
            days.append(day_in(wish, random))
        else:
            days.append(days[-1] + dt.timedelta(days=364))
    return days
