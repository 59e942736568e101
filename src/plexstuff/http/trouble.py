"""Turns a status, or an exception of the network, into an error of ours that names the service and says what to do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx2
import msgspec

from plexstuff.errors import (
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
    Unreachable,
)
from plexstuff.http.decode import looks_like_a_page
from plexstuff.http.retry import LONGEST_WAIT, MOST_ATTEMPTS, Failed, wanted_wait

#: (status, body) -> the service's own reading of an error answer; None leaves it to the general one.
Explain = Callable[[int, bytes], PlexstuffError | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is: its key and title, host and port that are asked, the proxy in between ("": none)."""

    key: str
    title: str
    host: str
    port: int | None = None
    proxy: str = ""

    @property
    def address(self) -> str:
        """The host, with the port if the service's address names one."""
        return self.host if self.port is None else f"{self.host}:{self.port}"


def failed_by_status(place: Place, status: int, body: bytes, wait: float | None, explain: Explain | None) -> Failed:
    """The failure that an answer with a status of 300 or more means; `wait` is what `Retry-After` said."""
    error = _explained(status, body, explain)
    if error is None and status in (401, 403) and looks_like_a_page(body):
        error = _kept_out(place, status)
    if error is None:
        error = _by_status(place, status, wait)
    elif isinstance(error, RateLimited | ServerError) and error.wait is None:
        error.wait = wait
        if (wait or 0.0) > LONGEST_WAIT:
            error.sentence += f" It wants to be left alone for {_seconds(wait)}."
    most: dict[type[PlexstuffError], int] = {RateLimited: MOST_ATTEMPTS, ServerError: 4}
    attempts = most.get(type(error), 1)
    return Failed(error, attempts=attempts, wait=wanted_wait(error))


def _explained(status: int, body: bytes, explain: Explain | None) -> PlexstuffError | None:
    if explain is None:
        return None
    try:
        return explain(status, body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # a proxy's page in place of the service's own error


def _by_status(place: Place, status: int, wait: float | None) -> PlexstuffError:
    title = place.title
    if status in (401, 403):
        return KeyRefused(
            f"{title} does not accept the key.",
            f"Check it at {title} and set it again: plexstuff services set {place.key}",
        )
    if status in (404, 410):
        return NotFound(
            f"{title} does not know what was asked for.", "It may have been removed there; search for it anew."
        )
    if status == 407:
        return Unreachable(
            f"The proxy {place.proxy} in front of {title} wants a log-in.", "Put user and password into HTTPS_PROXY."
        )
    if status == 429:
        return _rate_limited(title, wait)
    if status >= 500:
        return ServerError(
            f"{title} has trouble of its own (status {status}).",
            "Try again in a few minutes.",
            status=status,
            wait=wait,
        )
    return UnexpectedResponse(
        f"{title} did not accept the request (status {status}).",
        "If you changed base_url, check it; else the service may have changed: look for a newer version of Plexstuff.",
    )


def _kept_out(place: Place, status: int) -> UnexpectedResponse:
    """A page of somebody in between: no service says of a key in HTML that it is wrong."""
    return UnexpectedResponse(
        f"A web page answered in place of {place.title} and refused the request (status {status}).",
        "Open the service's address in a browser: it may be a page that blocks you, a proxy, or a hotspot's log-in; "
        "the key may well be good. If you changed base_url, check it.",
    )


def failed_by_exception(place: Place, error: httpx2.HTTPError, timeout: float) -> Failed:
    """The failure that an exception of the HTTP library means."""
    causes = list(_causes(error))
    if isinstance(error, httpx2.ProxyError):
        return Failed(
            Unreachable(
                f"The proxy {place.proxy} does not let {place.title} through.",
                "Check HTTPS_PROXY, or put the host into NO_PROXY.",
            )
        )
    if isinstance(error, httpx2.TimeoutException):
        return Failed(timed_out(place, timeout), attempts=2)
    tls = next((one for one in causes if isinstance(one, ssl.SSLError)), None)
    if tls is not None:
        return Failed(_tls(place, tls))
    if any(isinstance(one, socket.gaierror) for one in causes):
        return Failed(
            Unreachable(
                f"The name {place.proxy or place.host}, needed for {place.title}, can't be found.",
                "Check the internet connection and the name server; if you changed base_url, check it.",
            ),
            attempts=3,
        )
    if isinstance(error, httpx2.ConnectError):
        return Failed(_no_connection(place, causes), attempts=3)
    if isinstance(error, httpx2.DecodingError):
        return Failed(_garbled(place))
    if isinstance(error, httpx2.RemoteProtocolError | httpx2.ReadError):
        return Failed(_broken_off(place, error), attempts=3)
    return Failed(
        Unreachable(f"The connection to {place.title} broke.", "Check the internet connection and try again."),
        attempts=3,
    )


def timed_out(place: Place, timeout: float) -> Unreachable:
    """No answer, or no whole answer, in time."""
    return Unreachable(
        f"{place.title} ({place.address}) did not answer within {_seconds(timeout)}.",
        "Check the internet connection and try again; a slow server may need a larger timeout in its settings.",
    )


def too_slow(place: Place, total: float) -> Unreachable:
    """The answer came drop by drop."""
    return Unreachable(
        f"{place.title} ({place.address}) did not finish its answer within {_seconds(total)}.",
        "Try again later; a slow server may need a larger timeout in its settings.",
    )


def too_long(place: Place, limit: int) -> UnexpectedResponse:
    """The body is larger than anything that was asked for can be."""
    return UnexpectedResponse(
        f"{place.title} gave an answer of more than {limit / 2**20:.3g} MiB.",
        "If you changed base_url, check it; else report this answer.",
    )


def sent_elsewhere(place: Place, host: str) -> UnexpectedResponse:
    """A redirect to another host, where no key may go."""
    return UnexpectedResponse(
        f"{place.title} sends us on to another server, {host}; your key was not given to it.",
        "If the service has moved, set its new address as base_url; else a log-in page or a hotspot may be in between.",
    )


def sent_round(place: Place) -> UnexpectedResponse:
    """One redirect after the other."""
    return UnexpectedResponse(
        f"{place.title} sends us on again and again.", "If you changed base_url, check it; else try again later."
    )


def left_alone(place: Place, wait: float) -> RateLimited:
    """The service said some time ago that it wants to be left alone, and that time is not over."""
    return _rate_limited(place.title, wait)


def _rate_limited(title: str, wait: float | None) -> RateLimited:
    asked = f" and wants to be left alone for {_seconds(wait)}" if wait else ""
    return RateLimited(
        f"{title} says that it was asked too often{asked}.",
        "Run the same again later, nothing is lost. If it happens often, lower requests_per_second of this service.",
        wait=wait,
    )


def _no_connection(place: Place, causes: list[BaseException]) -> Unreachable:
    where = place.proxy or place.address
    if any(isinstance(one, ConnectionRefusedError) for one in causes):
        what = f"The proxy {where} in front of {place.title}" if place.proxy else f"{place.title} ({where})"
        return Unreachable(
            f"{what} refuses connections.", "Check that it is running, and its address and port in the settings."
        )
    return Unreachable(f"No connection to {place.title} ({where}).", "Check the internet connection and try again.")


def _tls(place: Place, error: ssl.SSLError) -> Unreachable:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(
            f"The certificate of {place.address} ({place.title}) can't be trusted: {error.verify_message.rstrip('.')}.",
            "For a server of your own give its certificate as ca_file, or turn verify_tls off for this service. "
            "Else check this computer's clock: somebody may also be listening in.",
        )
    reason = (error.reason or "no reason given").replace("_", " ").lower()
    return Unreachable(
        f"No secure connection to {place.title} ({place.address}): {reason}.",
        "If the server speaks plain HTTP, its address (base_url) must begin with http://.",
    )


def _garbled(place: Place) -> UnexpectedResponse:
    return UnexpectedResponse(f"The answer of {place.title} can't be unpacked.", "Try again in a few minutes.")


def _broken_off(place: Place, error: httpx2.HTTPError) -> PlexstuffError:
    if isinstance(error, httpx2.RemoteProtocolError) and "without sending complete" in str(error):
        return UnexpectedResponse(
            f"The answer of {place.title} was cut off.", "Try again; if it stays so, check the connection."
        )
    return Unreachable(f"{place.title} ({place.address}) broke the connection off.", "Try again in a few minutes.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception, what caused it, and what lies inside groups of exceptions."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def _seconds(value: float | None) -> str:
    return f"{value or 0:.3g} s" if (value or 0) < 1000 else f"{(value or 0) / 60:.0f} minutes"
