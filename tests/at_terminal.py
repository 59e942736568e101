"""A program at a terminal of its own, as a user sits before it: what it says is read, lines are typed."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Self


class Terminal:
    """A context manager; the program is ended when it is left. `said` is everything that it said so far."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen, inner = pty.openpty()
        self._program = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb", "COLUMNS": "200", **environment},
            start_new_session=True,
        )
        os.close(inner)
        self.said = ""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._program.poll() is None:
            self._program.kill()
        self._program.wait()
        os.close(self._screen)

    def expect(self, pattern: str, seconds: float = 20.0) -> re.Match[str]:
        """Read until this is said, after what was expected before. Raises AssertionError when it never is."""
        end = time.monotonic() + seconds
        while (found := re.compile(pattern).search(self.said, self._seen)) is None:
            assert self._read(end - time.monotonic()), f"never said: {pattern}\n{self.said}"
        self._seen = found.end()
        return found

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._screen], [], [], max(0.0, seconds))
        try:
            data = os.read(self._screen, 65_536) if ready else b""
        except OSError:  # the program has ended
            return False
        self.said += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def type(self, line: str = "") -> None:
        """Type a line, and press Return."""
        os.write(self._screen, line.encode() + b"\n")

    def left_with(self, seconds: float = 20.0) -> int:
        """The exit code, once the program has ended."""
        end = time.monotonic() + seconds
        while self._read(end - time.monotonic()):
            pass
        return self._program.wait(max(0.1, end - time.monotonic()))
