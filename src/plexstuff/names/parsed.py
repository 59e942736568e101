"""What a name says: the one answer of every reader of names."""

from __future__ import annotations

import datetime as dt

import msgspec


class ParsedName(msgspec.Struct, frozen=True):
    """What was understood of a file or release name; None or empty where the name is silent.

    `season` is one number or, for packs, several in `seasons`; `episodes` and `absolute` count from 1 (0 and decimals
    occur); `kind` is movie, episode, multi-episode, season-pack, daily, anime or "" when the name does not tell.
    """

    title: str = ""
    alternative_title: str = ""
    year: int | None = None
    country: str = ""
    seasons: tuple[int, ...] = ()
    episodes: tuple[int, ...] = ()
    absolute: tuple[int | float, ...] = ()
    air_date: dt.date | None = None
    kind: str = ""
    episode_title: str = ""
    special: bool = False
    part: int | None = None
    version: int | None = None
    resolution: str = ""
    source: str = ""
    video_codec: str = ""
    audio_codec: str = ""
    edition: str = ""
    streaming_service: str = ""
    group: str = ""
    container: str = ""
    languages: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    proper: bool = False
    hdr: str = ""
    bit_depth: int | None = None
    three_d: bool = False
    complete: bool = False
    checksum: str = ""
    website: str = ""

    @property
    def season(self) -> int | None:
        """The season, when the name says exactly one."""
        return self.seasons[0] if len(self.seasons) == 1 else None

    def as_dict(self) -> dict[str, object]:
        """A plain dictionary with only what was understood, as `plexstuff parse --json` prints it."""
        answer: dict[str, object] = {}
        for key in self.__struct_fields__:
            value = getattr(self, key)
            if value is None or value is False or value in ("", ()):
                continue
            if key == "seasons":
                answer["season"] = value[0] if len(value) == 1 else list(value)
            elif key == "alternative_title":
                answer["alt_title"] = value
            elif isinstance(value, dt.date):
                answer[key] = value.isoformat()
            elif isinstance(value, tuple):
                answer[key] = list(value)
            else:
                answer[key] = value
        if self.air_date is not None:
            # The one year that such a name tells, for whoever sorts by years; `year` itself is that of a release.
            answer.setdefault("year", self.air_date.year)
        return answer
