"""Libraries stay in the places that were made for them, and importing a module of ours does nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from source import imported, modules

#: Library -> the only parts of the package that may use it.
PLACES = {
    "PySide6": ("desktop",),
    "aiohttp": (),
    "aiosmtpd": ("sandbox",),
    "authlib": ("http", "oauth"),
    "click": ("cli",),
    "ftplib": (),
    "guessit": (),  # only a peer to be measured with
    "hishel": ("http",),
    "http.client": (),
    "httpx": (),
    "httpx2": ("http", "sandbox"),
    "keyring": ("config",),
    "pyrate_limiter": ("http",),
    "requests": ("services.ytmusic.library",),
    "rich": ("cli",),
    "smtplib": ("services.smtp",),
    "socket": ("http", "oauth", "sandbox", "services.smtp"),
    "sqlite3": ("http", "store"),
    "stamina": ("http",),
    "starlette": ("sandbox", "web"),
    "tomlkit": ("config",),
    "urllib.request": ("http",),  # the proxies that the system names
    "uvicorn": ("sandbox", "web"),
    "ytmusicapi": ("services.ytmusic.library",),
}


def of(library: str, name: str) -> bool:
    return name == library or name.startswith(library + ".")


def test_the_list_is_sorted() -> None:
    assert list(PLACES) == sorted(PLACES)


@pytest.mark.parametrize("library", PLACES)
def test_a_library_stays_in_its_place(library: str) -> None:
    allowed = tuple(f"plexstuff.{place}" for place in PLACES[library])
    astray = [
        name
        for name, file in modules().items()
        if not any(of(place, name) for place in allowed) and any(of(library, one) for one in imported(file))
    ]
    assert astray == []


def test_no_layer_is_passed_by_a_name_in_a_string() -> None:
    """import-linter sees statements only; the front ends may start each other by name, and nobody else may."""
    front = ("plexstuff.__main__", "plexstuff.cli", "plexstuff.desktop", "plexstuff.web", "plexstuff.sandbox")
    upwards = [
        (name, one)
        for name, file in modules().items()
        if not any(of(place, name) for place in front)
        for one in imported(file)
        if any(of(place, one) for place in front)
    ]
    assert upwards == []


# Imports every module named on the command line, and prints what that did to the world outside the process.
WATCH = """
import importlib, json, os, sys
home, deeds = os.environ["PLEXSTUFF_HOME"], []
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate",
           "shutil.", "socket.", "sqlite3.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or (isinstance(path, str) and path.startswith(home)):
            deeds.append([module, event, str(path)])
    elif event.startswith(CHANGES) and event not in ("socket.gethostname", "sqlite3.enable_load_extension"):
        deeds.append([module, event, str(arguments)])
sys.addaudithook(watch)
for module in sys.argv[1:]:
    importlib.import_module(module)
json.dump(deeds, sys.stdout)
"""


def test_importing_does_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("this = is no TOML, so whoever reads it must fail\n")
    names = [name for name in modules() if name != "plexstuff.__main__"]
    environ = {name: text for name, text in os.environ.items() if not name.startswith(("COVERAGE_", "PLEXSTUFF_"))}
    done = subprocess.run(
        [sys.executable, "-B", "-P", "-c", WATCH, *names],
        env={**environ, "PLEXSTUFF_HOME": str(tmp_path), "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert json.loads(done.stdout) == []
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]
