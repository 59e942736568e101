"""`plexstuff images`: put pictures where everybody can see them, list them, take them back, keep albums."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.images_albums import DRY, JSON, YES, agreed, albums
from plexstuff.cli.output import counted, emit_json, safe, say, speak
from plexstuff.errors import NothingFound, PlexstuffError

if TYPE_CHECKING:
    from plexstuff.jobs.images import Added, KnownImage

#: So many pictures are looked through for those that shall be taken back.
_MOST = 1000
_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(epilog="Example: plexstuff images add poster.png", context_settings=_HELP)
def images() -> None:
    """Put pictures where everybody can see them (Imgur), for those who have a client id there.

    A newsletter needs none of this: plexstuff mail send --picture puts them into the mail itself.
    """


images.add_command(albums)


@images.command(epilog="Example: plexstuff images add poster.png --title 'New films'", context_settings=_HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--title", default="", help="The title of the picture.")
@click.option("--album", default="", metavar="ID", help="The album to put it into. [default: the main album]")
@DRY
@YES
@JSON
def add(files: tuple[Path, ...], title: str, album: str, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Put each FILE there, and print its address. Whoever knows that address sees the picture."""
    from plexstuff.jobs.images import read_images

    pictures = read_images(files)
    if dry_run:
        if as_json:
            rows = [{"file": str(one.path), "kind": one.kind, "size": one.size} for one in pictures]
            emit_json({"dry_run": True, "images": rows})
        else:
            for one in pictures:
                say(f"{safe(str(one.path))}   {one.kind}, {one.size / 1024:.0f} kB")
            speak("Nothing was sent.")
        return 0
    if not agreed(f"Put {counted(len(pictures), 'picture')} where everybody can see them?", yes=yes):
        return 0
    told = None if as_json else _tell
    results = asyncio.run(application().add_images(pictures, title=title, album=album, told=told))
    if as_json:
        emit_json({"dry_run": False, "images": [_added(one) for one in results]})
    untried = sum(one.image is None and one.trouble is None for one in results)
    if untried:
        speak(f"{counted(untried, 'picture')} not tried any more.")
    troubles = [one.trouble for one in results if one.trouble is not None]
    if not troubles:
        return 0
    return 6 if any(one.image for one in results) else troubles[0].exit_code


@images.command("list", epilog="Example: plexstuff images list --limit 10", context_settings=_HELP)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many at most.")
@JSON
def list_(limit: int, as_json: bool) -> None:
    """List the pictures that were put there, the latest first."""
    found = asyncio.run(application().images(most=limit))
    if as_json:
        emit_json({"images": [_known(one) for one in found]})
        return
    for one in found:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.added_at))
        name = one.title or (Path(one.file).name if one.file else "")
        kept = "" if one.removable else "   (can't be taken back from here)"
        say(safe(f"{one.id:8} {when}  {one.link}  {name}{kept}").rstrip())
    if not found:
        speak("There are no pictures.")


@images.command(epilog="Example: plexstuff images remove MUkssj6", context_settings=_HELP)
@click.argument("pictures", nargs=-1, required=True, metavar="IMAGE...")
@DRY
@YES
@JSON
def remove(pictures: tuple[str, ...], dry_run: bool, yes: bool, as_json: bool) -> int:
    """Take each IMAGE (its id or address) back, for good."""
    from plexstuff.jobs.images import image_id

    ids = [image_id(one) for one in pictures]
    removed: list[str] = []
    troubles: dict[str, PlexstuffError] = {}
    if dry_run:
        troubles = _would_remove(ids, quiet=as_json)
    elif agreed(f"Take back {', '.join(ids)}, for good?", yes=yes):
        removed, troubles = _remove(ids, quiet=as_json)
    if as_json:
        said = {one: {"sentence": trouble.sentence, "advice": trouble.advice} for one, trouble in troubles.items()}
        emit_json({"dry_run": dry_run, "images": ids, "removed": removed, "troubles": said})
    if not troubles:
        return 0
    return 6 if removed or (dry_run and len(troubles) < len(ids)) else next(iter(troubles.values())).exit_code


def _would_remove(ids: list[str], *, quiet: bool) -> dict[str, PlexstuffError]:
    """Say what would be taken back; those that could not be, and why."""
    known = {one.id: one for one in asyncio.run(application().images(most=_MOST))}
    troubles: dict[str, PlexstuffError] = {}
    for one in ids:
        if one not in known:
            troubles[one] = NothingFound(f"There is no picture {one!r}.", "See what there is: plexstuff images list")
        elif not known[one].removable:
            troubles[one] = NothingFound(
                f"{one} can't be taken back from here: its delete hash is not known.",
                "Only where it was put there from is it known; or sign in, if it is in your account.",
            )
        if not quiet:
            trouble = troubles.get(one)
            speak(*((trouble.sentence, trouble.advice) if trouble else (f"Would take back {known[one].link}.",)))
    if not quiet:
        speak("Nothing was done.")
    return troubles


def _remove(ids: list[str], *, quiet: bool) -> tuple[list[str], dict[str, PlexstuffError]]:
    """Take them back one after the other; those that are gone now, and why others are not."""
    app = application()
    gone: list[str] = []
    troubles: dict[str, PlexstuffError] = {}
    for one in ids:
        try:
            there = asyncio.run(app.remove_image(one))
        except PlexstuffError as error:
            troubles[one] = error
            if not quiet:
                speak(f"{one}: {error.sentence}", error.advice)
            continue
        gone.append(one)
        if not quiet:
            speak(f"{one} is taken back." if there else f"{one} was gone already.")
    return gone, troubles


def _tell(one: Added) -> None:
    if one.image is not None:
        say(safe(one.image.link))
    elif one.trouble is not None:
        speak(f"{one.path}: {one.trouble.sentence}", one.trouble.advice)


def _added(one: Added) -> dict[str, object]:
    image = None
    if one.image is not None:
        shown = ("id", "link", "title", "kind", "width", "height", "size")
        image = {name: getattr(one.image, name) for name in shown}
    trouble = {"sentence": one.trouble.sentence, "advice": one.trouble.advice} if one.trouble else None
    return {"file": str(one.path), "image": image, "trouble": trouble}


def _known(one: KnownImage) -> dict[str, object]:
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(one.added_at))
    return {
        "id": one.id,
        "link": one.link,
        "title": one.title,
        "file": one.file or None,
        "added_at": when,
        "removable": one.removable,
    }
