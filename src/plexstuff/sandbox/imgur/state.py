"""What the fake Imgur remembers: accounts, pictures, albums, codes and tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from plexstuff.sandbox.imgur import keys
from plexstuff.sandbox.seed import hexadecimal, pick

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#: How long an access token lives. Seconds: ten years, as recorded.
TOKEN_LIFE = 315_360_000
#: Credits that a user has in an hour, and a client in a day.
USER_LIMIT, CLIENT_LIMIT = 500, 12_500


@dataclass(slots=True)
class Picture:
    """A picture; `account` is "" for one without."""

    id: str
    delete: str
    kind: str
    size: int
    width: int
    height: int
    at: int
    account: str = ""
    title: str | None = None
    name: str = ""

    @property
    def link(self) -> str:
        """Where everybody sees it."""
        ending = self.kind.partition("/")[2].replace("jpeg", "jpg")
        return f"https://i.imgur.com/{self.id}.{ending}"


@dataclass(slots=True)
class Album:
    """An album of an account, or ("") of nobody."""

    id: str
    delete: str
    at: int
    account: str = ""
    title: str | None = None
    privacy: str = "hidden"
    pictures: list[str] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """Everything. `clock` gives seconds since the epoch."""

    clock: Callable[[], float]
    pictures: dict[str, Picture] = field(default_factory=dict)
    albums: dict[str, Album] = field(default_factory=dict)
    #: Access token -> when it ends; and refresh tokens that live.
    tokens: dict[str, float] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)
    codes: dict[str, bool] = field(default_factory=dict)
    used: int = 0
    _count: int = 0

    def __post_init__(self) -> None:
        """An account with one album."""
        self.tokens[keys.ACCESS_TOKEN] = float("inf")
        self.refresh.add(keys.REFRESH_TOKEN)
        self.albums[keys.ALBUM] = Album(keys.ALBUM, self.word(15), 1_700_000_000, keys.ACCOUNT, "Newsletter")

    def word(self, length: int) -> str:
        """A new id."""
        self._count += 1
        return "".join(pick(_LETTERS, "imgur", self._count, place) for place in range(length))

    def token(self) -> dict[str, object]:
        """A new pair of tokens, as the token endpoint words it."""
        self._count += 1
        access = hexadecimal(40, "imgur access token", self._count)
        again = hexadecimal(40, "imgur refresh token", self._count)
        self.tokens[access] = self.clock() + TOKEN_LIFE
        self.refresh.add(again)
        return {
            "access_token": access,
            "expires_in": TOKEN_LIFE,
            "token_type": "bearer",
            "scope": None,
            "refresh_token": again,
            "account_id": keys.ACCOUNT_ID,
            "account_username": keys.ACCOUNT,
        }

    def expire(self) -> None:
        """Let every access token run out."""
        self.tokens = dict.fromkeys(self.tokens, 0.0)
