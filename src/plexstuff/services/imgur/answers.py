"""What Imgur answers, as far as we read it (API v3)."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Envelope(msgspec.Struct, Generic[T]):
    """What every answer of the API is wrapped in; an error that comes with a good HTTP status is no answer."""

    data: T
    success: bool = True

    def __post_init__(self) -> None:
        """Refuse what calls itself an error."""
        if not self.success:
            raise ValueError("the answer is an error")


class Image(msgspec.Struct):
    """A picture; `datetime` is in seconds since the epoch, `size` in bytes. Its owner alone sees the delete hash."""

    id: str
    link: str | None = None
    title: str | None = None
    name: str | None = None
    datetime: int = 0
    type: str = ""
    width: int = 0
    height: int = 0
    size: int = 0
    deletehash: str | None = None

    def __repr__(self) -> str:
        return f"Image({self.id!r})"


class Album(msgspec.Struct):
    """An album of an account."""

    id: str
    title: str | None = None
    link: str | None = None
    images_count: int = 0
    privacy: str | None = None


class Made(msgspec.Struct):
    """A new album."""

    id: str


class Account(msgspec.Struct):
    """Whose account it is: `url` is the user's name."""

    url: str


class Credits(msgspec.Struct, rename="pascal"):
    """How often may still be asked: by this user in this hour, by this client today. `user_reset` is in seconds."""

    user_limit: int
    user_remaining: int
    user_reset: int
    client_limit: int
    client_remaining: int


class ErrorObject(msgspec.Struct):
    """The second of the shapes of errors."""

    message: str = ""


class ErrorData(msgspec.Struct):
    """What stands in the envelope of an error."""

    error: str | ErrorObject | None = None


class GatewayError(msgspec.Struct):
    """One error as the newer gateway words it."""

    code: str = ""
    detail: str = ""


class Trouble(msgspec.Struct):
    """An error, in any of its four shapes."""

    data: ErrorData | str | bool | None = None
    errors: list[GatewayError] = []

    @property
    def message(self) -> str:
        """What it says; "" for nothing."""
        if self.errors:
            return self.errors[0].detail
        if isinstance(self.data, str):
            return self.data
        if not isinstance(self.data, ErrorData) or self.data.error is None:
            return ""
        return self.data.error if isinstance(self.data.error, str) else self.data.error.message
