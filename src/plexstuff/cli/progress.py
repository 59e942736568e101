"""Progress of long work on a terminal, with rate and time left; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from plexstuff.jobs.identify import Progress

_STAGES = {
    "walking": "Looking through the folders",
    "reading": "Reading names",
    "identifying": "Asking the services",
    "placing": "Placing files",
    "copying": "Copying (MiB)",
    "sending": "Sending mail",
    "uploading": "Sending music (kB)",
    "undoing": "Taking files back",
}


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A function to be told how far the work has come; it draws on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for former in tasks.values():
                    bars.update(former, visible=False)
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage), total=total or None, rate="")
            task = bars.tasks[bars.task_ids.index(tasks[stage])]
            rate = f"{task.speed:.0f}/s" if task.speed else ""
            bars.update(tasks[stage], completed=done, total=total or None, rate=rate)

        yield told
