"""The reader of names that stands behind `names.parse`: guessit, its answer turned into a `ParsedName`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from guessit import guessit
from guessit.api import GuessitException

from plexstuff.names.ids import without_ids
from plexstuff.names.parsed import ParsedName

#: Longer names than any file system allows are cut: guessit takes time that grows faster than the name.
LONGEST = 400


@lru_cache(maxsize=20_000)
def read(text: str) -> ParsedName:
    """What guessit understands of `text`; never raises (what it can't read says nothing)."""
    clean = without_ids(text.encode("utf-8", "replace").decode("utf-8")).replace("\n", " ").strip()[-LONGEST:]
    if not clean:
        return ParsedName()
    try:
        guess = guessit(clean)
    except GuessitException:
        # guessit's own bugs on odd input; a name that nobody can read says nothing.
        return ParsedName()
    return _translate(guess)


def _translate(guess: dict[str, Any]) -> ParsedName:
    episodes = _whole(guess.get("episode"))
    absolute = tuple(_many(guess.get("absolute_episode")))
    seasons = _whole(guess.get("season"))
    if guess.get("type") == "episode" and episodes and not seasons and not absolute and "date" not in guess:
        # guessit names a number without a season an episode; it counts through the whole series.
        absolute, episodes = tuple(guess_numbers(guess["episode"])), ()
    air_date = guess.get("date")
    year = guess.get("year")
    return ParsedName(
        title=_text(guess.get("title")),
        alternative_title=_text(guess.get("alternative_title")),
        year=year if isinstance(year, int) else None,
        country=_country(guess.get("country")),
        seasons=seasons,
        episodes=episodes,
        absolute=absolute,
        air_date=air_date if isinstance(air_date, dt.date) else None,
        kind=_kind(guess, seasons, episodes, absolute),
        episode_title=_text(guess.get("episode_title")),
        special="Special" in [str(one) for one in _many(guess.get("episode_details"))],
        part=_number(guess.get("part")) or _number(guess.get("cd")),
        version=_number(guess.get("version")),
        resolution=_text(guess.get("screen_size")),
        source=_text(guess.get("source")),
        video_codec=_text(guess.get("video_codec")),
        audio_codec=_text(guess.get("audio_codec")),
        edition=_text(guess.get("edition")),
        streaming_service=_text(guess.get("streaming_service")),
        group=_text(guess.get("release_group")),
        container=_text(guess.get("container")),
        languages=_languages(guess.get("language")),
        subtitles=_languages(guess.get("subtitle_language")),
        proper=bool(guess.get("proper_count")),
    )


def _kind(guess: dict[str, Any], seasons: tuple[int, ...], episodes: tuple[int, ...], absolute: tuple[Any, ...]) -> str:
    if guess.get("type") != "episode":
        return "movie"
    if "date" in guess:
        return "daily"
    if absolute and not seasons:
        return "anime"
    if len(episodes) > 1:
        return "multi-episode"
    return "episode" if episodes or not seasons else "season-pack"


def guess_numbers(value: object) -> Iterable[int | float]:
    """The numbers in what guessit gave, in its order."""
    return [one for one in _many(value) if isinstance(one, (int, float))]


def _many(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _whole(value: object) -> tuple[int, ...]:
    return tuple(one for one in _many(value) if isinstance(one, int))


def _number(value: object) -> int | None:
    numbers = _whole(value)
    return numbers[0] if numbers else None


def _text(value: object) -> str:
    return " ".join(str(one) for one in _many(value)).strip()


def _country(value: object) -> str:
    first = next(iter(_many(value)), None)
    return str(getattr(first, "alpha2", "") or "") if first is not None else ""


def _languages(value: object) -> tuple[str, ...]:
    codes = []
    for one in _many(value):
        code = getattr(one, "alpha2", None) if hasattr(one, "alpha3") and one.alpha3 not in ("mul", "und") else None
        if code:
            codes.append(str(code))
    return tuple(codes)
