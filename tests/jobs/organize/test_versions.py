"""Several files of one film: both are kept under names that tell them apart, today and at the next run."""

from __future__ import annotations

from pathlib import Path

import pytest
from organizing import episode, film, names, subtitle, write

from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import OrganizeOptions, Plan, Status, apply, plan
from plexstuff.jobs.organize.versions import tell_apart
from plexstuff.names import ParsedName
from plexstuff.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "data")


def version(path: Path, **said: str) -> IdentifiedFile:
    return film(write(path), parsed=ParsedName(title="The Matrix", **said))  # type: ignore[arg-type]


def placed(made: Plan) -> list[str]:
    return sorted(Path(row.target).name for row in made.rows if row.status is Status.DO)


def test_two_versions_are_told_apart_by_as_little_as_needed(tmp_path: Path) -> None:
    items = [
        version(tmp_path / "a" / "one.mkv", resolution="1080p", source="Blu-ray"),
        version(tmp_path / "b" / "two.mkv", resolution="2160p", source="Blu-ray"),
    ]
    assert placed(plan(items, tmp_path / "library")) == [
        "The Matrix (1999) {tmdb-603} - 1080p.mkv",
        "The Matrix (1999) {tmdb-603} - 2160p.mkv",
    ]


def test_what_differs_in_the_container_alone_is_two_versions_too(tmp_path: Path) -> None:
    items = [version(tmp_path / "one.mkv", resolution="1080p"), version(tmp_path / "two.avi", resolution="480p")]
    assert placed(plan(items, tmp_path / "library")) == [
        "The Matrix (1999) {tmdb-603} - 1080p.mkv",
        "The Matrix (1999) {tmdb-603} - 480p.avi",
    ]


def test_versions_that_nothing_tells_apart_are_in_conflict(tmp_path: Path) -> None:
    items = [version(tmp_path / "one.mkv", resolution="1080p"), version(tmp_path / "two.mkv", resolution="1080p")]
    made = plan(items, tmp_path / "library")
    assert [row.status for row in made.rows] == [Status.CONFLICT, Status.CONFLICT]
    assert all("would have the same name" in row.why for row in made.rows)


def test_episodes_have_versions_too(tmp_path: Path) -> None:
    items = [
        episode(write(tmp_path / name), 1, parsed=ParsedName(resolution=size))
        for name, size in (("a.mkv", "720p"), ("b.mkv", "1080p"))
    ]
    assert placed(plan(items, tmp_path / "library")) == [
        "Breaking Bad (2008) - s01e01 - Part 1 - 1080p.mkv",
        "Breaking Bad (2008) - s01e01 - Part 1 - 720p.mkv",
    ]


def test_a_template_without_a_place_for_the_version_gets_it_at_the_end(tmp_path: Path) -> None:
    items = [version(tmp_path / "one.mkv", resolution="1080p"), version(tmp_path / "two.mkv", resolution="2160p")]
    options = OrganizeOptions(movie_template="Films/{title} [{year}]")
    made = plan(items, tmp_path / "library", options)
    assert placed(made) == ["The Matrix [1999] - 1080p.mkv", "The Matrix [1999] - 2160p.mkv"]


def test_a_version_that_came_later_leaves_the_first_where_it_is(tmp_path: Path, database: Database) -> None:
    library = tmp_path / "library"
    first = version(tmp_path / "one.mkv", resolution="1080p")
    apply(plan([first], library), database)
    second = version(tmp_path / "two.mkv", resolution="2160p")
    made = plan([first, second], library)
    assert [row.status for row in made.rows] == [Status.THERE, Status.DO]
    assert placed(made) == ["The Matrix (1999) {tmdb-603} - 2160p.mkv"]


def test_a_later_run_finds_each_under_its_label_whatever_else_has_come_or_gone(
    tmp_path: Path, database: Database
) -> None:
    library = tmp_path / "library"
    items = [
        version(tmp_path / "one.mkv", resolution="1080p", source="Blu-ray"),
        version(tmp_path / "two.mkv", resolution="2160p", source="Blu-ray"),
    ]
    apply(plan(items, library), database)
    before = names(library)
    assert [row.status for row in plan(items[:1], library).rows] == [Status.THERE], "alone"
    third = version(tmp_path / "three.mkv", resolution="1080p", source="Web")
    made = plan([*items, third], library)
    assert [row.status for row in made.rows] == [Status.THERE, Status.THERE, Status.DO]
    apply(made, database)
    assert set(before) < set(names(library))


def test_one_file_under_two_names_is_placed_once(tmp_path: Path) -> None:
    one = version(tmp_path / "one.mkv", resolution="1080p")
    (tmp_path / "again.mkv").hardlink_to(one.path)
    again = film(tmp_path / "again.mkv")
    other = version(tmp_path / "other.mkv", resolution="720p")
    made = plan([one, again, other], tmp_path / "library")
    assert sorted(row.status for row in made.rows) == [Status.THERE, Status.DO, Status.DO]


def test_subtitles_of_versions_go_with_theirs(tmp_path: Path) -> None:
    items = [
        film(
            write(tmp_path / size / "film.mkv"),
            parsed=ParsedName(resolution=size),
            companions=(subtitle(write(tmp_path / size / "film.en.srt")),),
        )
        for size in ("1080p", "720p")
    ]
    made = plan(items, tmp_path / "library")
    assert {row.source: Path(row.target).name for row in made.rows if row.role == "subtitle"} == {
        str(tmp_path / size / "film.en.srt"): f"The Matrix (1999) {{tmdb-603}} - {size}.en.srt"
        for size in ("1080p", "720p")
    }


def test_two_subtitles_of_one_language_are_both_kept(tmp_path: Path) -> None:
    companions = tuple(subtitle(write(tmp_path / "Subs" / name)) for name in ("2_English.srt", "3_English.srt"))
    made = plan([film(write(tmp_path / "film.mkv"), companions=companions)], tmp_path / "library")
    assert placed(made) == [
        "The Matrix (1999) {tmdb-603}.2.en.srt",
        "The Matrix (1999) {tmdb-603}.en.srt",
        "The Matrix (1999) {tmdb-603}.mkv",
    ]


def test_a_subtitle_that_two_names_fit_goes_with_the_better_one(tmp_path: Path) -> None:
    shared = write(tmp_path / "Alien 2.en.srt")
    first = subtitle(shared)
    items = [
        film(
            write(tmp_path / "Alien.mkv"),
            "Alien",
            1979,
            1,
            companions=(type(first)(first.path, "subtitle", " 2.en", "en"),),
        ),
        film(write(tmp_path / "Alien 2.mkv"), "Alien 2", 1980, 2, companions=(first,)),
    ]
    made = plan(items, tmp_path / "library")
    assert [Path(row.target).name for row in made.rows if row.source == str(shared)] == [
        "Alien 2 (1980) {tmdb-2}.en.srt"
    ]


def test_labels_avoid_those_that_are_taken() -> None:
    full = ParsedName(resolution="1080p", source="Web", group="GRP")
    assert tell_apart([full]) == [""]
    assert tell_apart([full], [""]) == ["1080p"]
    assert tell_apart([full], ["", "1080p"]) == ["1080p Web"]
    assert tell_apart([ParsedName(), full]) == ["", "1080p"]
    assert tell_apart([None, None]) == ["", ""]
