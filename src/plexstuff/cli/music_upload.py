"""`plexstuff music upload FILE…`: the user's own music files to a music locker, with a result for each."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import counted, emit_json, safe, say, speak
from plexstuff.errors import UsageError

if TYPE_CHECKING:
    from plexstuff.jobs.locker import Song, UploadPlan

#: The exit code of what was done in part.
_IN_PART = 6
_HELP = {"help_option_names": ["-h", "--help"]}


@click.command(
    "upload",
    epilog="Examples: plexstuff music upload *.mp3 --dry-run   ·   plexstuff music upload song.flac --yes",
    context_settings=_HELP,
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--again", is_flag=True, help="Send also what was sent before, such as to another account.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent.")
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def upload(files: tuple[Path, ...], again: bool, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Send each FILE (mp3, m4a, wma, flac, ogg; less than 300 MB) to YouTube Music.

    Unofficial: it may break any day. A file that was sent before is known by its content and skipped. Title, artist
    and cover are those of the tags in the file. It shows there after minutes, if it can be played.
    """
    app = application()
    plan = asyncio.run(app.plan_upload(files, again=again))
    if dry_run:
        songs = list(plan.songs)
        _show(plan.via, songs, as_json=as_json, dry_run=True)
        return _code(songs)
    if plan.to_send and not _agreed(plan, yes=yes):
        return 0
    # The bar and the lines would write over each other.
    told = None if as_json or sys.stderr.isatty() else _tell
    from plexstuff.cli.progress import progress_bar

    with progress_bar() as bar:

        def progress(sent: int, size: int) -> None:
            bar("uploading", sent // 1024, size // 1024)

        songs = asyncio.run(app.upload_songs(plan, told=told, progress=progress))
    _show(plan.via, songs if as_json or told is None else [], as_json=as_json)
    if not as_json:
        _sum_up(songs)
    return _code(songs)


def _agreed(plan: UploadPlan, *, yes: bool) -> bool:
    """Whether the user agrees. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("Nothing was sent: nobody can be asked here whether it shall be.", "Add --yes.")
    size = sum(one.size for one in plan.to_send) / 2**20
    if click.confirm(f"Send {counted(len(plan.to_send), 'file')} ({size:.1f} MB)?", default=False, err=True):
        return True
    speak("Nothing was sent.")
    return False


def _show(via: str, songs: list[Song], *, as_json: bool, dry_run: bool = False) -> None:
    if as_json:
        emit_json({"dry_run": dry_run, "via": via, "files": [_row(one) for one in songs]})
        return
    for one in songs:
        _tell(one)
    if dry_run:
        speak("Nothing was sent.")


def _tell(one: Song) -> None:
    when = "" if one.sent_at is None else f"   (sent {time.strftime('%Y-%m-%d', time.localtime(one.sent_at))})"
    if one.outcome == "skipped" and not when:
        when = "   (the same as another)"
    say(safe(f"{one.outcome:9}  {one.path}{when}"))
    if one.trouble is not None:
        speak(one.trouble.sentence, one.trouble.advice)


def _sum_up(songs: list[Song]) -> None:
    sent, skipped = (sum(one.outcome == name for one in songs) for name in ("sent", "skipped"))
    if sent:
        speak(f"Sent {counted(sent, 'file')}. In some minutes they show there, if they can be played.")
    if skipped:
        speak(f"Skipped {counted(skipped, 'file')} sent before; --again sends them once more.")


def _code(songs: list[Song]) -> int:
    """The exit code: what could not be sent at all counts with its own, in part with 6."""
    troubles = [one.trouble for one in songs if one.trouble is not None]
    if not troubles:
        return 0
    return _IN_PART if any(one.outcome in ("sent", "send", "skipped") for one in songs) else troubles[0].exit_code


def _row(one: Song) -> dict[str, object]:
    when = None if one.sent_at is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(one.sent_at))
    trouble = {"sentence": one.trouble.sentence, "advice": one.trouble.advice} if one.trouble else None
    return {
        "file": str(one.path),
        "outcome": str(one.outcome),
        "size": one.size,
        "sha256": one.digest or None,
        "sent_before": when,
        "trouble": trouble,
    }
