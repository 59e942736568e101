"""Flag over environment over file over default, and every value knows where it came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.config import Configuration, Origin, Paths
from plexstuff.errors import ConfigurationError, InvalidValue, NotConfigured, UsageError

Load = Callable[..., Configuration]
SECRET = "hummingbird-secret"


def write(file: Path, text: str, mode: int = 0o600) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(mode)


def test_each_place_wins_over_those_below(configuration: Load, folder: Path) -> None:
    assert configuration().value("radio", "timeout").origin is Origin.DEFAULT
    write(folder / "config.toml", "[radio]\ntimeout = 1\n")
    write(folder / ".env", "PLEXSTUFF__RADIO__TIMEOUT=2\n")
    environ = {"PLEXSTUFF__RADIO__TIMEOUT": "3"}
    value = configuration(environ, {"radio.timeout": "4"}).value("radio", "timeout")
    assert (value.text, value.origin) == ("4", Origin.FLAG)
    assert [one.text for one in value.hides] == ["3", "2", "1", "20"]
    assert [one.origin for one in value.hides] == [
        Origin.ENVIRONMENT,
        Origin.ENVIRONMENT,
        Origin.FILE,
        Origin.DEFAULT,
    ]
    assert value.hides[1].where.endswith(f"in {folder}/.env, line 1")
    assert configuration(environ).value("radio", "timeout").text == "3"
    assert configuration().value("radio", "timeout").text == "2"
    assert configuration({"PLEXSTUFF__RADIO__TIMEOUT": ""}).value("radio", "timeout").text == "2", "empty is not set"


def test_reading_makes_nothing(configuration: Load, folder: Path) -> None:
    loaded = configuration()
    assert not loaded.value("radio", "api_key")
    assert loaded.value("radio", "api_key").origin is Origin.ABSENT
    assert loaded.secrets() == []
    assert loaded.health("radio") is None
    assert loaded.strangers() == []
    assert not folder.exists()


def test_the_defaults_are_those_of_the_declaration(configuration: Load) -> None:
    defaults = {
        key: configuration().value("radio", key).text
        for key in ("base_url", "requests_per_second", "connections", "timeout", "verify_tls", "ca_file")
    }
    assert defaults == {
        "base_url": "https://radio.example/1",
        "requests_per_second": "5",
        "connections": "4",
        "timeout": "20",
        "verify_tls": "true",
        "ca_file": None,
    }
    assert configuration().value("identify", "language").text == "en"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("timeout", "soon"),
        ("timeout", "0"),
        ("timeout", "nan"),
        ("timeout", "1e9"),
        ("connections", "1.5"),
        ("verify_tls", "perhaps"),
        ("base_url", "radio.example"),
        ("base_url", "ftp://radio.example"),
        ("base_url", f"https://radio.example/?apikey={SECRET}"),
        ("base_url", f"https://ann:{SECRET}@radio.example"),
        ("base_url", "https://radio.example:99999"),
    ],
)
def test_a_value_that_cant_be_one_names_its_place(configuration: Load, key: str, text: str) -> None:
    name = f"PLEXSTUFF__RADIO__{key.upper()}"
    with pytest.raises(InvalidValue) as caught:
        configuration({name: text}).value("radio", key)
    assert name in caught.value.sentence
    assert SECRET not in caught.value.sentence + caught.value.advice
    with pytest.raises(InvalidValue):
        configuration().set("radio", key, text)


def test_words_for_switches_and_the_quotes_of_shells_are_understood(configuration: Load) -> None:
    environ = {"PLEXSTUFF__RADIO__VERIFY_TLS": " 'Off' ", "PLEXSTUFF__RADIO__TIMEOUT": "7.50"}
    assert configuration(environ).value("radio", "verify_tls").text == "false"
    assert configuration(environ).value("radio", "timeout").text == "7.5"


def test_a_secret_from_a_file_that_a_variable_names(configuration: Load, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"\ufeff {SECRET}\n")
    loaded = configuration({"PLEXSTUFF__RADIO__API_KEY_FILE": str(file)})
    value = loaded.value("radio", "api_key")
    assert (value.text, value.origin) == (SECRET, Origin.ENVIRONMENT)
    assert value.where == "the file that PLEXSTUFF__RADIO__API_KEY_FILE names"
    assert loaded.secrets() == [SECRET]


def test_a_twin_beside_its_variable_is_an_error(configuration: Load, tmp_path: Path) -> None:
    environ = {"PLEXSTUFF__RADIO__API_KEY": SECRET, "PLEXSTUFF__RADIO__API_KEY_FILE": str(tmp_path / "key")}
    with pytest.raises(ConfigurationError, match="are both set"):
        configuration(environ).value("radio", "api_key")
    assert SECRET in configuration(environ).secrets(), "the redactor must know it all the same"


def test_a_secret_in_the_place_of_a_files_name_is_not_told(configuration: Load) -> None:
    loaded = configuration({"PLEXSTUFF__RADIO__API_KEY_FILE": SECRET})
    with pytest.raises(NotConfigured, match="does not exist") as caught:
        loaded.value("radio", "api_key")
    assert SECRET not in caught.value.sentence + caught.value.advice
    assert SECRET in loaded.secrets()


@pytest.mark.parametrize("kind", ["empty", "folder", "pipe", "long"])
def test_a_twin_that_names_no_usable_file(configuration: Load, tmp_path: Path, kind: str) -> None:
    import os

    file = tmp_path / "key"
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.write_text("x" * 2**21 if kind == "long" else " \n")
    with pytest.raises(ConfigurationError, match="PLEXSTUFF__RADIO__API_KEY_FILE"):
        configuration({"PLEXSTUFF__RADIO__API_KEY_FILE": str(file)}).value("radio", "api_key")


def test_dotenv_in_all_its_spellings(configuration: Load, folder: Path) -> None:
    write(
        folder / ".env",
        '\ufeff# keys\n\nexport PLEXSTUFF__RADIO__API_KEY=\'a # b\' # c\nPLEXSTUFF__RADIO__PIN = "q\\"\\\\ $HOME"\n'
        "PLEXSTUFF__RADIO__USER=ann # me\nPLEXSTUFF__RADIO__TIMEOUT=\nOTHER=1\n",
    )
    loaded = configuration()
    assert loaded.values("radio") == {"api_key": "a # b", "pin": 'q"\\ $HOME', "user": "ann"}
    assert loaded.value("radio", "timeout").origin is Origin.DEFAULT


@pytest.mark.parametrize("line", [SECRET, f"'{SECRET}", f"PLEXSTUFF__RADIO__API_KEY='{SECRET}", f'A="x" {SECRET}'])
def test_a_line_in_dotenv_that_is_none_is_named_by_its_number(configuration: Load, folder: Path, line: str) -> None:
    write(folder / ".env", f"A=1\n{line}\n")
    with pytest.raises(ConfigurationError, match=r"\.env: line 2 ") as caught:
        configuration().value("radio", "timeout")
    assert SECRET not in caught.value.sentence + caught.value.advice


def test_a_secret_in_a_dotenv_that_others_can_read_is_refused(configuration: Load, folder: Path) -> None:
    write(folder / ".env", f"PLEXSTUFF__RADIO__API_KEY={SECRET}\nPLEXSTUFF__RADIO__TIMEOUT=3\n", mode=0o644)
    assert configuration().value("radio", "timeout").text == "3"
    with pytest.raises(ConfigurationError) as caught:
        configuration().value("radio", "api_key")
    assert caught.value.advice == f"chmod 600 {folder}/.env"
    (folder / ".env").chmod(0o600)
    assert configuration().value("radio", "api_key").text == SECRET


def test_flags_never_take_secrets_and_know_their_names(configuration: Load) -> None:
    with pytest.raises(UsageError, match="not taken from the command line") as caught:
        configuration(flags={"radio.api_key": SECRET})
    assert SECRET not in caught.value.sentence + caught.value.advice
    for wrong, meant in {"radio.timeuot": "timeout", "radoi.timeout": "radio", "timeout": "radio.timeout"}.items():
        with pytest.raises(UsageError) as unknown:
            configuration(flags={wrong: "1"})
        assert unknown.value.advice == f"Did you mean {meant}?"


def test_what_is_set_and_not_used_is_found(configuration: Load, folder: Path) -> None:
    write(folder / "config.toml", f'[radio]\ntimout = 1\nuserkey = "x"\napi_key = "{SECRET}"\n[raido]\nuser = "x"\n')
    environ = {"PLEXSTUFF__RADIO__API_KYE": "x", "PLEXSTUFF__RADIO__USERKEY": "x", "PLEXSTUFF__RADIO__PIN": "x"}
    found = {one.name: one for one in configuration(environ).strangers()}
    assert set(found) == {
        "radio.timout",
        "radio.userkey",
        "radio.api_key",
        "raido.user",
        "PLEXSTUFF__RADIO__API_KYE",
        "PLEXSTUFF__RADIO__USERKEY",
    }
    assert found["radio.timout"].advice == "Did you mean timeout?"
    assert found["raido.user"].advice == "Did you mean radio?"
    assert found["radio.userkey"].advice == "Radio wants no user key any more. Give an API key."
    assert found["PLEXSTUFF__RADIO__USERKEY"].advice == found["radio.userkey"].advice
    assert found["PLEXSTUFF__RADIO__API_KYE"].advice == "Did you mean PLEXSTUFF__RADIO__API_KEY?"
    assert SECRET not in repr(found)


def test_a_secret_in_the_settings_file_is_refused_and_hidden(configuration: Load, folder: Path) -> None:
    write(folder / "config.toml", f'[radio]\napi_key = "{SECRET}"\n')
    with pytest.raises(ConfigurationError, match="not kept secret") as caught:
        configuration().value("radio", "api_key")
    assert SECRET not in caught.value.sentence + caught.value.advice
    assert configuration().secrets() == [SECRET]
    configuration().set_secret("radio", "api_key", "another")
    assert configuration().value("radio", "api_key").text == "another"


def test_a_value_never_shows_itself(configuration: Load) -> None:
    value = configuration({"PLEXSTUFF__RADIO__API_KEY": SECRET}).value("radio", "api_key")
    assert value.text == SECRET
    assert SECRET not in repr(value)
    assert SECRET not in str(value)


def test_a_pasted_secret_is_read_from_the_environment_as_from_a_form(configuration: Load) -> None:
    pasted = {"PLEXSTUFF__RADIO__API_KEY": f' "https://dashboard/?key={SECRET}"\n'}
    assert configuration(pasted).value("radio", "api_key").text == SECRET
    odd = {"PLEXSTUFF__RADIO__API_KEY": "an-old-key"}
    assert configuration(odd).value("radio", "api_key").text == "an-old-key", "the live check tells"


def test_home_moves_everything(tmp_path: Path) -> None:
    paths = Paths.find(None, {"PLEXSTUFF_HOME": str(tmp_path / "h"), "HOME": "/elsewhere"})
    every = (paths.config_file, paths.environment_file, paths.secrets_file, paths.health_file, paths.lock_folder)
    for path in (*every, paths.data_folder, paths.cache_folder, paths.state_folder):
        assert path.is_relative_to(tmp_path / "h")
    assert Paths.find(tmp_path, {"PLEXSTUFF_HOME": "/other"}).config_file == tmp_path / "config.toml"


def test_without_it_the_xdg_folders_are_used(tmp_path: Path) -> None:
    environ = {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "c"),
        "XDG_STATE_HOME": "relative",
        "PLEXSTUFF_HOME": "",
    }
    paths = Paths.find(None, environ)
    assert paths.config_file == tmp_path / ".config/plexstuff/config.toml"
    assert paths.data_folder == tmp_path / ".local/share/plexstuff"
    assert paths.cache_folder == tmp_path / "c/plexstuff"
    assert paths.state_folder == tmp_path / ".local/state/plexstuff"
