"""The command line: `plexstuff COMMAND …`. What newcomers type first is answered before anything heavy is imported."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with the documented exit code (see `plexstuff.errors`)."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in ([], ["-h"], ["--help"]):
        from plexstuff.cli.overview import overview

        sys.stdout.write(overview())
        sys.exit(0)
    from plexstuff.cli.root import run

    sys.exit(run(given))
