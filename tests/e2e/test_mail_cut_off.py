"""A run of mails that is interrupted or killed, for real: what was done is known, and the same command goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from plexstuff.sandbox import Sandbox

PEOPLE = [f"p{number}@example.org" for number in range(6)]


@pytest.fixture
def post(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    with Sandbox() as box:
        for name, text in box.environment().items():
            if name.startswith("PLEXSTUFF__SMTP__"):
                monkeypatch.setenv(name, text)
        yield box


def start(folder: Path) -> subprocess.Popen[str]:
    (folder / "news.txt").write_text("New films.\n")
    words = ["mail", "send", "--subject", "News", "--text", str(folder / "news.txt"), "--yes", "--json"]
    words += [word for one in PEOPLE for word in ("--to", one)]
    command = [sys.executable, "-m", "plexstuff", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def got(post: Sandbox) -> Counter[str]:
    return Counter(one.recipients[0] for one in post.app.state.world.mailbox.all())


def wait_until(post: Sandbox, path: str) -> None:
    """Until the server was asked for this."""
    until = time.monotonic() + 20
    while path not in post.requests().get("smtp", {}).get("paths", ()):  # type: ignore[operator]
        assert time.monotonic() < until, "it does not come to that"
        time.sleep(0.01)


def states() -> dict[str, str]:
    command = [sys.executable, "-m", "plexstuff", "mail", "sent", "--json"]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["mails"]
    return {one["to"]: one["outcome"] for one in listed}


def test_ctrl_c_brings_the_mail_under_way_to_its_end(post: Sandbox, tmp_path: Path) -> None:
    post.faults("latency", service="smtp", path="/RCPT/p2@example.org", seconds=0.7)
    running = start(tmp_path)
    wait_until(post, "/RCPT/p2@example.org")
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130, said
    assert "Traceback" not in said
    assert list(got(post)) == PEOPLE[:3]
    assert states() == {**dict.fromkeys(PEOPLE[:3], "sent"), **dict.fromkeys(PEOPLE[3:], "planned")}
    out, _ = start(tmp_path).communicate(timeout=20)
    assert json.loads(out)["had_it"] == PEOPLE[:3]
    assert got(post) == Counter(PEOPLE)


def test_a_killed_run_leaves_one_in_doubt_and_nobody_gets_it_twice(post: Sandbox, tmp_path: Path) -> None:
    post.faults("latency", service="smtp", path="/MESSAGE", seconds=0.7, after=2)
    running = start(tmp_path)
    wait_until(post, "/RCPT/p2@example.org")
    time.sleep(0.2)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate(timeout=20)
    assert states() == {
        **dict.fromkeys(PEOPLE[:2], "sent"),
        "p2@example.org": "begun",
        **dict.fromkeys(PEOPLE[3:], "planned"),
    }
    again = start(tmp_path)
    out, _ = again.communicate(timeout=20)
    answer = json.loads(out)
    assert (answer["had_it"], answer["may_have_it"]) == (PEOPLE[:2], ["p2@example.org"])
    assert again.returncode == 6
    assert max(got(post).values()) == 1
    assert set(got(post)) >= {*PEOPLE[:2], *PEOPLE[3:]}
