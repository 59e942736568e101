"""`plexstuff services set` and `forget`: values given in one go, tried before they are kept; and taken away again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import click

from plexstuff.cli.application import configuration as load_configuration
from plexstuff.cli.fields import ask, at_terminal, from_pipe
from plexstuff.cli.output import emit_json, safe, say, speak
from plexstuff.cli.services_check import exit_code
from plexstuff.cli.services_show import as_data
from plexstuff.config import Configuration, Origin
from plexstuff.config.kinds import typed
from plexstuff.errors import ConsentNeeded, NotConfigured, PlexstuffError, UsageError
from plexstuff.health import Health, State
from plexstuff.service import Authorize, Field, FieldKind, Service
from plexstuff.setup import Walk, attempt, begin, given, hidden, keep, signs_in_later, wishes

_NOTHING = Health(State.UNCHECKED, "")
_REASON = (
    "A secret is not taken from the command line: it would stand in the history of the shell and in the list of "
    "processes, for others to read."
)


def set_values(key: str, words: Sequence[str], *, try_it: bool, anyway: bool, dry_run: bool, as_json: bool) -> int:
    """Take, try and keep values; the exit code. Raises UsageError, InvalidValue, NotConfigured, ServiceRetired."""
    from plexstuff.services import find

    service = find(key)
    configuration = load_configuration()
    begin(service, configuration)  # nobody types a key for a service that is gone
    try:
        walk, wanted = _decided(service, configuration, words, try_it=try_it, anyway=anyway, dry_run=dry_run)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        speak("Stopped. Nothing was kept; what was set before is as it was.")
        return 130
    if wanted and not dry_run:
        walk = keep(service, walk, configuration, anyway=True)
    elif walk.health is not None and at_terminal() and not dry_run and not as_json:
        speak("Nothing was kept.")  # why was said before the question whether to keep it anyway
        return exit_code(walk.health)
    _tell(service, walk, configuration, wanted=wanted, dry_run=dry_run, as_json=as_json)
    return 0 if wanted else exit_code(walk.health or _NOTHING)


def _decided(
    service: Service, configuration: Configuration, words: Sequence[str], *, try_it: bool, anyway: bool, dry_run: bool
) -> tuple[Walk, bool]:
    """What was given and what trying it found, and whether it is to be kept; nothing is kept here."""
    asked, texts = _understood(service, configuration, words)
    from_terminal = at_terminal()
    texts |= _answers(asked, configuration, service, from_terminal, named=bool(words))
    if not texts:
        raise UsageError("Nothing was given, so nothing was changed.")
    walk = given(service, configuration, texts, anyway=anyway)
    for field_key, note in walk.notes.items():
        speak(f"{field_key}: {note}")
    if try_it:
        walk = _tried(service, walk, configuration, anyway)
    works = walk.health is not None and walk.health.state is State.WORKING
    later = walk.health is None and signs_in_later(service, walk) is not None
    # What was allowed so far is no reason against a wish to have something else allowed.
    later = later or (wishes(service, walk) and exit_code(walk.health or _NOTHING) == ConsentNeeded.exit_code)
    return walk, works or later or anyway or (from_terminal and not dry_run and _keep_anyway(service, walk))


def _understood(
    service: Service, configuration: Configuration, words: Sequence[str]
) -> tuple[list[Field], dict[str, str]]:
    """The fields to ask for, and the values that were given: never with a word of the command line in a complaint."""
    asked: list[Field] = []
    texts: dict[str, str] = {}
    for word in words:
        key, equals, text = word.partition("=")
        if asked and not _is_known(service, configuration, key):
            if asked[-1].secret:
                raise UsageError(_REASON, _instead(service, asked[-1].key))
            raise UsageError(
                f"A value is given as {asked[-1].key}=VALUE.", f"Or leave it out: {asked[-1].key} alone is asked for."
            )
        field = configuration.known.field(service.key, key)
        if not equals:
            asked.append(field)
        elif field.secret:
            raise UsageError(_REASON, _instead(service, key))
        else:
            texts[key] = text
    return (asked if words else list(service.fields)), texts


def _is_known(service: Service, configuration: Configuration, key: str) -> bool:
    known = configuration.known
    return known.old(service.key, key) is not None or any(one.key == key for one in known.fields(service.key))


def _instead(service: Service, key: str) -> str:
    return (
        f"Run: plexstuff services set {service.key} {key}   (it asks without echo), and clear that line from history."
    )


def _answers(
    asked: Sequence[Field], configuration: Configuration, service: Service, from_terminal: bool, *, named: bool
) -> dict[str, str]:
    if not asked:
        return {}
    if not from_terminal:
        return from_pipe(asked)
    have = configuration.values(service.key)
    answers: dict[str, str] = {}
    for one in asked:
        if not named and _unasked(one, have):
            continue
        text = ask(one, have=one.key in have, present=have.get(one.key, ""))
        if text.strip():
            answers[one.key] = text
            have[one.key] = typed(one, text).value
    return answers


def _unasked(field: Field, values: Mapping[str, str]) -> bool:
    """Whether nobody is asked for this when all of a service is asked for: a page gives it, or it is known already."""
    return field.kind is FieldKind.GRANT or (field.needless is not None and field.needless(values))


def _tried(service: Service, walk: Walk, configuration: Configuration, anyway: bool) -> Walk:
    from plexstuff.app import Plexstuff

    try:
        return asyncio.run(attempt(service, walk, configuration, Plexstuff))
    except NotConfigured as error:
        if not anyway and signs_in_later(service, walk) is None:
            raise
        if anyway:
            speak(error.sentence)
        return walk


def _untried(service: Service, walk: Walk) -> Health:
    if signs_in_later(service, walk):
        return Health(
            State.UNCHECKED, "It is tried when you sign in.", f"Sign in now: plexstuff services setup {service.key}"
        )
    return Health(State.UNCHECKED, "Not tried.", f"Run: plexstuff services check {service.key}")


def _keep_anyway(service: Service, walk: Walk) -> bool:
    if walk.health is None:
        return False
    speak(walk.health.sentence, walk.health.advice)
    return click.confirm(f"{service.title} has not been seen working with this. Keep it anyway?", err=True)


def _tell(
    service: Service, walk: Walk, configuration: Configuration, *, wanted: bool, dry_run: bool, as_json: bool
) -> None:
    health = walk.health or _untried(service, walk)
    if as_json:
        emit_json({"service": as_data(service, health), "kept": walk.kept, "dry_run": dry_run})
    works = health.state is State.WORKING
    what = " and ".join(walk.answers)
    if not wanted:
        again = "Try again later, or add --keep to keep it unproved." if exit_code(health) == 5 else health.advice
        speak(f"{health.sentence} Nothing was kept.", again)
    elif dry_run:
        speak(f"{service.title}: {health.sentence} {what} would be kept.")
    elif works:
        advice = f"It counts from the next sign-in: plexstuff services setup {service.key}"
        speak(f"{service.title}: {health.sentence} {what} kept.", advice if wishes(service, walk) else "")
    elif signs_in_later(service, walk):
        speak(f"{service.title}: {what} kept. {health.sentence}", health.advice)
    else:
        speak(f"{service.title}: {what} kept, but not seen working: {health.sentence}", health.advice)
    for key, where in hidden(service, walk, configuration).items() if walk.kept else ():
        speak(f"{key} was kept, but does not count: {where} wins over it.")


def _give_back(service: Service, there: Sequence[str], configuration: Configuration) -> None:
    """Tell the service that a sign-in which is forgotten ends. Trouble with that is said, and forgetting goes on."""
    given = [one for one in service.steps if isinstance(one, Authorize) and one.field.key in there]
    if not given:
        return
    from plexstuff.app import Plexstuff

    try:
        ended = asyncio.run(Plexstuff(configuration).revoke(service.key))
    except PlexstuffError as error:
        speak(
            f"{service.title} could not be told that the sign-in ends: {error.sentence}",
            f"It is forgotten here all the same; end it on the account's own page at {service.title}.",
        )
        return
    for label in ended:
        speak(f"{service.title}: {label} ended there too.")


def forget_values(key: str, field_key: str | None, *, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Forget one value or all of a service, after asking. Raises UsageError where nobody can be asked."""
    from plexstuff.services import find

    service = find(key)
    configuration = load_configuration()
    there = configuration.held(key)
    if field_key is not None:
        if field_key not in there:
            configuration.known.field(key, field_key)  # says so when there is no such field
        there = [field_key] if field_key in there else []
    labels = {one.key: one.label for one in service.fields}
    named = ", ".join(labels.get(one, one) for one in there)
    if there and not yes and not dry_run:
        if not at_terminal():
            raise UsageError("Nobody can be asked whether to forget this.", "Add --yes.")
        speak(f"{service.title}: {named} will be forgotten; a key can be given again, but not brought back.")
        if not click.confirm("Forget?", default=False, err=True):
            speak("Nothing was forgotten.")
            return
    if there and not dry_run:
        _give_back(service, there, configuration)
        configuration.forget(key, field_key)
        configuration.keep_health(key, None)
    if as_json:
        emit_json({"service": key, "forgotten": there, "dry_run": dry_run})
    elif there:
        say(safe(f"{named} {'would be' if dry_run else 'was' if len(there) == 1 else 'were'} forgotten."))
    else:
        speak(f"{service.title}: nothing was forgotten.")
    for one in service.fields if there and not dry_run else ():
        value = configuration.value(key, one.key)
        if one.key in there and value.text is not None and value.origin is not Origin.DEFAULT:
            speak(f"{one.key} is still set: it comes from {value.where}.")
