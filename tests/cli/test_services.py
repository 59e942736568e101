"""`plexstuff services` from end to end against the sandbox; a key is seen in the secrets file and nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plexstuff.sandbox import Sandbox, keys

Command = Callable[..., Any]
WRONG = "c0ffee00" * 4


def secrets_of(home: Path) -> dict[str, dict[str, str]]:
    file = home / "data" / "secrets" / "secrets.json"
    return json.loads(file.read_text())["secrets"] if file.exists() else {}


def files_with(home: Path, *words: str) -> list[str]:
    """Every file under the home that holds one of these words."""
    return sorted(
        str(file.relative_to(home))
        for file in home.rglob("*")
        if file.is_file() and any(word.encode() in file.read_bytes() for word in words)
    )


@pytest.mark.parametrize(
    "pasted",
    [
        keys.TMDB_KEY,
        f"  {keys.TMDB_KEY.upper()}\r\n",
        f'"{keys.TMDB_KEY}"\n',
        f"https://api.themoviedb.org/3/movie/550?api_key={keys.TMDB_KEY}",
        keys.TMDB_TOKEN,
        f"Authorization: Bearer {keys.TMDB_TOKEN}\n",
    ],
)
def test_a_key_is_recognised_tried_and_kept(plexstuff: Command, sandbox: Sandbox, home: Path, pasted: str) -> None:
    done = plexstuff("services", "set", "tmdb", "api_key", typed=pasted)
    assert (done.code, done.out) == (0, "")
    assert "api_key kept" in done.err
    kept = secrets_of(home)["tmdb"]["api_key"]
    assert kept in (keys.TMDB_KEY, keys.TMDB_TOKEN)
    assert kept not in done.all
    assert files_with(home, keys.TMDB_KEY, keys.TMDB_TOKEN) == ["data/secrets/secrets.json"]


@pytest.mark.parametrize(
    ("service", "typed", "code", "said"),
    [
        ("tmdb", WRONG, 4, "does not accept"),
        ("tmdb", keys.TMDB_SUSPENDED_KEY, 4, ""),
        ("tmdb", "", 2, "empty"),
        ("tmdb", "  \n", 2, "empty"),
        ("tmdb", "''", 3, "empty"),
        ("tmdb", keys.TVDB_KEY, 3, "TheTVDB"),
        ("tmdb", keys.TMDB_TOKEN[:20], 3, "end is missing"),
        ("tmdb", "hummingbird-secret", 3, "no TMDB key"),
        ("tmdb", b"\xff\xfe\x00hummingbird-secret", 3, ""),
        ("tmdb", "hummingbird-secret" * 2000, 2, "too long"),
        ("tvdb", keys.TMDB_KEY, 3, "old interface"),
        ("tvdb", keys.TMDB_TOKEN, 3, "token"),
        ("tvdb", keys.TVDB_KEY_NEEDING_PIN, 4, "PIN"),
        ("tvdb", "c0ffee00-0000-4000-8000-c0ffeec0ffee", 4, ""),
    ],
)
def test_a_key_that_does_not_work_is_not_kept(
    plexstuff: Command, sandbox: Sandbox, home: Path, service: str, typed: str | bytes, code: int, said: str
) -> None:
    done = plexstuff("services", "set", service, "api_key", typed=typed)
    assert done.code == code
    assert said in done.err
    assert done.out == ""
    assert len(done.err.strip().splitlines()) >= 2, "a sentence and an advice"
    assert "Traceback" not in done.err
    text = typed.decode("latin-1") if isinstance(typed, bytes) else typed.strip()
    assert len(text) < 3 or text not in done.err
    assert "hummingbird" not in done.err
    assert secrets_of(home) == {}


def test_a_pin_and_its_key_are_given_together(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    both = f"{keys.TVDB_KEY_NEEDING_PIN}\n{keys.TVDB_PIN}\n"
    done = plexstuff("services", "set", "tvdb", "api_key", "pin", "--json", typed=both)
    assert done.code == 0
    answer = json.loads(done.out)
    assert (answer["schema"], answer["kept"]) == (1, True)
    assert (answer["service"]["state"], answer["service"]["proof"]) == ("working", "tried")
    assert keys.TVDB_PIN not in done.all
    assert secrets_of(home)["tvdb"]["pin"] == keys.TVDB_PIN
    assert plexstuff("services", "set", "tvdb", typed=both).code == 0
    assert plexstuff("services", "set", "tvdb", typed=keys.TVDB_KEY).code == 0
    assert plexstuff("services", "set", "tvdb", typed=both + "one more\n").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("api_key=hummingbird-secret",),
        ("api_key", "hummingbird-secret"),
        ("api_key", "-cormorant-secret"),
        ("api_key", "--hummingbird-secret=x"),
        ("hummingbird-secret",),
        ("apikey=hummingbird-secret",),
        ("api_key=",),
    ],
)
def test_a_secret_is_never_taken_from_the_command_line(plexstuff: Command, home: Path, words: tuple[str, ...]) -> None:
    done = plexstuff("services", "set", "tmdb", *words, typed=keys.TMDB_KEY)
    assert done.code == 2
    assert "hummingbird" not in done.all
    assert "cormorant" not in done.all
    if words[0].startswith("api_key"):
        assert "history of the shell" in done.err
        assert "plexstuff services set tmdb api_key" in done.err
    assert list(home.iterdir()) == []
    done = plexstuff("--option", "tmdb.api_key=hummingbird-secret", "services")
    assert done.code == 2
    assert "hummingbird" not in done.all


@pytest.mark.parametrize("word", ["username", "userkey", "apikey"])
def test_what_old_documents_ask_for_is_explained(plexstuff: Command, home: Path, word: str) -> None:
    done = plexstuff("services", "set", "tvdb", word, typed="x")
    assert done.code == 2
    assert "version 4" in done.err
    (home / "config.toml").write_text('[tvdb]\nuserkey = "hummingbird-secret"\n')
    for command in (("services", "show", "tvdb"), ("services",), ("config", "show")):
        done = plexstuff(*command)
        assert done.code == 0
        assert "tvdb.userkey" in done.err
        assert "version 4" in done.err
        assert "hummingbird" not in done.all


def test_a_service_that_cant_be_reached(plexstuff: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        monkeypatch.setenv("PLEXSTUFF__TMDB__BASE_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")
        done = plexstuff("services", "set", "tmdb", "api_key", typed=keys.TMDB_KEY)
    assert done.code == 5
    assert "Nothing was kept" in done.err
    assert "--keep" in done.err
    assert secrets_of(home) == {}


def test_what_is_kept_untried_is_not_green(plexstuff: Command, home: Path) -> None:
    done = plexstuff("services", "set", "tmdb", "api_key", "--no-check", typed=keys.TMDB_KEY)
    assert done.code == 0
    assert "not seen working" in done.err
    listed = {one["key"]: one["state"] for one in json.loads(plexstuff("services", "--json").out)["services"]}
    assert listed.pop("tmdb") == "unchecked"
    assert "unchecked" not in listed.values()
    assert "working" not in listed.values()


def test_trouble_that_may_pass_offers_to_keep_it(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    sandbox.faults("html", service="tmdb", count=None)
    done = plexstuff("services", "set", "tmdb", "api_key", typed=keys.TMDB_KEY)
    assert done.code == 1
    assert secrets_of(home) == {}
    done = plexstuff("services", "set", "tmdb", "api_key", "--keep", typed=keys.TMDB_KEY)
    assert done.code == 0
    assert "kept, but not seen working" in done.err
    listed = {one["key"]: one for one in json.loads(plexstuff("services", "list", "--json").out)["services"]}
    assert listed["tmdb"]["state"] == "not_working"
    sandbox.clear_faults()
    assert plexstuff("services", "check").code == 0
    assert "working" in plexstuff("services").out


def test_a_key_of_a_shape_that_nobody_knew_yet_can_be_kept(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    done = plexstuff("services", "set", "tmdb", "api_key", "--no-check", typed="hummingbird-secret")
    assert done.code == 0
    assert "taken all the same" in done.err
    assert secrets_of(home)["tmdb"]["api_key"] == "hummingbird-secret"
    assert plexstuff("services", "check", "tmdb").code == 4


def test_a_dry_run_keeps_nothing(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    done = plexstuff("services", "set", "tmdb", "api_key", "--dry-run", typed=keys.TMDB_KEY)
    assert done.code == 0
    assert "would be kept" in done.err
    assert secrets_of(home) == {}


def test_other_settings_may_be_given_outright_and_are_tried_too(
    plexstuff: Command, sandbox: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = os.environ["PLEXSTUFF__TMDB__BASE_URL"]
    monkeypatch.delenv("PLEXSTUFF__TMDB__BASE_URL")
    done = plexstuff("services", "set", "tmdb", f"base_url={address}", "timeout=5", "api_key", typed=keys.TMDB_KEY)
    assert done.code == 0, done.err
    assert (home / "config.toml").read_text() == f'[tmdb]\nbase_url = "{address}"\ntimeout = 5\n'
    assert plexstuff("services", "check").code == 0
    done = plexstuff("services", "set", "tmdb", f"base_url={address}/nowhere")
    assert done.code != 0
    assert address + "/nowhere" not in (home / "config.toml").read_text()
    assert plexstuff("services", "set", "tmdb", "timeout", "5").code == 2
    assert plexstuff("services", "set", "tmdb", "timeout=soon").code == 3


def test_what_the_environment_hides_is_said(
    plexstuff: Command, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", WRONG)
    done = plexstuff("services", "set", "tmdb", "api_key", typed=keys.TMDB_KEY)
    assert done.code == 0
    assert "does not count" in done.err
    assert "PLEXSTUFF__TMDB__API_KEY" in done.err
    assert plexstuff("services", "check", "tmdb").code == 4


def test_check_tries_all_and_the_gravest_trouble_counts(
    plexstuff: Command, sandbox: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plexstuff("services", "check").code == 3
    none = plexstuff("services", "check", "--json")
    assert (none.code, json.loads(none.out)["services"]) == (3, [])
    assert plexstuff("services", "check", "tmdb").code == 3
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", keys.TMDB_KEY)
    assert plexstuff("services", "check").code == 0, "TheTVDB is not set up, and not asked"
    monkeypatch.setenv("PLEXSTUFF__TVDB__API_KEY", keys.TVDB_KEY)
    done = plexstuff("services", "check", "--json")
    assert done.code == 0
    answer = json.loads(done.out)
    assert answer["schema"] == 1
    for one in answer["services"]:
        assert (one["state"], one["proof"], one["error"]) == ("working", "tried", None)
        assert one["checked_at"].endswith("Z")
        assert one["latency"] > 0
    remembered = json.loads(plexstuff("services", "--json").out)["services"]
    assert [one for one in remembered if one["state"] == "working"] == answer["services"]
    assert keys.TMDB_KEY not in (home / "state" / "health.json").read_text()

    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", WRONG)
    changed = {one["key"]: one["state"] for one in json.loads(plexstuff("services", "--json").out)["services"]}
    assert {key: state for key, state in changed.items() if state not in ("not_set_up", "closed", "retired")} == {
        "tmdb": "unchecked",
        "tvdb": "working",
    }
    sandbox.faults("html", service="tvdb", count=None)
    done = plexstuff("services", "check")
    assert done.code == 4
    assert "not working" in done.out
    assert plexstuff("services", "check", "tvdb").code == 1


def test_a_closed_service_is_no_failure_but_called_closed_until_it_is_set_up(
    plexstuff: Command, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def state() -> dict[str, str]:
        services = json.loads(plexstuff("services", "--json").out)["services"]
        return next(one for one in services if one["key"] == "gracenote")

    assert state()["state"] == "closed"
    assert "no new users" in state()["sentence"]
    assert "Instead" in state()["advice"]
    assert plexstuff("services", "check", "gracenote").code == 3
    monkeypatch.setenv("PLEXSTUFF__GRACENOTE__CLIENT_ID", "1234567-0123456789ABCDEF0123456789ABCDEF")
    assert state()["state"] == "unchecked", "who is in already is treated as with any other service"


def test_nobody_waits_longer_than_the_limit(
    plexstuff: Command, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", keys.TMDB_KEY)
    sandbox.faults("latency", service="tmdb", count=None, seconds=5.0)
    done = plexstuff("services", "check", "--limit", "0.2")
    assert done.code == 5
    assert "within 0.2 seconds" in done.out


def test_show_tells_all_but_the_secret(plexstuff: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    done = plexstuff("services", "show", "tvdb")
    assert done.code == 0
    for words in (
        "not set",
        "Metadata provided by TheTVDB",
        "https://thetvdb.com/dashboard/account/apikey",
        "https://api4.thetvdb.com/v4",
    ):
        assert words in done.out
    monkeypatch.setenv("PLEXSTUFF__TVDB__API_KEY", keys.TVDB_KEY)
    done = plexstuff("services", "show", "tvdb")
    assert "set, not shown (the environment variable PLEXSTUFF__TVDB__API_KEY)" in done.out
    assert keys.TVDB_KEY not in done.all
    answer = json.loads(plexstuff("services", "show", "tvdb", "--json").out)["service"]
    field = next(one for one in answer["fields"] if one["key"] == "api_key")
    assert (field["set"], field["origin"], field["value"]) == (True, "environment", None)
    assert answer["attribution"]


def test_forget(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    plexstuff("services", "set", "tvdb", typed=f"{keys.TVDB_KEY_NEEDING_PIN}\n{keys.TVDB_PIN}\n")
    plexstuff("config", "set", "tvdb.timeout=7")
    before = secrets_of(home)
    done = plexstuff("services", "forget", "tvdb")
    assert done.code == 2, "nobody can be asked"
    assert (
        plexstuff("services", "forget", "tvdb", "--dry-run").out
        == "API key, Subscriber PIN, timeout would be forgotten.\n"
    )
    assert secrets_of(home) == before
    assert plexstuff("services", "forget", "tvdb", "pin", "--yes").out == "Subscriber PIN was forgotten.\n"
    assert list(secrets_of(home)["tvdb"]) == ["api_key"]
    done = plexstuff("services", "forget", "tvdb", "--yes", "--json")
    assert json.loads(done.out)["forgotten"] == ["api_key", "timeout"]
    assert secrets_of(home) == {}
    assert files_with(home, keys.TVDB_KEY_NEEDING_PIN, keys.TVDB_PIN) == []
    assert "not set up" in plexstuff("services").out


def test_forgetting_what_is_not_there_leaves_what_is_known(plexstuff: Command, sandbox: Sandbox) -> None:
    plexstuff("services", "set", "tvdb", "api_key", typed=keys.TVDB_KEY)
    done = plexstuff("services", "forget", "tvdb", "pin", "--yes")
    assert (done.code, "nothing was forgotten" in done.err) == (0, True)
    listed = {one["key"]: one["state"] for one in json.loads(plexstuff("services", "--json").out)["services"]}
    assert listed["tvdb"] == "working"


def test_a_default_is_not_told_as_a_value_that_is_left(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    plexstuff("config", "set", "smtp.security=none")
    plexstuff("config", "set", "smtp.user=ann")
    done = plexstuff("services", "forget", "smtp", "--yes")
    assert done.out == "Encryption, User name were forgotten.\n"
    assert "still set" not in done.err


@pytest.mark.parametrize("command", ["show", "check", "set", "setup", "forget"])
def test_a_service_that_there_is_not(plexstuff: Command, command: str) -> None:
    done = plexstuff("services", command, "tmbd", typed="x")
    assert done.code == 2
    assert "Did you mean tmdb?" in done.err


@pytest.mark.parametrize("command", ["show", "set", "setup", "forget"])
def test_a_service_that_is_not_named(plexstuff: Command, command: str) -> None:
    done = plexstuff("services", command)
    assert done.code == 2
    assert "Which service?\nThere are: jackett, plex, google" in done.err


def test_two_things_pasted_where_an_address_is_wanted(plexstuff: Command) -> None:
    done = plexstuff("services", "set", "tmdb", "base_url=http://127.0.0.1:1 http://127.0.0.1:2")
    assert done.code == 3
    assert "here is a blank" in done.err


def test_a_value_that_cant_be_read_does_not_hide_the_others(
    plexstuff: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", WRONG)
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY_FILE", "hummingbird-secret")
    done = plexstuff("services")
    assert done.code == 0
    assert "both set" in done.out
    assert "tvdb" in done.out
    assert WRONG not in done.all
    assert "hummingbird" not in done.all


def test_an_open_secrets_file_is_refused_with_the_remedy(plexstuff: Command, sandbox: Sandbox, home: Path) -> None:
    plexstuff("services", "set", "tmdb", "api_key", "--no-check", typed=keys.TMDB_KEY)
    file = home / "data" / "secrets" / "secrets.json"
    file.chmod(0o644)
    done = plexstuff("services", "check", "tmdb")
    assert done.code == 3
    assert f"chmod 600 {file}" in done.err


def test_where_nobody_sits_the_walk_says_what_to_do(plexstuff: Command) -> None:
    done = plexstuff("services", "setup", "tmdb")
    assert done.code == 2
    assert "plexstuff services set tmdb" in done.err
