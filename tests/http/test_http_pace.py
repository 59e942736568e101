"""The rate of a service is kept over any window of time, by all processes together, without stopping anything else."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import anyio
import pytest
from filelock import FileLock
from http_server import Time

from plexstuff.http.pace import EVENLY_FROM, Pace
from plexstuff.service import Rate


def most_in_a_window(times: list[float], seconds: float) -> int:
    """The largest number of times that lie within less than `seconds`."""
    times = sorted(times)
    return max(sum(1 for other in times if 0 <= other - one < seconds) for one in times)


def paced(folder: Path, rate: Rate, time_: Time) -> Pace:
    return Pace("films", rate, folder, clock=time_, sleep=time_.sleep)


@pytest.mark.parametrize("rate", [Rate(1, 1.0), Rate(40, 1.0), Rate(3, 10.0), Rate(7, 0.5)], ids=str)
def test_never_more_than_the_rate_in_any_window(tmp_path: Path, rate: Rate) -> None:
    clock = Time()
    times: list[float] = []

    async def one(pace: Pace) -> None:
        await pace.turn()
        times.append(clock.now)

    async def main() -> None:
        pace = paced(tmp_path, rate, clock)
        for _ in range(3):  # all at once, and again
            async with anyio.create_task_group() as group:
                for _ in range(rate.requests * 2):
                    group.start_soon(one, pace)
        await pace.aclose()

    began = clock.now
    asyncio.run(main())
    assert len(times) == rate.requests * 6
    assert most_in_a_window(times, rate.seconds) == rate.requests
    # and hardly less: all windows but the first had to be waited for; where requests are spread evenly, the first too
    windows = 6 if rate.requests >= EVENLY_FROM else 5
    assert clock.now - began <= rate.seconds * windows * 1.02 + 0.02


def test_many_requests_are_spread_evenly(tmp_path: Path) -> None:
    clock = Time()
    times: list[float] = []

    async def main() -> None:
        pace = paced(tmp_path, Rate(40, 1.0), clock)
        for _ in range(80):
            await pace.turn()
            times.append(clock.now)
        await pace.aclose()

    asyncio.run(main())
    assert most_in_a_window(times, 0.1) == 4


def test_they_go_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    order: list[int] = []

    async def main() -> None:
        pace = paced(tmp_path, Rate(2, 1.0), Time())

        async def one(number: int) -> None:
            await pace.turn()
            order.append(number)

        await asyncio.gather(*[one(number) for number in range(9)])
        await pace.aclose()

    asyncio.run(main())
    assert order == list(range(9))


class Looked:
    """A clock that remembers when it was looked at last."""

    def __init__(self, clock: Time) -> None:
        self._clock = clock
        self.last = 0.0

    def __call__(self) -> float:
        self.last = self._clock()
        return self.last


def test_two_clients_count_together(tmp_path: Path) -> None:
    clock = Time()
    times: list[float] = []

    async def one() -> None:
        # The moment is that at which the turn was given: this clock jumps as soon as one of them sleeps, and the other
        # may hear of its turn a second later.
        looked = Looked(clock)
        pace = Pace("films", Rate(5, 1.0), tmp_path, clock=looked, sleep=clock.sleep)
        for _ in range(15):
            await pace.turn()
            times.append(looked.last)
        await pace.aclose()

    async def main() -> None:
        await asyncio.gather(one(), one())

    asyncio.run(main())
    assert len(times) == 30
    assert most_in_a_window(times, 1.0) == 5


PROCESS = """
import asyncio, sys, time
from pathlib import Path
import anyio
from plexstuff.http.pace import Pace
from plexstuff.service import Rate

async def main():
    pace = Pace("films", Rate(20, 0.5), Path(sys.argv[1]), clock=time.time, sleep=anyio.sleep)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(40):
        await pace.turn()
        print(time.time(), flush=True)
    await pace.aclose()

asyncio.run(main())
"""


def test_two_processes_share_one_rate(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROCESS, str(tmp_path)]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    began = time.monotonic()
    outputs: list[tuple[str, str]] = []
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    outputs = [one.communicate(timeout=30) for one in both]
    took = time.monotonic() - began
    assert [error for _, error in outputs] == ["", ""]
    times = [float(line) for output, _ in outputs for line in output.split()]
    assert len(times) == 80
    assert all(len(output.split()) == 40 for output, _ in outputs)
    # What is measured is when a process went on, some time after it was let through: hence the smaller window.
    assert most_in_a_window(times, 0.3) <= 20
    assert took >= 1.5


def test_the_whole_rate_is_used_on_real_clocks_too(tmp_path: Path) -> None:
    """240 turns at 40 in 0.2 s, 20 at a time: five windows to wait for, with room for a busy machine."""

    async def main() -> float:
        pace = Pace("films", Rate(40, 0.2), tmp_path, clock=time.time, sleep=anyio.sleep)
        slots = asyncio.Semaphore(20)

        async def one() -> None:
            async with slots:
                await pace.turn()
                await asyncio.sleep(0.005)

        began = time.monotonic()
        await asyncio.gather(*[one() for _ in range(240)])
        took = time.monotonic() - began
        await pace.aclose()
        return took

    assert 1.0 <= asyncio.run(main()) < 2.0


def test_waiting_for_another_process_stops_nothing_else(tmp_path: Path) -> None:
    async def main() -> None:
        pace = Pace("films", Rate(10, 1.0), tmp_path, clock=time.time, sleep=anyio.sleep)
        await pace.turn()
        with FileLock(tmp_path / "rates" / "films.sqlite.lock"):
            turn = asyncio.create_task(pace.turn())
            for _ in range(50):
                await asyncio.sleep(0.001)
            assert not turn.done()
        with anyio.fail_after(5):
            await turn
        await pace.aclose()

    asyncio.run(main())


def test_somebody_who_gives_up_takes_nobody_s_turn(tmp_path: Path) -> None:
    clock = Time()

    async def main() -> None:
        pace = paced(tmp_path, Rate(1, 1.0), clock)
        await pace.turn()
        with anyio.move_on_after(0):
            await pace.turn()
        waiting = [asyncio.create_task(pace.turn()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        waiting[1].cancel()
        with anyio.fail_after(5):
            await waiting[2]
        await pace.aclose()

    asyncio.run(main())
    assert clock.now < 1_700_000_004


def test_a_clock_that_was_set_back_blocks_nothing(tmp_path: Path) -> None:
    clock = Time()

    async def main() -> None:
        pace = paced(tmp_path, Rate(2, 1.0), clock)
        for _ in range(2):
            await pace.turn()
        clock.now -= 86400
        clock.slept.clear()
        for _ in range(4):
            await pace.turn()
        await pace.aclose()

    asyncio.run(main())
    assert sum(clock.slept) < 3


def test_a_service_that_wants_to_be_left_alone_is(tmp_path: Path) -> None:
    clock = Time()

    async def main() -> None:
        pace = paced(tmp_path, Rate(10, 1.0), clock)
        await pace.turn()
        pace.stay_away(30)
        pace.stay_away(5)
        await pace.turn()
        await pace.aclose()

    asyncio.run(main())
    assert sum(clock.slept) == pytest.approx(30)


@pytest.mark.parametrize("way", ["broken", "folder", "in the middle"])
def test_a_file_that_can_not_be_used_makes_the_process_count_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    clock = Time()
    times: list[float] = []
    folder = tmp_path / "rates"
    if way == "folder":
        folder.write_text("in the way")
    elif way == "broken":
        folder.mkdir()
        (folder / "films.sqlite").write_bytes(b"no database" * 1000)

    async def main() -> None:
        pace = paced(tmp_path, Rate(5, 1.0), clock)
        for number in range(20):
            await pace.turn()
            times.append(clock.now)
            if way == "in the middle" and number == 4:
                with sqlite3.connect(folder / "films.sqlite") as database:
                    database.execute("DROP TABLE rate_bucket")
        await pace.aclose()

    with caplog.at_level(logging.WARNING):
        asyncio.run(main())
    assert len(caplog.records) == 1
    assert "counts alone" in caplog.text
    assert most_in_a_window(times[5:], 1.0) <= 5


def test_what_a_cancelled_request_left_behind_is_waited_for_before_the_file_is_closed(tmp_path: Path) -> None:
    """Closed in the middle of a statement, SQLite takes the whole program with it."""
    inside, go = threading.Event(), threading.Event()

    def slow_clock() -> float:
        if threading.current_thread() is not threading.main_thread():
            inside.set()
            go.wait(30)
        return 1000.0

    async def main() -> None:
        pace = Pace("films", Rate(5, 1.0), tmp_path, clock=slow_clock, sleep=asyncio.sleep)
        asked = asyncio.create_task(pace.turn())
        await asyncio.to_thread(inside.wait, 30)
        asked.cancel()
        await asyncio.wait([asked])
        closing = asyncio.create_task(pace.aclose())
        done, _ = await asyncio.wait([closing], timeout=0.2)
        assert not done
        go.set()
        await closing

    asyncio.run(main())
