"""How long the window takes to its first paint, what it does when nobody does anything, and what it keeps in memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 7
#: Runs in a program of its own, offscreen: prints when it painted first (since the program began), what it used of the
#: processor while idle for some seconds, and what it holds in memory.
WINDOW = """
import os, sys, time
from plexstuff.desktop import application
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
begun = float(sys.argv[1])

class Watch(QObject):
    painted = 0.0
    asked = False
    def eventFilter(self, what, event):
        if event.type() == QEvent.Type.Paint and not Watch.asked:
            Watch.asked = True
            QTimer.singleShot(0, painted)  # when the painting that begins now is done
        return False

def painted():
    Watch.painted = time.time() - begun
    QTimer.singleShot(1500, idle)

def idle():
    watch.before = (time.process_time(), time.monotonic())
    QTimer.singleShot(4000, done)

def done():
    cpu, wall = time.process_time() - watch.before[0], time.monotonic() - watch.before[1]
    with open("/proc/self/status") as status:
        rss = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    print(Watch.painted, cpu / wall, rss / 1024)
    QApplication.instance().closeAllWindows()

watch = Watch()
real = QApplication.exec
def exec_(*_):
    QApplication.instance().installEventFilter(watch)
    return real()
QApplication.exec = staticmethod(exec_)
sys.exit(application.show(["plexstuff"]))
"""


def once(home: str) -> tuple[float, float, float]:
    """First paint in seconds, the share of a processor while idle, and MiB."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PLEXSTUFF_HOME": home}
    command = [sys.executable, "-c", WINDOW, repr(time.time())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    painted, cpu, rss = map(float, done.stdout.split())
    return painted, cpu, rss


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        runs = [once(home) for _ in range(RUNS)]
    painted, cpu, rss = (statistics.median(values) for values in zip(*runs, strict=True))
    line = {"bench": "window", "first_paint_s": round(painted, 3), "idle_cpu": round(cpu, 4), "rss_mib": round(rss)}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
