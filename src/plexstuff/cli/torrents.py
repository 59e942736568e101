"""`plexstuff torrents search QUERY`: what the indexers of Jackett offer, as soon as each of them has answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.errors import UsageError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.torrents import TorrentSearch
    from plexstuff.models import TorrentQuery

_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(epilog='Example: plexstuff torrents search "The Matrix" --movie --year 1999', context_settings=_HELP)
def torrents() -> None:
    """Search the torrent sites that are set up in Jackett."""


@torrents.command(
    epilog='Examples: plexstuff torrents search "The Matrix" --movie --year 1999   ·   '
    "plexstuff torrents search severance --tv --season 1 --episode 2",
    context_settings=_HELP,
)
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@click.option("--movie", is_flag=True, help="Look among films only.")
@click.option("--tv", is_flag=True, help="Look among television only.")
@click.option("--season", type=click.IntRange(0, 9999), metavar="N", help="With --tv: this season.")
@click.option("--episode", type=click.IntRange(0, 9999), metavar="N", help="With --season: this episode.")
@click.option("--year", type=click.IntRange(1870, 2200), metavar="YEAR", help="The year in which it came out.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="Show at most so many results."
)
@click.option("--indexer", "only", multiple=True, metavar="ID", help="Ask this indexer alone; may be given repeatedly.")
@click.option(
    "--deadline",
    type=click.FloatRange(0, 3600, min_open=True),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="How long each indexer may take.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def search(
    words: tuple[str, ...],
    movie: bool,
    tv: bool,
    season: int | None,
    episode: int | None,
    year: int | None,
    limit: int,
    only: tuple[str, ...],
    deadline: float,
    as_json: bool,
) -> int:
    """Ask every indexer for QUERY, each on its own and all at once; the most seeders come first.

    The same torrent at several indexers is one result. Those that fail are named, and hold up nobody. Leaves with 0
    when all answered, 6 when some failed; when all did, with the code of the first one's trouble.
    """
    query = _query(" ".join(words), movie=movie, tv=tv, season=season, episode=episode, year=year)
    from plexstuff.cli.torrents_show import as_data, following, show

    with following(limit, quiet=as_json) as told:
        found = asyncio.run(_search(application(), query, only, deadline, told))
    if as_json:
        from plexstuff.cli.output import emit_json

        emit_json(as_data(found, limit))
    else:
        show(found, limit)
    return _code(found)


def _query(
    text: str, *, movie: bool, tv: bool, season: int | None, episode: int | None, year: int | None
) -> TorrentQuery:
    """What is looked for. Raises UsageError for options that contradict each other."""
    from plexstuff.models import SearchKind, TorrentQuery

    if movie and tv:
        raise UsageError("--movie and --tv exclude each other.", "Leave both out to look for anything.")
    if season is not None and not tv:
        raise UsageError("--season goes with --tv.", "Add --tv.")
    if episode is not None and season is None:
        raise UsageError("--episode goes with --season.", "Add --season N.")
    if not text.strip():
        raise UsageError("There is nothing to look for.", "Give a title.")
    kind = SearchKind.MOVIE if movie else SearchKind.TV if tv else SearchKind.ANYTHING
    return TorrentQuery(text, kind, year, season, episode)


async def _search(
    app: Plexstuff,
    query: TorrentQuery,
    only: Sequence[str],
    deadline: float,
    told: Callable[[TorrentSearch], None],
) -> TorrentSearch:
    async with app.search_torrents(query, only=only, deadline=deadline) as search:
        told(search)
        async with aclosing(search.answers()) as answers:
            async for _ in answers:
                told(search)
    return search


def _code(search: TorrentSearch) -> int:
    errors = [one.error for one in search.heard if one.error is not None]
    if errors and len(errors) == len(search.heard):
        return errors[0].exit_code
    return 6 if errors else 0
