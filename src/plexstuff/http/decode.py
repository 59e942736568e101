"""Turns the body of an answer into a typed value, or says what is wrong with it."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from types import NoneType
from typing import Any, TypeVar, cast

import msgspec

from plexstuff.errors import UnexpectedResponse

T = TypeVar("T")

#: A byte order mark, which some servers send and RFC 8259 §8.1 lets a reader ignore.
_MARK = b"\xef\xbb\xbf"


@functools.lru_cache(maxsize=256)
def _decoder(as_: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cast("Any", as_))


def decode(body: bytes, as_: type[T], *, title: str) -> T:
    """`body` as a value of type `as_`: JSON by msgspec, for `bytes` the body as it is, for None's type nothing.

    Raises UnexpectedResponse, naming the service by its `title`, for a web page, a body cut off or another shape.
    """
    if as_ is bytes:
        return cast("T", body)
    if as_ is NoneType:
        return cast("T", None)
    try:
        return cast("T", _decoder(cast("Hashable", as_)).decode(body.removeprefix(_MARK)))
    except msgspec.ValidationError as error:
        raise UnexpectedResponse(
            f"{title} gave an answer of another shape than expected: {str(error)[:200]}.",
            "The service may have changed; look for a newer version of Plexstuff, or report this answer.",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _not_json(body, title, str(error)) from None
    except RecursionError:
        raise UnexpectedResponse(
            f"{title} gave an answer that is nested too deeply.", "Check the address of the service in its settings."
        ) from None


def looks_like_a_page(body: bytes) -> bool:
    """Whether a body is HTML or XML rather than JSON."""
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _not_json(body: bytes, title: str, reason: str) -> UnexpectedResponse:
    if looks_like_a_page(body):
        return UnexpectedResponse(
            f"{title} answered with a web page instead of data.",
            "Open the service's address in a browser: a log-in page, a proxy or a hotspot may be in between. "
            "If you changed base_url, check it.",
        )
    if not body.strip():
        return UnexpectedResponse(f"{title} gave an empty answer.", "Try again in a few minutes.")
    if "truncated" in reason:
        return UnexpectedResponse(
            f"The answer of {title} was cut off.", "Try again; if it stays so, check the connection."
        )
    return UnexpectedResponse(
        f"{title} gave an answer that is not JSON.", "Try again in a few minutes; if you changed base_url, check it."
    )
