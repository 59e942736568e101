"""`plexstuff demo`: the whole of Plexstuff on a sandbox, with no account, no connection and none of your files."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plexstuff.cli.output import console, emit_json, safe, speak
from plexstuff.errors import Conflict, PlexstuffError, Unreachable

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.config import Configuration
    from plexstuff.jobs.identify import Report
    from plexstuff.jobs.organize import Plan, RunReport

#: Of what a command says so many lines are shown.
LINES = 14


@dataclass(slots=True)
class Shown:
    """What the demo found, for `--json` and for the test that compares it with the disk. Paths are relative."""

    services: dict[str, str] = field(default_factory=dict)
    items: list[object] = field(default_factory=list)
    plan: list[dict[str, str]] = field(default_factory=list)
    library: list[str] = field(default_factory=list)
    library_after_undo: list[str] = field(default_factory=list)
    downloads_after_undo: list[str] = field(default_factory=list)
    uses: list[dict[str, object]] = field(default_factory=list)


@click.command(epilog="Example: plexstuff demo --keep ~/try-plexstuff", context_settings={"help_option_names": ["-h"]})
@click.option(
    "--keep",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Work in this new folder and leave everything there to be looked at.",
)
@click.option("--no-undo", is_flag=True, help="Leave the library as it was organized.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.help_option("-h", "--help")
def demo(keep: Path | None, no_undo: bool, as_json: bool) -> int:
    """Try everything on a sandbox: fakes of the services, invented downloads, a library of their own.

    It sets every service up against the sandbox, identifies a folder of messy names, shows the plan, organizes the
    files into a library, takes it all back, and uses each service once. Your own settings and files are neither read
    nor touched.
    """
    with _place(keep) as folder, _sandbox() as environment:
        shown = _Tour(folder, environment, quiet=as_json).run(undo=not no_undo)
        if as_json:
            emit_json({"folder": str(folder), **{name: getattr(shown, name) for name in Shown.__slots__}})
        elif keep is not None:
            speak(f"Everything lies in {folder}.")
    return 0


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    """A folder to work in: the user's, which must be new or empty, else one that is gone afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="plexstuff-demo-") as place:
            yield Path(place)
        return
    folder = keep.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Conflict(f"{folder} is not empty.", "Name a new folder: the demo fills it with files of its own.")
    except OSError as error:
        raise Conflict(f"{folder} can't be used: {error.strerror}.", "Name another folder.") from error
    yield folder


@contextmanager
def _sandbox() -> Iterator[dict[str, str]]:
    """The sandbox in a process of its own; gives the environment that points at it."""
    command = [sys.executable, "-m", "plexstuff", "sandbox", "--json"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            if not line:
                said = (server.stderr.read() if server.stderr else "").strip().splitlines()
                raise Unreachable(f"The sandbox did not start: {said[0] if said else 'no word'}", *said[1:2])
            environment: dict[str, str] = json.loads(line)["environment"]
            yield environment
        finally:
            server.terminate()


class _Tour:
    """One walk through everything, told on stdout unless `quiet`."""

    def __init__(self, folder: Path, environment: dict[str, str], *, quiet: bool) -> None:
        self.folder = folder
        self.downloads = folder / "downloads"
        self.library = folder / "library"
        self._environment = environment
        self._quiet = quiet
        self._out = console()
        self._shown = Shown()

    def run(self, *, undo: bool) -> Shown:
        """All of it, step by step."""
        from plexstuff.app import Plexstuff

        self._title("1  Set up the services, each tried live before its key is kept")
        configuration = self._set_up()
        app = Plexstuff(configuration)
        self._title("2  A messy folder")
        self._lay()
        self._title("3  plexstuff identify downloads")
        report = asyncio.run(app.identify([self.downloads]))
        self._identified(report)
        self._title("4  plexstuff organize downloads --into library: the plan")
        plan = asyncio.run(app.plan_organize(report, self.library))
        self._planned(plan)
        self._title("5  plexstuff organize downloads --into library --apply: the result")
        self._told(asyncio.run(app.organize(plan)))
        self._shown.library = self._tree(self.library)
        if undo:
            self._title("6  plexstuff undo")
            self._undone(app)
        app.database.close()
        self._title(f"{7 if undo else 6}  Each service, put to its first use")
        self._used()
        return self._shown

    def _set_up(self) -> Configuration:
        """Put the sandbox's keys into settings of the demo's own, by the same walk that `services setup` takes."""
        from rich.markup import escape

        from plexstuff import setup
        from plexstuff.app import Plexstuff
        from plexstuff.config import Configuration
        from plexstuff.health import State
        from plexstuff.service import LifecycleState
        from plexstuff.services import ALL

        configuration = Configuration.load(self.folder / "settings", environ={"PATH": os.environ.get("PATH", "")})
        for service in ALL:
            if service.lifecycle.state is LifecycleState.RETIRED:
                self._shown.services[service.key] = str(State.RETIRED)
                since, instead = service.lifecycle.since, service.lifecycle.instead
                self._say(f"  [dim]· {service.title:<20}retired since {since}; instead: {instead}[/]")
                continue
            prefix = f"PLEXSTUFF__{service.key.upper()}__"
            given = {
                name.removeprefix(prefix).lower(): value
                for name, value in self._environment.items()
                if name.startswith(prefix)
            }
            walk = setup.given(service, configuration, given)
            walk = asyncio.run(setup.attempt(service, walk, configuration, Plexstuff))
            setup.keep(service, walk, configuration)
            health = configuration.health(service.key)
            state = str(health.state) if health else "unchecked"
            self._shown.services[service.key] = state
            closed = " (takes no new users)" if service.lifecycle.state is LifecycleState.CLOSED else ""
            said = escape(safe(health.sentence)) if health else ""
            self._say(f"  [green]✓[/] {service.title:<20}{state}{closed}: {said}")
        return configuration

    def _lay(self) -> None:
        from plexstuff.cli.demo_files import lay

        count = lay(self.downloads)
        self._tree_shown(self.downloads)
        self._say(f"  [dim]{count} files, each a few bytes long[/]")

    def _identified(self, report: Report) -> None:
        from plexstuff.cli.identify import show

        self._shown.items = [json.loads(item.shown) for item in report.items]
        if not self._quiet:
            show(report, explain=False)

    def _planned(self, plan: Plan) -> None:
        from plexstuff.cli.placing import show_plan

        self._shown.plan = [
            {
                "source": os.path.relpath(row.source, self.folder),
                "target": os.path.relpath(row.target, self.folder) if row.target else "",
                "status": str(row.status),
            }
            for row in plan.rows
        ]
        if not self._quiet:
            show_plan(plan)

    def _told(self, done: RunReport) -> None:
        if done.trouble is not None:
            raise done.trouble
        if not done.whole:
            raise PlexstuffError("The demo could not place every file.", "Please report this.")
        self._tree_shown(self.library)

    def _undone(self, app: Plexstuff) -> None:
        self._told_undo(asyncio.run(app.undo()))
        self._shown.library_after_undo = self._tree(self.library)
        self._shown.downloads_after_undo = self._tree(self.downloads)
        left = len(self._shown.library_after_undo)
        self._say(f"  The library holds {left or 'no'} files again; the downloads are as they were.")

    def _told_undo(self, done: RunReport) -> None:
        from plexstuff.cli.placing import show_run

        if not self._quiet:
            show_run(done)

    def _used(self) -> None:
        from rich.markup import escape

        from plexstuff.cli.demo_uses import lay_papers, run, used_by

        papers = self.folder / "papers"
        lay_papers(papers)
        for use in used_by(self._shown.services):
            code, out, err = run(use, papers, self.folder / "settings")
            if code:
                raise PlexstuffError(
                    f"The demo could not do: {use.typed()}. {safe(err.strip())}", "Please report this."
                )
            self._shown.uses.append({"service": use.service, "command": use.typed(), "lines": out.splitlines()})
            self._say(f"[bold]$ {escape(use.typed())}[/]")
            lines = [*out.splitlines(), *err.splitlines()]
            for line in lines[:LINES]:
                self._say(f"  {escape(safe(line))}")
            if len(lines) > LINES:
                self._say(f"  [dim]… {len(lines) - LINES} more lines[/]")
            self._say("")

    def _tree(self, folder: Path) -> list[str]:
        found = (path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()
        return sorted(str(path.relative_to(self.folder)) for path in found)

    def _tree_shown(self, folder: Path) -> None:
        from rich.markup import escape
        from rich.tree import Tree

        if self._quiet:
            return
        branches = {folder: Tree(f"[bold]{folder.name}/[/]")}
        for path in sorted(folder.rglob("*")):
            name = escape(safe(path.name))
            branches[path] = branches[path.parent].add(f"[bold]{name}/[/]" if path.is_dir() else name)
        self._out.print(branches[folder])

    def _title(self, text: str) -> None:
        if not self._quiet:
            self._out.print(f"\n[bold]{text}[/]\n[dim]{'─' * 78}[/]")

    def _say(self, text: str) -> None:
        if not self._quiet:
            self._out.print(text)
