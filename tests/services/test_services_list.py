"""The list of services: found by their keys, light to import, tables of codes that hold."""

from __future__ import annotations

import subprocess
import sys

import pytest

from plexstuff.codes import country_2, language_2, language_3
from plexstuff.errors import UsageError
from plexstuff.roles import Role
from plexstuff.service import LifecycleState, Service, Visit
from plexstuff.services import ALL, find


def test_a_service_is_found_by_its_key() -> None:
    assert [find(one.key) for one in ALL] == list(ALL)


@pytest.mark.parametrize(("key", "words"), [("tvbd", "tvdb"), ("TMDB", "tmdb"), ("netflix", "tmdb"), ("", "tmdb")])
def test_an_unknown_key_is_told_the_nearest(key: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(key)
    assert words in caught.value.advice


@pytest.mark.parametrize("service", ALL, ids=lambda one: one.key)
def test_each_step_says_what_to_do_and_what_success_looks_like(service: Service) -> None:
    if service.lifecycle.state is LifecycleState.RETIRED:
        assert service.steps == (), "nobody is led to a service that is gone"
        assert service.lifecycle.instead
        return
    assert not isinstance(service.steps[-1], Visit)
    for step in service.steps:
        if isinstance(step, Visit):
            assert step.address.startswith(("https://", "http://127.0.0.1:")), (
                "a page of their own machine, or a safe one"
            )
            assert step.text.endswith(".")
            assert step.success.endswith(".")
    if {Role.MOVIES, Role.SERIES} & set(service.roles):
        assert service.attribution, "who gives data wants to be named"
    assert service.purpose


def test_declarations_bring_neither_a_client_nor_its_libraries() -> None:
    code = "import sys, plexstuff.services; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = ("httpx2", "msgspec", "anyio", "plexstuff.services.tmdb.client", "plexstuff.services.tvdb.client")
    assert [one for one in heavy if one in loaded] == []


@pytest.mark.parametrize(
    ("short", "long"), [("de", "deu"), ("pt-BR", "por"), ("EN", "eng"), ("el", "ell"), ("est", "est"), ("yue", "yue")]
)
def test_languages_become_long(short: str, long: str) -> None:
    assert language_3(short) == long


@pytest.mark.parametrize(("long", "short"), [("deu", "de"), ("JPN", "ja"), ("zhtw", "zhtw"), ("pt", "pt"), ("", "")])
def test_languages_become_short(long: str, short: str) -> None:
    assert language_2(long) == short


@pytest.mark.parametrize(("long", "short"), [("usa", "US"), ("GBR", "GB"), ("kor", "KR"), ("xyz", ""), ("", "")])
def test_countries_become_short(long: str, short: str) -> None:
    assert country_2(long) == short
