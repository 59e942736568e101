"""Writes the manual of the services, docs/services.md, from their declarations: `python -m plexstuff.manual`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from plexstuff.config.environment import twin, variable
from plexstuff.config.known import FREE, JOBS, common
from plexstuff.errors import FileTrouble
from plexstuff.service import Authorize, Choose, Field, FieldKind, Form, Group, LifecycleState, Service, Step, Visit
from plexstuff.services import ALL

#: Where the manual stands in a checkout.
PLACE = Path("docs", "services.md")

#: Where the pictures of the window lie, which docs/pictures.py makes: NAME-light.png and NAME-dark.png, beside PLACE.
PICTURES = "pictures"

_OWN_DEFAULTS = ("base_url", "connections", "requests_per_second")

_HEAD = """\
# The services

<!-- Written by `python -m plexstuff.manual` from the declarations in src/plexstuff/services. Change those. -->

Each service is set up once: `plexstuff services setup KEY` walks through its steps, tries what you give, and keeps it
when it works. `plexstuff services` says what is known of each, `plexstuff services check` tries them all.

In a set-up Return alone keeps what is set, or passes over what is not needed. Keys are not shown while they are typed
or pasted; quotes, blanks and labels around them do no harm. What has many lines is pasted as it is, or given by the
name of its file. Where the browser is on another machine, the address on which it ends is pasted. Ctrl-C stops, and
nothing is kept. Who sets a service up again begins at the first question, and not at the first page.

A value comes from the first of these that has one: `--option KEY=VALUE` (never a secret), the environment variable, the
file that the variable's `_FILE` twin names (secrets only; both set is an error), the same in `.env` beside the settings
file, the settings file (for secrets: the secrets file), the default. An empty variable counts as not set.
`plexstuff config explain KEY` says which of them it was.

Secrets lie in a file of their own, mode 0600 in a folder with mode 0700. A file that others can use, or that belongs to
somebody else, is refused; the message gives the `chmod` line. `plexstuff config path --json` says where everything is.
"""


_WINDOW = """\
## In a window

Where there is a screen, `plexstuff gui` (or `plex_config_gui.py`) opens the same set-up in a window: three groups of
services, and how many of each work. Everything below can be done there too, or at the prompt of
`plexstuff services setup`.
"""

_WINDOW_MENU = """\
Right-click a row, or press Return or the menu key on it; its one entry, such as *Plex config credentials*, opens a
window with a panel for each service of the group.
"""

_WINDOW_PANELS = """\
Type a value and press Return: it is tried, and kept when it works. What was refused stays in its box, with the reason
under it. A secret that is kept is never shown again. What a service gives as a file is chosen with *FILE …*, or dropped
on its box. *How to get this* unfolds the steps that stand below. *A−* and *A+* (Ctrl with + and -) change the size of
the letters, Shift+Ctrl+P saves a picture of a window, Ctrl+W closes it.
"""

_WINDOW_DONE = """\
## When everything is set up

The first window then looks like this, and `plexstuff services` says the same. *CHECK ALL*, or
`plexstuff services check`, tries everything again.
"""


def manual() -> str:
    """The whole text."""
    return "\n".join([_HEAD, *_lines()]).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _WINDOW
    yield picture("first", "The first window: a table of LOGIN, CREDENTIALS and MUSIC, nothing set up yet")
    yield _WINDOW_MENU
    yield picture("menu", "The menu of the row CREDENTIALS: Plex config credentials")
    yield _WINDOW_PANELS
    for group in Group:
        services = [one for one in ALL if one.group is group]
        if services:
            yield f"## {group.value.capitalize()}\n"
        for service in services:
            yield from _service(service)
    yield _WINDOW_DONE
    yield picture("result", "The first window: everything that is set up works")
    yield "## Settings that every service has\n"
    yield "In place of KEY stands the key of the service, such as `tmdb`.\n"
    usual = next(one for one in ALL if one.base_url and not one.addresses)
    yield from _table("KEY", tuple(_general(one) for one in common(usual)))
    yield "## Settings of the jobs\n"
    for section, fields in JOBS.items():
        yield f"### {section}\n"
        yield from _table(section, fields)
    for section, field in FREE.items():
        yield f"### {section}\n"
        yield f"Its keys are your own. {field.hint}\n"


def _service(service: Service) -> Iterator[str]:
    yield f"### {service.title}\n"
    yield f"{service.purpose}. Its key here is `{service.key}`.\n"
    yield f"{_life(service)}\n"
    if service.lifecycle.state is not LifecycleState.RETIRED:
        yield from _use(service)
    for note in service.notes:
        yield f"- {note}"
    for old in service.old_settings:
        yield f"- `{old.key}`: {old.sentence}"
    if service.notes or service.old_settings:
        yield ""
    if service.attribution:
        yield f"> {service.attribution}\n"


def _use(service: Service) -> Iterator[str]:
    """How a living service is set up, and how it is asked."""
    yield "How to set it up:\n"
    for number, step in enumerate(service.steps, 1):
        yield f"{number}. {_step(service, step)}"
    yield ""
    for step in service.steps:
        if isinstance(step, Authorize):
            yield f"In the window, *{step.button}* opens that page, and a dialog that waits for its answer:\n"
            yield picture(f"{service.key}-panel", f"The panel of {service.title}, with the button {step.button}")
            yield picture(
                f"{service.key}-consent", f"The dialog that waits until you have signed in at {service.title}"
            )
    if service.uses:
        yield f"Then use it: {' · '.join(f'`{one}`' for one in service.uses)}\n"
    yield from _table(service.key, service.fields)
    rate = service.rate
    yield f"Address: {_address(service)}.\n"
    requests, connections = _counted(rate.requests, "request"), _counted(rate.connections, "connection")
    yield f"At most {requests} in {rate.seconds:g} s, over at most {connections}.\n"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _address(service: Service) -> str:
    addresses = [service.base_url] if service.base_url else list(service.addresses.values())
    return ", ".join(f"<{one}>" for one in addresses) or "that of your own server"


def _general(field: Field) -> Field:
    """A common setting without the default of one service, where that is the service's own."""
    return replace(field, default="see above") if field.key in _OWN_DEFAULTS else field


def picture(name: str, alternative: str) -> str:
    """One picture of the window, in the look of whoever reads; `alternative` says what is to be seen."""
    return (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{PICTURES}/{name}-dark.png">'
        f'<img src="{PICTURES}/{name}-light.png" alt="{alternative}"></picture>\n'
    )


def _life(service: Service) -> str:
    cycle = service.lifecycle
    if cycle.state is LifecycleState.ACTIVE:
        return "It takes new users."
    said = "It takes no new users" if cycle.state is LifecycleState.CLOSED else "It is gone"
    return f"**{said} since {cycle.since}:** {cycle.why} Instead: {cycle.instead}."


def _step(service: Service, step: Step) -> str:
    match step:
        case Visit():
            success = f" Done when: {step.success}" if step.success else ""
            return f"{step.title}: <{step.address}>. {step.text}{success}"
        case Authorize():
            success = f" Done when: {step.success}" if step.success else ""
            return f"{step.title}. {step.text}{success}"
        case Choose():
            return f"{step.title}. {step.text}"
        case Form():
            return _form(service, step)


def _form(service: Service, step: Form) -> str:
    if len(step.fields) > 1 and not any(one.required for one in step.fields):
        # Some of them, not all: that is asked for, never given in one line.
        asked = [f"\n   - {one.label}: {one.hint}" if one.hint else f"\n   - {one.label}" for one in step.fields]
        return f"Answer what `plexstuff services setup {service.key}` asks; Return passes over it.{''.join(asked)}"
    keys = " ".join(one.key for one in step.fields)
    return f"Give it: `plexstuff services set {service.key} {keys}`"


def _table(section: str, fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| setting | what it is | default | environment variable |"
    yield "|---|---|---|---|"
    for field in fields:
        yield f"| `{section}.{field.key}` | {_meaning(field)} | {_default(field)} | {_variables(section, field)} |"
    yield ""


def _meaning(field: Field) -> str:
    kind = "" if field.kind is FieldKind.TEXT else f" ({field.kind.value})"
    many = "Some" if field.kind is FieldKind.CHOICES else "One"
    choices = f"{many} of: {', '.join(field.meaning(one) for one in field.choices)}." if field.choices else ""
    return " ".join(filter(None, (f"{field.label}{kind}.", field.hint, choices))).replace("|", "\\|")


def _default(field: Field) -> str:
    if field.default:
        return field.default if field.default == "see above" else f"`{field.default}`"
    return "needed" if field.required else "none"


def _variables(section: str, field: Field) -> str:
    names = [variable(section, field.key), *([twin(section, field.key)] if field.secret else [])]
    return " or ".join(f"`{name}`" for name in names)


def main(arguments: list[str]) -> None:
    """Write the manual to the path given, or to its place in the checkout that this module belongs to."""
    checkout = Path(__file__).resolve().parents[2]
    target = Path(arguments[0]) if arguments else checkout / PLACE
    try:
        target.write_text(manual(), encoding="utf-8")
    except OSError as error:
        raise FileTrouble(
            f"{target} can't be written: {error.strerror}.", "Say where: plexstuff.manual PATH"
        ) from error


if __name__ == "__main__":
    main(sys.argv[1:])
