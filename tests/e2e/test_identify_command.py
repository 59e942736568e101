"""`plexstuff identify` from the outside: answers, and every way in which it can go wrong."""

from __future__ import annotations

import json
import os
import pty
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.keys import TMDB_SUSPENDED_KEY, TVDB_KEY_NEEDING_PIN

FILM = "The.Matrix.1999.1080p.BluRay.x264-GRP.mkv"
EPISODE = "Breaking.Bad.S01E02.720p.mkv"


def no_trace(text: str) -> bool:
    return "Traceback" not in text and 'File "' not in text


def test_a_table_for_people(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    said = plexstuff("identify", lay(FILM, EPISODE))
    assert said.code == 0
    assert "The Matrix (1999)" in said.out
    assert "Breaking Bad (2008) s01e02" in said.out
    assert "2 files: 2 matched" in said.err


def test_json_for_programs(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    said = plexstuff("identify", "--json", lay(FILM, EPISODE))
    answer = json.loads(said.out)
    assert answer["schema"] == 1
    assert {item["title"] for item in answer["items"]} == {"The Matrix", "Breaking Bad"}
    assert answer["requests"]["tmdb"] == 2
    assert 1 <= answer["requests"]["tvdb"] <= 4


def test_a_second_run_asks_the_network_nothing(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    folder = lay(FILM, EPISODE)
    first = json.loads(plexstuff("identify", "--json", folder).out)
    box.forget_requests()
    second = json.loads(plexstuff("identify", "--json", folder).out)
    assert second["items"] == first["items"]
    assert second["requests"] == {"tmdb": 0, "tvdb": 0}
    assert box.requested("tmdb") == box.requested("tvdb") == 0


def test_refresh_sees_what_was_corrected_at_the_service(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the service's own headers allow to keep its old answer for hours."""
    folder = lay(FILM)
    assert "The Matrix (1999)" in plexstuff("identify", folder).out
    films = box.app.state.world.movies
    monkeypatch.setitem(films, 603, replace(films[603], title="The Matrix, corrected"))
    assert "The Matrix (1999)" in plexstuff("identify", folder).out
    assert "The Matrix, corrected" in plexstuff("identify", "--refresh", folder).out


def test_titles_in_another_language(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    folder = lay("Spirited.Away.2001.mkv")
    item = json.loads(plexstuff("identify", "--json", "--language", "de", folder).out)["items"][0]
    assert item["title"] == "Chihiros Reise ins Zauberland"


def test_one_reader_of_languages(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay("Spirited.Away.2001.mkv")
    german = json.loads(plexstuff("identify", "--json", "--language", "ger", folder).out)
    assert german["items"][0]["title"] == "Chihiros Reise ins Zauberland"
    box.forget_requests()
    monkeypatch.setenv("PLEXSTUFF__IDENTIFY__LANGUAGE", "DEU")
    again = json.loads(plexstuff("identify", "--json", folder).out)
    assert again["requests"] == {"tmdb": 0, "tvdb": 0}, "it is the same language"
    assert plexstuff("identify", "--language", "PT_br", folder).code == 0
    for arguments, environment, where in (
        (["--language", "xx"], "de", "--language"),
        ([], "xx", "the environment variable PLEXSTUFF__IDENTIFY__LANGUAGE"),
    ):
        monkeypatch.setenv("PLEXSTUFF__IDENTIFY__LANGUAGE", environment)
        said = plexstuff("identify", *arguments, folder)
        assert said.code == 3
        assert f"This is no language code. It comes from {where}" in said.err


def test_reasons_are_shown_when_asked_for(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    said = plexstuff("identify", "--explain", lay(FILM))
    assert "the year 1999 is the same" in said.out


def test_nothing_set_up(plexstuff: Callable, lay: Callable) -> None:
    said = plexstuff("identify", lay(FILM))
    assert said.code == 3
    assert "No service is set up" in said.err
    assert "plexstuff services setup tmdb" in said.err


@pytest.mark.parametrize(
    ("key", "sentence"),
    [("0" * 32, "TMDB does not accept the key."), (TMDB_SUSPENDED_KEY, "TMDB has suspended this key.")],
)
def test_a_wrong_and_a_revoked_key(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch, key: str, sentence: str
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", key)
    monkeypatch.delenv("PLEXSTUFF__TVDB__API_KEY")
    said = plexstuff("identify", lay(FILM))
    assert said.code == 4
    assert sentence in said.err
    assert no_trace(said.err)
    assert key not in said.out + said.err


def test_a_key_that_needs_a_pin(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TVDB__API_KEY", TVDB_KEY_NEEDING_PIN)
    monkeypatch.delenv("PLEXSTUFF__TMDB__API_KEY")
    said = plexstuff("identify", lay(EPISODE))
    assert said.code == 4
    assert "wants a PIN" in said.err
    assert no_trace(said.err)


def test_one_service_refusing_is_told_while_the_other_answers(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TVDB__API_KEY", "00000000-0000-4000-8000-000000000000")
    said = plexstuff("identify", lay(EPISODE))
    assert "Breaking Bad (2008) s01e02" in said.out
    assert "TheTVDB does not accept the key" in said.err
    assert said.code == 0


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(
    ("address", "word"),
    [("http://127.0.0.1:{port}/3", "connection"), ("http://tmdb.invalid/3", "tmdb.invalid")],
)
def test_no_connection_and_no_such_name(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch, address: str, word: str
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TMDB__BASE_URL", address.format(port=closed_port()))
    monkeypatch.delenv("PLEXSTUFF__TVDB__API_KEY")
    said = plexstuff("identify", lay(FILM))
    assert said.code == 5
    assert "TMDB" in said.err
    assert word in said.err
    assert "1 file could not be asked about." in said.err
    assert no_trace(said.err)


@pytest.mark.parametrize("fault", ["html", "truncated", "disconnect"])
def test_an_answer_that_is_none(box: Sandbox, plexstuff: Callable, lay: Callable, fault: str) -> None:
    box.faults(fault, service="tmdb", count=None)
    box.faults(fault, service="tvdb", count=None)
    said = plexstuff("identify", lay(FILM))
    assert said.code in (1, 5)
    assert no_trace(said.err)
    assert "could not be asked about" in said.err
    box.clear_faults()
    again = plexstuff("identify", lay(FILM))
    assert again.code == 0
    assert "The Matrix (1999)" in again.out


@pytest.mark.parametrize("retry_after", [0.2, None])
def test_asked_too_often_is_waited_for(
    box: Sandbox, plexstuff: Callable, lay: Callable, retry_after: float | None
) -> None:
    box.faults("status", service="tmdb", status=429, retry_after=retry_after, count=1)
    said = plexstuff("identify", lay(FILM))
    assert said.code == 0
    assert "The Matrix (1999)" in said.out


def test_a_path_that_does_not_exist(box: Sandbox, plexstuff: Callable, tmp_path: Path) -> None:
    said = plexstuff("identify", tmp_path / "nowhere")
    assert said.code == 1
    assert "can't be read: No such file or directory." in said.err
    assert no_trace(said.err)


def test_a_path_that_may_not_be_read_is_told_as_any_other(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay(FILM)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert plexstuff("identify", folder).code == 0, "it is for the walk to say what can't be read"


def test_names_that_would_play_tricks_on_a_terminal(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    folder = lay("The.Matrix.1999\x1b[2J\x1b]0;owned\x07.mkv", "Heat\n1995.mkv")
    odd = os.fsencode(folder) + b"/\xff\xfe.1999.mkv"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    os.utime(odd, (1, 1))
    said = plexstuff("identify", folder)
    assert said.code == 0
    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out + said.err
    listed = json.loads(plexstuff("identify", "--json", folder).out)["items"]
    assert odd in [item["path"].encode("utf-8", "surrogateescape") for item in listed]


def test_an_unknown_command_and_option(plexstuff: Callable) -> None:
    assert plexstuff("identfy").code == 2
    assert "identify" in plexstuff("identfy").err
    assert plexstuff("identify", "--nix").code == 2
    assert plexstuff("identify", "--language", "deutsch", ".").code == 3


def test_interactive_wants_a_terminal(
    box: Sandbox, plexstuff: Callable, lay: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    said = plexstuff("identify", "--interactive", lay("The.Thing.mkv"))
    assert said.code == 2
    assert "no terminal" in said.err


def test_a_person_is_asked_and_remembered(box: Sandbox, plexstuff: Callable, lay: Callable) -> None:
    """In a real terminal: the first candidate is chosen, the answer is an alias of the user's from then on."""
    folder = lay("The.Thing.mkv")
    pid, terminal = pty.fork()
    if pid == 0:
        command = [sys.executable, "-m", "plexstuff", "identify", "--interactive", str(folder)]
        os.execv(sys.executable, command)
    seen, answered, end = b"", False, time.monotonic() + 60
    while time.monotonic() < end:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if b"Which" in seen and not answered:
            os.write(terminal, b"1\n")
            answered = True
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, seen.decode(errors="replace")
    assert b"Remembered 1 answer;" in seen
    item = json.loads(plexstuff("identify", "--json", folder).out)["items"][0]
    assert item["decision"] == "matched"
    assert "The Thing" in plexstuff("aliases").out
    heat = lay("Heat.1995.mkv") / "Heat.1995.mkv"
    assert plexstuff("identify", heat).code == 0
    assert plexstuff("aliases", "--forget", "the thing").code == 0
    assert json.loads(plexstuff("aliases", "--json").out) == {"schema": 1, "aliases": []}
    assert json.loads(plexstuff("identify", "--json", heat).out)["requests"] == {"tmdb": 0, "tvdb": 0}
    item = json.loads(plexstuff("identify", "--json", folder / "The.Thing.mkv").out)["items"][0]
    assert item["decision"] == "ambiguous", "what was decided by the answer is forgotten with it"


def test_a_person_may_type_another_title_or_an_id_which_are_tried_before_they_are_kept(
    box: Sandbox, plexstuff: Callable, lay: Callable
) -> None:
    folder = lay("holiday.mkv", "LOTR.S01E01.mkv")
    shown = at_a_terminal(
        ["identify", "--interactive", str(folder)],
        ("[1/2] LOTR", "tmdb-99999999"),
        ("No series is known under tmdb-99999999", "Breaking Bad"),
        ("1  Breaking Bad (2008)", "1"),
        ("[2/2] holiday", "77"),
        ("none of the numbers", "No such title at all"),
        ("No film is known under No such", "tt0133093"),
    )
    assert "That is The Matrix (1999)." in shown
    items = json.loads(plexstuff("identify", "--json", folder).out)["items"]
    assert [item["title"] for item in items] == ["Breaking Bad", "The Matrix"]


def at_a_terminal(arguments: list[str], *dialogue: tuple[str, str]) -> str:
    """What a terminal shows when each line is typed as soon as the text before it stands there."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "plexstuff", *arguments])
    seen, place, left, end = "", 0, list(dialogue), time.monotonic() + 60
    while time.monotonic() < end:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece.decode(errors="replace")
        asked = max(seen.find(left[0][0], place), 0) if left else 0
        if asked and (prompt := seen.find("Which", asked)) > 0:
            place = prompt
            os.write(terminal, left.pop(0)[1].encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, seen
    assert not left, seen
    return seen


def test_ctrl_c_keeps_what_was_done_and_says_so(box: Sandbox, lay: Callable, plexstuff: Callable) -> None:
    folder = lay(FILM, EPISODE)
    box.faults("latency", seconds=20.0, count=None)
    process = subprocess.Popen(
        [sys.executable, "-m", "plexstuff", "identify", str(folder)], stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    end = time.monotonic() + 30
    while not (box.requested("tmdb") or box.requested("tvdb")) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(2)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Interrupted" in err
    assert b"Traceback" not in err
    box.clear_faults()
    assert plexstuff("identify", folder).code == 0
