"""What is remembered from run to run: an unchanged file is not asked for again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import msgspec

from plexstuff.encoding import to_json
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.identify.options import IdentifyOptions
from plexstuff.jobs.identify.report import shown
from plexstuff.jobs.identify.walk import FoundFile
from plexstuff.store.index import Entry, LibraryIndex, Remembered

#: The version of reading and deciding; when it grows, remembered answers are made anew.
VERSION = 1
#: Seconds after which a file that nobody knew is asked for again.
ASK_AGAIN = 7 * 24 * 3600.0
#: So many answers are written at once.
ENOUGH = 100


class Memory:
    """The library index as one identification uses it. `movies` and `series` name the services that can be asked.

    A match holds as long as file, language, region and order are the same; whatever else was found holds for a week
    and only for the same services.
    """

    def __init__(
        self, index: LibraryIndex, options: IdentifyOptions, now: Callable[[], float], movies: str, series: str
    ) -> None:
        self._index = index
        self._now = now
        self._refresh = options.refresh
        self._matched = f"{options.context}/{VERSION}"
        self._unsure = f"{self._matched}/{movies}/{series}"
        self._known: dict[str, Remembered] = {}
        self._waiting: list[Entry] = []
        # Answers are written in threads, of which several may be under way: a connection has one transaction at a time.
        self._taking = threading.Lock()
        self._writing = threading.Lock()

    def recall(self, roots: list[str]) -> None:
        """Read what is known of the files at or under `roots`."""
        for root in roots:
            self._known.update(self._index.below(os.path.abspath(root)))

    def of(self, file: FoundFile) -> Remembered | None:
        """What is known of this file, if that still holds."""
        known = self._known.pop(file.path, None)
        if known is None or self._refresh or known.size != file.size or known.changed != file.changed:
            return None
        if known.decision == "matched":
            return known if known.context == self._matched else None
        return known if known.context == self._unsure and self._now() - known.asked_at < ASK_AGAIN else None

    def forget_what_is_gone(self) -> None:
        """Forget the files that were known and are not there any more. Call it after all files were looked up."""
        self._index.forget(path for path in self._known if not os.path.lexists(path))
        self._known.clear()

    def remember(self, file: FoundFile, answer: IdentifiedFile) -> None:
        """Keep an answer; it is written with the next `write`."""
        context = self._matched if answer.decision == "matched" else self._unsure
        entry = Entry(
            path=file.path,
            size=file.size,
            changed=file.changed,
            context=context,
            decision=str(answer.decision),
            asked_at=self._now(),
            shown=shown(answer),
            answer=to_json(msgspec.structs.replace(answer, path="")),
        )
        with self._taking:
            self._waiting.append(entry)

    @property
    def full(self) -> bool:
        """Whether enough answers wait to be written."""
        return len(self._waiting) >= ENOUGH

    def write(self) -> None:
        """Write the answers that wait, in whatever thread this is. Raises FileTrouble or Conflict."""
        with self._writing:
            with self._taking:
                waiting, self._waiting = self._waiting, []
            self._index.keep(waiting)
