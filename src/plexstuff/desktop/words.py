"""Words for states, moments and counts, the same in every window."""

from __future__ import annotations

import re
import time

from plexstuff.desktop.snapshot import Tally
from plexstuff.errors import PlexstuffError
from plexstuff.health import Health, State
from plexstuff.service import Group

STATES = {
    State.WORKING: "WORKING",
    State.NOT_WORKING: "NOT WORKING",
    State.CLOSED: "CLOSED",
    State.RETIRED: "RETIRED",
    State.NOT_SET_UP: "NOT SET UP",
    State.UNCHECKED: "NOT CHECKED",
}
#: What the original called the windows and the entries of the menus that open them.
WINDOWS = {
    Group.LOGIN: "PLEX LOGIN CONFIGURATION",
    Group.CREDENTIALS: "PLEX CREDENTIALS CONFIGURATION",
    Group.MUSIC: "PLEX MUSIC CONFIGURATION",
}
ENTRIES = {
    Group.LOGIN: "Plex config login",
    Group.CREDENTIALS: "Plex config credentials",
    Group.MUSIC: "Plex config music",
}
PURPOSES = {
    Group.LOGIN: "Your media server, and the search for torrents",
    Group.CREDENTIALS: "Films and series, pictures, mail, contacts",
    Group.MUSIC: "Your music locker, and what an album is",
}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: A command of the command line at the end of an advice: in a window, its own buttons do that.
_COMMAND = re.compile(
    r" \(plexstuff services [^)]*\)|"
    r"[,:]?(?: and run| then)?:? +plexstuff services (?:setup|set|check|forget) \w+(?: \w+)?(?: < \S+)?(?: +\([^)]*\))?"
)
_ALONE = (
    "Run",
    "Without being asked",
    "Give it",
    "Give the file",
    "Out of the file",
    "Read it in",
    "Who is in already",
)
#: A longer text is not shown whole.
_LONGEST = 2000


def safe(text: str) -> str:
    """A text from outside without what would turn its direction or play tricks; shown as plain text, never as HTML."""
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def here(text: str) -> str:
    """An advice or a hint without the commands that the buttons and boxes of a window stand for."""
    kept = []
    for sentence in re.split(r"(?<=[.!?]) +(?=[A-Z“])", text):
        if "`plexstuff services" in sentence:
            continue
        left = _COMMAND.sub("", sentence)
        if left != sentence:
            left = left.rstrip(" .:")
            if not left or left.startswith(_ALONE):
                continue
            left = f"{left}."
        kept.append(left)
    return " ".join(kept)


def quoted(text: str) -> str:
    """A text of the manual, in which `so` marks what is typed, as a window shows it."""
    return re.sub(r"`([^`]+)`", "\N{LEFT DOUBLE QUOTATION MARK}\\1\N{RIGHT DOUBLE QUOTATION MARK}", text)


def told(error: PlexstuffError) -> str:
    """What happened and what to do next, in one line, as a window says it."""
    return safe(" ".join(filter(None, (error.sentence, here(error.advice)))))


def moment(seconds: float) -> str:
    """A moment in the time of this machine."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def proof(health: Health) -> str:
    """How and when it was last tried, and how long that lasts."""
    if health.checked_at is None:
        return "Never checked." if health.state is State.UNCHECKED else ""
    if health.proof is None:
        return f"Failed {moment(health.checked_at)}."
    took = f" in {health.latency * 1000:.0f} ms" if health.latency is not None else ""
    said = "Permission proved" if health.proof.value.startswith("permission") else "Tried"
    return f"{said} {moment(health.checked_at)}{took}.{_until(health)}"


def _until(health: Health) -> str:
    if health.expires_at is None:
        return ""
    days = (health.expires_at - time.time()) / 86400
    left = "" if days > 60 else f" ({days:.0f} days left)" if days >= 2 else f" ({max(days, 0) * 24:.0f} hours left)"
    return f" Good until {moment(health.expires_at)}{left}."


def summed(row: Tally) -> str:
    """What a row of the first table says in words."""
    if row.failing:
        said = f"{row.failing} NOT WORKING"
    elif row.working and row.working + row.apart == row.services:
        said = "ALL WORKING" if not row.apart else "WORKING"
    elif row.working:
        said = f"{row.working} WORKING"
    else:
        said = "NOT CHECKED" if row.unchecked else "NOT SET UP"
    return said
