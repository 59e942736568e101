"""`plexstuff users`: who the media server is shared with, and what you call them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, speak
from plexstuff.errors import ConsentNeeded, NotConfigured, NothingFound, PlexstuffError, UsageError

if TYPE_CHECKING:
    from plexstuff.jobs.people import NamedUser, UserReport

_HELP = {"help_option_names": ["-h", "--help"]}
_HEAD = ("ID", "NAME", "FROM", "USER", "MAIL", "HOME", "LIBRARIES")
#: The section of the settings with names.
_SECTION = "people"
#: So many users are named where none fits.
_SHOWN = 12


@click.group(epilog='Example: plexstuff users name ann@example.org "Ann Lee"', context_settings=_HELP)
def users() -> None:
    """See who your Plex server is shared with, and give them names."""


@users.command("list", short_help="List who it is shared with.", context_settings=_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> int:
    """List friends and managed users, with the name you know them by and where it comes from.

    Names come from your own settings (`plexstuff users name`), else from your address book if one is set up, else
    from Plex. Leaves with 6 when an address book that may be asked did not answer.
    """
    report = asyncio.run(application().users())
    if as_json:
        emit_json(_as_data(report))
    else:
        _show(report)
    # One that was never allowed is told of, and no failure: it may be set up for mail alone.
    return 6 if any(not isinstance(one, ConsentNeeded) for one in (report.troubles or {}).values()) else 0


def _show(report: UserReport) -> None:
    from plexstuff.cli.table import show_table

    if report.users:
        show_table(_HEAD, [_cells(one) for one in report.users], right=("ID",))
    here = sum(one.user.shared and not one.user.pending for one in report.users)
    speak(f"{here} of {len(report.users)} users see {report.server}." if report.users else "Nobody shares it yet.")
    for who in report.unused:
        speak(f"The name for {who} in the settings fits no user.", f"Run: plexstuff users name {who} --forget")
    for source, error in (report.troubles or {}).items():
        speak(f"Names from {source} are missing: {error.sentence}", error.advice)


def _cells(one: NamedUser) -> tuple[str, ...]:
    user = one.user
    home = "managed" if user.home and user.restricted else "yes" if user.home else "no"
    return (str(user.id), one.name, one.source, user.username or "-", user.mail or "-", home, _libraries(one))


def _libraries(one: NamedUser) -> str:
    if not one.user.shared:
        return "none"
    seen = "all" if one.user.all_libraries else str(one.user.libraries)
    return f"{seen}, not accepted yet" if one.user.pending else seen


def _as_data(report: UserReport) -> dict[str, object]:
    rows = [
        {
            "id": one.user.id,
            "name": one.name,
            "name_from": one.source,
            "title": one.user.title,
            "username": one.user.username or None,
            "mail": one.user.mail or None,
            "home": one.user.home,
            "restricted": one.user.restricted,
            "shared": one.user.shared,
            "pending": one.user.pending,
            "all_libraries": one.user.all_libraries,
            "libraries": one.user.libraries,
        }
        for one in report.users
    ]
    troubles = {key: {"sentence": one.sentence, "advice": one.advice} for key, one in (report.troubles or {}).items()}
    return {"server": report.server, "users": rows, "unused_names": list(report.unused), "troubles": troubles}


@users.command(
    short_help="Call somebody by a name of your own.",
    epilog='Examples: plexstuff users name ann@example.org "Ann Lee"   ·   plexstuff users name Kids --forget',
    context_settings=_HELP,
)
@click.argument("user")
@click.argument("name", required=False)
@click.option("--forget", is_flag=True, help="Forget the name that you gave.")
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def name(user: str, name: str | None, forget: bool, dry_run: bool, as_json: bool) -> None:
    """Call USER (a mail address, Plex user name or id) by NAME from now on. It is kept in your settings."""
    from plexstuff.jobs.people import spelling

    if forget == (name is not None):
        raise UsageError("Give either a name or --forget.", 'Such as: plexstuff users name ann@example.org "Ann Lee"')
    settings, who = application().configuration, spelling(user)
    if not who:
        raise UsageError("There is no user without a name.", "Run: plexstuff users list")
    kept = next((one for one in settings.mapping(_SECTION) if spelling(one) == who), who)
    if name is None:
        if kept not in settings.mapping(_SECTION):
            raise NothingFound(f"You gave no name to {user}.", "Run: plexstuff users list")
        if not dry_run:
            settings.forget(_SECTION, kept)
    elif not dry_run:
        name = settings.set(_SECTION, kept, name)
    known = _is_known(who) if name is not None else None
    if as_json:
        emit_json({"user": kept, "name": name, "dry_run": dry_run, "known": known})
        return
    done = "would be" if dry_run else "is"
    speak(f"The name of {kept} {done} forgotten." if name is None else f"{kept} {done} called {name}.")


def _is_known(who: str) -> bool | None:
    """Whether somebody on the server goes by this; said where nobody does, with who there is. None: not to be asked.

    The name is kept all the same: whoever it is for may be invited later, and the server may be off now.
    """
    from plexstuff.jobs.people import fits

    try:
        there = asyncio.run(application().server_users())
    except NotConfigured:
        return None
    except PlexstuffError as error:
        speak(f"Whether there is such a user could not be seen: {error.sentence}", "See later: plexstuff users list")
        return None
    if any(fits(one, who) for one in there):
        return True
    names = sorted({one.username or one.mail or one.title for one in there}, key=str.casefold)
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    speak(
        f"Nobody on your server is known as {who} now.",
        f"There are: {', '.join(names[:_SHOWN])}{rest}. To take the name back: plexstuff users name {who} --forget"
        if names
        else "Your server is shared with nobody yet.",
    )
    return False
