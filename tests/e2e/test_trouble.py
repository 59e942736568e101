"""What a command says and keeps when the network, the disk or the user breaks in; and that the next run goes on."""

from __future__ import annotations

import errno
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from tls_front import TlsFront

from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.sandbox import Sandbox

FILM = "The.Matrix.1999.1080p.BluRay.x264-GRP.mkv"
FILMS = (
    FILM,
    "Heat.1995.mkv",
    "Alien.1979.mkv",
    "Spirited.Away.2001.mkv",
    "Parasite.2019.mkv",
    "Blade.Runner.1982.mkv",
)
NO_REQUESTS = {"tmdb": 0}


@pytest.fixture
def only_tmdb(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    monkeypatch.delenv("PLEXSTUFF__TVDB__API_KEY")
    return box


@pytest.fixture
def one_at_a_time(only_tmdb: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """TMDB on one connection, so that what is done and what is not can be told apart."""
    monkeypatch.setenv("PLEXSTUFF__TMDB__CONNECTIONS", "1")
    return only_tmdb


def plain(err: str) -> bool:
    return "Traceback" not in err and 'File "' not in err


def decisions(out: str) -> list[str]:
    return sorted(item["decision"] for item in json.loads(out)["items"])


def test_a_certificate_of_ones_own(
    only_tmdb: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is refused, and each of the two ways out that the advice names is one."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "home.pem"))
    folder = lay(FILM)
    with TlsFront(context, only_tmdb.port) as front:
        monkeypatch.setenv("PLEXSTUFF__TMDB__BASE_URL", f"https://127.0.0.1:{front.port}/tmdb/3")
        said = plexstuff("identify", folder)
        assert said.code == 5
        assert f"The certificate of 127.0.0.1:{front.port} (TMDB) can't be trusted" in said.err
        assert "ca_file" in said.err
        assert "verify_tls" in said.err
        assert plain(said.err)
        trusted = plexstuff("--option", f"tmdb.ca_file={tmp_path / 'home.pem'}", "identify", folder)
        assert trusted.code == 0
        assert "The Matrix (1999)" in trusted.out
        careless = plexstuff("--option", "tmdb.verify_tls=false", "identify", "--refresh", folder)
        assert careless.code == 0


def test_a_service_that_falls_silent_in_the_middle(
    one_at_a_time: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done stays done; the rest is reported, and asked for by the next run."""
    folder = lay(*FILMS)
    monkeypatch.setenv("PLEXSTUFF__TMDB__TIMEOUT", "0.2")
    one_at_a_time.faults("latency", service="tmdb", seconds=60.0, after=2 * len(FILMS) - 3, count=None)
    first = plexstuff("identify", "--json", folder)
    assert first.code == 6
    told = json.loads(first.out)
    done = decisions(first.out).count("matched")
    assert 0 < done < len(FILMS)
    assert told["unasked"] == len(FILMS) - done
    assert plain(first.err)
    one_at_a_time.clear_faults()
    monkeypatch.delenv("PLEXSTUFF__TMDB__TIMEOUT")
    second = plexstuff("identify", "--json", folder)
    assert second.code == 0
    assert decisions(second.out) == ["matched"] * len(FILMS)
    assert 0 < json.loads(second.out)["requests"]["tmdb"] <= 2 * (len(FILMS) - done)
    assert json.loads(plexstuff("identify", "--json", folder).out)["requests"] == NO_REQUESTS


def test_silence_is_told_in_words(
    only_tmdb: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TMDB__TIMEOUT", "0.1")
    only_tmdb.faults("latency", service="tmdb", seconds=60.0, count=None)
    said = plexstuff("identify", lay(FILM))
    assert said.code == 5
    assert "TMDB (127.0.0.1" in said.err
    assert "did not answer within 0.1 s." in said.err
    assert "Run the same command again: it goes on from here." in said.err


def test_a_service_that_was_asked_too_often_for_today(only_tmdb: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    """It says for how long it wants to be left alone, and so it is."""
    only_tmdb.faults("status", service="tmdb", status=429, retry_after=7200.0, count=None)
    said = plexstuff("identify", lay(*FILMS))
    assert said.code == 5
    assert "too often" in said.err
    assert "wants to be left alone for 120 minutes." in said.err
    assert only_tmdb.requested("tmdb") <= len(FILMS), "nobody asks again before it is time"
    assert plain(said.err)


def test_ctrl_c_in_the_middle_of_identifying(one_at_a_time: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    folder = lay(*FILMS)
    before = 2 * len(FILMS) - 3
    one_at_a_time.faults("latency", service="tmdb", seconds=60.0, after=before, count=None)
    command = [sys.executable, "-m", "plexstuff", "identify", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 30
    while one_at_a_time.requested("tmdb") <= before and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert "Interrupted; what was done so far stays done." in err
    assert plain(err)
    one_at_a_time.clear_faults()
    again = plexstuff("identify", "--json", folder)
    assert again.code == 0
    assert decisions(again.out) == ["matched"] * len(FILMS)
    assert 0 < json.loads(again.out)["requests"]["tmdb"] <= len(FILMS), "what was known is not asked again"


def test_two_organizers_at_once(only_tmdb: Sandbox, plexstuff: Callable, lay: Callable, tmp_path: Path) -> None:
    """Each places all or says that the other is at work; no file is placed twice, none is cut short."""
    folder, library = lay(*FILMS), tmp_path / "library"
    assert plexstuff("identify", folder).code == 0
    command = [sys.executable, "-m", "plexstuff", "organize", str(folder), "--into", str(library)]
    command += ["--mode", "copy", "--apply", "--json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [(one.communicate(timeout=60), one.returncode) for one in both]
    assert any(code == 0 for _, code in ends), ends
    for (_, err), code in ends:
        assert plain(err)
        assert code in (0, 1, 6), "6: what the other placed since the plan was made is left alone"
        assert (code == 1) == ("Another Plexstuff" in err)
    placed = [path for path in library.rglob("*") if path.is_file()]
    assert sorted(path.read_text() for path in placed) == sorted(f"content of {name}" for name in FILMS)
    assert plexstuff("organize", folder, "--into", library, "--mode", "copy", "--apply").code == 0


@pytest.mark.parametrize(("full_at", "code"), [(1, 1), (3, 6)])
def test_a_disk_that_is_full_while_copying(
    only_tmdb: Sandbox,
    plexstuff: Callable,
    lay: Callable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    full_at: int,
    code: int,
) -> None:
    folder, library = lay(*FILMS), tmp_path / "library"
    copies, copy = 0, Disk.copy

    def filling(disk: Disk, source: int, target: int, size: int, *more: object) -> None:
        nonlocal copies
        copies += 1
        if copies >= full_at:
            os.write(target, b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        copy(disk, source, target, size, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Disk, "copy", filling)
        said = plexstuff("organize", folder, "--into", library, "--mode", "copy", "--apply")
    assert said.code == code
    assert "could not be written: the disk is full." in said.err
    assert "Make room and run the same command again." in said.err
    assert plain(said.err)
    assert len([path for path in library.rglob("*") if path.is_file()]) == full_at - 1, "no half of a file stays"
    again = plexstuff("organize", folder, "--into", library, "--mode", "copy", "--apply")
    assert again.code == 0
    placed = sorted(path.read_text() for path in library.rglob("*") if path.is_file())
    assert placed == sorted(f"content of {name}" for name in FILMS)
