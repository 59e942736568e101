"""Plexstuff itself: the one object that every front end, and a user's own script, talks to.

report = await Plexstuff().identify([Path("Downloads")])
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from plexstuff.config import Configuration
from plexstuff.ending import in_time
from plexstuff.errors import NotConfigured, PlexstuffError
from plexstuff.health import Health, State
from plexstuff.roles import Role
from plexstuff.service import Authorize, Choose, LifecycleState, Offer, Pending, Service
from plexstuff.services import ALL, find
from plexstuff.uses import Uses

if TYPE_CHECKING:
    from plexstuff.connection import Connection
    from plexstuff.http import Redactor, Transport
    from plexstuff.jobs.identified import Candidate, IdentifiedFile
    from plexstuff.jobs.identify import IdentifyOptions, Progress, Report
    from plexstuff.jobs.identify.questions import Question
    from plexstuff.jobs.mail import Letter, MailPlan, MailReport, Recipient
    from plexstuff.jobs.organize import OrganizeOptions, Plan, RunReport
    from plexstuff.jobs.torrents import TorrentSearch
    from plexstuff.models import TorrentQuery
    from plexstuff.store.aliases import Alias
    from plexstuff.store.database import Database
    from plexstuff.store.steps import Run


class Plexstuff(Uses):
    """Services, settings and jobs of one user. Making one does nothing; nothing is read before it is needed."""

    def __init__(
        self,
        configuration: Configuration | None = None,
        *,
        transport: Transport | None = None,
        redactor: Redactor | None = None,
    ) -> None:
        """`redactor` is told every secret before it is used, for whoever shows what is logged."""
        self._configuration = configuration
        self._transport = transport
        self._redactor = redactor
        self._database: Database | None = None

    @property
    def configuration(self) -> Configuration:
        """The user's settings and secrets."""
        if self._configuration is None:
            self._configuration = Configuration.load()
        return self._configuration

    @property
    def services(self) -> Sequence[Service]:
        """Every declared service, in the order in which they are shown."""
        return ALL

    def find(self, key: str) -> Service:
        """The service with this key. Raises UsageError that names the nearest one."""
        return find(key)

    @property
    def database(self) -> Database:
        """What is kept between runs: the journal, the library index, the user's own answers."""
        if self._database is None:
            from plexstuff.store.database import Database

            self._database = Database(self.configuration.paths.data_folder)
        return self._database

    # -- services ---------------------------------------------------------------------------------------------------

    def missing(self, key: str) -> list[str]:
        """The labels of the values that this service needs and that were never given."""
        service = self.find(key)
        return service.missing(lambda field: self.configuration.value(key, field).text)

    def health(self, key: str) -> Health:
        """What is known of the service without asking it: what the last check found, else what is set up."""
        service = self.find(key)
        if service.lifecycle.state is LifecycleState.RETIRED:
            return Health(
                State.RETIRED, f"Retired since {service.lifecycle.since}.", f"Instead: {service.lifecycle.instead}."
            )
        if missing := self.missing(key):
            if service.lifecycle.state is LifecycleState.CLOSED and not self.configuration.values(key):
                return Health(
                    State.CLOSED,
                    f"Takes no new users since {service.lifecycle.since}.",
                    f"Instead: {service.lifecycle.instead}. Who is in already: plexstuff services setup {key}",
                )
            return Health(State.NOT_SET_UP, f"{' and '.join(missing)} not set.", f"Run: plexstuff services setup {key}")
        if kept := self.configuration.health(key):
            return in_time(service, kept, time.time())
        return Health(State.UNCHECKED, "Set up, never checked.", f"Run: plexstuff services check {key}")

    async def check(self, key: str, values: Mapping[str, str] | None = None) -> Health:
        """Try the service now, with its settings, or with `values` (field key -> text) in place of some of them.

        Nothing is kept. Every trouble comes back as a Health, never as an error.
        """
        service = self.find(key)
        if service.lifecycle.state is LifecycleState.RETIRED:
            return self.health(key)
        started = time.time()
        clock = time.perf_counter()
        try:
            async with self._connection() as connection:
                checked = await connection.check(service, values)
        except PlexstuffError as error:
            return Health.failed(error, checked_at=started, latency=round(time.perf_counter() - clock, 3))
        health = Health(
            State.WORKING,
            checked.sentence,
            proof=checked.proof,
            checked_at=started,
            expires_at=checked.expires_at,
            latency=round(time.perf_counter() - clock, 3),
            parts=checked.parts,
        )
        return in_time(service, health, started)

    async def offers(self, key: str, step: Choose, values: Mapping[str, str] | None = None) -> list[Offer]:
        """What the live service offers to choose from at this step. Raises what the service's client raises."""
        async with self._connection() as connection:
            return await connection.offers(self.find(key), step, values)

    async def make_offer(self, key: str, step: Choose, title: str, values: Mapping[str, str] | None = None) -> Offer:
        """Make something to choose at a step that lets one (`Choose.makes`). Raises what the client raises."""
        async with self._connection() as connection:
            return await connection.make_offer(self.find(key), step, title, values)

    async def begin_sign_in(
        self, key: str, step: Authorize, values: Mapping[str, str], *, redirect: str = ""
    ) -> Pending:
        """Start to sign in at a service; `values` (field key -> text) go before those that are set.

        `redirect` is the address of a listener on this machine. Raises ServiceErrors and ConsentNeeded, as do those
        that follow.
        """
        async with self._connection() as connection:
            return await connection.begin_sign_in(self.find(key), step, values, redirect=redirect)

    async def poll_sign_in(self, key: str, step: Authorize, values: Mapping[str, str], pending: Pending) -> str | None:
        """What the sign-in gave, for `step.field`; None while the user is not done."""
        async with self._connection() as connection:
            return await connection.poll_sign_in(self.find(key), step, values, pending)

    async def finish_sign_in(
        self, key: str, step: Authorize, values: Mapping[str, str], pending: Pending, address: str
    ) -> str:
        """What the sign-in gave, from the address on which the browser ended, pasted or heard."""
        async with self._connection() as connection:
            return await connection.finish_sign_in(self.find(key), step, values, pending, address)

    async def revoke(self, key: str) -> list[str]:
        """Give back what was granted at the service; the labels of what ended. Raises what its client raises."""
        service = self.find(key)
        steps = [step for step in service.steps if isinstance(step, Authorize)]
        given = [step for step in steps if self.configuration.value(key, step.field.key).text]
        if not given:
            return []
        async with self._connection() as connection:
            return [step.field.label for step in given if await connection.revoke(service, step)]

    # -- jobs -------------------------------------------------------------------------------------------------------

    async def identify(
        self, paths: Sequence[Path | str], options: IdentifyOptions | None = None, progress: Progress | None = None
    ) -> Report:
        """Say which films and episodes the videos at or under `paths` are; see `jobs.identify`.

        Raises FileTrouble for a path that can't be read, NotConfigured when no service is set up that could be asked.
        """
        from plexstuff.jobs.identify import IdentifyJob, quiet
        from plexstuff.store.aliases import Aliases
        from plexstuff.store.index import LibraryIndex

        options = options or self.identify_options()
        async with self._connection(fresh=options.refresh) as connection:
            movies, series = connection.movie_sources(), connection.series_sources()
            if not movies and not series:
                raise NotConfigured(
                    "No service is set up that knows films or series.",
                    "Run: plexstuff services setup tmdb   (a free key), or try: plexstuff demo",
                )
            job = IdentifyJob(
                movies,
                series,
                LibraryIndex(self.database.connection),
                Aliases(self.database.connection),
                options,
                progress=progress or quiet,
            )
            report = await job.run([str(path) for path in paths])
            report.requests = connection.requests()
        return report

    def identify_options(self, *, language: str = "", region: str = "") -> IdentifyOptions:
        """The options that the settings give where nothing else is given."""
        from plexstuff.jobs.identify import IdentifyOptions

        return IdentifyOptions(
            language=language or self.configuration.value("identify", "language").text or "en",
            region=region or self.configuration.value("identify", "region").text or "",
        )

    def identified(self, report: Report) -> list[IdentifiedFile]:
        """The whole answers behind a report, with what lies beside each file now, ready for `organize`."""
        from plexstuff.jobs.identify.answers import whole_answers
        from plexstuff.store.index import LibraryIndex

        return whole_answers(report, LibraryIndex(self.database.connection))

    def open_questions(self, report: Report) -> list[Question]:
        """What a person could settle: each name in `report` that fits several titles or none, once."""
        from plexstuff.jobs.identify.questions import open_questions
        from plexstuff.store.index import LibraryIndex

        return open_questions(report, LibraryIndex(self.database.connection))

    async def look_up(
        self, question: Question, typed: str, options: IdentifyOptions | None = None
    ) -> tuple[Candidate, ...]:
        """What the services know under the title or the id that a person typed for a question, the likeliest first.

        Raises AllDown when no service can be asked.
        """
        from plexstuff.jobs.identify.looking import look_up_film, look_up_series

        options = options or self.identify_options()
        async with self._connection() as connection:
            if question.kind == "movie":
                return await look_up_film(typed, connection.movie_sources(), options)
            return await look_up_series(typed, connection.series_sources(), options)

    def keep_alias(self, question: Question, chosen: Candidate) -> None:
        """Remember the user's answer to a question, and forget what was decided without it."""
        from plexstuff.store.aliases import Aliases
        from plexstuff.store.index import LibraryIndex

        Aliases(self.database.connection).keep(question.kind, question.spoken, question.year, chosen.title, chosen.ids)
        LibraryIndex(self.database.connection).forget(question.paths)

    def aliases(self) -> list[Alias]:
        """Every answer that the user gave when asked what a name means, by name."""
        from plexstuff.store.aliases import Aliases

        return Aliases(self.database.connection).all()

    def forget_alias(self, spoken: str) -> int:
        """Forget the user's answers for this name, and what was decided by them; returns how many answers there were.

        The next `identify` asks for the files of that name again.
        """
        from plexstuff.jobs.identify.named import named
        from plexstuff.store.aliases import Aliases
        from plexstuff.store.index import LibraryIndex

        forgotten = Aliases(self.database.connection).forget(spoken)
        if forgotten:
            index = LibraryIndex(self.database.connection)
            index.forget(named(spoken, index))
        return forgotten

    # -- placing files ----------------------------------------------------------------------------------------------

    def organize_options(self) -> OrganizeOptions:
        """The options that the settings give."""
        from plexstuff.jobs.organize import Mode, OrganizeOptions

        said = {
            key: self.configuration.value("organize", key).text or ""
            for key in ("mode", "preset", "movie_template", "episode_template")
        }
        return OrganizeOptions(
            mode=Mode(said["mode"] or Mode.HARDLINK),
            preset=said["preset"] or "plex",
            movie_template=said["movie_template"],
            episode_template=said["episode_template"],
        )

    async def recover(self) -> list[str]:
        """Settle what a killed run left unfinished, before anything is planned; a sentence for each such run.

        Raises Conflict when another process is placing files right now.
        """
        from plexstuff.jobs.beside import beside
        from plexstuff.jobs.organize import recover

        return await beside(lambda _: recover(self.database), None)

    async def plan_organize(self, report: Report, into: Path | str, options: OrganizeOptions | None = None) -> Plan:
        """Work out where the identified files of `report` belong in the library `into`; nothing is changed.

        Raises InvalidValue for a template that can't be used, UnsafePath or FileTrouble for such a library.
        """
        from plexstuff.jobs.beside import beside
        from plexstuff.jobs.organize import plan

        return await beside(lambda _: plan(self.identified(report), into, options or self.organize_options()), None)

    async def organize(self, plan: Plan, progress: Progress | None = None) -> RunReport:
        """Carry out a plan through the journal; see `jobs.organize.apply`. Cancelled, it ends cleanly."""
        from plexstuff.jobs.beside import beside
        from plexstuff.jobs.organize import apply

        return await beside(lambda told: apply(plan, self.database, told), progress)

    async def undo(self, run: int | None = None, progress: Progress | None = None) -> RunReport:
        """Take back a run (None: the last one that can be); see `jobs.organize.undo`."""
        from plexstuff.jobs.beside import beside
        from plexstuff.jobs.organize import undo

        return await beside(lambda told: undo(self.database, run, told), progress)

    async def plan_undo(self, run: int | None = None) -> RunReport:
        """What `undo` would take back, and what it would refuse; nothing is changed."""
        from plexstuff.jobs.beside import beside
        from plexstuff.jobs.organize.undo import plan_undo

        return await beside(lambda _: plan_undo(self.database, run), None)

    def history(self, limit: int = 50) -> list[Run]:
        """The latest runs that placed files or took them back, the last one first."""
        from plexstuff.store.history import history

        return history(self.database, limit)

    # -- torrents ---------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def search_torrents(
        self, query: TorrentQuery, *, only: Sequence[str] = (), deadline: float | None = None
    ) -> AsyncIterator[TorrentSearch]:
        """A search at the indexers (or those in `only`), each with so many seconds. Raises as `TorrentSearch.begin`."""
        from plexstuff.jobs.torrents import DEADLINE, TorrentSearch

        async with self._connection() as connection:
            search = TorrentSearch(connection.torrent_source(), query, only, deadline or DEADLINE)
            await search.begin()
            yield search

    # -- mail -------------------------------------------------------------------------------------------------------

    async def plan_mail(
        self, letter: Letter, recipients: Sequence[Recipient], via: str | None = None, *, again: bool = False
    ) -> MailPlan:
        """Make the message to each recipient, through `via` or the preferred service; nothing is sent. See `jobs.mail`.

        Raises NotConfigured when no service is set up that sends mail, and what its client raises.
        """
        from plexstuff.jobs.mail import plan
        from plexstuff.store.mail import SentMail

        async with self._connection() as connection:
            sender = connection.mail_sender(via)
            return await plan(letter, recipients, sender, SentMail(self.database.connection), again=again)

    async def send_mail(self, plan: MailPlan, progress: Progress | None = None) -> MailReport:
        """Send what was planned; see `jobs.mail.send`. A mail that was taken proves that the service works."""
        from plexstuff.jobs.mail.sending import proved, send
        from plexstuff.store.mail import SentMail

        async with self._connection() as connection:
            report = await send(plan, connection.mail_sender(plan.via), SentMail(self.database.connection), progress)
        if report.sent and len(self.find(plan.via).roles) == 1:  # of a service of many uses this proves one
            health = proved(plan, report, self.configuration.health(plan.via))
            self.configuration.keep_health(plan.via, health)
        return report

    # -- the way out ------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def _connection(self, *, fresh: bool = False) -> AsyncIterator[Connection]:
        from plexstuff.connection import Connection

        async with Connection(
            self.configuration, self.services, transport=self._transport, redactor=self._redactor, fresh=fresh
        ) as connection:
            yield connection


__all__ = ["Plexstuff", "Role"]
