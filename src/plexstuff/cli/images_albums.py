"""`plexstuff images albums`: list, make, rename and remove albums, and choose the main one."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import counted, emit_json, safe, say, speak
from plexstuff.errors import NothingFound, UsageError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.models import ImageAlbum

_HELP = {"help_option_names": ["-h", "--help"]}
YES = click.option("--yes", is_flag=True, help="Do it without asking.")
DRY = click.option("--dry-run", is_flag=True, help="Only say what would be done.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group(
    invoke_without_command=True, context_settings=_HELP, epilog="Example: plexstuff images albums add Newsletter --main"
)
@JSON
@click.pass_context
def albums(context: click.Context, as_json: bool) -> None:
    """List the albums of the account; make, rename or remove one, and choose the main one."""
    if context.invoked_subcommand is None:
        _list(as_json=as_json)


@albums.command("list", context_settings=_HELP, epilog="Example: plexstuff images albums list --json")
@JSON
def list_(as_json: bool) -> None:
    """List the albums of the account, with the number of their pictures, and which is the main one."""
    _list(as_json=as_json)


@albums.command("add", context_settings=_HELP, epilog="Example: plexstuff images albums add Newsletter --main")
@click.argument("title")
@click.option("--main", is_flag=True, help="Put pictures into it from now on.")
@DRY
@JSON
def add_album(title: str, main: bool, dry_run: bool, as_json: bool) -> None:
    """Make an album called TITLE, which only those see who know its address."""
    title = _title(title, "plexstuff images albums add Newsletter")
    app = application()
    if dry_run:
        alike = [one for one in asyncio.run(app.image_albums()) if one.title == title]
        beside = f", beside {counted(len(alike), 'other')} of that title" if alike else ""
        after = ", and put pictures into it from now on" if main else ""
        _told(None, f"Would make the album {title}{beside}{after}. Nothing was done.", dry_run=True, as_json=as_json)
        return
    made = asyncio.run(app.make_image_album(title))
    if main:
        asyncio.run(app.choose_main_album(made.id))
    if not as_json:
        say(f"{made.id}  {safe(made.link)}")
    said = f"Pictures are put into {title} from now on." if main else ""
    _told(made, said, dry_run=False, as_json=as_json)


@albums.command("main", context_settings=_HELP, epilog="Example: plexstuff images albums main VOMXz")
@click.argument("album", required=False, default="")
@click.option("--none", "nothing", is_flag=True, help="Put pictures into no album.")
@DRY
@JSON
def main_album(album: str, nothing: bool, dry_run: bool, as_json: bool) -> None:
    """Put pictures into ALBUM (its id) from now on."""
    if bool(album) == nothing:
        raise UsageError("Which album?", "Give its id, or --none. See what there is: plexstuff images albums")
    app = application()
    if dry_run:
        found = _find(app, album) if album else None
        where = f"into {_name(found)}" if found else "into no album"
        _told(found, f"Would put pictures {where} from now on. Nothing was done.", dry_run=True, as_json=as_json)
        return
    chosen = asyncio.run(app.choose_main_album(album))
    where = f"into {chosen.title or chosen.id} from now on" if chosen else "into no album"
    _told(chosen, f"Pictures are put {where}.", dry_run=False, as_json=as_json)


@albums.command("rename", context_settings=_HELP, epilog="Example: plexstuff images albums rename VOMXz Films")
@click.argument("album")
@click.argument("title")
@DRY
@JSON
def rename_album(album: str, title: str, dry_run: bool, as_json: bool) -> None:
    """Call ALBUM (its id) TITLE."""
    title = _title(title, "plexstuff images albums rename VOMXz Films")
    app = application()
    found = _find(app, album)
    if dry_run:
        _told(found, f"Would call the album {_name(found)} {title}. Nothing was done.", dry_run=True, as_json=as_json)
        return
    asyncio.run(app.rename_image_album(album, title))
    _told(found, f"{album} is called {title} now.", dry_run=False, as_json=as_json)


@albums.command("remove", context_settings=_HELP, epilog="Example: plexstuff images albums remove VOMXz")
@click.argument("album")
@DRY
@YES
@JSON
def remove_album(album: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Remove ALBUM (its id), for good; its pictures stay."""
    app = application()
    found = _find(app, album)
    if dry_run:
        _told(found, f"Would remove the album {_name(found)}. Nothing was done.", dry_run=True, as_json=as_json)
    elif agreed(f"Remove the album {safe(_name(found))}, for good? Its pictures stay.", yes=yes):
        asyncio.run(app.remove_image_album(album))
        _told(found, f"The album {_name(found)} is removed.", dry_run=False, as_json=as_json)


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the user agrees. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("Nothing was done: nobody can be asked here whether it shall be.", "Add --yes.")
    if click.confirm(question, default=False, err=True):
        return True
    speak("Nothing was done.")
    return False


def _list(*, as_json: bool) -> None:
    app = application()
    main = app.configuration.value("imgur", "main_album").text
    found = asyncio.run(app.image_albums())
    if as_json:
        emit_json({"albums": [_as_data(one) for one in found], "main": main})
        return
    for one in found:
        mark = "  main" if one.id == main else ""
        say(safe(f"{one.id:8} {counted(one.images, 'picture'):12} {one.title}{mark}"))
    if not found:
        speak("There are no albums.", "Make one: plexstuff images albums add TITLE --main")


def _find(app: Plexstuff, album: str) -> ImageAlbum:
    """The album with this id. Raises NothingFound when the account has none such."""
    found = next((one for one in asyncio.run(app.image_albums()) if one.id == album), None)
    if found is None:
        raise NothingFound(f"There is no album {album[:40]!r}.", "See what there is: plexstuff images albums")
    return found


def _title(text: str, example: str) -> str:
    if not text.strip():
        raise UsageError("An album needs a title.", f"Example: {example}")
    return text.strip()


def _name(album: ImageAlbum) -> str:
    return f"{album.title or album.id} ({counted(album.images, 'picture')})"


def _told(album: ImageAlbum | None, sentence: str, *, dry_run: bool, as_json: bool) -> None:
    """Say what was done, or would be; as JSON, with the album as it was before."""
    if as_json:
        emit_json({"dry_run": dry_run, "album": _as_data(album) if album else None})
    elif sentence:
        speak(sentence)


def _as_data(one: ImageAlbum) -> dict[str, object]:
    return {"id": one.id, "title": one.title, "link": one.link, "images": one.images}
