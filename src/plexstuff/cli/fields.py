"""Every kind of field, drawn at the terminal; secrets are asked for without echo, or read from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from plexstuff.cli.output import safe, speak
from plexstuff.config.kinds import LENGTH_LIMIT
from plexstuff.errors import UsageError
from plexstuff.service import Field, FieldKind

#: What stands in a prompt may be so long; a longer value would push the place to type onto the next line.
_SHORT = 40


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(field: Field, *, have: bool = False, present: str = "", problem: str = "") -> str:
    """What the user types for this field, as it was typed; "" leaves it as it is. Prompts go to stderr.

    `present` is the value that it has, where that is no secret; after a `problem` the hint is not said once more.
    """
    if problem:
        speak(problem, indent="  ")
    elif field.hint:
        speak(field.hint, indent="  ")
    present = "" if field.secret else present
    if field.kind is FieldKind.CHOICE:
        return _choose(field, present)
    if field.kind is FieldKind.CHOICES:
        return _choose_some(field, have, present)
    if field.kind is FieldKind.SWITCH:
        return _switch(field, present)
    label = safe(_label(field, have, present))
    if field.lines and at_terminal():
        from plexstuff.cli.pasting import pasted
        from plexstuff.setup.files import content

        return content(pasted(label))
    answer: str = click.prompt(
        label,
        default="",
        show_default=False,
        hide_input=field.secret,
        err=True,
    )
    return answer


def _label(field: Field, have: bool, present: str) -> str:
    if field.secret:
        tail = "not shown; Return keeps the present one" if have else "not shown while you type"
    elif present and len(present) <= _SHORT:
        tail = f"Return keeps {present}"
    elif have:
        tail = "Return keeps the present one"
    elif field.default:
        tail = f"Return for {field.default}"
    else:
        tail = "" if field.required else "Return for none"
    if field.secret and not field.required and not have:
        tail += "; Return for none"
    return f"{field.label} ({tail})" if tail else field.label


def _choose(field: Field, present: str) -> str:
    for number, choice in enumerate(field.choices, 1):
        click.echo(f"  {number}  {safe(choice)}", err=True)
    answer: str = click.prompt(safe(field.label), default=present or field.default, err=True)
    if answer.isdigit() and 1 <= int(answer) <= len(field.choices) and answer not in field.choices:
        return field.choices[int(answer) - 1]
    return "" if answer == present else answer  # what is there stays where it is, be it the environment


def _choose_some(field: Field, have: bool, present: str) -> str:
    for number, choice in enumerate(field.choices, 1):
        click.echo(f"  {number}  {safe(field.meaning(choice))}", err=True)
    answer: str = click.prompt(safe(_label(field, have, present)), default="", show_default=False, err=True)
    numbers = {str(number): choice for number, choice in enumerate(field.choices, 1)}
    return " ".join(numbers.get(one, one) for one in answer.replace(",", " ").split())


def _switch(field: Field, present: str) -> str:
    default: bool | None = {"true": True, "false": False}.get(present or field.default)
    return "true" if click.confirm(safe(field.label), default=default, err=True) else "false"


def from_pipe(fields: Sequence[Field]) -> dict[str, str]:
    """The texts of these fields from standard input: all of it for one field, else a line each, in this order.

    Raises UsageError when there is nothing, too much, or less than is required.
    """
    limit = LENGTH_LIMIT * max(1, len(fields))
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise UsageError("Standard input is too long for a value.", "Send the value alone.")
    text = data.decode("utf-8", "surrogateescape")
    if len(fields) == 1:
        if not text.strip():
            raise UsageError(
                f"Nothing was given for {fields[0].key}: standard input is empty.",
                "Type it at a terminal, or send it: plexstuff services set … < file",
            )
        return {fields[0].key: text}
    lines = [line for line in text.splitlines() if line.strip()]
    wanted = ", ".join(field.key for field in fields)
    required = [number for number, field in enumerate(fields, 1) if field.required]
    if len(lines) > len(fields) or len(lines) < max(required, default=1):
        raise UsageError(
            f"Standard input has {len(lines)} lines where one is wanted for each of: {wanted}.",
            "Send one value a line, in this order.",
        )
    return {field.key: line for field, line in zip(fields, lines, strict=False)}
