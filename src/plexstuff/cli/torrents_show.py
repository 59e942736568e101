"""What `plexstuff torrents` shows: results as they come on a terminal, the whole at the end; never a key."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plexstuff.cli.output import console, safe, say, speak

if TYPE_CHECKING:
    from rich.console import RenderableType

    from plexstuff.jobs.torrents import FoundTorrent, IndexerAnswer, TorrentSearch
    from plexstuff.models import Release

_HEAD = ("SEEDERS", "SIZE", "AGE", "TITLE", "INDEXERS")
#: Lines of the terminal that are not for results while the search goes on.
_AROUND = 4
#: From so many columns on there is room for the indexers beside the title.
WIDE = 120


@contextmanager
def following(limit: int, *, quiet: bool) -> Iterator[Callable[[TorrentSearch], None]]:
    """A function to be told after each answer; on a terminal it draws what was found so far."""
    if quiet or not sys.stdout.isatty():
        yield lambda search: None
        return
    from rich.live import Live

    out = console()
    wide = out.width >= WIDE
    with Live(console=out, auto_refresh=False, transient=True) as live:
        rows = min(limit, max(3, (out.height - _AROUND) // (1 if wide else 2)))
        yield lambda search: live.update(_so_far(search, rows, wide=wide), refresh=True)


def _so_far(search: TorrentSearch, limit: int, *, wide: bool) -> RenderableType:
    from rich.console import Group
    from rich.markup import escape

    waiting = ", ".join(one.title for one in search.waiting)
    told = f"{len(search.heard)} of {len(search.indexers)} indexers answered, {len(search.found)} results"
    line = f"[dim]{told}{escape(safe(f'; waiting for {waiting}')) if waiting else ''}[/]"
    return Group(_table(search.found.results(limit), wide=wide), line)


def show(search: TorrentSearch, limit: int) -> None:
    """The results, a line each, and on stderr how the indexers did."""
    results = search.found.results(limit)
    if sys.stdout.isatty():
        out = console()
        if results:
            out.print(_table(results, wide=out.width >= WIDE))
    elif results:
        _plain(results)
    told = [f"{len(search.found)} results" if search.found else "Nothing was found"]
    if len(search.found) > len(results):
        told.append(f"the first {len(results)} are shown (--limit)")
    speak(f"{', '.join(told)}; {len(search.heard) - len(search.failed)} of {len(search.indexers)} indexers answered.")
    if search.unfit:
        speak(f"Not asked, for they have nothing of the kind: {', '.join(one.title for one in search.unfit)}.")
    for answer in search.failed:
        if answer.error is not None:
            speak(f"{answer.indexer.title} ({answer.indexer.key}): {answer.error.sentence}", answer.error.advice)


def _cells(one: FoundTorrent) -> tuple[str, ...]:
    return (
        "?" if one.seeders is None else str(one.seeders),
        size(one.size),
        age(one.published),
        safe(one.title),
        safe(", ".join(one.indexers)),
    )


def _table(results: Sequence[FoundTorrent], *, wide: bool) -> RenderableType:
    """The results; where there is little room, the indexers stand below the title."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in _HEAD if wide else _HEAD[:-1]:
        narrow = name in ("SEEDERS", "SIZE", "AGE")
        table.add_column(name, justify="right" if narrow else "left", no_wrap=narrow, overflow="fold")
    for one in results:
        *cells, title, indexers = (escape(cell) for cell in _cells(one))
        table.add_row(*cells, *((title, f"[dim]{indexers}[/]") if wide else (f"{title}\n[dim]{indexers}[/]",)))
    return table


def _plain(results: Sequence[FoundTorrent]) -> None:
    rows = [_HEAD, *(_cells(one) for one in results)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        cells = [
            cell.ljust(width) if place > 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())


def size(count: int | None) -> str:
    """Bytes for a person."""
    if count is None:
        return "?"
    if count < 2**20:
        return f"{count / 2**10:.0f} KiB"
    return f"{count / 2**30:.1f} GiB" if count >= 2**30 else f"{count / 2**20:.0f} MiB"


def age(published: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """How long ago that was, in the largest whole unit; what lies in the future is new."""
    if published is None:
        return "?"
    seconds = ((now or dt.datetime.now(dt.UTC)) - published).total_seconds()
    for name, length in (("y", 365 * 86400), ("mo", 30 * 86400), ("d", 86400), ("h", 3600)):
        if seconds >= length:
            return f"{seconds // length:.0f} {name}"
    return "new"


# -- for programs ---------------------------------------------------------------------------------------------------


def as_data(search: TorrentSearch, limit: int) -> dict[str, object]:
    """The search as `--json` gives it: sizes in bytes, times in ISO 8601 (UTC), links without keys."""
    query = search.query
    return {
        "query": {
            "text": query.text,
            "kind": query.kind.value,
            "year": query.year,
            "season": query.season,
            "episode": query.episode,
        },
        "indexers": [
            *(_told(answer) for answer in sorted(search.heard, key=lambda one: one.indexer.key)),
            *(
                {"key": one.key, "title": one.title, "state": "not asked", "results": 0, "seconds": 0.0, "error": None}
                for one in search.unfit
            ),
        ],
        "total": len(search.found),
        "results": [_result(one) for one in search.found.results(limit)],
    }


def _told(answer: IndexerAnswer) -> dict[str, object]:
    error = answer.error
    return {
        "key": answer.indexer.key,
        "title": answer.indexer.title,
        "state": "answered" if error is None else "failed",
        "results": len(answer.releases),
        "seconds": round(answer.seconds, 3),
        "error": error and {"name": type(error).__name__, "sentence": error.sentence, "advice": error.advice},
    }


def _result(one: FoundTorrent) -> dict[str, object]:
    return {
        "title": one.title,
        "infohash": one.infohash or None,
        "size": one.size,
        "seeders": one.seeders,
        "leechers": one.leechers,
        "published": _stamp(one.published),
        "indexers": list(one.indexers),
        "offers": [_offer(offer) for offer in one.offers],
    }


def _offer(one: Release) -> dict[str, object]:
    return {
        "indexer": one.indexer,
        "title": one.title,
        "guid": one.guid,
        "size": one.size,
        "seeders": one.seeders,
        "leechers": one.leechers,
        "grabs": one.grabs,
        "published": _stamp(one.published),
        "categories": list(one.categories),
        "imdb": one.imdb or None,
        "page": one.page or None,
        "download": one.download or None,
        "magnet": one.magnet or None,
        "download_factor": one.download_factor,
    }


def _stamp(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
