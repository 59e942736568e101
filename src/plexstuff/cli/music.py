"""`plexstuff music`: what an album is, what is on it, and the picture on its front; songs found, and songs sent."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from plexstuff.cli.application import application
from plexstuff.cli.music_upload import upload
from plexstuff.cli.music_youtube import youtube
from plexstuff.errors import UsageError

#: The exit code of what was done in part.
_IN_PART = 6
_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(epilog='Example: plexstuff music album "Pink Floyd" "The Dark Side of the Moon"', context_settings=_HELP)
def music() -> None:
    """Look albums up, save their covers, find songs, and send your own to YouTube Music."""


music.add_command(upload)
music.add_command(youtube)


@music.command(
    epilog="Examples: plexstuff music album Cher Believe   ·   "
    "plexstuff music album Air 'Moon Safari' --from lastfm   ·   plexstuff music album Cher Believe --cover cover.jpg",
    context_settings=_HELP,
)
@click.argument("artist")
@click.argument("name", metavar="ALBUM")
@click.option("--from", "source", metavar="SERVICE", help="Ask this service alone: musicbrainz, lastfm or gracenote.")
@click.option(
    "--cover", type=click.Path(path_type=Path), metavar="FILE", help="Save the picture on its front to this file."
)
@click.option("--force", is_flag=True, help="With --cover: replace the file if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def album(artist: str, name: str, source: str | None, cover: Path | None, force: bool, as_json: bool) -> int:
    """Show an album with its tracks, from the first service that knows it: MusicBrainz, Last.fm, Gracenote.

    Says which one knew it, and why those before it did not. The cover comes from the Cover Art Archive; where
    there is none the album is shown all the same, and this leaves with 6.
    """
    if not artist.strip() or not name.strip():
        raise UsageError("There is nothing to look for.", "Give an artist and an album.")
    if force and cover is None:
        raise UsageError("--force goes with --cover.", "Add --cover FILE.")
    from plexstuff.cli import music_show

    if cover is not None:
        from plexstuff.jobs.music import must_be_free, save_cover

        must_be_free(cover, force=force)
    report = asyncio.run(application().album(artist, name, source=source or "", cover=cover is not None))
    if cover is not None and report.cover is not None:
        save_cover(report.cover, cover, force=force)
    if as_json:
        from plexstuff.cli.output import emit_json

        emit_json(music_show.as_data(report, cover))
    else:
        music_show.show(report)
        music_show.tell(report, cover)
    return 0 if report.trouble is None else _IN_PART
