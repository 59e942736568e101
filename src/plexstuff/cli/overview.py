"""What `plexstuff --help` says: written from the registry alone, so that it is there at once."""

from __future__ import annotations

from plexstuff.cli.registry import COMMANDS

_HEAD = """\
Usage: plexstuff [OPTIONS] COMMAND [ARGUMENTS]

  Set up the services around a home Plex server once, and put them to work.
"""

#: The options of `plexstuff` itself; `root` declares them (a test compares the two).
OPTIONS = {
    "--option KEY=VALUE": "A setting for this one run, such as tmdb.timeout=5.",
    "-v, --verbose": "Say more on stderr; twice: everything but secrets.",
    "--version": "Show the version and exit.",
    "-h, --help": "Show this, or with a command: all about that command.",
}

_FOOT = """\
  Start with `plexstuff demo`, or `plexstuff services` to set up your own keys.
"""


def overview() -> str:
    """The whole help text, with a new line at its end."""
    width = max(map(len, (*COMMANDS, *OPTIONS))) + 2
    options = "".join(f"  {name:<{width}}{text}\n" for name, text in OPTIONS.items())
    groups: dict[str, str] = {}
    for name, entry in COMMANDS.items():
        groups[entry.group] = groups.get(entry.group, "") + f"  {name:<{width}}{entry.help}\n"
    commands = "\n".join(f"{group}:\n{lines}" for group, lines in groups.items())
    return f"{_HEAD}\n{commands}\nOptions:\n{options}\n{_FOOT}"
