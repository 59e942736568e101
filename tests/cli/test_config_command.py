"""`plexstuff config` says what is set, where it comes from and what it hides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
SECRET = "hummingbird-secret"


def test_path(plexstuff: Command, home: Path) -> None:
    assert plexstuff("config", "path").out == f"{home}/config.toml\n"
    paths = json.loads(plexstuff("config", "path", "--json").out)
    assert paths["schema"] == 1
    assert paths["paths"]["secrets_file"] == f"{home}/data/secrets/secrets.json"
    assert list(home.iterdir()) == []


def test_set_show_and_unset(plexstuff: Command, home: Path) -> None:
    done = plexstuff("config")
    assert (done.code, done.out) == (0, "")
    assert "default" in done.err
    (home / "config.toml").write_text("# mine\n")
    assert plexstuff("config", "set", "tmdb.timeout=5", "identify.language=de").code == 0
    assert plexstuff("config", "set", "organize.mode", "COPY").code == 0
    shown = plexstuff("config").out.splitlines()
    assert [line.split()[:2] for line in shown] == [
        ["tmdb.timeout", "5"],
        ["identify.language", "de"],
        ["organize.mode", "copy"],
    ]
    assert all(f"({home}/config.toml)" in line for line in shown)
    assert "tvdb.timeout" in plexstuff("config", "show", "--all").out
    assert plexstuff("config", "unset", "tmdb.timeout").code == 0
    assert "tmdb.timeout" not in plexstuff("config", "show").out
    assert (home / "config.toml").read_text().startswith("# mine\n")
    assert "is not in" in plexstuff("config", "unset", "tmdb.timeout").err
    settings = json.loads(plexstuff("config", "show", "--json").out)["settings"]
    assert [(one["key"], one["value"], one["origin"]) for one in settings] == [
        ("identify.language", "de", "file"),
        ("organize.mode", "copy", "file"),
    ]


def test_a_dry_run_changes_nothing(plexstuff: Command, home: Path) -> None:
    assert "would be" in plexstuff("config", "set", "tmdb.timeout=5", "--dry-run").err
    assert list(home.iterdir()) == []
    plexstuff("config", "set", "tmdb.timeout=5")
    assert "would be" in plexstuff("config", "unset", "tmdb.timeout", "--dry-run").err
    assert "tmdb.timeout" in plexstuff("config").out


def test_explain(plexstuff: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plexstuff("config", "set", "tmdb.timeout=5")
    monkeypatch.setenv("PLEXSTUFF__TMDB__TIMEOUT", "6")
    done = plexstuff("--option", "tmdb.timeout=7", "config", "explain", "tmdb.timeout")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[1:] == [
        "value 7",
        "from flag: --option tmdb.timeout",
        "hides 6 from environment: the environment variable PLEXSTUFF__TMDB__TIMEOUT",
        f"hides 5 from file: {home}/config.toml",
        "hides 20 from default: the default",
        "variable PLEXSTUFF__TMDB__TIMEOUT",
    ]
    answer = json.loads(plexstuff("config", "explain", "tmdb.timeout", "--json").out)
    assert (answer["value"], answer["origin"], [one["value"] for one in answer["hides"]]) == (
        "6",
        "environment",
        ["5", "20"],
    )
    done = plexstuff("config", "set", "tmdb.timeout=9")
    assert "does not count" in done.err


def test_a_secret_is_explained_and_not_shown(plexstuff: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plexstuff("services", "set", "tmdb", "api_key", "--no-check", typed=SECRET)
    monkeypatch.setenv("PLEXSTUFF__TMDB__API_KEY", SECRET)
    every = [
        plexstuff(*command)
        for command in (
            ("config",),
            ("config", "show", "--all"),
            ("config", "show", "--json"),
            ("config", "explain", "tmdb.api_key"),
            ("config", "explain", "tmdb.api_key", "--json"),
        )
    ]
    for done in every:
        assert done.code == 0
        assert SECRET not in done.all
    assert "set, not shown" in every[3].out
    assert "PLEXSTUFF__TMDB__API_KEY_FILE" in every[3].out
    assert str(home / "data" / "secrets" / "secrets.json") in every[3].out


@pytest.mark.parametrize(
    "words",
    [
        (f"tmdb.api_key={SECRET}",),
        ("tmdb.api_key", SECRET),
        ("tmdb.api_key", "-cormorant-secret"),
        (f"tmdb.apikey={SECRET}",),
        (SECRET,),
        ("tmdb.timeout=1", f"tmdb.api_key={SECRET}"),
    ],
)
def test_a_secret_is_never_taken_from_the_command_line(plexstuff: Command, home: Path, words: tuple[str, ...]) -> None:
    done = plexstuff("config", "set", *words)
    assert done.code == 2
    assert SECRET not in done.all
    assert "cormorant" not in done.all
    assert list(home.iterdir()) == [], "and of several settings none is kept"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", "tmdb.timeuot"), 2, "Did you mean timeout?"),
        (("explain", "timeout"), 2, "Did you mean"),
        (("explain", "tmdb"), 2, ""),
        (("set", "tmdb.timeout=soon"), 3, "must be a number"),
        (("set", "tmdb.timeout"), 2, "KEY=VALUE"),
        (("set", "organize.mode=teleport"), 3, "hardlink, copy, move"),
        (("unset", "tmbd.timeout"), 2, "Did you mean tmdb?"),
        (("unset", "x"), 2, ""),
    ],
)
def test_what_is_misspelt(plexstuff: Command, home: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = plexstuff("config", *arguments)
    assert done.code == code
    assert said in done.err
    assert len(done.err.strip().splitlines()) >= 1
    assert list(home.iterdir()) == []


def test_strangers_and_troubles_are_told_beside_what_is_fine(
    plexstuff: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config.toml").write_text("[tmdb]\ntimout = 1\nconnections = 0\n[tvdb]\ntimeout = 5\n")
    done = plexstuff("config")
    assert done.code == 3
    assert "tvdb.timeout" in done.out
    assert "Connections at a time must be" in done.err
    assert "tmdb.timout" in done.err
    assert "Did you mean timeout?" in done.err
    assert plexstuff("config", "unset", "tmdb.timout").code == 0
    assert "timout" not in (home / "config.toml").read_text()


def test_a_broken_file_is_named_and_left_alone(plexstuff: Command, home: Path) -> None:
    file = home / "config.toml"
    file.write_text("[tmdb]\ntimeout = \x1b[31m5\n")
    for command in (("config",), ("config", "set", "tvdb.timeout=5"), ("services",), ("services", "show", "tmdb")):
        done = plexstuff(*command)
        assert "line 2, column 11" in done.all
        assert "\x1b" not in done.all
        assert "Traceback" not in done.all
        assert done.all.count("Mend that line") <= 2, "once for all services, and once for the file"
    assert file.read_text() == "[tmdb]\ntimeout = \x1b[31m5\n"
    assert plexstuff("config", "path").code == 0


def test_a_setting_that_is_named_by_half(plexstuff: Command, home: Path) -> None:
    assert "[tmdb] has: api_key, base_url" in plexstuff("config", "explain", "tmdb").err
    assert "Did you mean organize?" in plexstuff("config", "explain", "organise").err
    said = plexstuff("config", "explain", "xyz").err
    assert "The sections are:" in said and len(said) < 300


@pytest.mark.parametrize("group", ["config", "services"])
def test_the_help_of_each_command_is_whole_and_gives_an_example(plexstuff: Command, group: str) -> None:
    listed = plexstuff(group, "--help").out.partition("Commands:")[2].partition("Example")[0]
    assert "..." not in listed
    names = [line.split()[0] for line in listed.splitlines() if line[2:3].isalpha()]
    assert len(names) > 5
    for name in names:
        assert "Example" in plexstuff(group, name, "--help").out, name
