"""`plexstuff images`: put pictures where everybody can see them, list them, take them back, keep albums."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import counted, emit_json, safe, say, speak
from plexstuff.errors import PlexstuffError, UsageError

if TYPE_CHECKING:
    from plexstuff.jobs.images import Added, KnownImage

_HELP = {"help_option_names": ["-h", "--help"]}
_YES = click.option("--yes", is_flag=True, help="Do it without asking.")
_DRY = click.option("--dry-run", is_flag=True, help="Only say what would be done.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group(epilog="Example: plexstuff images add poster.png", context_settings=_HELP)
def images() -> None:
    """Put pictures where everybody can see them (Imgur), for those who have a client id there.

    A newsletter needs none of this: plexstuff mail send --picture puts them into the mail itself.
    """


@images.command(epilog="Example: plexstuff images add poster.png --title 'New films'", context_settings=_HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--title", default="", help="The title of the picture.")
@click.option("--album", default="", metavar="ID", help="The album to put it into. [default: the main album]")
@_DRY
@_YES
@_JSON
def add(files: tuple[Path, ...], title: str, album: str, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Put each FILE there, and print its address. Whoever knows that address sees the picture."""
    from plexstuff.jobs.images import read_images

    pictures = read_images(files)
    if dry_run:
        if as_json:
            rows = [{"file": str(one.path), "kind": one.kind, "size": len(one.content)} for one in pictures]
            emit_json({"dry_run": True, "images": rows})
        else:
            for one in pictures:
                say(f"{safe(str(one.path))}   {one.kind}, {len(one.content) / 1024:.0f} kB")
            speak("Nothing was sent.")
        return 0
    if not _agreed(f"Put {counted(len(pictures), 'picture')} where everybody can see them?", yes=yes):
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
@_JSON
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
@_DRY
@_YES
@_JSON
def remove(pictures: tuple[str, ...], dry_run: bool, yes: bool, as_json: bool) -> int:
    """Take each IMAGE (its id or address) back, for good."""
    from plexstuff.jobs.images import image_id

    ids = [image_id(one) for one in pictures]
    removed: list[str] = []
    troubles: dict[str, PlexstuffError] = {}
    if dry_run:
        if not as_json:
            speak(f"Would take back: {', '.join(ids)}. Nothing was done.")
    elif _agreed(f"Take back {', '.join(ids)}, for good?", yes=yes):
        removed, troubles = _remove(ids, quiet=as_json)
    if as_json:
        said = {one: {"sentence": trouble.sentence, "advice": trouble.advice} for one, trouble in troubles.items()}
        emit_json({"dry_run": dry_run, "images": ids, "removed": removed, "troubles": said})
    if not troubles:
        return 0
    return 6 if removed else next(iter(troubles.values())).exit_code


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


@images.group(invoke_without_command=True, epilog="Example: plexstuff images albums add Newsletter --main")
@_JSON
@click.pass_context
def albums(context: click.Context, as_json: bool) -> None:
    """List the albums of the account; make, rename or remove one, and choose the main one."""
    if context.invoked_subcommand is not None:
        return
    app = application()
    main = app.configuration.value("imgur", "main_album").text
    found = asyncio.run(app.image_albums())
    if as_json:
        rows = [{"id": one.id, "title": one.title, "link": one.link, "images": one.images} for one in found]
        emit_json({"albums": rows, "main": main})
        return
    for one in found:
        mark = "  main" if one.id == main else ""
        say(safe(f"{one.id:8} {counted(one.images, 'picture'):12} {one.title}{mark}"))
    if not found:
        speak("There are no albums.", "Make one: plexstuff images albums add TITLE --main")


@albums.command("add", context_settings=_HELP, epilog="Example: plexstuff images albums add Newsletter --main")
@click.argument("title")
@click.option("--main", is_flag=True, help="Put pictures into it from now on.")
def add_album(title: str, main: bool) -> None:
    """Make an album called TITLE, which only those see who know its address."""
    if not title.strip():
        raise UsageError("An album needs a title.", "Example: plexstuff images albums add Newsletter")
    app = application()
    made = asyncio.run(app.make_image_album(title.strip()))
    say(f"{made.id}  {safe(made.link)}")
    if main:
        asyncio.run(app.choose_main_album(made.id))
        speak(f"Pictures are put into {title.strip()} from now on.")


@albums.command("main", context_settings=_HELP, epilog="Example: plexstuff images albums main VOMXz")
@click.argument("album", required=False, default="")
@click.option("--none", "nothing", is_flag=True, help="Put pictures into no album.")
def main_album(album: str, nothing: bool) -> None:
    """Put pictures into ALBUM (its id) from now on."""
    if bool(album) == nothing:
        raise UsageError("Which album?", "Give its id, or --none. See what there is: plexstuff images albums")
    found = asyncio.run(application().choose_main_album(album))
    speak(
        f"Pictures are put into {found.title or found.id} from now on." if found else "Pictures are put into no album."
    )


@albums.command("rename", context_settings=_HELP, epilog="Example: plexstuff images albums rename VOMXz Films")
@click.argument("album")
@click.argument("title")
def rename_album(album: str, title: str) -> None:
    """Call ALBUM (its id) TITLE."""
    asyncio.run(application().rename_image_album(album, title))
    speak(f"{album} is called {title} now.")


@albums.command("remove", context_settings=_HELP, epilog="Example: plexstuff images albums remove VOMXz")
@click.argument("album")
@_DRY
@_YES
def remove_album(album: str, dry_run: bool, yes: bool) -> None:
    """Remove ALBUM (its id), for good; its pictures stay."""
    app = application()
    found = next((one for one in asyncio.run(app.image_albums()) if one.id == album), None)
    name = f"{found.title or album} ({counted(found.images, 'picture')})" if found else album
    if dry_run:
        speak(f"Would remove the album {name}. Nothing was done.")
    elif _agreed(f"Remove the album {safe(name)}, for good? Its pictures stay.", yes=yes):
        asyncio.run(app.remove_image_album(album))
        speak(f"The album {name} is removed.")


def _agreed(question: str, *, yes: bool) -> bool:
    """Whether the user agrees. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("Nothing was done: nobody can be asked here whether it shall be.", "Add --yes.")
    if click.confirm(question, default=False, err=True):
        return True
    speak("Nothing was done.")
    return False


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
