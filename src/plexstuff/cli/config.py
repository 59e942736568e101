"""`plexstuff config`: the settings, where each comes from, and what it hides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from plexstuff.cli.application import configuration
from plexstuff.cli.output import emit_json, safe, say, speak
from plexstuff.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from plexstuff.config import Configuration, Value
    from plexstuff.service import Field

_HELP = {"help_option_names": ["-h", "--help"]}
# What looks like an option may be a secret: it must reach us, for click would print it in its complaint.
_SECRET_MAY_FOLLOW = {**_HELP, "ignore_unknown_options": True}


def _json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def _dry_run_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")(function)


@click.group(
    invoke_without_command=True, epilog="Example: plexstuff config explain tmdb.timeout", context_settings=_HELP
)
@click.pass_context
def config(context: click.Context) -> int:
    """Show the settings and where each comes from. Without a command: those that are not left at their default.

    The first of these that has a value wins: --option, environment variable, settings file, default.
    """
    if context.invoked_subcommand is None:
        return _show(configuration(), everything=False, as_json=False)
    return 0


@config.command(
    short_help="Print where the settings file is.",
    epilog="Example: plexstuff config path --json",
    context_settings=_HELP,
)
@_json_option
def path(as_json: bool) -> None:
    """Print where the settings file is; with --json, where everything is."""
    paths = configuration().paths
    if not as_json:
        say(safe(str(paths.config_file)))
        return
    names = ("config_file", "environment_file", "secrets_file", "data_folder", "cache_folder", "state_folder")
    emit_json({"paths": {name: str(getattr(paths, name)) for name in names}})


@config.command(
    short_help="Show the settings that are set.", epilog="Example: plexstuff config show --all", context_settings=_HELP
)
@click.option("--all", "everything", is_flag=True, help="Also what is left at its default, or not set.")
@_json_option
def show(everything: bool, as_json: bool) -> int:
    """Show the settings that are set, and where. Of a secret only that it is set."""
    return _show(configuration(), everything=everything, as_json=as_json)


@config.command(
    short_help="Say where the value of KEY comes from.",
    epilog="Example: plexstuff config explain tmdb.timeout",
    context_settings=_HELP,
)
@click.argument("key")
@_json_option
def explain(key: str, as_json: bool) -> None:
    """Say where the value of KEY (such as tmdb.timeout) comes from, and which others it hides."""
    from plexstuff.config.environment import twin, variable

    settings = configuration()
    section, name = settings.known.split(key)
    field = settings.known.field(section, name)
    value = settings.value(section, name)
    variables = [variable(section, name), *([twin(section, name)] if field.secret else [])]
    if as_json:
        emit_json(
            {
                **_data(key, field, value),
                "label": field.label,
                "hides": [_data(key, field, one) for one in value.hides],
                "variables": variables,
            }
        )
        return
    say(safe(f"{key}: {field.label}. {field.hint}".strip()))
    say(safe(f"  value    {_text(field, value)}"))
    say(safe(f"  from     {value.origin.value}{f': {value.where}' if value.where else ''}"))
    for one in value.hides:
        say(safe(f"  hides    {_text(field, one)}   from {one.origin.value}: {one.where}"))
    say(safe(f"  variable {' or '.join(variables)}"))


@config.command(epilog="Example: plexstuff config secrets --to keyring", context_settings=_HELP)
@click.option(
    "--to",
    "target",
    type=click.Choice(["keyring", "file"]),
    help="Move all secrets: to the system's keyring, or back to the file.",
)
@_dry_run_option
@_json_option
def secrets(target: str | None, dry_run: bool, as_json: bool) -> None:
    """Say where the secrets are kept, or move them.

    The file is for its owner alone, and programs that run by night can read it. The system's keyring is locked with
    your log-in: take it only where somebody is logged in to a desktop.
    """
    settings = configuration()
    store = settings.secret_store
    moved = False
    if target is not None and not dry_run:
        moved = store.move(to_keyring=target == "keyring")
    if as_json:
        emit_json({"store": "keyring" if store.in_keyring else "file", "moved": moved, "dry_run": dry_run})
        return
    if target is not None and dry_run and (target == "keyring") != store.in_keyring:
        speak(f"All secrets would be moved from {store.where} to the {target}.")
        return
    speak(f"The secrets are{' now' if moved else ''} in {store.where}.")


@config.command(
    "set",
    short_help="Write settings into the settings file.",
    epilog="Example: plexstuff config set tmdb.timeout=5",
    context_settings=_SECRET_MAY_FOLLOW,
)
@click.argument("words", metavar="KEY=VALUE", nargs=-1, required=True)
@_dry_run_option
@_json_option
def set_(words: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Write settings into the settings file; comments in it stay. Secrets: see `plexstuff services set`."""
    settings = configuration()
    changes = [_change(settings, word) for word in _joined(words)]
    done = []
    for section, name, text in changes:
        kept = text if dry_run else settings.set(section, name, text)
        done.append((section, name, kept))
    if as_json:
        emit_json({"set": {f"{section}.{name}": text for section, name, text in done}, "dry_run": dry_run})
        return
    for section, name, text in done:
        speak(f"{section}.{name} {'would be' if dry_run else 'is'} {text} in {settings.paths.config_file}.")
        value = settings.value(section, name)
        if not dry_run and value.text != text:
            speak(f"It does not count: {value.where} wins over it.")


@config.command(
    short_help="Take KEY out of the settings file.",
    epilog="Example: plexstuff config unset tmdb.timeout",
    context_settings=_HELP,
)
@click.argument("key")
@_dry_run_option
@_json_option
def unset(key: str, dry_run: bool, as_json: bool) -> None:
    """Take KEY out of the settings file, so that its default counts again."""
    settings = configuration()
    section, _, name = key.partition(".")
    there = bool(name) and name in settings.held(section)
    if not there:
        settings.known.split(key)  # says so when there is no such setting
    elif settings.secret(section, name) is not None:
        raise UsageError(f"{key} is a secret.", f"Run: plexstuff services forget {section} {name}")
    if there and not dry_run:
        settings.forget(section, name)
    if as_json:
        emit_json({"unset": [key] if there else [], "dry_run": dry_run})
    elif not there:
        speak(f"{key} is not in {settings.paths.config_file}.")
    else:
        speak(f"{key} {'would be' if dry_run else 'was'} taken out of {settings.paths.config_file}.")


def _joined(words: Sequence[str]) -> list[str]:
    """`KEY VALUE` is taken for `KEY=VALUE`."""
    if len(words) == 2 and "=" not in words[0]:
        return ["=".join(words)]
    return list(words)


def _change(settings: Configuration, word: str) -> tuple[str, str, str]:
    """Section, key and the value as it will be kept. Raises UsageError and InvalidValue; never repeats the value."""
    from plexstuff.config.kinds import typed
    from plexstuff.errors import InvalidValue

    key, equals, text = word.partition("=")
    section, name = settings.known.split(key)
    field = settings.known.field(section, name)
    if field.secret:
        raise UsageError(
            "A secret is not taken from the command line: it would stand in the history of the shell and in the list "
            "of processes, for others to read.",
            f"Run: plexstuff services set {section} {name}   (it asks without echo), and clear that line from history.",
        )
    if not equals:
        raise UsageError("A setting is given as KEY=VALUE.", f"For example: plexstuff config set {key}=VALUE")
    seen = typed(field, text)
    if seen.refusal:
        raise InvalidValue(seen.refusal, seen.advice)
    return section, name, seen.value


def _show(settings: Configuration, *, everything: bool, as_json: bool) -> int:
    rows, troubles = _rows(settings, everything=everything)
    strangers = settings.strangers()
    if as_json:
        unused = [{"name": one.name, "place": one.place, "advice": one.advice} for one in strangers]
        emit_json({"settings": [_data(key, field, value) for key, field, value in rows], "unused": unused})
    else:
        width = max((len(key) for key, _, _ in rows), default=0)
        for key, field, value in rows:
            place = f"   ({value.where})" if value.where else ""
            say(safe(f"{key.ljust(width)}  {_text(field, value)}{place}"))
    for trouble in troubles:
        speak(trouble.sentence, trouble.advice)
    if not rows and not troubles and not as_json:
        speak("Everything is left at its default.", "Run: plexstuff config show --all")
    for one in strangers if not as_json else ():
        speak(f"{one.name} in {one.place} is not used.", one.advice)
    return troubles[0].exit_code if troubles else 0


def _rows(
    settings: Configuration, *, everything: bool
) -> tuple[list[tuple[str, Field, Value]], list[ConfigurationError]]:
    """Key, field and value of what is set, and what was wrong with those that can't be shown."""
    from plexstuff.config import Origin

    rows, troubles = [], []
    for section in settings.known.sections():
        for field in settings.known.fields(section):
            try:
                value = settings.value(section, field.key)
            except ConfigurationError as error:
                troubles.append(error)
                continue
            if everything or value.origin not in (Origin.DEFAULT, Origin.ABSENT):
                rows.append((f"{section}.{field.key}", field, value))
    return rows, list({one.sentence: one for one in troubles}.values())


def _text(field: Field, value: Value) -> str:
    if value.text is None:
        return "not set"
    return "set, not shown" if field.secret else value.text


def _data(key: str, field: Field, value: Value) -> dict[str, object]:
    return {
        "key": key,
        "secret": field.secret,
        "set": value.text is not None,
        "value": None if field.secret else value.text,
        "origin": value.origin.value,
        "where": value.where,
    }
