"""From settings to living clients: each on the one HTTP client, with its own rate, certificate and keys."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from plexstuff.config import Configuration
from plexstuff.errors import InvalidValue, NotConfigured, ServiceRetired, UsageError
from plexstuff.health import Checked
from plexstuff.http import HttpClient, Redactor, ServiceHttp, Transport
from plexstuff.jobs.music import Possible
from plexstuff.keeping import ForThisRun, KeptSecrets, learn
from plexstuff.roles import (
    AlbumSource,
    CoverSource,
    ImageHost,
    LibrarySource,
    MailSender,
    MovieSource,
    MusicLocker,
    NameSource,
    Role,
    SeriesSource,
    SheetSource,
    TorrentSource,
    UserSource,
    VideoSource,
)
from plexstuff.service import Authorize, Choose, LifecycleState, Offer, Pending, Rate, Service, SignIn, Terms, resolve


class Connection:
    """The way out for one run; an async context manager. With `fresh`, no kept answer counts unasked."""

    def __init__(
        self,
        configuration: Configuration,
        services: Sequence[Service],
        *,
        transport: Transport | None = None,
        redactor: Redactor | None = None,
        fresh: bool = False,
    ) -> None:
        self._configuration = configuration
        self._services = services
        self._redactor = redactor if redactor is not None else Redactor()
        for secret in configuration.secrets():
            learn(self._redactor, secret)
        self._http = HttpClient(
            cache_folder=configuration.paths.cache_folder,
            state_folder=configuration.paths.state_folder,
            redactor=self._redactor,
            transport=transport,
            fresh=fresh,
        )
        self._opened: dict[tuple[str, str, str], ServiceHttp] = {}
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

        Raises NotConfigured when a value that it needs was never given, ServiceRetired.
        """
        service = next(one for one in self._services if one.key == key)
        if service.lifecycle.state is LifecycleState.RETIRED:
            raise ServiceRetired(
                f"{service.title} is gone since {service.lifecycle.since}: {service.lifecycle.why}",
                f"Instead: {service.lifecycle.instead}.",
            )
        if values is None and key in self._clients:
            return self._clients[key]
        given = self._values(service, values or {})
        kept = KeptSecrets(self._configuration, key, self._redactor)
        keep = ForThisRun(given, kept) if values else kept
        client = resolve(service.client)(self._way(service, given), given, keep)
        if values is None:
            self._clients[key] = client
        return client

    async def check(self, service: Service, values: Mapping[str, str] | None) -> Checked:
        """Run the service's own check. Raises what it raises."""
        client = self.client(service.key, values)
        checked: Checked = await resolve(service.check)(client)
        return checked

    async def offers(self, service: Service, step: Choose, values: Mapping[str, str] | None) -> list[Offer]:
        """What can be chosen at this step. Raises what the client raises."""
        client = self.client(service.key, values)
        return list(await resolve(step.offers)(client))

    async def make_offer(self, service: Service, step: Choose, title: str, values: Mapping[str, str] | None) -> Offer:
        """Make something to choose. Raises what the client raises."""
        made: Offer = await resolve(step.makes)(self.client(service.key, values), title)
        return made

    async def begin_sign_in(
        self, service: Service, step: Authorize, values: Mapping[str, str], *, redirect: str = ""
    ) -> Pending:
        """Start to sign in (see `service.SignIn`); so with those that follow."""
        sign_in, http, given = self._sign_in(service, step, values)
        return await sign_in.begin(http, given, redirect=redirect)

    async def poll_sign_in(
        self, service: Service, step: Authorize, values: Mapping[str, str], pending: Pending
    ) -> str | None:
        """What the sign-in gave; None while the user is not done."""
        sign_in, http, given = self._sign_in(service, step, values)
        return await sign_in.poll(http, given, pending)

    async def finish_sign_in(
        self, service: Service, step: Authorize, values: Mapping[str, str], pending: Pending, address: str
    ) -> str:
        """What the sign-in gave, from the address on which the browser ended."""
        sign_in, http, given = self._sign_in(service, step, values)
        return await sign_in.finish(http, given, pending, address)

    async def revoke(self, service: Service, step: Authorize) -> bool:
        """Give back what the sign-in gave; whether there was anything to give back."""
        sign_in, http, given = self._sign_in(service, step, {})
        return await sign_in.revoke(http, given, given.get(step.field.key, "")) is not False

    def _sign_in(
        self, service: Service, step: Authorize, values: Mapping[str, str]
    ) -> tuple[SignIn, ServiceHttp, dict[str, str]]:
        sign_in: SignIn = resolve(step.sign_in)
        given = self._values(service, values, complete=False)
        return sign_in, self._service_http(service, given, step.sign_in), given

    def mail_sender(self, key: str | None = None) -> MailSender:
        """The service that sends mail: the one with this key, else the preferred one of those that are set up.

        Raises UsageError when the one named does not send mail, NotConfigured when it, or any, is not set up.
        """
        senders = {one.key: one for one in self._services if Role.MAIL in one.roles}
        if key is not None and key not in senders:
            raise UsageError(f"{key[:40]!r} is no service that sends mail.", f"There are: {', '.join(senders)}.")
        playing = [self.client(key)] if key is not None else self._sources(Role.MAIL)
        if not playing:
            raise NotConfigured(
                "No service is set up that sends mail.",
                f"Run: {', or: '.join(f'plexstuff services setup {one}' for one in senders)}",
            )
        return cast("MailSender", playing[0])

    def movie_sources(self) -> list[MovieSource]:
        """The services that know films and are set up, the preferred one first."""
        return cast("list[MovieSource]", self._sources(Role.MOVIES))

    def series_sources(self) -> list[SeriesSource]:
        """The services that know series and are set up, the preferred one first."""
        return cast("list[SeriesSource]", self._sources(Role.SERIES))

    def library_source(self) -> LibrarySource:
        """The preferred media server whose libraries can be listed. Raises NotConfigured when none is set up."""
        return cast("LibrarySource", self._media_server(Role.LIBRARIES))

    def user_source(self) -> UserSource:
        """The preferred media server whose users can be listed. Raises NotConfigured when none is set up."""
        return cast("UserSource", self._media_server(Role.USERS))

    def _media_server(self, role: Role) -> Any:
        if servers := self._sources(role):
            return servers[0]
        possible = [f"plexstuff services setup {one.key}" for one in self._services if role in one.roles]
        raise NotConfigured("No media server is set up.", f"Run: {', or: '.join(possible)}")

    def name_sources(self) -> list[NameSource]:
        """The address books that are set up, the preferred one first."""
        return cast("list[NameSource]", self._sources(Role.NAMES))

    def image_host(self) -> ImageHost:
        """The service that shows pictures to everybody. Raises NotConfigured when none is set up."""
        hosts = cast("list[ImageHost]", self._sources(Role.IMAGES))
        if not hosts:
            raise NotConfigured(
                "No service is set up that keeps pictures.",
                "Run: plexstuff services setup imgur   (for those who have a client id); pictures go into a mail by "
                "themselves: plexstuff mail send --picture FILE",
            )
        return hosts[0]

    def music_locker(self) -> MusicLocker:
        """The service that keeps the user's own music. Raises NotConfigured when none is set up."""
        for locker in cast("list[MusicLocker]", self._sources(Role.MUSIC_LOCKER)):
            return locker
        raise NotConfigured("No service is set up that keeps your music.", "Run: plexstuff services setup ytmusic")

    def kept(self, name: str) -> KeptSecrets:
        """Where a job keeps small secrets of its own under this name."""
        return KeptSecrets(self._configuration, name, self._redactor)

    def sheet_sources(self) -> list[SheetSource]:
        """The services with spreadsheets that are set up, the preferred one first."""
        return cast("list[SheetSource]", self._sources(Role.SHEETS))

    def video_sources(self) -> list[VideoSource]:
        """The sites whose videos can be searched and that are set up, the preferred one first."""
        return cast("list[VideoSource]", self._sources(Role.VIDEOS))

    def album_sources(self, only: str = "") -> list[Possible[AlbumSource]]:
        """The services that know albums, set up or not, the preferred one first; or the one with this key alone.

        Raises UsageError when that one knows no albums, NotConfigured when it is not set up.
        """
        possible = self._possible(Role.MUSIC_METADATA)
        if not only:
            return possible
        chosen = [one for one in possible if one.key == only]
        if not chosen:
            known = ", ".join(one.key for one in possible)
            raise UsageError(f"There is no service {only[:40]!r} that knows albums.", f"There are: {known}.")
        if chosen[0].source is None:
            self.client(only)  # says what is missing
        return chosen

    def cover_sources(self) -> list[Possible[CoverSource]]:
        """The services that have pictures of albums, set up or not, the preferred one first."""
        return self._possible(Role.COVERS)

    def _possible(self, role: Role) -> list[Possible[Any]]:
        ready = {one.key: one for one in self._sources(role)}
        playing = [
            one for one in self._services if role in one.roles and one.lifecycle.state is not LifecycleState.RETIRED
        ]
        ordered = sorted(playing, key=lambda one: one.roles[role])
        return [Possible(one.key, one.title, ready.get(one.key)) for one in ordered]

    def torrent_source(self) -> TorrentSource:
        """The preferred service that searches indexers of torrents. Raises NotConfigured when none is set up."""
        for source in cast("list[TorrentSource]", self._sources(Role.TORRENTS)):
            return source
        raise NotConfigured("No service is set up that searches for torrents.", "Run: plexstuff services setup jackett")

    def requests(self) -> dict[str, int]:
        """How many requests went over the network, by service."""
        return dict(sorted(self._http.requests.items()))

    def _sources(self, role: Role) -> list[Any]:
        playing = [
            one for one in self._services if role in one.roles and one.lifecycle.state is not LifecycleState.RETIRED
        ]
        sources = []
        for service in sorted(playing, key=lambda one: one.roles[role]):
            if not self._missing(service, role):
                sources.append(self.client(service.key))
        return sources

    def _missing(self, service: Service, role: Role) -> bool:
        """Whether something that the service needs, for this role at least, was never given."""

        def given(key: str) -> str | None:
            return self._configuration.value(service.key, key).text

        return bool(service.missing(given)) or (role in service.stands_on and not given(service.stands_on[role]))

    def _values(self, service: Service, values: Mapping[str, str], *, complete: bool = True) -> dict[str, str]:
        """What is set, with `values` in place of some; unless `complete`, what is not there yet is left out."""
        given = {key: self._setting(service, key) or usual for key, usual in service.addresses.items()}
        for field in service.fields:
            text = values[field.key] if field.key in values else self._configuration.value(service.key, field.key).text
            if text:
                given[field.key] = text
                if field.secret:
                    learn(self._redactor, text)
        if complete and (missing := service.missing(given.get)):
            raise NotConfigured(
                f"{service.title}: {missing[0]} is not set.", f"Run: plexstuff services setup {service.key}"
            )
        return given

    def _way(self, service: Service, values: Mapping[str, str]) -> ServiceHttp | Terms:
        """What the client of a service reaches it through."""
        if service.protocol == "HTTP":
            return self._service_http(service, values)
        return Terms(self._rate(service), self._number(service, "timeout", 20.0), self._verify(service))

    def _service_http(self, service: Service, values: Mapping[str, str], reference: str = "") -> ServiceHttp:
        """The way to a service; the module that `reference` (the client, unless given) names explains its errors."""
        reference = reference or service.client
        own = service.address_field
        address = values[own] if own in values else self._setting(service, own) or service.base_url
        if (service.key, reference, address) not in self._opened:
            module = importlib.import_module(reference.partition(":")[0])
            self._opened[service.key, reference, address] = self._http.service(
                service.key,
                service.title,
                address,
                rate=self._rate(service),
                timeout=self._number(service, "timeout", 20.0),
                verify=self._verify(service),
                explain=getattr(module, "explain", None),
            )
        return self._opened[service.key, reference, address]

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
