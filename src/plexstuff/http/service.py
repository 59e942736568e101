"""What a service's client talks to: typed GET and POST against one service, with everything around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlencode

import httpx2
import msgspec

from plexstuff.errors import InvalidValue, PlexstuffError, RateLimited, UnexpectedResponse
from plexstuff.http.cache import Cache
from plexstuff.http.credentials import Credentials, split
from plexstuff.http.decode import decode
from plexstuff.http.exchange import Answer, Call, Exchange, FileForm, Settings
from plexstuff.http.gate import Gate
from plexstuff.http.redact import Redactor, is_key_like
from plexstuff.http.redirect import next_address, origin
from plexstuff.http.retry import FIRST_WAIT, LONGEST_WAIT, Failed, Retries, Sleep, retry_after
from plexstuff.http.trouble import failed_by_status, left_alone, sent_round

T = TypeVar("T")
Params = Mapping[str, str | int | bool | None]

MOST_REDIRECTS = 5


class ServiceHttp:
    """One service over HTTP. Made by `HttpClient.service`.

    Every method raises only PlexstuffErrors: KeyRefused (401, 403), NotFound (404), RateLimited (429), ServerError
    (5xx), Unreachable (no name, no connection, no TLS, no answer in time), UnexpectedResponse (anything else, and a web
    page with 401 or 403), or what the service's own `explain` makes of an error answer. No error ever holds a secret.
    """

    def __init__(
        self,
        settings: Settings,
        gate: Gate,
        cache: Cache,
        redactor: Redactor,
        *,
        sleep: Sleep,
        clock: Callable[[], float],
        elsewhere: Callable[[str], ServiceHttp],
    ) -> None:
        self.key = settings.place.key
        self.title = settings.place.title
        self.base_url = settings.base_url
        #: Requests that really went over the network: repetitions count, answers from the cache don't.
        self.sent = 0
        self._settings = settings
        self._gate = gate
        self._exchange = Exchange(settings, gate, cache)
        self._redactor = redactor
        self._sleep = sleep
        self._clock = clock
        self._elsewhere = elsewhere
        self._closed_until = 0.0
        self._credentials = Credentials()
        gate.before = self._before_sending

    @property
    def credentials(self) -> Credentials:
        """What every request carries from now on to prove who asks. Set it once it is known; it is never shown.

        It is put on below the cache: neither the cache's keys nor its files hold it, and answers kept under one key
        are found under another. Ask with `cache=False` whenever the answer depends on who asks.
        """
        return self._credentials

    @credentials.setter
    def credentials(self, credentials: Credentials) -> None:
        self._learn(credentials)
        self._credentials = credentials

    async def get(
        self,
        path: str,
        as_: type[T],
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        cache: bool = True,
        onward: tuple[str, ...] = (),
    ) -> T:
        """The answer to a GET of `path` (below the base URL), decoded as `as_`; tried again where that may help.

        `as_` is a type that msgspec decodes from JSON, or `bytes` for the body as it is. Parameters that are None are
        left out. Credentials among `params` and `headers` are put on below the cache, like those in `credentials`; one
        with a doubtful name (`token`, `pin`) turns the cache off for this request. With `cache=False` the cache is
        neither asked nor fed: for checks, and for whatever depends on who asks. `onward` names other hosts that the
        service may send us on to: no credentials go there.
        """
        texts = {name: _text(value) for name, value in (params or {}).items() if value is not None}
        plain_params, plain_headers, secret = split(texts, headers or {})
        call = Call(
            "GET",
            self._url(path, plain_params),
            {"Accept": "*/*" if as_ is bytes else "application/json", **plain_headers},
            None,
            self._joined(secret),
            cache and not any(is_key_like(name) for name in plain_params),
            onward=onward,
        )
        return await self._run(call, as_, may_repeat=True)

    async def post(
        self,
        path: str,
        as_: type[T],
        *,
        json: object = None,
        form: Mapping[str, str] | None = None,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        repeat: bool = False,
    ) -> T:
        """The answer to a POST of `json`, or of the fields of a `form`, to `path`, decoded as `as_`.

        `repeat=True` says that doing it twice does no harm (a log-in, a search): then it is tried again like a GET.
        """
        for name, value in (*_texts(json), *_texts(form)):
            if is_key_like(name):
                self._redactor.add(value)
        body: bytes | None = None
        kind = "application/json"
        if form is not None:
            body, kind = urlencode(form).encode("ascii"), "application/x-www-form-urlencoded"
        elif json is not None:
            body = msgspec.json.encode(json)
        return await self.send("POST", path, as_, body=body, kind=kind, params=params, headers=headers, repeat=repeat)

    async def send(
        self,
        method: str,
        path: str,
        as_: type[T],
        *,
        body: bytes | FileForm | None = None,
        kind: str = "",
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        repeat: bool = False,
        patience: float | None = None,
    ) -> T:
        """The answer to any other request, decoded as `as_` (`bytes`: as it is); never kept, tried again if `repeat`.

        `kind` is the media type of `body`, where that is no form that knows it itself; `patience` is how many seconds
        the service may be silent this time.
        """
        texts = {name: _text(value) for name, value in (params or {}).items() if value is not None}
        plain_params, plain_headers, secret = split(texts, headers or {})
        call = Call(
            method,
            self._url(path, plain_params),
            {
                "Accept": "*/*" if as_ is bytes else "application/json",
                **({"Content-Type": kind} if body is not None and kind else {}),
                **plain_headers,
            },
            body,
            self._joined(secret),
            cache=False,
            patience=patience,
        )
        return await self._run(call, as_, may_repeat=repeat)

    def at(self, base_url: str) -> ServiceHttp:
        """The way to another address of the same service: same rate, same certificate, no credentials yet.

        Raises InvalidValue when `base_url` is no web address.
        """
        return self._elsewhere(base_url)

    def _joined(self, secret: Credentials) -> Credentials:
        self._learn(secret)
        return self._credentials.joined(secret.params, secret.headers)

    def _learn(self, credentials: Credentials) -> None:
        """Never show these; refuse those that no header can hold."""
        for secret in credentials.secrets():
            self._redactor.add(secret)
        if not all(value.isascii() and value.isprintable() for value in credentials.headers.values()):
            raise InvalidValue(
                f"The key for {self.title} holds characters that can't be part of a key.",
                f"Copy it again and set it: plexstuff services set {self.key}",
            )

    def _url(self, path: str, params: Mapping[str, str]) -> httpx2.URL:
        address = f"{self.base_url.rstrip('/')}/{path.lstrip('/')}" if path else self.base_url
        try:
            url = httpx2.URL(address)
            return url.copy_merge_params(params) if params else url
        except httpx2.InvalidURL:
            raise InvalidValue(
                f"{self.title} can't be asked for this: the address would be too long or malformed.",
                "Give a shorter text to look for; if you changed base_url, check it.",
            ) from None

    async def _run(self, call: Call, as_: type[T], *, may_repeat: bool) -> T:
        async def once() -> T:
            answer = await self._follow(call)
            try:
                return decode(answer.body, as_, title=self.title)
            except UnexpectedResponse:
                if not answer.from_cache:
                    raise
            # A broken answer was kept: ask the service itself.
            answer = await self._follow(replace(call, cache=False))
            return decode(answer.body, as_, title=self.title)

        try:
            return await Retries(self.title, self._sleep, may_repeat=may_repeat).run(once)
        except PlexstuffError as error:
            error.sentence = self._redactor.redact(error.sentence)
            error.advice = self._redactor.redact(error.advice)
            error.args = (error.sentence,)
            raise

    async def _follow(self, call: Call, hops: int = MOST_REDIRECTS) -> Answer:
        """The answer in the end, after redirects within the same host (or on to those that the call names); raises
        Failed for every error answer.
        """
        place = self._settings.place
        for left in range(hops, -1, -1):
            answer = await self._exchange.run(call)
            if answer.status < 300:
                return answer
            location = answer.headers.get("location")
            address = next_address(call.method, call.url, answer.status, location, place, call.onward)
            if address is None:
                raise self._failed(answer)
            moved, call = address.host != call.url.host, replace(call, url=address)
            if moved:
                there = self._elsewhere(origin(address))
                return await there._follow(replace(call, credentials=Credentials()), left - 1)
        raise Failed(sent_round(place))

    def _failed(self, answer: Answer) -> Failed:
        wait = retry_after(answer.headers.get("retry-after"), date=answer.headers.get("date"), now=self._clock())
        failed = failed_by_status(self._settings.place, answer.status, answer.body, wait, self._settings.explain)
        if isinstance(failed.error, RateLimited) and failed.error.whole:
            if (failed.wait or 0.0) > LONGEST_WAIT:
                self._closed_until = self._clock() + (failed.wait or 0.0)
            else:
                self._gate.stay_away(failed.wait if failed.wait is not None else FIRST_WAIT)
        return failed

    def _before_sending(self) -> None:
        """Count a request that goes out; refuse it while the service wants to be left alone for long."""
        wait = self._closed_until - self._clock()
        if wait > 0:
            raise Failed(left_alone(self._settings.place, wait))
        self.sent += 1


def _texts(values: object) -> list[tuple[str, str]]:
    """The texts that stand under a name at the top of `values`."""
    if not isinstance(values, Mapping):
        return []
    return [(str(name), value) for name, value in values.items() if isinstance(value, str)]


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
