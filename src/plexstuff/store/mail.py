"""The mails that were sent, or should have been: a run that was cut off can go on, and nobody gets one twice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable

import msgspec

#: Its tables, for `store.database`. What a mail says is not kept, only a hash of it.
SCHEMA = """
CREATE TABLE mail_run (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    digest   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    started  REAL NOT NULL
);
CREATE TABLE mail (
    run        INTEGER NOT NULL REFERENCES mail_run (number),
    recipient  TEXT NOT NULL,
    via        TEXT NOT NULL,    -- key of the service
    message_id TEXT NOT NULL,
    state      TEXT NOT NULL,    -- planned, begun, or a models.MailOutcome
    why        TEXT NOT NULL,
    at         REAL NOT NULL,
    PRIMARY KEY (run, recipient)
) WITHOUT ROWID;
CREATE INDEX mail_run_digest ON mail_run (digest)
"""

PLANNED, BEGUN = "planned", "begun"
#: So long (seconds) a run that was not brought to its end can be gone on with.
_GOES_ON = 7 * 86400.0


class MailRow(msgspec.Struct, frozen=True):
    """One mail: in which run, about what, to whom, through which service, and what became of it, when (seconds)."""

    run: int
    subject: str
    recipient: str
    via: str
    message_id: str
    state: str
    why: str
    at: float


class SentMail:
    """All mails, in the user's database."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._now = now

    def unfinished(self, digest: str) -> int | None:
        """The latest run with this very letter, when somebody in it has not got it, and it is not long ago."""
        row = self._connection.execute(
            "SELECT number FROM mail_run WHERE digest = ? AND started > ? ORDER BY number DESC LIMIT 1",
            (digest, self._now() - _GOES_ON),
        ).fetchone()
        if row is None or all(one.state == "sent" for one in self.of(row[0])):
            return None
        return int(row[0])

    def of(self, run: int) -> list[MailRow]:
        """The mails of a run."""
        return self._rows("WHERE run = ? ORDER BY recipient", run)

    def latest(self, limit: int = 50) -> list[MailRow]:
        """The latest mails, the last one first."""
        return self._rows("ORDER BY at DESC, run DESC, recipient LIMIT ?", limit)

    def open(self, digest: str, subject: str, mails: Iterable[tuple[str, str, str]], run: int | None = None) -> int:
        """Write down who is to get a letter (recipient, service, message id), in a new run or in `run`; its number."""
        with self._connection:
            if run is None:
                run = self._connection.execute(
                    "INSERT INTO mail_run (digest, subject, started) VALUES (?, ?, ?)", (digest, subject, self._now())
                ).lastrowid
                assert run is not None
            self._connection.executemany(
                "INSERT OR REPLACE INTO mail VALUES (?, ?, ?, ?, ?, '', ?)",
                [(run, recipient, via, message_id, PLANNED, self._now()) for recipient, via, message_id in mails],
            )
        return run

    def mark(self, run: int, recipient: str, state: str, why: str = "", at: float | None = None) -> None:
        """Write down how far the mail to somebody has come."""
        with self._connection:
            self._connection.execute(
                "UPDATE mail SET state = ?, why = ?, at = ? WHERE run = ? AND recipient = ?",
                (state, why, self._now() if at is None else at, run, recipient),
            )

    def _rows(self, rest: str, *values: int) -> list[MailRow]:
        rows = self._connection.execute(
            "SELECT run, subject, recipient, via, message_id, state, why, at "  # noqa: S608 - our own words
            f"FROM mail JOIN mail_run ON mail_run.number = mail.run {rest}",
            values,
        )
        return [MailRow(*row) for row in rows]
