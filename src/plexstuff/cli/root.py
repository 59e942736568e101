"""The root of the command line: finds the command, runs it, and speaks every error to a person, in one place."""

from __future__ import annotations

import errno
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from plexstuff.cli.overview import overview
from plexstuff.cli.registry import COMMANDS
from plexstuff.errors import PlexstuffError, UsageError

#: What writing to a full or broken disk says.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, so that `--help` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None when there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. Raises UsageError that names the nearest one when there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0].casefold(), COMMANDS, n=1)
            advice = f"Did you mean {near[0]}?" if near else f"The commands are: {', '.join(COMMANDS)}."
            raise UsageError(f"There is no command called {args[0][:40]!r}.", advice)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The same text as the quick way in `plexstuff.cli` shows."""
        return overview().rstrip("\n")


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from plexstuff import __version__

        click.echo(f"plexstuff {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@click.option("-v", "--verbose", count=True, help="Say more on stderr; twice: everything but secrets.")
@click.option(
    "--option",
    "options",
    metavar="KEY=VALUE",
    multiple=True,
    help="Set a setting for this one run, such as tmdb.timeout=5 (never a secret).",
)
@click.pass_context
def cli(ctx: click.Context, verbose: int, options: tuple[str, ...]) -> None:
    """Set up every outside service around a home Plex server once, and put them to work."""
    ctx.obj = {"verbose": verbose, "flags": options}
    if verbose:
        from plexstuff.cli.logs import listen

        ctx.obj["redactor"] = listen(verbose)


def run(arguments: list[str]) -> int:
    """Run `plexstuff` with these arguments and return the exit code; nothing is raised but KeyboardInterrupt's kin."""
    from plexstuff.cli.output import speak

    if "--json" in arguments:
        os.environ.setdefault("NO_COLOR", "1")
    _ready_streams()
    try:
        answer: Any = cli.main(args=arguments, prog_name="plexstuff", standalone_mode=False)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        if sys.stderr.isatty():
            print(file=sys.stderr)  # away from the question that was open
        speak("Interrupted; what was done so far stays done.")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        _give_up_output()  # whoever read it has gone
        return 0
    except OSError as error:
        if error.filename is not None or error.errno not in _NO_ROOM:
            return _report_bug()
        _give_up_output()
        speak(f"The output can't be written: {error.strerror}.", "Make room there, or send it elsewhere.")
        return 1
    except PlexstuffError as error:
        speak(error.sentence, error.advice)
        return error.exit_code
    except Exception:  # noqa: BLE001 - a bug: the trace goes to a file, one sentence to the user
        return _report_bug()
    return answer if isinstance(answer, int) else 0


def _ready_streams() -> None:
    """Let no output fail for the want of a letter in a terminal's encoding, nor for a stream that is closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as we run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """Send what is still to be written nowhere: Python would complain once more when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug() -> int:
    from plexstuff.cli.bugs import keep_trace
    from plexstuff.cli.output import speak

    kept = keep_trace(*sys.exc_info())
    speak("Something went wrong inside Plexstuff itself.", f"Please report it with the file {kept}." if kept else "")
    return 1
