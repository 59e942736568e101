"""`./plexstuff` makes its environment when it is needed, and only then, on a machine made of stand-ins."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from machine import ROOT, Clone, write_command

APT = r"""#!/bin/bash
echo "${0##*/} $*" >>"$LOG"
[[ $* == policy* ]] && printf '  Candidate: %s-1\n' "${OFFERED:-3.13.5}"
[[ $* == *" install "* ]] && mv "${0%/*}/later-python3.11" "${0%/*}/python3.11"
exit 0
"""

MADE = ["venv", "pip -r {}/.venv/made-from/requirements.lock.new", "pip -e ."]


def made(clone: Clone) -> list[str]:
    return [line.format(clone.folder) for line in MADE]


def test_the_first_run_makes_the_environment_and_the_second_starts_at_once(clone: Clone) -> None:
    code, out, err = clone.run("parse", "a b", "", "*", "--x=$HOME")
    assert code == 42
    assert out == f"in {clone.folder}\n<parse\n<a b\n<\n<*\n<--x=$HOME\nthe user's input\n"
    assert "setting Plexstuff up in" in err
    assert clone.asked() == made(clone)

    code, _, err = clone.run("parse")
    assert (code, err, clone.asked()) == (42, "", [])


def test_it_runs_from_anywhere_and_through_links(clone: Clone, tmp_path: Path) -> None:
    clone.run()
    clone.asked()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "inner-link").symlink_to("../a folder with spaces & ünïcode/plexstuff")
    link = tmp_path / "bin" / "plex"
    link.symlink_to("inner-link")
    code, out, err = clone.run("x", script=link, cwd=tmp_path)
    assert (code, out, err) == (42, f"in {tmp_path}\n<x\nthe user's input\n", "")
    code, out, _ = clone.run("x", script=Path("bin/plex"), cwd=tmp_path)
    assert (code, out) == (42, f"in {tmp_path}\n<x\nthe user's input\n")
    assert clone.asked() == []


@pytest.mark.parametrize(("trouble", "code"), [("fail", 5), ("killed", -9), ("interrupted", 130)])
def test_what_was_interrupted_is_made_again(clone: Clone, trouble: str, code: int) -> None:
    assert clone.run(PIP=trouble)[0] == code
    clone.asked()
    assert clone.run()[0] == 42
    assert clone.asked() == made(clone)


def test_a_failed_installation_is_told_in_a_sentence(clone: Clone) -> None:
    _, out, err = clone.run(PIP="fail")
    assert out == ""
    assert err.splitlines()[-2:] == [
        "plexstuff: the packages could not be installed; pip's own words are above.",
        "plexstuff: Is there a connection, and space on the disk? Then run it again.",
    ]


def test_a_moved_folder_is_made_again(clone: Clone) -> None:
    clone.run()
    clone.asked()
    clone.folder = clone.folder.rename(clone.folder.with_name("elsewhere"))
    assert clone.run()[0] == 42
    assert clone.asked() == made(clone)


def test_a_copied_folder_is_made_again_and_the_first_stays(clone: Clone) -> None:
    clone.run()
    clone.asked()
    first, copy = clone.folder, clone.folder.with_name("copy")
    shutil.copytree(first, copy)
    clone.folder = copy
    assert clone.run()[0] == 42
    assert clone.asked() == made(clone)
    clone.folder = first
    clone.run()
    assert clone.asked() == []


def test_other_packages_make_it_anew_even_when_the_file_looks_older(clone: Clone) -> None:
    clone.run()
    clone.asked()
    lock = clone.folder / "requirements.lock"
    lock.write_text(lock.read_text() + "\n")
    os.utime(lock, (0, 0))
    clone.run()
    assert clone.asked() == made(clone)


def test_other_project_data_install_only_the_project(clone: Clone) -> None:
    clone.run()
    clone.asked()
    (clone.folder / "pyproject.toml").write_text("[project]\n")
    clone.run()
    assert clone.asked() == ["pip -e ."]


def test_a_python_that_has_gone_is_replaced(clone: Clone) -> None:
    clone.run()
    clone.asked()
    inner = clone.folder / ".venv" / "bin" / "python"
    inner.unlink()
    inner.symlink_to("/nowhere/python3.11")
    assert clone.run()[0] == 42
    assert clone.asked() == made(clone)


def test_two_at_once_make_it_once(clone: Clone, tmp_path: Path) -> None:
    started, go = tmp_path / "started", tmp_path / "go"
    os.mkfifo(started)
    os.mkfifo(go)
    first = clone.start("first", PIP="slow", STARTED=str(started), GO=str(go))
    started.read_text()
    second = clone.start("second")
    assert second.stderr is not None
    assert second.stderr.readline() == "plexstuff: waiting for another run that is setting Plexstuff up\n"
    go.write_text("\n")
    assert "<first" in first.communicate("", timeout=60)[0]
    assert "<second" in second.communicate("", timeout=60)[0]
    assert clone.asked() == made(clone)


def test_check_adds_to_the_same_environment_and_a_new_one_keeps_the_tools(clone: Clone) -> None:
    clone.run()
    clone.asked()
    dev = clone.folder / "dev"
    text = (
        (clone.folder / "plexstuff")
        .read_text()
        .replace("have_environment requirements.lock", "have_environment requirements-dev.lock")
    )
    write_command(dev, text)
    clone.run(script=dev)
    added = f"pip -r {clone.folder}/.venv/made-from/requirements-dev.lock.new"
    assert clone.asked() == [added, "pip -e ."]
    clone.run()
    clone.run(script=dev)
    assert clone.asked() == []
    lock = clone.folder / "requirements.lock"
    lock.write_text(lock.read_text() + "\n")
    clone.run()
    assert clone.asked() == ["venv", added, "pip -e ."]


DISPLAYS = [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}]


@pytest.mark.parametrize("display", DISPLAYS, ids=lambda one: next(iter(one)))
def test_the_window_gets_what_it_needs_at_its_first_use(clone: Clone, display: dict[str, str]) -> None:
    clone.run("services", **display)
    assert clone.asked() == made(clone)
    code, out, err = clone.run("gui", **display)
    assert (code, out.splitlines()[:2]) == (42, [f"in {clone.folder}", "<gui"])
    assert err == "plexstuff: getting what the window needs (Qt, about 80 MB; needed once)\n"
    assert clone.asked() == [f"pip -r {clone.folder}/.venv/made-from/requirements-desktop.lock.new"]
    assert (clone.run("gui", **display)[2], clone.asked()) == ("", [])


def test_nothing_is_fetched_for_a_window_that_can_not_be_shown(clone: Clone) -> None:
    clone.run()
    clone.asked()
    for arguments, environ in ((("gui",), {}), (("gui", "--help"), DISPLAYS[0])):
        assert clone.run(*arguments, **environ)[0] == 42
        assert clone.asked() == []


def test_what_the_window_needs_is_asked_for_again_when_it_could_not_be_had(clone: Clone) -> None:
    clone.run()
    clone.asked()
    code, out, err = clone.run("gui", PIP="fail", DISPLAY=":0")
    assert (code, out) == (5, "")
    assert err.splitlines()[-1] == "plexstuff: Is there a connection, and space on the disk? Then run it again."
    assert clone.run("services")[0] == 42
    clone.asked()
    assert clone.run("gui", DISPLAY=":0")[0] == 42
    assert clone.asked() == [f"pip -r {clone.folder}/.venv/made-from/requirements-desktop.lock.new"]


@pytest.mark.parametrize(
    ("offered", "packages"),
    [
        ("3.11.2", "python3 python3-venv ca-certificates"),
        ("3.10.6~22.04", "python3.11 python3.11-venv ca-certificates"),
    ],
)
def test_without_python_root_gets_it_and_others_get_the_line(clone: Clone, offered: str, packages: str) -> None:
    (clone.commands / "python3.11").rename(clone.commands / "later-python3.11")
    for name in ("apt-get", "apt-cache"):
        write_command(clone.commands / name, APT)
    write_command(clone.commands / "id", "#!/bin/bash\necho 1000\n")
    code, out, err = clone.run(OFFERED=offered)
    line = f"apt-get install -y --no-install-recommends {packages}"
    assert (code, out) == (3, "")
    assert err.splitlines()[-1] == f"plexstuff: sudo apt-get update && sudo {line}"
    assert not (clone.folder / ".venv").exists()
    assert clone.asked() == ["apt-cache policy python3"]

    write_command(clone.commands / "id", "#!/bin/bash\necho 0\n")
    code, _, err = clone.run(OFFERED=offered)
    assert code == 42
    assert line in err
    wait = "apt-get -o DPkg::Lock::Timeout=300"
    apt = [
        f"{wait} update -qq",
        "apt-cache policy python3",
        f"{wait} install -qq -y --no-install-recommends {packages}",
    ]
    assert clone.asked() == apt + made(clone)


def test_a_python_without_venv_will_not_do(clone: Clone) -> None:
    code, _, err = clone.run(VENV_MISSING="yes")
    assert code == 3
    assert "Python 3.11 or newer with its venv module" in err


def test_packages_for_tests_start_no_service_and_the_policy_is_put_back(clone: Clone, tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    for name in ("grep", "chmod", "mv", "rm"):
        (clone.commands / name).unlink(missing_ok=True)
        (clone.commands / name).symlink_to(shutil.which(name) or pytest.fail(f"this machine has no {name}"))
    write_command(
        clone.commands / "apt-get",
        '#!/bin/bash\n[[ $* == *install* ]] || exit 0\n"$POLICY_FILE"; echo "$? $*" >>"$LOG"; exit 1\n',
    )
    script = ROOT / "scripts" / "install-packages"
    for before in (None, "#!/bin/sh\nexit 0\n"):
        if before:
            write_command(policy, before)
        code, _, _ = clone.run("ffmpeg", script=script, POLICY_FILE=str(policy))
        assert code == 1
        # Once with all, and once for each.
        assert clone.asked() == ["101 -o DPkg::Lock::Timeout=300 install -qq -y --no-install-recommends ffmpeg"] * 2
        assert (policy.read_text() if policy.exists() else None) == before


def test_one_package_that_is_not_to_be_had_keeps_none_of_the_others_away(clone: Clone, tmp_path: Path) -> None:
    for name in ("grep", "chmod", "mv", "rm"):
        (clone.commands / name).unlink(missing_ok=True)
        (clone.commands / name).symlink_to(shutil.which(name) or pytest.fail(f"this machine has no {name}"))
    write_command(
        clone.commands / "apt-get",
        '#!/bin/bash\n[[ $* == *install* ]] || exit 0\n[[ $* != *chromium* ]] || exit 100\necho "${@: -1}" >>"$LOG"\n',
    )
    script = ROOT / "scripts" / "install-packages"
    code, _, err = clone.run("ffmpeg", "chromium", "dbus", script=script, POLICY_FILE=str(tmp_path / "policy"))
    assert (code, clone.asked()) == (1, ["ffmpeg", "dbus"])
    assert err.splitlines()[-1] == "not to be had here: chromium; what needs them is skipped by name"


def test_without_apt_it_says_what_is_to_be_installed(clone: Clone, tmp_path: Path) -> None:
    script = ROOT / "scripts" / "install-packages"
    code, _, err = clone.run("ffmpeg", "dbus", script=script, POLICY_FILE=str(tmp_path / "policy"))
    assert (code, (tmp_path / "policy").exists()) == (3, False)
    assert "There is no apt-get here" in err
    assert "ffmpeg dbus" in err
