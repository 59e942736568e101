"""Every list of what there is, is complete, in order and true."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import click
import pytest
from source import ROOT, SOURCE, modules

from plexstuff import errors
from plexstuff.cli.overview import OPTIONS, overview
from plexstuff.cli.registry import COMMANDS
from plexstuff.cli.root import LazyGroup, cli
from plexstuff.errors import PlexstuffError
from plexstuff.service import Group, LifecycleState, Service, resolve
from plexstuff.services import ALL


def command(name: str) -> click.Command:
    found = LazyGroup().get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_the_list_says(name: str) -> None:
    found = command(name)
    assert found.name == name
    assert found.help, "its own --help says nothing"


def test_every_command_is_in_the_list() -> None:
    """A module of the command line that makes a command is listed, or part of one that is (`services_show`)."""
    makers = {
        name
        for name, file in modules().items()
        if name.startswith("plexstuff.cli.") and re.search(r"^@click\.(command|group)\b", file.read_text(), re.M)
    }
    listed = {entry.module for entry in COMMANDS.values()} | {"plexstuff.cli.root"}
    assert {name for name in makers if name not in listed and name.rpartition("_")[0] not in listed} == set()


def test_the_options_in_the_help_are_those_of_the_command() -> None:
    shown = {word for line in OPTIONS for word in re.findall(r"--?[a-z]+", line)}
    real = {word for one in cli.params for word in one.opts} | set(cli.context_settings["help_option_names"])
    assert shown == real


def test_the_help_fits_a_terminal() -> None:
    assert [line for line in overview().splitlines() if len(line) > 80] == []


def test_services_are_sorted_and_complete() -> None:
    groups = list(Group)
    assert list(ALL) == sorted(ALL, key=lambda one: (groups.index(one.group), one.title.casefold()))
    folders = {file.parent.name for file in (SOURCE / "plexstuff" / "services").glob("*/__init__.py")}
    assert {one.key for one in ALL} == folders


@pytest.mark.parametrize("service", ALL, ids=lambda one: one.key)
def test_a_declaration_is_whole(service: Service) -> None:
    assert service.purpose
    if service.lifecycle.state is LifecycleState.RETIRED:
        asked = (service.base_url, service.steps, service.client, service.check, service.roles)
        assert not any(asked), "nobody asks a service that is gone: it needs no client, no fake and no example"
        return
    for reference in (service.client, service.check):
        assert reference.startswith(f"plexstuff.services.{service.key}.")
        assert callable(resolve(reference))
    if service.protocol == "HTTP":
        assert service.base_url.startswith("https://") or (not service.base_url and service.address_field)
    else:
        assert not service.base_url
    keys = [one.key for one in service.fields]
    assert len(keys) == len(set(keys))
    assert [one.key for one in service.fields if not (one.label and one.hint)] == []
    assert (SOURCE / "plexstuff" / "sandbox" / service.key).is_dir(), "it has no fake"
    assert list((ROOT / "tests").rglob(f"*{service.key}*")), "it has no tests"


def error_classes() -> dict[str, type[PlexstuffError]]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: kind for name, kind in found if issubclass(kind, PlexstuffError)}


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    drawn: dict[str, tuple[str, int]] = {"PlexstuffError": ("Exception", 1)}
    above: list[tuple[str, int]] = [("PlexstuffError", 1)]
    for branch, name, rest in re.findall(r"^([│├└─ ]+)(\w+)(.*)$", errors.__doc__ or "", re.M):
        depth = len(branch) // 4
        del above[depth:]
        parent, code = above[-1]
        said = re.search(r"exit (\d+)", rest)
        code = int(said[1]) if said else code
        drawn[name] = (parent, code)
        above.append((name, code))
    real = {name: (kind.__bases__[0].__name__, kind.exit_code) for name, kind in error_classes().items()}
    assert drawn == real


def test_tests_mirror_the_source() -> None:
    """Every package has a folder of tests with its name."""
    packages = {file.parent.name for file in (SOURCE / "plexstuff").glob("*/__init__.py")}
    tested = {file.parent.relative_to(ROOT / "tests").parts[0] for file in (ROOT / "tests").rglob("*/test_*.py")}
    assert packages - tested == set()


@pytest.mark.parametrize("script", sorted((ROOT / "bench").glob("*.py")), ids=lambda file: file.name)
def test_a_benchmark_is_explained(script: Path) -> None:
    assert f"`{script.name}`" in (ROOT / "bench" / "README.md").read_text()
