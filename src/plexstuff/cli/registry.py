"""Which commands there are, and where each lives; a command's module is imported only when it is run."""

from __future__ import annotations

from collections import namedtuple

# Not typing.NamedTuple, and no dataclass: `plexstuff --help` reads this file and shall not wait for their imports.
#: Where a command lives (`module`, `attribute` within it), the heading it stands under and its line in `--help`.
Entry = namedtuple("Entry", ["group", "module", "attribute", "help"])

_START, _WORK, _FIND = "Start here", "Name and place files", "Find and fetch"
_HOME = "Look at the server"
_SEND, _BACK, _LOOK = "Tell the others", "Look back", "Look closer"

#: In the order in which a newcomer needs them.
COMMANDS = {
    "demo": Entry(_START, "plexstuff.cli.demo", "demo", "Try everything on a sandbox, without any account."),
    "services": Entry(_START, "plexstuff.cli.services", "services", "Set up the outside services, and see which work."),
    "gui": Entry(_START, "plexstuff.cli.gui", "gui", "Open the window, on a machine with a screen."),
    "identify": Entry(_WORK, "plexstuff.cli.identify", "identify", "Say which films and episodes a folder holds."),
    "organize": Entry(_WORK, "plexstuff.cli.organize", "organize", "Put them into a library, by a plan you see first."),
    "library": Entry(_HOME, "plexstuff.cli.library", "library", "List the libraries of your Plex server."),
    "users": Entry(_HOME, "plexstuff.cli.users", "users", "List who it is shared with, and name them."),
    "music": Entry(_FIND, "plexstuff.cli.music", "music", "Look albums up, and save their covers."),
    "torrents": Entry(_FIND, "plexstuff.cli.torrents", "torrents", "Search the torrent sites that you use."),
    "images": Entry(_SEND, "plexstuff.cli.images", "images", "Put pictures where everybody can see them."),
    "mail": Entry(_SEND, "plexstuff.cli.mail", "mail", "Send a mail to several people, each their own."),
    "sheet": Entry(_SEND, "plexstuff.cli.sheet", "sheet", "Read a Google spreadsheet, and write to it."),
    "undo": Entry(_BACK, "plexstuff.cli.undo", "undo", "Take back the last change, or another one."),
    "history": Entry(_BACK, "plexstuff.cli.history", "history", "List what was changed, and what can be undone."),
    "aliases": Entry(_BACK, "plexstuff.cli.aliases", "aliases", "List or forget what you answered when asked."),
    "parse": Entry(_LOOK, "plexstuff.cli.parse", "parse", "Say what can be read from a file or release name."),
    "config": Entry(_LOOK, "plexstuff.cli.config", "config", "Show the settings and where each comes from."),
    "sandbox": Entry(_LOOK, "plexstuff.cli.sandbox", "sandbox", "Serve fakes of the services to try things on."),
}
