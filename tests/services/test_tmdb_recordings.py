"""TMDB's recorded answers, decoded as the client does it; each must give up the facts that it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from recorded_facts import Recorded, Rows, facts, found

from plexstuff import models
from plexstuff.http.decode import decode
from plexstuff.services.tmdb import answers, reading

#: Recorded answers that no method of ours asks for, and why not.
NOT_OURS = {
    r"images\.json": "pictures are not used",
    r"credits|keywords|videos": "people, keywords and videos are not used",
    r"content_ratings|release_dates|releases": "certificates are not used",
    r"watch-providers|timezones|screened|changes": "nothing of ours asks for these",
    r"configuration-(countries|languages)": "we have tables of our own",
    r"search-(company|keyword|person|collection)": "nothing of ours searches these",
    r"rating__201": "nothing of ours writes",
}


class _WithOrders(msgspec.Struct):
    episode_groups: answers.GroupStubs


def _as(kind: type, body: bytes) -> object:
    return decode(body, kind, title="TMDB")


def _page(kind: type, read: Callable[[object, str], object]) -> Callable[[bytes], object]:
    def decoded(body: bytes) -> object:
        page = _as(kind, body)
        return Rows([one for row in page.results if (one := read(row, "en"))], page.total_results)  # type: ignore[attr-defined]

    return decoded


def _plain(kind: type) -> Callable[[bytes], object]:
    return lambda body: _as(kind, body)


def _counted(kind: type, name: str) -> Callable[[bytes], object]:
    def decoded(body: bytes) -> object:
        answer = _as(kind, body)
        return _Counted(answer, len(found(answer, name)))  # type: ignore[arg-type]

    return decoded


class _Counted:
    def __init__(self, answer: object, count: int) -> None:
        self._answer = answer
        self.count = count

    def __getattr__(self, name: str) -> object:
        return getattr(self._answer, name)


def _titles(body: bytes) -> object:
    answer = decode(body, answers.AlternativeTitles, title="TMDB")
    return _Counted(answer, len(answer.titles or answer.results or []))


KINDS: dict[str, Callable[[bytes], object]] = {
    "film": lambda body: reading.movie(decode(body, answers.Movie, title="TMDB"), "en"),
    "films": _page(answers.MoviePage, reading.movie),  # type: ignore[arg-type]
    "show": lambda body: reading.series(decode(body, answers.Series, title="TMDB"), "en"),
    "shows": _page(answers.SeriesPage, reading.series),  # type: ignore[arg-type]
    "mixed": _page(answers.MixedPage, reading.mixed),  # type: ignore[arg-type]
    "season": lambda body: Rows(list(reading.episodes([decode(body, answers.Season, title="TMDB")]))),
    "episode": lambda body: reading.episode(decode(body, answers.Episode, title="TMDB")),
    "collection": lambda body: reading.collection(decode(body, answers.Collection, title="TMDB"), "en"),
    "group": lambda body: Rows(
        list(reading.grouped(decode(body, answers.Group, title="TMDB"), models.EpisodeOrder.DVD))
    ),
    "orders": lambda body: Rows(list(decode(body, _WithOrders, title="TMDB").episode_groups.results)),
    "settings": _counted(answers.Settings, "change_keys"),
    "genres": _counted(answers.Genres, "genres"),
    "translations": _counted(answers.Translations, "translations"),
    "titles": _titles,
    "external": _plain(answers.ExternalIds),
    "find": _plain(answers.Found),
    "status": _plain(answers.Status),
    "error": _plain(answers.Status),
}


@pytest.mark.parametrize("recorded", facts("tmdb"), ids=str)
def test_a_recorded_answer_gives_up_its_facts(shared: Path, recorded: Recorded) -> None:
    thing = KINDS[recorded.kind]((shared / "fixtures" / "tmdb" / recorded.file).read_bytes())
    assert {path: found(thing, path) for path in recorded.facts} == recorded.facts


def test_every_recording_is_decoded_or_not_ours(shared: Path) -> None:
    folder = shared / "fixtures" / "tmdb"
    there = {str(file.relative_to(folder)) for file in folder.rglob("*.json")}
    decoded = {one.file for one in facts("tmdb")}
    assert decoded <= there
    left = {name for name in there - decoded if not any(re.search(pattern, name) for pattern in NOT_OURS)}
    assert left == set()
    assert len(decoded) >= 95
