"""`plexstuff services`: set up the outside services, try them, and see which work."""

from __future__ import annotations

from typing import Any

import click

_HELP = {"help_option_names": ["-h", "--help"]}
# What looks like an option may be a secret: it must reach us, for click would print it in its complaint.
_SECRET_MAY_FOLLOW = {**_HELP, "ignore_unknown_options": True}


def _named(context: click.Context, _parameter: click.Parameter, key: str | None) -> str:
    """The service that was named. Raises UsageError that lists all of them when none was."""
    if not key and not context.resilient_parsing:
        from plexstuff.errors import UsageError
        from plexstuff.services import ALL

        raise UsageError("Which service?", f"There are: {', '.join(one.key for one in ALL)}.")
    return key or ""


_service = click.argument("service", metavar="SERVICE", required=False, callback=_named)


def _json_option(function: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


@click.group(invoke_without_command=True, epilog="Example: plexstuff services setup tmdb", context_settings=_HELP)
@_json_option
@click.pass_context
def services(context: click.Context, as_json: bool) -> int:
    """Set up the outside services, and see which work. Without a command: list them."""
    if context.invoked_subcommand is None:
        from plexstuff.cli.services_show import show_all

        show_all(as_json=as_json)
    return 0


@services.command(
    "list",
    short_help="List all services with what is known of each.",
    epilog="Example: plexstuff services list --json",
    context_settings=_HELP,
)
@_json_option
def list_(as_json: bool) -> None:
    """List all services with what is known of each. Asks none of them."""
    from plexstuff.cli.services_show import show_all

    show_all(as_json=as_json)


@services.command(
    short_help="Show all about one SERVICE.", epilog="Example: plexstuff services show tmdb", context_settings=_HELP
)
@_service
@_json_option
def show(service: str, as_json: bool) -> None:
    """Show all about one SERVICE: what it is for, what it asks, how to get it, what is set. Never a secret."""
    from plexstuff.cli.services_show import show_one

    show_one(service, as_json=as_json)


@services.command(
    short_help="Try each SERVICE live, or all that are set up.",
    epilog="Example: plexstuff services check tmdb tvdb",
    context_settings=_HELP,
)
@click.argument("services", metavar="[SERVICE]...", nargs=-1)
@click.option(
    "--limit",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds that all of them have together.",
)
@_json_option
def check(services: tuple[str, ...], limit: float, as_json: bool) -> int:
    """Try each SERVICE live, or all that are set up, and remember what was found.

    Leaves with 0 when all of them work, 3 when nothing is set up, 4 when a key is refused, 5 when the trouble may pass
    by itself, 7 when a service is gone; the lowest-lying trouble counts: a refused key before one that may pass.
    """
    from plexstuff.cli.services_check import check_services

    return check_services(services, limit=limit, as_json=as_json)


@services.command(
    "set",
    short_help="Give values to a SERVICE, try and keep them.",
    epilog="Examples: plexstuff services set tmdb api_key   ·   plexstuff services set tmdb api_key < file",
    context_settings=_SECRET_MAY_FOLLOW,
)
@_service
@click.argument("values", metavar="[FIELD|FIELD=VALUE]...", nargs=-1)
@click.option("--no-check", is_flag=True, help="Keep it without trying it.")
@click.option("--keep", is_flag=True, help="Keep it even when trying it fails.")
@click.option("--dry-run", is_flag=True, help="Try it, keep nothing.")
@_json_option
def set_(service: str, values: tuple[str, ...], no_check: bool, keep: bool, dry_run: bool, as_json: bool) -> int:
    """Give values to a SERVICE, try them, and keep them when they work.

    A FIELD alone is asked for, a secret without echo; where nobody can be asked it is read from standard input. Without
    any, all fields of the service are asked for. A secret is never taken as FIELD=VALUE: it would stand in the history
    of the shell and in the list of processes.
    """
    from plexstuff.cli.services_set import set_values

    return set_values(service, values, try_it=not no_check, anyway=keep or no_check, dry_run=dry_run, as_json=as_json)


@services.command(
    short_help="Walk through all steps of a SERVICE.",
    epilog="Example: plexstuff services setup tmdb",
    context_settings=_HELP,
)
@_service
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Where to listen for the browser after signing in; 0 takes a free port.",
)
@click.option("--no-browser", is_flag=True, help="Show the page to sign in instead of opening it.")
def setup(service: str, port: int, no_browser: bool) -> int:
    """Walk through all steps of a SERVICE: the pages to open, the values to give, the sign-in, the live check.

    It needs no browser on this machine: a page can be opened anywhere, and the address on which it ends pasted here.
    """
    from plexstuff.cli.services_setup import walk_through

    return walk_through(service, port=port, browser=not no_browser)


@services.command(
    short_help="Forget what was set for a SERVICE.",
    epilog="Example: plexstuff services forget tmdb api_key",
    context_settings=_SECRET_MAY_FOLLOW,
)
@_service
@click.argument("field", required=False)
@click.option("-y", "--yes", is_flag=True, help="Do not ask first.")
@click.option("--dry-run", is_flag=True, help="Say what would be forgotten, forget nothing.")
@_json_option
def forget(service: str, field: str | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Forget one FIELD of a SERVICE, or all that was set for it, secrets included."""
    from plexstuff.cli.services_set import forget_values

    forget_values(service, field, yes=yes, dry_run=dry_run, as_json=as_json)
