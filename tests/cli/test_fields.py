"""Every kind of field is drawn at the terminal, and what is typed is what comes out."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from plexstuff.cli.fields import ask
from plexstuff.config.kinds import read
from plexstuff.service import Field, FieldKind

TYPED = {
    FieldKind.TEXT: ("ann", "ann"),
    FieldKind.ADDRESS: ("http://127.0.0.1:9117", "http://127.0.0.1:9117"),
    FieldKind.SECRET: ("hummingbird-secret", "hummingbird-secret"),
    FieldKind.GRANT: ("hummingbird-secret", "hummingbird-secret"),
    FieldKind.NUMBER: ("5", "5"),
    FieldKind.CHOICE: ("2", "blue"),
    FieldKind.CHOICES: ("2, red", "red blue"),
    FieldKind.SWITCH: ("y", "true"),
    FieldKind.PATH: ("/media", "/media"),
    FieldKind.EMAIL: ("ann@example.org", "ann@example.org"),
    FieldKind.FILE: ("/key.pem", "/key.pem"),
}


def drawn(field: Field, typed: str, **more: object) -> tuple[str, str]:
    """What came out, and what was shown."""
    answers = []

    @click.command()
    def command() -> None:
        answers.append(ask(field, **more))  # type: ignore[arg-type]

    done = CliRunner().invoke(command, input=typed + "\n")
    assert done.exception is None
    assert done.stdout == "" or field.kind is not FieldKind.SECRET
    return answers[0], done.output


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_kind_is_drawn(kind: FieldKind) -> None:
    field = Field("colour", "The colour", kind, "Any will do.", choices=("red", "blue"))
    typed, value = TYPED[kind]
    answer, shown = drawn(field, typed)
    assert read(field, answer).value == value
    assert "The colour" in shown
    assert "Any will do." in shown
    assert ("hummingbird" in shown) is False
    if kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        assert "1  red" in shown


def test_what_is_set_may_stay_and_what_was_wrong_is_said() -> None:
    secret = Field("key", "Key", FieldKind.SECRET)
    answer, shown = drawn(secret, "", have=True, problem="Key is\x1b[31m wrong.")
    assert answer == ""
    assert "Return keeps the present one" in shown
    assert "wrong." in shown
    assert "\x1b" not in shown
    optional = Field("pin", "PIN", FieldKind.SECRET, required=False)
    assert "Return for none" in drawn(optional, "")[1]
    assert "Return for 5" in drawn(Field("n", "N", FieldKind.NUMBER, default="5"), "")[1]
    assert drawn(Field("c", "C", FieldKind.CHOICE, choices=("1", "2"), default="2"), "")[0] == "2"


def test_return_keeps_the_choice_that_was_made_and_shows_which_it_is() -> None:
    choice = Field("c", "Colour", FieldKind.CHOICE, choices=("red", "blue"), default="red")
    answer, shown = drawn(choice, "", have=True, present="blue")
    assert answer == "", "not the default in its place"
    assert "Colour [blue]" in shown
    assert drawn(choice, "1", have=True, present="blue")[0] == "red"
    assert "Colour [red]" in drawn(choice, "")[1]


def test_what_return_keeps_is_shown_unless_it_is_a_secret() -> None:
    assert (
        "Host (Return keeps smtp.example.org)"
        in drawn(Field("h", "Host"), "", have=True, present="smtp.example.org")[1]
    )
    shown = drawn(Field("k", "Key", FieldKind.SECRET), "", have=True, present="hummingbird")[1]
    assert "hummingbird" not in shown
    assert "Return keeps the present one" in drawn(Field("h", "Host"), "", have=True, present="x" * 60)[1]


def test_a_hint_is_not_said_once_more_after_a_refusal() -> None:
    field = Field("n", "Number", FieldKind.NUMBER, "Any will do.")
    assert "Any will do." in drawn(field, "5")[1]
    assert "Any will do." not in drawn(field, "5", problem="Number must be a number.")[1]
