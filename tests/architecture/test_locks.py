"""The lock files hold names, versions and hashes, and nothing about where packages come from."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-desktop.lock")
#: Also that of a program which a test installs in an environment of its own.
EVERY = (*LOCKS, "tests/interop/pyackett.lock")


def pins(name: str) -> dict[str, tuple[Requirement, frozenset[str]]]:
    """Package -> what is pinned, and the hashes that its files may have."""
    found: dict[str, tuple[Requirement, frozenset[str]]] = {}
    for entry in (ROOT / name).read_text().replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", entry.strip())
        read = Requirement(requirement)
        found[canonicalize_name(read.name)] = (read, frozenset(hashes))
    return found


@pytest.mark.parametrize("name", EVERY)
def test_a_lock_names_no_place(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    allowed = re.compile(r"(?:[a-z0-9._-]+==[^\s/:@]+( ; [^/:@\\]+)?|    --hash=sha256:[0-9a-f]{64})(?: \\)?")
    assert [line for line in lines if not allowed.fullmatch(line)] == []


@pytest.mark.parametrize("name", EVERY)
def test_everything_is_pinned_by_hash(name: str) -> None:
    locked = pins(name)
    assert [package for package, (_, hashes) in locked.items() if not hashes] == []
    assert list(locked) == sorted(locked)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-desktop.lock"])
def test_the_tests_use_what_users_get(name: str) -> None:
    everything = pins("requirements-dev.lock")
    assert {package: pin for package, pin in pins(name).items() if everything.get(package) != pin} == {}


@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("requirements.lock", ("build", "sandbox")),
        ("requirements-dev.lock", ("build", "sandbox", "dev")),
        ("requirements-desktop.lock", ("build", "sandbox", "desktop")),
    ],
)
def test_the_locks_are_of_this_project(name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    locked = pins(name)
    missing = []
    for text in wanted:
        requirement = Requirement(text)
        if canonicalize_name(requirement.name) == "plexstuff":
            continue
        pin = locked.get(canonicalize_name(requirement.name))
        if pin is None or not all(requirement.specifier.contains(one.version) for one in pin[0].specifier):
            missing.append(text)
    assert missing == [], "run scripts/lock"


def test_lock_files_of_other_kinds_stay_out() -> None:
    """uv.lock and pylock.toml record the address of every file."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git clone")
    # The folder may be another user's, which git refuses to look at unless told otherwise.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    kinds = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "package-lock.json"}
    assert [name for name in tracked if Path(name).name in kinds] == []
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"uv.lock", "pylock.toml"} <= set(ignored)
