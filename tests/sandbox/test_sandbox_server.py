"""The sandbox on a real loopback port: connections that break, limits, the command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from sandbox_fakes import tiny_catalogue

from plexstuff.errors import Conflict
from plexstuff.sandbox import Sandbox, keys
from plexstuff.sandbox.google import keys as google


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(tiny_catalogue()) as box:
        yield box


@pytest.fixture
def web(box: Sandbox) -> Iterator[httpx2.Client]:
    box.clear_faults()
    with httpx2.Client(base_url=f"{box.url}/tmdb/3/", params={"api_key": keys.TMDB_KEY}, trust_env=False) as client:
        yield client


def test_the_environment_points_at_it(box: Sandbox) -> None:
    found = box.environment()
    answer = httpx2.get(
        found["PLEXSTUFF__TMDB__BASE_URL"] + "/authentication",
        params={"api_key": found["PLEXSTUFF__TMDB__API_KEY"]},
        trust_env=False,
    )
    assert answer.json() == {"success": True}
    for pin in (False, True):
        found = box.environment(pin=pin)
        body = {"apikey": found["PLEXSTUFF__TVDB__API_KEY"]}
        if pin:
            body["pin"] = found["PLEXSTUFF__TVDB__PIN"]
        answer = httpx2.post(found["PLEXSTUFF__TVDB__BASE_URL"] + "/login", json=body, trust_env=False)
        assert answer.json()["status"] == "success"


def test_a_reset_connection(box: Sandbox, web: httpx2.Client) -> None:
    box.faults("reset")
    with pytest.raises(httpx2.ReadError):
        web.get("movie/11")
    assert web.get("movie/11").status_code == 200


def test_a_connection_that_ends_in_the_middle(box: Sandbox, web: httpx2.Client) -> None:
    box.faults("disconnect")
    with pytest.raises(httpx2.RemoteProtocolError):
        web.get("movie/11")
    assert web.get("movie/11").status_code == 200


def test_counts_are_seen_from_outside(box: Sandbox, web: httpx2.Client) -> None:
    box.forget_requests()
    web.get("movie/11")
    assert box.requested("tmdb") == 1
    assert box.requests()["tmdb"]["paths"] == {"/movie/11": 1}


def test_small_answers_come_at_once(web: httpx2.Client) -> None:
    web.get("movie/11")
    fastest = min(web.get("movie/11").elapsed.total_seconds() for _ in range(5))
    # A socket that gathers small writes would take 40 ms for each.
    assert fastest < 0.03


def test_too_many_at_once_are_refused() -> None:
    with Sandbox(tiny_catalogue(), latency=0.3, connections=2) as box, ThreadPoolExecutor(6) as pool:
        url = f"{box.url}/tmdb/3/movie/11?api_key={keys.TMDB_KEY}"
        answers = list(pool.map(lambda _: httpx2.get(url, trust_env=False).status_code, range(6)))
        assert sorted(answers) == [200, 200, 429, 429, 429, 429]
        assert int(str(box.requests()["tmdb"]["peak"])) > 2


def test_a_port_that_is_taken_is_said_in_a_sentence(box: Sandbox) -> None:
    with pytest.raises(Conflict) as raised:
        Sandbox(tiny_catalogue(), port=box.port)
    assert str(box.port) in raised.value.sentence
    assert raised.value.advice


def run(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from plexstuff.cli import main; main()", "sandbox", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )


def test_the_command_prints_the_environment_and_ends_cleanly(box: Sandbox) -> None:
    with run("--latency", "1") as process:
        lines = [process.stdout.readline() for _ in box.environment()]
        exported = dict(line.removeprefix("export ").rstrip().split("=", 1) for line in lines)
        assert all(line.startswith("export PLEXSTUFF__") for line in lines)
        url = exported["PLEXSTUFF__TMDB__BASE_URL"]
        answer = httpx2.get(f"{url}/movie/603?api_key={exported['PLEXSTUFF__TMDB__API_KEY']}", trust_env=False)
        assert answer.json()["title"] == "The Matrix"
        process.send_signal(signal.SIGINT)
        rest, talk = process.communicate(timeout=10)
        assert (process.returncode, rest) == (130, "")
        assert "Traceback" not in talk
        assert "sandbox is up" in talk


def test_the_command_in_json(box: Sandbox) -> None:
    with run("--json") as process:
        told = json.loads(process.stdout.readline())
        assert told["schema"] == 1
        assert told["environment"]["PLEXSTUFF__TVDB__API_KEY"] == keys.TVDB_KEY
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)


def test_by_hand_keys_are_listed_to_be_typed_and_not_exported(box: Sandbox) -> None:
    with run("--by-hand") as process:
        talk = ""
        while "sandbox is up" not in talk:
            talk += process.stderr.readline()
        process.send_signal(signal.SIGINT)
        exported, _ = process.communicate(timeout=10)
    assert "PLEXSTUFF__TMDB__BASE_URL" in exported
    assert "PLEXSTUFF__GOOGLE__ACCOUNTS_URL" in exported
    assert keys.TVDB_KEY not in exported
    assert "refresh_token" not in exported + talk, "a sign-in is given by its page"
    assert keys.TVDB_KEY in talk
    assert google.SPREADSHEET in talk, "or there is nothing to read"


def test_the_command_says_that_a_port_is_taken(box: Sandbox) -> None:
    with run("--port", str(box.port)) as process:
        out, talk = process.communicate(timeout=10)
        assert (process.returncode, out) == (1, "")
        assert str(box.port) in talk
        assert "Traceback" not in talk
