"""The fake of TMDB against TMDB's recorded answers, each asked for again with the request that was recorded."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from sandbox_recordings import Recording, Shape, missing_keys, tmdb_recordings, wrong_types

# What was recorded and is not faked, and why.
NOT_FAKED = {
    r"/authentication/session/new": "sessions are only for ratings and lists",
    r"/configuration/timezones": "nothing of ours asks for time zones",
    r"/movie/(latest|top_rated|upcoming)": "nothing of ours asks for these lists",
    r"/tv/(airing_today|on_the_air)": "nothing of ours asks for these lists",
    r"/trending/.*": "nothing of ours asks for trends",
    r".*/watch/providers.*": "another company's data, which wants attribution of its own",
    r"/search/(company|keyword)": "nothing of ours searches these",
    r".*/(releases|screened_theatrically|aggregate_credits|rating)": "undocumented or unused",
    r".*/episode/\d+/videos": "unused",
}

# A recorded id that the catalogue does not have, and what stands in for it.
GROUP = "/tv/episode_group/"


def _excused(recording: Recording) -> bool:
    return any(re.fullmatch(pattern, recording.path) for pattern in NOT_FAKED)


def _path(recording: Recording, fake) -> str:
    if not recording.path.startswith(GROUP):
        return recording.path
    world = fake.client.app.state.world
    for series in world.catalogue.series:
        groups = fake.get(f"/tv/{series.tmdb}/episode_groups")["results"]
        if groups:
            return GROUP + groups[0]["id"]
    raise AssertionError("no series of the catalogue has another order")


def test_every_recorded_answer_finds_its_keys_and_types_in_ours(shared: Path, world_tmdb) -> None:
    recordings = [one for one in tmdb_recordings(shared) if not _excused(one)]
    assert len(recordings) > 80
    shapes: dict[str, Shape] = defaultdict(Shape)
    for recording in recordings:
        shapes[recording.endpoint].see(recording.answer)
    trouble = []
    for recording in recordings:
        answer = world_tmdb.answer(_path(recording, world_tmdb), **recording.query)
        if answer.status_code != recording.status:
            trouble.append(f"{recording.file.name}: {answer.status_code} instead of {recording.status}")
            continue
        ours = answer.json()
        trouble += [f"{recording.file.name}: no {key}" for key in missing_keys(ours, recording.answer)]
        trouble += [f"{recording.file.name}: {one}" for one in wrong_types(ours, shapes[recording.endpoint])]
    assert trouble == []


def test_every_gap_is_a_gap(shared: Path, world_tmdb) -> None:
    """A path that is faked now must leave the list of those that are not."""
    excused = [one for one in tmdb_recordings(shared) if _excused(one)]
    for pattern in NOT_FAKED:
        assert any(re.fullmatch(pattern, one.path) for one in excused) or "rating" in pattern, pattern
    assert {world_tmdb.answer(one.path, **one.query).status_code for one in excused} == {404}


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (
            "movie-47964.json",
            ("id", "title", "original_title", "release_date", "imdb_id", "original_language", "runtime"),
        ),
        ("tv-1396.json", ("id", "name", "original_name", "first_air_date", "number_of_seasons", "number_of_episodes")),
    ],
)
def test_real_things_are_told_as_recorded(shared: Path, world_tmdb, path: str, keys: tuple[str, ...]) -> None:
    recording = next(one for one in tmdb_recordings(shared) if one.file.name == path)
    ours, recorded = world_tmdb.get(recording.path), recording.answer
    assert isinstance(recorded, dict)
    assert {key: ours[key] for key in keys} == {key: recorded[key] for key in keys}


def test_series_of_one_name_come_in_the_recorded_order(shared: Path, world_tmdb) -> None:
    """Shameless, Dallas, House of Cards …: TMDB puts exact names first and the better known before the others."""
    judged = 0
    for recording in tmdb_recordings(shared):
        if recording.path != "/search/tv" or "2025" not in str(recording.file):
            continue
        recorded = [item["id"] for item in recording.answer["results"]]  # type: ignore[index]
        ours = [item["id"] for item in world_tmdb.get(recording.path, **recording.query)["results"]]
        known = [number for number in recorded if number in ours]
        assert [number for number in ours if number in recorded] == known, recording.file.name
        judged += len(known)
    assert judged >= 10


def test_a_misspelt_title_finds_nothing_as_recorded(shared: Path, world_tmdb) -> None:
    for recording in tmdb_recordings(shared):
        if "Meen-of-Stal" in recording.file.name or "Bing-Bag" in recording.file.name:
            assert world_tmdb.get(recording.path, **recording.query) == recording.answer
