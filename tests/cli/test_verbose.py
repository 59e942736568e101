"""`--verbose` says more, and never a secret, whoever logs it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from plexstuff.cli.root import run
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.keys import TMDB_KEY, TVDB_KEY

TALKATIVE = ("httpx2", "httpcore2", "hishel", "plexstuff.test")


@pytest.fixture(autouse=True)
def _loggers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everybody may talk, also those that we keep quiet; what is set here is put back."""
    monkeypatch.setattr("plexstuff.http.client._quiet", lambda: None)
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    before = {name: logging.getLogger(name).level for name in TALKATIVE}
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield
    for name, was in before.items():
        logging.getLogger(name).setLevel(was)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "downloads" / "The.Matrix.1999.mkv"
    path.parent.mkdir()
    path.write_text("film")
    os.utime(path, (1_500_000_000, 1_500_000_000))
    return path


@pytest.fixture
def keys(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    for name, text in sandbox.environment().items():
        monkeypatch.setenv(name, text)
    return sandbox


def test_no_library_shows_a_key(keys: Sandbox, film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-vv", "identify", str(film)]) == 0
    err = capsys.readouterr().err
    assert "httpcore2" in err, "the transport talks of every request"
    assert TMDB_KEY not in err
    assert TVDB_KEY not in err


def test_no_error_shows_a_key_in_its_arguments(
    keys: Sandbox, film: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from plexstuff.jobs.identify import IdentifyJob

    logger = logging.getLogger("plexstuff.test")

    async def failing(*_: object) -> None:
        try:
            raise ValueError("the request failed", {"url": f"https://x/?q=1&apikey={TVDB_KEY}", "plain": TMDB_KEY})
        except ValueError as error:
            logger.exception("%s and %r", TMDB_KEY, error, stack_info=True)
            logging.getLogger("httpx2").info('HTTP Request: GET %s "200 OK"', "https://x/3?api_key=neverseenbefore")
            logger.error("\x1b[2J%s", {"access_token": "neverseenbefore"})
        raise KeyboardInterrupt

    monkeypatch.setattr(IdentifyJob, "run", failing)
    assert run(["--verbose", "identify", str(film)]) == 130
    err = capsys.readouterr().err
    assert "plexstuff.test: *** and ValueError('the request failed'" in err
    assert "Traceback" in err
    assert 'httpx2: HTTP Request: GET https://x/3?api_key=*** "200 OK"' in err
    for secret in (TMDB_KEY, TVDB_KEY, "neverseenbefore", "\x1b"):
        assert secret not in err


def test_a_warning_is_shown_without_asking_and_without_keys(
    keys: Sandbox, film: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from plexstuff.jobs.identify import IdentifyJob

    async def warning(*_: object) -> None:
        logging.getLogger("plexstuff.test").warning("odd: %s", f"https://x/?api_key={TMDB_KEY}")
        logging.getLogger("plexstuff.test").info("nobody wants to know")
        raise KeyboardInterrupt

    monkeypatch.setattr(IdentifyJob, "run", warning)
    assert run(["identify", str(film)]) == 130
    err = capsys.readouterr().err
    assert err.startswith("odd: https://x/?api_key=***\n")
    assert "nobody" not in err
