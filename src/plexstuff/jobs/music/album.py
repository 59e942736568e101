"""Asks one service after the other for an album, until one knows it; says which did, and why the others did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from plexstuff.errors import NotConfigured, NotFound, NothingFound, PlexstuffError
from plexstuff.models import Album, Picture
from plexstuff.roles import AlbumSource, CoverSource

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Possible(Generic[T]):
    """A service that could be asked; `source` is None when it is not set up."""

    key: str
    title: str
    source: T | None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A service that did not give the album, why, and what to do about it; `error` is the name of the error."""

    key: str
    title: str
    error: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class AlbumReport:
    """The album, the title of the service that knew it, and those that were asked before it or not set up.

    Where a cover was wanted, that is `cover`, or `trouble` says why there is none.
    """

    album: Album
    title: str
    passed: tuple[PassedOver, ...] = ()
    cover: Picture | None = None
    trouble: PlexstuffError | None = None


async def find_album(possible: Sequence[Possible[AlbumSource]], artist: str, name: str) -> AlbumReport:
    """The album, from the first of `possible` that knows it.

    Raises NotConfigured when none is set up, NothingFound when none knows it, and the first error when none could say.
    """
    passed: list[PassedOver] = []
    errors: list[PlexstuffError] = []
    for one in possible:
        if one.source is None:
            passed.append(_not_set_up(one))
            continue
        try:
            return AlbumReport(await one.source.find_album(artist, name), one.title, tuple(passed))
        except PlexstuffError as error:
            errors.append(error)
            passed.append(PassedOver(one.key, one.title, type(error).__name__, error.sentence, error.advice))
    if not errors:
        ways = [f"plexstuff services setup {one.key}" for one in possible]
        raise NotConfigured("No service that knows albums is set up.", f"Run: {', or: '.join(ways)}")
    if not any(isinstance(error, NotFound) for error in errors):
        raise errors[0]
    raise NothingFound(" ".join(one.sentence for one in passed), _advice(errors))


async def find_cover(possible: Sequence[Possible[CoverSource]], report: AlbumReport) -> AlbumReport:
    """The same, with the picture on the front from the first of `possible` that has it, or why there is none."""
    ways = [f"plexstuff services setup {one.key}" for one in possible]
    trouble: PlexstuffError = NotConfigured("No service that has covers is set up.", f"Run: {', or: '.join(ways)}")
    for one in [one.source for one in possible if one.source is not None]:
        try:
            return replace(report, cover=await one.front_cover(report.album))
        except PlexstuffError as error:
            trouble = error
    return replace(report, trouble=trouble)


def _not_set_up(one: Possible[T]) -> PassedOver:
    return PassedOver(
        one.key,
        one.title,
        NotConfigured.__name__,
        f"{one.title} is not set up.",
        f"Run: plexstuff services setup {one.key}",
    )


def _advice(errors: Sequence[PlexstuffError]) -> str:
    """What to do: about the first trouble that is none of the spelling, else about the spelling."""
    for error in errors:
        if not isinstance(error, NotFound):
            return error.advice
    return "Check how artist and album are spelled, and whether it is an album of that artist."
