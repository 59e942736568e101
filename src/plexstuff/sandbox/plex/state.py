"""What the fake Plex remembers: PINs that wait for approval, and the tokens that it gave out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from plexstuff.sandbox.plex import keys
from plexstuff.sandbox.seed import draw

#: How long PINs live, in seconds: those for a page (strong), and those that are typed.
STRONG_LIFE, WEAK_LIFE = 1800, 900
#: So many questions for one PIN within a second are too many.
MOST_POLLS = 3

_LETTERS = "abcdefghijkmnopqrstuvwxyz23456789"


@dataclass
class Pin:
    """A PIN: made for one installation, approved by the user or not yet. `polled` are times of questions."""

    id: int
    code: str
    client: str
    product: str
    made: float
    life: int
    token: str = ""
    polled: list[float] = field(default_factory=list)


class State:
    """PINs and tokens; `clock` gives seconds since the epoch. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._pins: dict[int, Pin] = {}
        self._tokens = {keys.TOKEN}
        self._lock = Lock()
        self._made = 0
        #: Libraries that were told to look through their folders, by key, and when.
        self.scanned: dict[int, float] = {}

    def make_pin(self, client: str, product: str, *, strong: bool) -> Pin:
        """A new PIN of 25 letters for a page, or of 4 to be typed."""
        with self._lock:
            self._made += 1
            length = 25 if strong else 4
            code = "".join(_LETTERS[draw("pin", self._made, place) % len(_LETTERS)] for place in range(length))
            pin = Pin(
                900_000_000 + self._made,
                code if strong else code.upper(),
                client,
                product,
                self.clock(),
                STRONG_LIFE if strong else WEAK_LIFE,
            )
            self._pins[pin.id] = pin
            return pin

    def pin(self, number: int, client: str) -> Pin | None:
        """The PIN, as long as it lives and for the installation that it was made for."""
        pin = self._pins.get(number)
        return pin if pin is not None and pin.client == client and self._alive(pin) else None

    def polled_too_often(self, pin: Pin) -> bool:
        """Whether this question for the PIN is one too many."""
        now = self.clock()
        with self._lock:
            pin.polled = [*(one for one in pin.polled if now - one < 1), now]
            return len(pin.polled) > MOST_POLLS

    def waiting(self, code: str) -> Pin | None:
        """The PIN with this code that nobody has approved yet."""
        wanted = code.strip().casefold()
        found = (one for one in self._pins.values() if one.code.casefold() == wanted)
        return next((one for one in found if self._alive(one) and not one.token), None)

    def approve(self, pin: Pin) -> None:
        """Give a token for the PIN."""
        with self._lock:
            pin.token = f"PLEX-SANDBOX-PIN{pin.id % 10_000:04}"
            self._tokens.add(pin.token)

    def turn_down(self, pin: Pin) -> None:
        """Forget the PIN."""
        with self._lock:
            self._pins.pop(pin.id, None)

    def accepts(self, token: str) -> bool:
        """Whether a token of an account lives."""
        return token in self._tokens

    def sign_out(self, token: str) -> None:
        """Let a token die."""
        with self._lock:
            self._tokens.discard(token)

    def sign_out_all(self) -> None:
        """Let every token die, as a change of the password does."""
        with self._lock:
            self._tokens.clear()

    def _alive(self, pin: Pin) -> bool:
        return self.clock() < pin.made + pin.life
