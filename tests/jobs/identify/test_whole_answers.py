"""Whole answers behind a report: with what lies beside each file at that moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from world import World

from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.identify.answers import whole_answers
from plexstuff.jobs.organize import plan
from plexstuff.store import index


def answers(world: World) -> dict[str, IdentifiedFile]:
    """The whole answers for all files of the world, by name."""
    found = whole_answers(world.identify(), index.LibraryIndex(world.connection))
    return {Path(one.path).name: one for one in found}


def beside(answer: IdentifiedFile) -> set[str]:
    return {Path(one.path).name for one in answer.companions}


def test_samples_and_extras_beside_a_film_leave_it_all_its_companions(world: World) -> None:
    own = ("movie.nfo", "poster.jpg", "fanart.jpg", "folder.jpg", "Subs/English.srt")
    videos = ("film.mkv", "film-sample.mkv", "film-trailer.mkv", "Making of-featurette.mkv")
    world.lay(*(f"Heat (1995)/{name}" for name in (*videos, *own)))
    found = answers(world)
    assert beside(found["film.mkv"]) == {Path(name).name for name in own}
    assert found["film-sample.mkv"].companions == ()


def test_what_bears_the_name_of_the_whole_film_travels_with_its_first_part(world: World, tmp_path: Path) -> None:
    own = ("film.cd1.srt", "film.nfo", "poster.jpg", "film-fanart.jpg", "film.en.srt")
    world.lay(*(f"Heat (1995)/{name}" for name in ("film.cd1.avi", "film.cd2.avi", "film.cd2.srt", *own)))
    found = answers(world)
    assert (found["film.cd1.avi"].part, found["film.cd2.avi"].part) == (1, 2)
    assert beside(found["film.cd1.avi"]) == set(own)
    assert beside(found["film.cd2.avi"]) == {"film.cd2.srt"}
    made = plan(list(found.values()), tmp_path / "library")
    assert made.counts()["do"] == 8
    assert len({row.target for row in made.rows}) == 8


def test_an_episode_in_several_files(world: World, tmp_path: Path) -> None:
    world.lay("Breaking Bad/S01E01 - pt1.mkv", "Breaking Bad/S01E01 - pt2.mkv", "Breaking Bad/S01E01 - pt2.en.srt")
    found = answers(world)
    assert [found[f"S01E01 - pt{number}.mkv"].part for number in (1, 2)] == [1, 2]
    made = plan(list(found.values()), tmp_path / "library")
    assert sorted(Path(row.target).name for row in made.rows) == [
        "Breaking Bad (2008) - s01e01 - Pilot - pt1.mkv",
        "Breaking Bad (2008) - s01e01 - Pilot - pt2.en.srt",
        "Breaking Bad (2008) - s01e01 - Pilot - pt2.mkv",
    ]


def test_two_episodes_that_are_called_part_one_and_two_are_no_parts(world: World) -> None:
    world.lay("Breaking Bad/Disc 1/S01E01.mkv", "Breaking Bad/Disc 2/S01E02.mkv")
    world.lay("Seinfeld/Seinfeld S09E23 Part 1.mkv", "Seinfeld/Seinfeld S09E24 Part 2.mkv")
    assert {one.part for one in answers(world).values()} == {None}


def test_a_film_beside_another_shares_no_pictures(world: World) -> None:
    world.lay("Heat.1995.mkv", "Alien.1979.mkv", "poster.jpg", "Heat.1995.nfo")
    found = answers(world)
    assert beside(found["Heat.1995.mkv"]) == {"Heat.1995.nfo"}
    assert beside(found["Alien.1979.mkv"]) == set()


def test_parts_are_counted_anew_when_their_neighbours_come_and_go(world: World) -> None:
    world.lay("Ben-Hur (1959)/Ben-Hur CD1.avi")
    assert answers(world)["Ben-Hur CD1.avi"].part is None
    world.lay("Ben-Hur (1959)/Ben-Hur CD2.avi")
    found = answers(world)
    assert (found["Ben-Hur CD1.avi"].part, found["Ben-Hur CD2.avi"].part) == (1, 2)
    (world.folder / "Ben-Hur (1959)/Ben-Hur CD2.avi").unlink()
    assert answers(world)["Ben-Hur CD1.avi"].part is None


def test_two_films_that_are_called_part_one_and_two_are_no_parts(world: World) -> None:
    title = "Harry Potter and the Deathly Hallows"
    world.lay(f"{title} Part 1.mkv", f"{title} Part 2.mkv")
    found = answers(world)
    assert [one.movie.title for one in found.values() if one.movie] == [f"{title}: Part 1", f"{title}: Part 2"]
    assert {one.part for one in found.values()} == {None}


@pytest.mark.parametrize("answer", [None, b"{", b'{"decision":"perhaps"}', b"[]"])
def test_an_answer_that_is_not_remembered_is_no_crash(world: World, answer: bytes | None) -> None:
    world.lay("The.Matrix.1999.mkv", "Heat.1995.mkv")
    report = world.identify()
    kept = index.LibraryIndex(world.connection)
    gone = os.fsencode(world.folder / "Heat.1995.mkv")
    if answer is None:
        kept.forget([os.fsdecode(gone)])
    else:
        world.connection.execute("UPDATE answers SET answer = ? WHERE path = ?", (answer, gone))
    heat, matrix = whole_answers(report, kept)
    assert (heat.decision, matrix.decision) == ("unmatched", "matched")
    assert "not remembered" in heat.reasons[0]


def test_names_of_odd_bytes_come_back_whole(world: World) -> None:
    odd = os.fsdecode(os.fsencode(world.folder) + b"/The.Matrix.1999.\xff\n.mkv")
    for path in (odd, odd[:-4] + ".en.srt"):
        Path(path).write_bytes(b"x")
        os.utime(path, (1, 1))
    (found,) = whole_answers(world.identify(), index.LibraryIndex(world.connection))
    assert found.path == odd
    assert [one.path for one in found.companions] == [odd[:-4] + ".en.srt"]
