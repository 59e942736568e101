"""Every answer of a service is decoded into known types: nothing may be anything."""

from __future__ import annotations

import inspect
from types import ModuleType

import msgspec
import pytest
from recorded_facts import untyped

from plexstuff.errors import UnexpectedResponse
from plexstuff.http.decode import decode
from plexstuff.services.tmdb import answers as tmdb_answers
from plexstuff.services.tvdb import answers as tvdb_answers
from plexstuff.services.tvdb.answers import Envelope, Token


def structs(module: ModuleType) -> list[object]:
    found = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, msgspec.Struct)]
    return [kind for kind in found if not getattr(kind, "__parameters__", ())]


@pytest.mark.parametrize(
    "kinds",
    [
        [*structs(tmdb_answers), tmdb_answers.with_seasons((0, 1))],
        [*structs(tvdb_answers), Envelope[list[tvdb_answers.SearchItem]]],
    ],
    ids=["tmdb", "tvdb"],
)
def test_an_answer_has_only_known_types(kinds: list[object]) -> None:
    assert len(kinds) > 15
    assert [(kind, where) for kind in kinds for where in untyped(kind)] == []


def test_a_hole_in_the_types_would_be_seen() -> None:
    class Loose(msgspec.Struct):
        rows: list[dict[str, object]]

    assert list(untyped(Loose)) == [".rows[]{}"]


def test_what_the_retired_interface_of_thetvdb_answers_is_no_log_in() -> None:
    with pytest.raises(UnexpectedResponse):
        decode(b'{"token": "eyJ"}', Envelope[Token], title="TheTVDB")
