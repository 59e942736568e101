"""Where the trace of a bug goes: a file of the user's, with every secret taken out, never the screen."""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from types import TracebackType


def keep_trace(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> Path | None:
    """Write the trace to the state folder and return the file; None when that can't be done."""
    from plexstuff.config import Configuration
    from plexstuff.http import Redactor

    lines = "".join(traceback.format_exception(kind, error, trace))
    try:
        configuration = Configuration.load()
        redactor = Redactor()
        for secret in configuration.secrets():
            redactor.add(secret)
        folder = configuration.paths.state_folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / f"bug-{time.strftime('%Y%m%d-%H%M%S')}.txt"
        file.write_text(redactor.redact(lines), encoding="utf-8", errors="backslashreplace")
    except Exception:  # noqa: BLE001 - whatever broke may have broken this too; the caller says so
        return None
    return file
