"""`plexstuff library`: what the libraries of the media server hold."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, speak

if TYPE_CHECKING:
    import datetime as dt

    from plexstuff.models import Library

_HELP = {"help_option_names": ["-h", "--help"]}
_HEAD = ("KEY", "KIND", "TITLE", "ITEMS", "LAST SCAN", "FOLDERS")


@click.group(epilog="Example: plexstuff library list", context_settings=_HELP)
def library() -> None:
    """See the libraries of your Plex server."""


@library.command("list", short_help="List the libraries.", context_settings=_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> None:
    """List the libraries with kind, number of items (films, series, artists), folders and last scan."""
    report = asyncio.run(application().libraries())
    if as_json:
        rows = [_as_data(one) for one in report.libraries]
        emit_json({"source": report.source, "server": report.server, "libraries": rows})
        return
    if not report.libraries:
        speak(f"{report.server} has no libraries.", "Add one in Plex: Settings, Libraries, Add library.")
        return
    from plexstuff.cli.table import show_table

    show_table(_HEAD, [_cells(one) for one in report.libraries], right=("ITEMS",))
    speak(f"{len(report.libraries)} libraries on {report.server}.")


def _cells(one: Library) -> tuple[str, ...]:
    scanned = "running now" if one.scanning else _moment(one.scanned)
    return (one.key, one.kind, one.title, str(one.items), scanned, ", ".join(one.folders))


def _moment(moment: dt.datetime | None) -> str:
    """A moment in the time of this machine."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "never"


def _as_data(one: Library) -> dict[str, object]:
    return {
        "key": one.key,
        "kind": one.kind,
        "title": one.title,
        "items": one.items,
        "folders": list(one.folders),
        "scanned_at": one.scanned.strftime("%Y-%m-%dT%H:%M:%SZ") if one.scanned else None,
        "scanning": one.scanning,
        "language": one.language,
        "agent": one.agent,
    }
