"""From settings to living clients: each on the one HTTP client, with its own rate, certificate and keys."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from plexstuff.config import Configuration
from plexstuff.errors import InvalidValue, NotConfigured
from plexstuff.http import HttpClient, Redactor, ServiceHttp, Transport
from plexstuff.roles import MovieSource, Role, SeriesSource
from plexstuff.service import Checked, LifecycleState, Rate, Service, resolve


class KeptSecrets:
    """Where the client of one service keeps small secrets of its own (`service.Keep`), in the store of secrets."""

    def __init__(self, configuration: Configuration, section: str, redactor: Redactor) -> None:
        self._configuration = configuration
        self._section = section
        self._redactor = redactor

    def get(self, name: str) -> str | None:
        """What was kept under this name."""
        kept = self._configuration.secret(self._section, f"kept_{name}")
        if kept:
            self._redactor.add(kept)
        return kept

    def set(self, name: str, value: str | None) -> None:
        """Keep or (None) forget a value."""
        if value is None:
            self._configuration.forget_secret(self._section, f"kept_{name}")
        else:
            self._redactor.add(value)
            self._configuration.set_secret(self._section, f"kept_{name}", value)


class ForThisRun:
    """Keeps nothing beyond the check of values that are not kept themselves yet (`service.Keep`)."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """What was kept under this name."""
        return self._kept.get(name)

    def set(self, name: str, value: str | None) -> None:
        """Keep or (None) forget a value."""
        self._kept.pop(name, None)
        if value is not None:
            self._kept[name] = value


class Connection:
    """The way out for one run; an async context manager."""

    def __init__(
        self,
        configuration: Configuration,
        services: Sequence[Service],
        *,
        transport: Transport | None = None,
    ) -> None:
        self._configuration = configuration
        self._services = services
        self._redactor = Redactor()
        for secret in configuration.secrets():
            self._redactor.add(secret)
        self._http = HttpClient(
            cache_folder=configuration.paths.cache_folder,
            state_folder=configuration.paths.state_folder,
            redactor=self._redactor,
            transport=transport,
        )
        self._opened: dict[str, ServiceHttp] = {}
        self._clients: dict[str, Any] = {}

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    def client(self, key: str, values: Mapping[str, str] | None = None) -> Any:
        """The client of a service with its settings, or with `values` in place of some of them.

        Raises NotConfigured when a value that it needs was never given.
        """
        service = next(one for one in self._services if one.key == key)
        if values is None and key in self._clients:
            return self._clients[key]
        given = self._values(service, values or {})
        keep = ForThisRun() if values else KeptSecrets(self._configuration, key, self._redactor)
        client = resolve(service.client)(self._service_http(service), given, keep)
        if values is None:
            self._clients[key] = client
        return client

    async def check(self, service: Service, values: Mapping[str, str] | None) -> Checked:
        """Run the service's own check. Raises what it raises."""
        client = self.client(service.key, values)
        checked: Checked = await resolve(service.check)(client)
        return checked

    def movie_sources(self) -> list[MovieSource]:
        """The services that know films and are set up, the preferred one first."""
        return cast("list[MovieSource]", self._sources(Role.MOVIES))

    def series_sources(self) -> list[SeriesSource]:
        """The services that know series and are set up, the preferred one first."""
        return cast("list[SeriesSource]", self._sources(Role.SERIES))

    def requests(self) -> dict[str, int]:
        """How many requests went over the network, by service."""
        return dict(sorted(self._http.requests.items()))

    def _sources(self, role: Role) -> list[Any]:
        playing = [
            one for one in self._services if role in one.roles and one.lifecycle.state is not LifecycleState.RETIRED
        ]
        sources = []
        for service in sorted(playing, key=lambda one: one.roles[role]):
            if all(self._configuration.value(service.key, f.key).text for f in service.fields if f.required):
                sources.append(self.client(service.key))
        return sources

    def _values(self, service: Service, values: Mapping[str, str]) -> dict[str, str]:
        given: dict[str, str] = {}
        for field in service.fields:
            text = values[field.key] if field.key in values else self._configuration.value(service.key, field.key).text
            if text:
                given[field.key] = text
                if field.secret:
                    self._redactor.add(text)
            elif field.required:
                raise NotConfigured(
                    f"{service.title}: {field.label} is not set.", f"Run: plexstuff services setup {service.key}"
                )
        return given

    def _service_http(self, service: Service) -> ServiceHttp:
        if service.key not in self._opened:
            module = importlib.import_module(service.client.partition(":")[0])
            self._opened[service.key] = self._http.service(
                service.key,
                service.title,
                self._setting(service, "base_url") or service.base_url,
                rate=self._rate(service),
                timeout=self._number(service, "timeout", 20.0),
                verify=self._verify(service),
                explain=getattr(module, "explain", None),
            )
        return self._opened[service.key]

    def _rate(self, service: Service) -> Rate:
        usual = service.rate.requests / service.rate.seconds
        a_second = self._number(service, "requests_per_second", usual)
        connections = int(self._number(service, "connections", service.rate.connections))
        if a_second == usual:
            return Rate(service.rate.requests, service.rate.seconds, connections)
        # Less than one a second is one in so many seconds.
        return Rate(int(a_second), 1.0, connections) if a_second >= 1 else Rate(1, 1 / a_second, connections)

    def _verify(self, service: Service) -> bool | Path:
        if file := self._setting(service, "ca_file"):
            return Path(file).expanduser()
        return self._setting(service, "verify_tls") != "false"

    def _number(self, service: Service, key: str, usual: float) -> float:
        text = self._setting(service, key)
        if not text:
            return usual
        try:
            return float(text)
        except ValueError as error:
            raise InvalidValue(
                f"{service.title}: {key} is no number.", f"Run: plexstuff config explain {service.key}.{key}"
            ) from error

    def _setting(self, service: Service, key: str) -> str | None:
        return self._configuration.value(service.key, key).text
