"""What a declaration of an outside service is: its fields, steps, life-cycle, rate and roles.

One declaration tells all; the wizard, the forms, the environment variables, the manual and the contract tests are
drawn from it. A declaration is light: it names its client and its check as "module:name", resolved at first use.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from plexstuff.roles import Role


class Group(StrEnum):
    """The rows of the original's window."""

    LOGIN = "LOGIN"
    CREDENTIALS = "CREDENTIALS"
    MUSIC = "MUSIC"


class FieldKind(StrEnum):
    """The kinds of value that a service can ask for; each front end draws every kind."""

    TEXT = "text"
    ADDRESS = "address"
    SECRET = "secret"
    NUMBER = "number"
    CHOICE = "choice"
    #: Some of several; the value is those that are chosen, in the order of the declaration, with a blank between them.
    CHOICES = "choices"
    SWITCH = "switch"
    PATH = "path"
    EMAIL = "email"
    FILE = "file"
    #: What a sign-in gives, kept like a secret and renewed by the service's client; nobody types it.
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a pasted text turned out to be: the value to keep, or (`refusal`) why it can't be this field's."""

    value: str = ""
    note: str = ""
    refusal: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One value that a service asks for.

    `recognise` turns what was pasted into a value, a note or a kind refusal; it may be given as a plain function.
    `choices` are those of the kinds CHOICE and CHOICES, `meanings` what each of them is, in the same order.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    required: bool = True
    default: str = ""
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    recognise: Callable[[str], Recognised] | None = None
    #: Whether it may have many lines: then a paste is taken whole, and the name of its file will do.
    lines: bool = False
    #: Whether nobody need be asked for it beside these other values (field key -> value) of the service.
    needless: Callable[[Mapping[str, str]], bool] | None = None

    @property
    def secret(self) -> bool:
        """Whether the value must never be shown."""
        return self.kind in (FieldKind.SECRET, FieldKind.GRANT)

    def meaning(self, choice: str) -> str:
        """What this choice is, such as "mail (sends through Gmail)"."""
        meanings = dict(zip(self.choices, self.meanings, strict=False))
        return f"{choice} ({meanings[choice]})" if meanings.get(choice) else choice


@dataclass(frozen=True, slots=True)
class Visit:
    """A step: open a page and do there what the text says; `success` is what it looks like when it worked."""

    title: str
    address: str
    text: str
    success: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A step: give the values of these fields."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Authorize:
    """A step: sign in on the service's own page. What it gives is kept in `field`.

    `sign_in` names ("module:name") an object that is a `SignIn`. Who has the value of `field` already may give it
    instead, where it is a plain secret.
    """

    title: str
    text: str
    field: Field
    sign_in: str
    success: str = ""
    when: str = ""  # the keys of fields (between blanks) without any of which the step is passed over
    button: str = "SIGN IN"  # the word on it, in a window


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the things to choose from: what is kept (`value`), what is shown, and what tells it from its like."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """A step: choose among what the live service offers; the choice is kept in `field`.

    `offers` names ("module:name") an async function that takes the service's client and gives the `Offer`s; `makes`
    one that takes a title too, makes there what has it, and gives its `Offer`: where the user may want a new one.
    """

    title: str
    text: str
    field: Field
    offers: str
    when: str = ""  # as with `Authorize`
    makes: str = ""


Step = Visit | Form | Authorize | Choose


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in under way: plain data, so that it can be held between two requests and gone on with.

    `address` is the page to open, `code` what may have to be typed there. `polls` says that the service can be asked
    every so many seconds (`every`) whether it is done; `pastes` that the address on which the browser ended finishes
    it; `hears` that a listener on this machine may take that address. It is worth nothing after `expires_at` (seconds
    since the epoch). `secret` is what finishes it.
    """

    address: str
    expires_at: float
    code: str = ""
    polls: bool = False
    every: float = 2.0
    pastes: bool = False
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)


class SignIn(Protocol):
    """How to sign in at a service. `http` is the way to it, `values` are its fields and addresses as far as given.

    Every method raises ServiceErrors and, when the user said no or the service does not take it, ConsentNeeded.
    """

    #: Whether the browser can be sent back to a listener on this machine.
    hears: bool

    async def begin(self, http: Any, values: Mapping[str, str], *, redirect: str = "") -> Pending:
        """Start; `redirect` is the address of the listener on this machine, "" for none."""
        ...

    async def poll(self, http: Any, values: Mapping[str, str], pending: Pending) -> str | None:
        """What the sign-in gave; None while the user is not done."""
        ...

    async def finish(self, http: Any, values: Mapping[str, str], pending: Pending, address: str) -> str:
        """What the sign-in gave, from the address on which the browser ended, pasted or heard."""
        ...

    async def revoke(self, http: Any, values: Mapping[str, str], grant: str) -> bool | None:
        """Tell the service that the grant is given back; False when it did not come from this sign-in, or is over."""
        ...


class LifecycleState(StrEnum):
    """Whether new users can still get in."""

    ACTIVE = "active"
    CLOSED = "closed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Whether a service takes new users, since when not, why, and what to use instead."""

    state: LifecycleState
    since: str = ""
    why: str = ""
    instead: str = ""

    @classmethod
    def active(cls) -> Lifecycle:
        """Open to everybody."""
        return cls(LifecycleState.ACTIVE)

    @classmethod
    def closed(cls, since: str, why: str, instead: str) -> Lifecycle:
        """Works for those who are in; takes nobody new."""
        return cls(LifecycleState.CLOSED, since, why, instead)

    @classmethod
    def retired(cls, since: str, why: str, instead: str) -> Lifecycle:
        """Gone for everybody."""
        return cls(LifecycleState.RETIRED, since, why, instead)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `requests` in any `seconds`, over at most `connections` at a time."""

    requests: int
    seconds: float = 1.0
    connections: int = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a service that is not spoken to over HTTP is reached; its client gets them in place of the HTTP.

    `timeout` is how many seconds it may be silent; `verify` False trusts any certificate, a path also
    those in that file.
    """

    rate: Rate
    timeout: float = 20.0
    verify: bool | Path = True


@dataclass(frozen=True, slots=True)
class OldSetting:
    """A value that documents of former years ask for; who gives it is told what is wanted today."""

    key: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Service:
    """The declaration of an outside service. `roles` maps each role to its rank: 1 is asked first.

    `base_url` is "" for a server of the user's own: then its address is the first field of kind ADDRESS. Where
    `protocol` is another than HTTP the client is given `Terms` in place of the HTTP.
    """

    key: str
    title: str
    group: Group
    purpose: str
    #: A service that is retired has none of these five: nobody asks it, and nothing is asked for it.
    base_url: str = ""
    steps: tuple[Step, ...] = ()
    client: str = ""
    check: str = ""
    rate: Rate = Rate(1)
    lifecycle: Lifecycle = field(default_factory=Lifecycle.active)
    roles: Mapping[Role, int] = field(default_factory=dict)
    attribution: str = ""
    old_settings: tuple[OldSetting, ...] = ()
    #: Further addresses under which the service is asked: setting -> the usual address.
    addresses: Mapping[str, str] = field(default_factory=dict)
    #: What is particular about this service, for `services show` and the manual.
    notes: tuple[str, ...] = ()
    protocol: str = "HTTP"
    #: One at least of these fields must be given; and the field that a role can't do without.
    any_of: tuple[str, ...] = ()
    stands_on: Mapping[Role, str] = field(default_factory=dict)
    #: What to do before that ends which the check found to end (`Checked.expires_at`); "" where nothing need be done.
    before_end: str = ""
    #: Commands that put it to use, as they may be typed; said when it has been set up.
    uses: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of all steps, in the order in which they are asked."""
        return tuple(one for step in self.steps for one in fields_of(step))

    @property
    def address_field(self) -> str:
        """The key of the setting that holds the address under which it is asked; "" where it has none."""
        if self.base_url:
            return "base_url"
        return next((one.key for one in self.fields if one.kind is FieldKind.ADDRESS), "")

    def missing(self, given: Callable[[str], object]) -> list[str]:
        """The labels of what must be given and was not; `given` says of the key of a field whether it was."""
        labels = [one.label for one in self.fields if one.required and not given(one.key)]
        if self.any_of and not any(given(key) for key in self.any_of):
            labels.append(" or ".join(one.label for one in self.fields if one.key in self.any_of))
        return labels

    def field(self, key: str) -> Field | None:
        """The field with this key."""
        return next((one for one in self.fields if one.key == key), None)


def fields_of(step: Step) -> tuple[Field, ...]:
    """The fields that a step gives values to."""
    match step:
        case Form():
            return step.fields
        case Authorize() | Choose():
            return (step.field,)
        case Visit():
            return ()


class Keep(Protocol):
    """Where a client keeps small secrets of its own between runs, such as a token with its expiry.

    A grant (a field of kind GRANT) is renewed through `renewing`, so that of two processes only one renews it.
    """

    def get(self, name: str) -> str | None:
        """What was kept under this name; None when nothing was."""
        ...

    def set(self, name: str, value: str | None) -> None:
        """Keep `value` under this name; None forgets it."""
        ...

    def renewing(self, field: str) -> AbstractAsyncContextManager[Renewal]:
        """Alone among all processes, look at the grant in this field as it is kept now, and put a renewed one there."""
        ...


class Renewal(Protocol):
    """A grant while nobody else can change it."""

    grant: str

    def keep(self, grant: str) -> None:
        """Put the renewed grant in the place of the old one."""
        ...


def resolve(reference: str) -> Any:
    """The object that "package.module:name" names, imported now."""
    module, _, name = reference.partition(":")
    return getattr(importlib.import_module(module), name)
