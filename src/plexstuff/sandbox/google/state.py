"""What the fake Google remembers: codes and tokens, who allowed what, and whether the app is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock

from plexstuff.sandbox.google import keys
from plexstuff.sandbox.google.sheets.book import Book, first_book
from plexstuff.sandbox.google.videos.quota import Quota

#: How long a code, an access token and, in Testing, a refresh token live. Seconds.
CODE_LIFE, TOKEN_LIFE, TESTING_LIFE = 300, 3599, 604_799


@dataclass
class Consent:
    """What one sign-in came to: a refresh token, and every access token made of it."""

    account: str
    scopes: tuple[str, ...]
    refresh: str = ""
    ends: float | None = None
    access: dict[str, float] = field(default_factory=dict)
    alive: bool = True


@dataclass
class Code:
    """A code on its way from the page of consent to the token endpoint."""

    account: str
    scopes: tuple[str, ...]
    redirect: str
    challenge: str
    method: str
    offline: bool
    made: float
    consent: Consent | None = None


class State:
    """Everything; `clock` gives seconds since the epoch. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.lock = RLock()
        #: "production", or "testing": then refresh tokens die after 7 days.
        self.publishing = "production"
        #: The APIs (by the name of their host) that are not switched on in the project.
        self.switched_off: set[str] = set()
        self.codes: dict[str, Code] = {}
        first = Consent(keys.ACCOUNT, keys.SCOPES, keys.REFRESH_TOKEN, access={keys.ACCESS_TOKEN: 4_102_444_800.0})
        self.consents: list[Consent] = [first]
        self.books: dict[str, Book] = {keys.SPREADSHEET: first_book()}
        self.quota = Quota(clock)
        self.mails_in_a_minute: list[float] = []
        self.sheet_calls: list[float] = []
        self._made = 0

    def number(self) -> int:
        """A number that was not used before."""
        with self.lock:
            self._made += 1
            return self._made

    def make_code(self, code: Code) -> str:
        """A code for what was agreed to."""
        with self.lock:
            name = f"4/0SANDBOX-{self.number():04}-thistledown"
            self.codes[name] = code
            return name

    def consent_to(self, account: str, scopes: tuple[str, ...], *, offline: bool) -> Consent:
        """A new sign-in of an account."""
        with self.lock:
            consent = Consent(account, tuple(sorted(scopes)))
            if offline:
                consent.refresh = f"1//SANDBOX-driftwood-{self.number():04}"
                if self.publishing == "testing":
                    consent.ends = self.clock() + TESTING_LIFE
            self.consents.append(consent)
            return consent

    def access_token(self, consent: Consent) -> str:
        """A new access token."""
        with self.lock:
            token = f"ya29.SANDBOX-quillfeather-{self.number():04}"
            consent.access[token] = self.clock() + TOKEN_LIFE
            return token

    def refreshed_by(self, token: str) -> Consent | None:
        """The living sign-in that a refresh token belongs to."""
        now = self.clock()
        for one in self.consents:
            if one.refresh and one.refresh == token and one.alive and (one.ends is None or now < one.ends):
                return one
        return None

    def opened_by(self, token: str) -> Consent | None:
        """The living sign-in that an access token belongs to."""
        now = self.clock()
        for one in self.consents:
            if one.alive and one.access.get(token, 0.0) > now:
                return one
        return None

    def revoke(self, token: str) -> bool:
        """Let the sign-in die that this token, of either kind, belongs to."""
        with self.lock:
            for one in self.consents:
                if one.alive and token and (token == one.refresh or token in one.access):
                    one.alive = False
                    return True
        return False

    def expire(self) -> None:
        """Let every access token run out; refresh tokens live on."""
        with self.lock:
            for one in self.consents:
                one.access.clear()
