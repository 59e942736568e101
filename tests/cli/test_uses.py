"""What is said to put a service to use can be typed as it stands, and is said where a newcomer looks for it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click
import pytest
from terminal import Terminal

from plexstuff.cli.registry import COMMANDS
from plexstuff.manual import manual
from plexstuff.sandbox import Sandbox, keys
from plexstuff.service import LifecycleState
from plexstuff.services import ALL

LIVING = [one for one in ALL if one.lifecycle.state is not LifecycleState.RETIRED]


@pytest.mark.parametrize("service", LIVING, ids=lambda one: one.key)
def test_every_service_names_commands_that_there_are(service: Any, plexstuff: Callable[..., Any]) -> None:
    assert service.uses
    told = plexstuff("services", "show", service.key).out
    for use in service.uses:
        assert f"`{use}`" in manual()
        assert f"\n  {use}\n" in told
        program, name, *rest = shlex.split(use)
        assert program == "plexstuff"
        command: click.Command = getattr(import_module(COMMANDS[name].module), COMMANDS[name].attribute)
        if isinstance(command, click.Group):
            command = command.commands[rest.pop(0)]
        options = {spelling for one in command.params for spelling in one.opts}
        assert {word for word in rest if word.startswith("--")} <= options


def test_the_set_up_ends_with_them(sandbox: Sandbox) -> None:
    terminal = Terminal("services", "setup", "tmdb")
    for _ in range(2):
        terminal.wait_for("Return when you are there")
        terminal.type("")
    terminal.wait_for("API key (")
    terminal.type(keys.TMDB_KEY)
    terminal.wait_for("TMDB works")
    terminal.wait_for("Now use it:")
    terminal.wait_for("  plexstuff identify FOLDER")
    assert terminal.end() == 0


def test_the_list_of_services_says_what_comes_next(plexstuff: Callable[..., Any], sandbox: Sandbox) -> None:
    done = plexstuff("services")
    assert "To set one up: plexstuff services setup SERVICE" in done.err
    plexstuff("services", "set", "tmdb", "api_key", "--no-check", typed=keys.TMDB_KEY)
    assert "plexstuff services check tmdb" in plexstuff("services").err
