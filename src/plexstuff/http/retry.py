"""Tries again what may be repeated: after the wait that the service asks for, else with growing pauses."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

import stamina

from plexstuff.errors import PlexstuffError, RateLimited, ServerError

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

logger = logging.getLogger("plexstuff.http")

#: No single wait is longer, whatever the service asks for: then the user is told instead. Seconds.
LONGEST_WAIT = 60.0
#: All waits of one request together. Seconds.
LONGEST_WAITS = 120.0
FIRST_WAIT = 0.5
MOST_ATTEMPTS = 5


class Failed(Exception):
    """A try that failed: the error for the user, and how often in all it makes sense to try.

    `wait` is how many seconds the service wants to be left alone, None when it did not say.
    """

    def __init__(self, error: PlexstuffError, *, attempts: int = 1, wait: float | None = None) -> None:
        super().__init__(error.sentence)
        self.error = error
        self.attempts = attempts
        self.wait = wait


class Retries:
    """One request with its repetitions. Raises the PlexstuffError of the last try."""

    def __init__(self, title: str, sleep: Sleep, *, may_repeat: bool) -> None:
        self._title = title
        self._sleep = sleep
        self._may_repeat = may_repeat
        self._pause: float | None = None
        self._waited = 0.0

    async def run(self, send: Callable[[], Awaitable[T]]) -> T:
        """What `send` returns, tried until it does or until trying makes no more sense."""
        try:
            # The pause is slept here rather than inside stamina, so that tests can inject their clock.
            async for attempt in stamina.retry_context(
                on=self._again,
                attempts=MOST_ATTEMPTS,
                timeout=None,
                wait_initial=FIRST_WAIT,
                wait_max=8.0,
                wait_jitter=0,
            ):
                with attempt:
                    if self._pause is not None:
                        await self._sleep(self._pause)
                        self._waited += self._pause
                    try:
                        return await send()
                    except Failed as failed:
                        self._decide(failed, attempt.num, attempt.next_wait)
                        raise
        except Failed as failed:
            raise failed.error from None
        raise AssertionError("a request ends with an answer or an error")

    def _decide(self, failed: Failed, number: int, growing: float) -> None:
        self._pause = None
        if not self._may_repeat or number >= min(failed.attempts, MOST_ATTEMPTS):
            return
        # A little more than asked for, and not the same for all: what failed together must not come back together.
        pause = (failed.wait if failed.wait is not None else growing) + random.uniform(0, 0.25) * growing  # noqa: S311
        if (failed.wait or 0.0) > LONGEST_WAIT or self._waited + pause > LONGEST_WAITS:
            return
        self._pause = pause
        logger.info("%s: %s; trying again in %.1f s", self._title, type(failed.error).__name__, pause)

    def _again(self, error: Exception) -> bool | float:
        return 0.0 if isinstance(error, Failed) and self._pause is not None else False


def retry_after(value: str | None, *, date: str | None, now: float) -> float | None:
    """The seconds that a `Retry-After` header asks for (RFC 9110 §10.2.3); None when it says nothing usable.

    A date is measured against the service's own `Date` header where there is one, so that a wrong clock here does no
    harm; else against `now` (seconds since the epoch).
    """
    if not value:
        return None
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return float(value[:9])
    until = _http_date(value)
    if until is None:
        return None
    since = _http_date(date) if date else None
    return max(0.0, until - (since if since is not None else now))


def _http_date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def wanted_wait(error: PlexstuffError) -> float | None:
    """The wait that an error carries, None when it carries none."""
    return error.wait if isinstance(error, RateLimited | ServerError) else None
