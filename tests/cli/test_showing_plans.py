"""What a person is shown of a plan."""

from __future__ import annotations

import pytest

from plexstuff.cli.placing import show_plan
from plexstuff.jobs.organize import OrganizeOptions, Plan
from plexstuff.jobs.organize.planned import Row, Status


def row(number: int, status: Status) -> Row:
    source = f"/in/{number}.mkv"
    return Row(source, "video", source, f"/lib/Movies/Film {number}/Film {number}.mkv", status)


@pytest.mark.parametrize(("there", "listed"), [(3, True), (60, False)])
def test_many_files_in_their_places_do_not_hide_what_is_new(
    there: int, listed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*(row(number, Status.THERE) for number in range(there)), row(999, Status.DO), row(998, Status.CONFLICT)]
    show_plan(Plan("/lib", OrganizeOptions(), rows))
    said = capsys.readouterr()
    assert "+ Film 999.mkv" in said.out and "✗ Film 998.mkv" in said.out
    assert ("= Film 1.mkv" in said.out) is listed
    assert ("… and 60 files that are in their places already" in said.out) is not listed
    assert f"{there} already there" in said.err
