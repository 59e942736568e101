"""A real terminal with `plexstuff` in it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios


class Terminal:
    """Everything that the terminal shows is kept in `shown`; input is typed where a text has just appeared."""

    def __init__(self, *arguments: str, kind: str = "dumb", columns: int = 0) -> None:
        """`columns` is how wide it is; with 0 it does not say."""
        self.shown = ""
        self._place = 0
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
        self._master = master
        self._process = subprocess.Popen(
            [sys.executable, "-m", "plexstuff", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": kind},
        )
        os.close(slave)

    def wait_for(self, text: str) -> None:
        while (found := self.shown.find(text, self._place)) < 0:
            assert self._read(), f"it ended without {text!r}: {self.shown}"
        self._place = found + len(text)

    def type(self, text: str) -> None:
        os.write(self._master, text.encode() + b"\n")

    def end(self) -> int:
        while self._read():
            pass
        os.close(self._master)
        return self._process.wait(timeout=20)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], 20)
        assert ready, f"nothing more comes: {self.shown}"
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return False
        self.shown += data.decode(errors="replace")
        return bool(data)
