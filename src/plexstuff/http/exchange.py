"""One request and its answer, over the cache or straight through the gate, within limits of time and size."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import h11
import httpx2

from plexstuff.errors import FileTrouble
from plexstuff.http.cache import CACHE_ERRORS, Cache
from plexstuff.http.credentials import Credentials
from plexstuff.http.gate import PASSAGE, Gate, Passage
from plexstuff.http.retry import Failed
from plexstuff.http.trouble import Explain, Place, failed_by_exception, too_long, too_slow

#: A whole answer may take this many times as long as the service may be silent.
TOTAL_TIMEOUTS = 3
#: And what is sent may take longer still: any line to the internet carries so much. Bytes a second.
SLOWEST_SENDING = 20_000
#: Of an error answer only so much is read. Bytes.
ERROR_BODY = 64 * 2**10


@dataclass(frozen=True, slots=True)
class Settings:
    """How one service is asked; times in seconds, sizes in bytes. `fresh`: what is kept is asked about."""

    place: Place
    base_url: str
    timeout: float
    size_limit: int
    explain: Explain | None
    user_agent: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form with a file in it (multipart/form-data), which is read from its beginning while it is sent."""

    fields: Mapping[str, str]
    field: str
    file: BinaryIO
    name: str

    def parts(self) -> dict[str, Any]:
        """What makes a request of it. What is no Unicode in a file's name is sent as "?"."""
        fields = {key: _encodable(text) for key, text in self.fields.items()}
        return {"data": fields, "files": {self.field: (_encodable(self.name), self.file, "application/octet-stream")}}


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `patience` is how many seconds the service may be silent this time."""

    method: str
    url: httpx2.URL
    headers: Mapping[str, str]
    content: bytes | FileForm | None
    credentials: Credentials = field(repr=False)
    cache: bool
    patience: float | None = None
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unpacked, whatever its status."""

    status: int
    headers: httpx2.Headers
    body: bytes
    from_cache: bool


class Exchange:
    """The way of every request of one service."""

    def __init__(self, settings: Settings, gate: Gate, cache: Cache) -> None:
        self._settings = settings
        self._gate = gate
        self._cache = cache

    async def run(self, call: Call) -> Answer:
        """The answer, from the cache where that may be. Raises Failed when none comes, whatever the reason."""
        route = await self._cache.route(self._gate) if call.cache else None
        if route is None:
            return await self._send(self._gate, call)
        try:
            return await self._send(route, call)
        except CACHE_ERRORS as error:
            self._cache.turn_off(error)
            return await self._send(self._gate, call)

    async def _send(self, route: httpx2.AsyncBaseTransport, call: Call) -> Answer:
        place, timeout = self._settings.place, call.patience or self._settings.timeout
        kept = {"Cache-Control": "no-cache"} if self._settings.fresh and call.cache else {}
        own = {"User-Agent": self._settings.user_agent, "Accept-Encoding": "gzip, deflate"}
        request = httpx2.Request(
            call.method,
            call.url,
            headers=own | kept | dict(call.headers),
            **(call.content.parts() if isinstance(call.content, FileForm) else {"content": call.content}),
        )
        total = TOTAL_TIMEOUTS * timeout + int(request.headers.get("Content-Length", 0)) / SLOWEST_SENDING
        passage = Passage(total, call.credentials, kept=route is not self._gate)
        request.extensions = {"timeout": httpx2.Timeout(timeout, pool=None).as_dict(), PASSAGE: passage}
        try:
            with passage.scope:
                response = await route.handle_async_request(request)
                passage.opened(response)
                body = await self._read(response)
                from_cache = bool(response.extensions.get("caching", {}).get("from_cache", False))
                return Answer(response.status_code, response.headers, body, from_cache)
        except httpx2.HTTPError as error:
            raise failed_by_exception(place, error, timeout) from None
        except h11.LocalProtocolError:  # which httpcore2 lets through: fewer bytes were sent than announced, or more
            raise Failed(
                FileTrouble(
                    f"A file was changed while it was sent to {place.title}.", "Send it again when it stays as it is."
                )
            ) from None
        finally:
            await passage.close()
        raise Failed(too_slow(place, total))

    async def _read(self, response: httpx2.Response) -> bytes:
        """The unpacked body; what is longer than allowed is not read to its end."""
        is_error = response.status_code >= 300
        limit = ERROR_BODY if is_error else self._settings.size_limit
        declared = response.headers.get("content-length", "")
        if not is_error and declared.isdecimal() and len(declared) < 20 and int(declared) > limit:
            raise Failed(too_long(self._settings.place, limit))
        parts: list[bytes] = []
        size = 0
        async with contextlib.aclosing(response.aiter_bytes()) as stream:
            async for part in stream:
                size += len(part)
                parts.append(part)
                if size > limit and not is_error:
                    raise Failed(too_long(self._settings.place, limit))
                if size > limit:
                    break
        return b"".join(parts)[:limit]
