"""What the program's parts log goes to stderr, every secret taken out of it first."""

from __future__ import annotations

import logging
import sys

from plexstuff.cli.output import safe
from plexstuff.http import RedactingFilter, Redactor


class _ToStderr(logging.Handler):
    """Writes each record to stderr as it is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or several when there is a trace."""
        try:
            print(self.format(record), file=sys.stderr)
        except Exception:  # noqa: BLE001 - logging's own way: what can't be logged ends nothing
            self.handleError(record)


class _Safe(logging.Formatter):
    """Lets nothing through that could play tricks on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The text of a record."""
        return "\n".join(map(safe, super().format(record).split("\n")))


def listen(verbose: int) -> Redactor:
    """Show warnings on stderr; with `verbose` 1 what else is worth knowing, with 2 everything but secrets.

    Whatever is added to the redactor that comes back is never shown from then on, whoever logs it.
    """
    redactor = Redactor()
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one, _ToStderr)]:
        root.removeHandler(former)
    handler = _ToStderr()
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    handler.setLevel(level)
    handler.setFormatter(_Safe("%(name)s: %(message)s" if verbose else "%(message)s"))
    handler.addFilter(RedactingFilter(redactor))
    root.addHandler(handler)
    root.setLevel(level)
    return redactor
