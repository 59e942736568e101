"""Killing a run at its N-th change to the disk or to the journal, in a process of its own."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable

from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.store.database import Connection, Database


class Countdown:
    """Kills this process, as `kill -9` does, right before change number `at` (from 0)."""

    def __init__(self, at: int) -> None:
        self._left = at

    def disk(self, *_call: str) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def journal(self, statement: str) -> None:
        # Within BEGIN and COMMIT, all or nothing is kept: only COMMIT counts.
        if statement.startswith(("COMMIT", "UPDATE step SET action")):
            self.disk()


def killed_at(at: int, work: Callable[[Disk], object]) -> bool:
    """Do `work` in a process that is killed right before change number `at`; False when it had ended before."""
    child = os.fork()
    if child == 0:
        code = 1
        gc.disable()
        try:
            countdown = Countdown(at)
            connect = Database.connect

            def watched(database: Database) -> Connection:
                connection = connect(database)
                connection.set_trace_callback(countdown.journal)
                return connection

            Database.connect = watched  # type: ignore[method-assign]
            work(Disk(countdown.disk))
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the run failed rather than being killed"
    return False
