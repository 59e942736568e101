"""The HTTP side of one run of the program: makes the way to each service, all with one cache and one redactor."""

from __future__ import annotations

import base64
import logging
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType

import anyio
import httpx2

from plexstuff import __version__
from plexstuff.errors import InvalidValue
from plexstuff.http.cache import Cache
from plexstuff.http.credentials import Credentials
from plexstuff.http.exchange import Settings
from plexstuff.http.gate import Gate
from plexstuff.http.network import find_proxy, open_network
from plexstuff.http.pace import Pace, Rate
from plexstuff.http.redact import Redactor
from plexstuff.http.retry import Sleep
from plexstuff.http.service import ServiceHttp
from plexstuff.http.trouble import Explain, Place

#: A name (already in its ASCII form), or an address of either IP version.
_HOST = re.compile(rb"[A-Za-z0-9._:-]+")
#: What stands in for the network in tests.
Transport = httpx2.AsyncBaseTransport

USER_AGENT = f"Plexstuff/{__version__}"


class HttpClient:
    """An async context manager, one per run; nothing is created, opened or asked before the first request.

    Answers are kept below `cache_folder` (None: not at all), the rates of requests below `state_folder`. `transport`
    stands in for the network; with `fresh`, the services are asked whether what was kept still holds. `sleep` (seconds)
    and `clock` (seconds since the epoch) belong together: who injects one injects both.
    """

    def __init__(
        self,
        *,
        cache_folder: Path | None,
        state_folder: Path,
        redactor: Redactor | None = None,
        user_agent: str = USER_AGENT,
        transport: Transport | None = None,
        fresh: bool = False,
        sleep: Sleep = anyio.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.redactor = redactor if redactor is not None else Redactor()
        self._state_folder = state_folder
        self._user_agent = user_agent
        self._transport = transport
        self._fresh = fresh
        self._sleep = sleep
        self._clock = clock
        self._cache = Cache(cache_folder)
        self._services: list[tuple[ServiceHttp, Gate]] = []
        _quiet()

    def service(
        self,
        key: str,
        title: str,
        base_url: str,
        *,
        rate: Rate,
        timeout: float = 20.0,
        verify: bool | Path = True,
        size_limit: int = 32 * 2**20,
        explain: Explain | None = None,
    ) -> ServiceHttp:
        """The way to one service. Raises InvalidValue when `base_url` is no web address.

        `timeout` is how many seconds the service may be silent (a whole answer may take three times as long);
        `verify` False trusts any certificate, a path trusts those in that file too; `size_limit` is in bytes, after
        unpacking; `explain` reads the service's own error answers.
        """
        url = self._address(title, base_url)
        proxy = find_proxy(url) if self._transport is None else None
        if proxy is not None and proxy.auth is not None:
            self.redactor.add(proxy.auth[1])
        place = Place(key, title, url.host, url.port, proxy.url.netloc.decode("ascii") if proxy is not None else "")

        def open_transport() -> httpx2.AsyncBaseTransport:
            if self._transport is not None:
                return self._transport
            return open_network(url, title, verify=verify, connections=rate.connections, proxy=proxy)

        pace = Pace(key, rate, self._state_folder, clock=self._clock, sleep=self._sleep)
        gate = Gate(open_transport, pace, rate.connections)
        bare = str(url.copy_with(username=None, password=None, fragment=None))
        settings = Settings(place, bare, timeout, size_limit, explain, self._user_agent, self._fresh)

        @cache
        def elsewhere(address: str) -> ServiceHttp:
            return self.service(
                key,
                title,
                address,
                rate=rate,
                timeout=timeout,
                verify=verify,
                size_limit=size_limit,
                explain=explain,
            )

        service = ServiceHttp(
            settings, gate, self._cache, self.redactor, sleep=self._sleep, clock=self._clock, elsewhere=elsewhere
        )
        if url.username or url.password:
            pair = base64.b64encode(f"{url.username}:{url.password}".encode()).decode("ascii")
            self.redactor.add(url.password)
            service.credentials = Credentials(headers={"Authorization": f"Basic {pair}"})
        self._services.append((service, gate))
        return service

    @property
    def requests(self) -> dict[str, int]:
        """How many requests really went over the network, by the key of the service."""
        counts: dict[str, int] = {}
        for service, _ in self._services:
            counts[service.key] = counts.get(service.key, 0) + service.sent
        return counts

    async def aclose(self) -> None:
        """Close every connection and file, also when that is cancelled."""
        with anyio.CancelScope(shield=True):
            for _, gate in self._services:
                await gate.aclose()
            await self._cache.aclose()

    async def __aenter__(self) -> HttpClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def _address(self, title: str, base_url: str) -> httpx2.URL:
        try:
            url = httpx2.URL(base_url.strip())
        except httpx2.InvalidURL:
            url = httpx2.URL()
        if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host):
            raise InvalidValue(
                f"The address of {title}, {self.redactor.redact(base_url)!r}, is not a web address.",
                "base_url wants something like https://host/path.",
            )
        return url


def _quiet() -> None:
    """The libraries' own messages hold whole URLs and headers (with keys), or what the user need not know of."""
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    logging.getLogger("httpcore2").setLevel(logging.WARNING)
    logging.getLogger("stamina").setLevel(logging.ERROR)
