"""File systems that keep less than others, or answer oddly: files are placed all the same, and it is said."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from organizing import failing, film, names, write

from plexstuff.errors import FileTrouble
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import Mode, OrganizeOptions, apply, plan, undo
from plexstuff.store.database import Database

FILM = "Movies/Film {0} (1999) {{tmdb-{0}}}/Film {0} (1999) {{tmdb-{0}}}.mkv"


def films(downloads: Path, count: int = 3) -> list[IdentifiedFile]:
    return [film(write(downloads / f"{number}.mkv"), f"Film {number}", tmdb=number) for number in range(1, count + 1)]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS])
@pytest.mark.parametrize(("call", "what"), [("chown", "owner"), ("chmod", "mode"), ("utime", "time"), ("fsync", "")])
def test_what_an_odd_file_system_will_not_keep(
    downloads: Path,
    library: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    what: str,
    code: int,
) -> None:
    """The film is placed all the same, it is said once, and an undo takes it back."""
    uid, gid = os.getuid(), os.getgid()
    monkeypatch.setattr(
        "plexstuff.jobs.organize.worker.inherited",
        lambda _folder, file: (0o644 if file else 0o755, uid, gid),
    )
    made = plan(films(downloads, 2), library, OrganizeOptions(mode=Mode.COPY))
    report = apply(made, database, disk=failing(call, code, at=0))
    assert report.whole
    assert names(library) == [FILM.format(1), FILM.format(2)]
    told = [one for one in report.notices if f"The {what} of" in one]
    assert len(told) == len(report.notices) == bool(what)
    assert all(os.strerror(code) in one for one in told)
    assert undo(database).whole
    assert names(library) == []


def test_a_lock_of_the_disk_is_not_taken_for_another_run(downloads: Path, library: Path, database: Database) -> None:
    """EAGAIN from a call of the run itself says nothing of another Plexstuff."""
    made = plan(films(downloads, 2), library)
    report = apply(made, database, disk=failing("link", errno.EAGAIN))
    assert [str(one.result) for one in report.outcomes] == ["failed", "done"]

    def progress(*_told: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    with pytest.raises(FileTrouble, match="Resource temporarily unavailable"):
        apply(plan(films(downloads, 2), library), database, progress)
