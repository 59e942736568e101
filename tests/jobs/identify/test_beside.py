"""What travels with a film, and which files are parts of one."""

from __future__ import annotations

import pytest

from plexstuff.jobs.identify.beside import belongs, parts_of, subtitle_marks


@pytest.mark.parametrize(
    ("tail", "marks"),
    [
        (".en", ("en", False, False)),
        (".eng.forced", ("en", True, False)),
        (".German", ("de", False, False)),
        (".pt-BR", ("pt-BR", False, False)),
        (".en.sdh", ("en", False, True)),
        (".en.hi", ("en", False, True)),
        (".hi", ("hi", False, False)),
        (".2_English", ("en", False, False)),
        ("", ("", False, False)),
        (".Français", ("fr", False, False)),
        (".jp", ("ja", False, False)),
        (".nor", ("no", False, False)),
        (".lav", ("lv", False, False)),
        (".Tamil.sdh", ("ta", False, True)),
        (".forced", ("", True, False)),
    ],
)
def test_language_and_marks_of_a_subtitle(tail: str, marks: tuple[str, bool, bool]) -> None:
    assert subtitle_marks(tail) == marks


def test_what_belongs_to_a_film() -> None:
    stem = "Heat.1995.1080p"
    assert belongs("Heat.1995.1080p.en.srt", stem, alone=False) == ".en"
    assert belongs("Heat.1995.1080p.nfo", stem, alone=False) == ""
    assert belongs("Heat.1995.1080p-poster.jpg", stem, alone=False) == "-poster"
    assert belongs("poster.jpg", stem, alone=True) == "-poster"
    assert belongs("poster.jpg", stem, alone=False) is None
    assert belongs("Poster-2.jpg", stem, alone=True) == "-poster-2"
    assert belongs("holiday-2.jpg", stem, alone=True) is None
    assert belongs("holiday.jpg", stem, alone=True) is None
    assert belongs("English.srt", stem, alone=True) == ".English"
    assert belongs("Heat.1995.1080p2.srt", stem, alone=False) is None
    assert belongs("Heat.1995.1080p.txt", stem, alone=True) is None


def test_parts_count_from_one_without_a_gap() -> None:
    assert parts_of(["Heat CD1.avi", "Heat CD2.avi"]) == {
        "Heat CD1.avi": ("Heat", 1, "cd"),
        "Heat CD2.avi": ("Heat", 2, "cd"),
    }
    assert set(parts_of(["Ben-Hur (1959) - pt1.mkv", "Ben-Hur (1959) - pt2.mkv", "x.mkv"])) == {
        "Ben-Hur (1959) - pt1.mkv",
        "Ben-Hur (1959) - pt2.mkv",
    }
    assert parts_of(["Heat CD1.avi"]) == {}
    assert parts_of(["Heat CD1.avi", "Heat CD3.avi"]) == {}
