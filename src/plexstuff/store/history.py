"""Looking back: which runs there were, and which of them can be taken back."""

from __future__ import annotations

from contextlib import closing

from plexstuff.store.database import Database
from plexstuff.store.journal import Journal
from plexstuff.store.steps import Run, StepState


def history(database: Database, limit: int = 50) -> list[Run]:
    """The latest runs, the last one first; none, and no file made, when nothing was ever kept."""
    if not database.path.exists():
        return []
    with closing(database.connect()) as connection:
        return Journal(connection).runs(limit)


def can_be_undone(run: Run) -> bool:
    """Whether a run left files in their places that can be taken back."""
    return run.kind != "undo" and run.files.get(StepState.DONE, 0) > 0
