"""`./check` runs every step, says which failed, and does not take a skipped test for a passed one where it matters."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from machine import ROOT, Clone, write_command

# Stands for every tool in .venv/bin, pytest included: each writes down its call, and FAIL names the one that fails.
TOOL = r"""#!/bin/bash
echo "${0##*/} $*" >>"$LOG"
case "$*" in
    *pytest*) printf '%s\n' ".." "${SAYS:-}" "2 passed, 1 skipped in 0.12s" ;;
esac
[[ "${0##*/} $*" != ${FAIL:-nothing}* ]]
"""
STEPS = [
    "ruff format --check .",
    "ruff check --no-cache --quiet .",
    "mypy ",
    "lint-imports --no-logo",
    "python -m coverage run -m pytest -n 4 -rfEs",
    "python -m coverage combine --quiet",
    "python -m coverage report --skip-covered --skip-empty",
]


@pytest.fixture
def checked(clone: Clone) -> Clone:
    """A clone whose environment is there, with stand-ins for the tools."""
    shutil.copy(ROOT / "check", clone.folder / "check")
    made_from = clone.folder / ".venv" / "made-from"
    made_from.mkdir(parents=True)
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, made_from / name)
    (made_from / "place").write_text(f"{clone.folder}\n")
    tools = clone.folder / ".venv" / "bin"
    tools.mkdir()
    for name in ("ruff", "mypy", "lint-imports", "python"):
        write_command(tools / name, TOOL)
    for name in ("grep", "mktemp", "sed", "tail", "tee"):
        (clone.commands / name).symlink_to(shutil.which(name) or pytest.fail(f"this machine has no {name}"))
    libraries(clone).mkdir(parents=True)
    for name in wanted():
        if ".so." in name:
            (libraries(clone) / name).touch()
        else:
            write_command(clone.commands / name, "#!/bin/bash\n")
    return clone


def wanted() -> dict[str, list[str]]:
    """Command or library -> the Debian packages that bring it, as ./check has them."""
    listed = (ROOT / "check").read_text().split("system_packages=(")[1].split(")")[0]
    return {name: packages.split(",") for name, packages in re.findall(r"^ +([^\s:]+):(\S+)$", listed, re.MULTILINE)}


def libraries(clone: Clone) -> Path:
    """Where Debian keeps the libraries of this machine made of stand-ins."""
    return clone.folder.parent / "lib" / "x86_64-linux-gnu"


def check(clone: Clone, *arguments: str, **environ: str) -> tuple[int, list[str], str]:
    environ["LIBRARY_FOLDER"] = str(libraries(clone).parent)
    code, out, err = clone.run(*arguments, script=clone.folder / "check", **environ)
    return code, out.splitlines(), err


def test_all_is_well(checked: Clone) -> None:
    code, out, err = check(checked)
    assert (code, err) == (0, "")
    assert checked.asked() == STEPS
    assert out[-2] == "== 2 passed, 1 skipped in 0.12s"
    assert out[-1].startswith("check: all is well: format, lint, types, layers, tests;")


@pytest.mark.parametrize(
    ("command", "step"),
    [
        ("ruff format", "format"),
        ("ruff check", "lint"),
        ("mypy", "types"),
        ("lint-imports", "layers"),
        ("python -m coverage run", "tests"),
        ("python -m coverage report", "tests"),
    ],
)
def test_one_failure_fails_all_and_hides_nothing(checked: Clone, command: str, step: str) -> None:
    code, out, _ = check(checked, FAIL=command)
    assert code == 1
    assert checked.asked() == STEPS
    assert out[-1].startswith(f"check: FAILED ({step}) after")


def test_arguments_go_to_pytest(checked: Clone) -> None:
    assert check(checked, "tests/a b", "-x")[0] == 0
    assert checked.asked() == [*STEPS[:4], "python -m pytest -n 4 -rfEs tests/a b -x"]


@pytest.mark.parametrize(
    ("reason", "ci", "code"),
    [
        ("SKIPPED [1] tests/test_a.py:1: ffprobe is not installed", "", 0),
        ("SKIPPED [1] tests/test_a.py:1: ffprobe is not installed", "true", 1),
        ("SKIPPED [9] tests/conftest.py:29: the recorded answers (../shared) are not beside this clone", "true", 0),
    ],
)
def test_a_skip_for_want_of_a_package_fails_in_ci(checked: Clone, reason: str, ci: str, code: int) -> None:
    assert check(checked, SAYS=reason, CI=ci)[0] == code


def test_a_missing_package_is_named_with_the_line_that_installs_it(checked: Clone) -> None:
    (checked.commands / "ffprobe").unlink()
    code, _, err = check(checked)
    assert code == 0
    assert err.splitlines() == [
        "check: not installed, so that tests are skipped: ffmpeg",
        "check: sudo apt-get install -y --no-install-recommends ffmpeg     (or ./check --install)",
    ]


def test_libraries_are_found_wherever_a_system_keeps_them(checked: Clone) -> None:
    folder = libraries(checked)
    every = sorted(folder.iterdir())
    some, others = every[::2], every[1::2]
    folder.parent.with_name("lib64").mkdir()
    for one in some:
        one.rename(folder.parent / one.name)
    for one in others:
        one.rename(folder.parent.with_name("lib64") / one.name)
    assert check(checked)[::2] == (0, "")
    (folder.parent / some[0].name).unlink()
    assert check(checked)[2].splitlines()[0].endswith(f"are skipped: {' '.join(wanted()[some[0].name])}")


def test_with_nothing_there_every_package_is_named_once(checked: Clone) -> None:
    for name in wanted():
        ((libraries(checked) if ".so." in name else checked.commands) / name).unlink()
    code, _, err = check(checked)
    named = err.splitlines()[0].partition("are skipped: ")[2].split()
    assert code == 0
    assert sorted(named) == sorted(package for packages in wanted().values() for package in packages)
    assert len(set(named)) == len(named) > 20


@pytest.mark.parametrize(("arguments", "ci"), [(("--install",), ""), ((), "true")])
@pytest.mark.parametrize(("user", "call"), [("0", "install"), ("1000", "sudo")])
def test_a_missing_package_is_installed_when_asked_for(
    checked: Clone, arguments: tuple[str, ...], ci: str, user: str, call: str
) -> None:
    (checked.commands / "ffprobe").unlink()
    write_command(checked.commands / "id", f"#!/bin/bash\necho {user}\n")
    write_command(checked.commands / "sudo", '#!/bin/bash\necho "sudo $*" >>"$LOG"\n')
    write_command(checked.folder / "scripts" / "install-packages", '#!/bin/bash\necho "install $*" >>"$LOG"\n')
    assert check(checked, *arguments, CI=ci)[0] == 0
    expected = {"install": "install ffmpeg", "sudo": "sudo scripts/install-packages ffmpeg"}[call]
    assert checked.asked() == [expected, *STEPS]
