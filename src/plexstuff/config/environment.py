"""Settings from environment variables, from files that they name, and from `.env` in the folder of the settings."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from plexstuff.config import files
from plexstuff.config.values import Origin, Value
from plexstuff.errors import ConfigurationError, FileTrouble, NotConfigured

PREFIX = "PLEXSTUFF__"
_TWIN = "_FILE"


def variable(section: str, key: str) -> str:
    """The name of the environment variable for a setting: `PLEXSTUFF__TMDB__API_KEY` for tmdb.api_key."""
    return f"{PREFIX}{section}__{key}".upper().replace("-", "_")


def twin(section: str, key: str) -> str:
    """The variable that names a file with the secret: `PLEXSTUFF__TMDB__API_KEY_FILE`."""
    return variable(section, key) + _TWIN


class Environment:
    """The variables of the process and, below them, those of `.env`. An empty variable counts as not set."""

    def __init__(self, environ: Mapping[str, str], dotenv: Path) -> None:
        self._environ = environ
        self._dotenv = dotenv
        self._read: dict[str, tuple[str, int]] | None = None
        self._open_to_others = False

    def values(self, section: str, key: str, *, secret: bool) -> Iterator[Value]:
        """What the environment gives for this setting, the one that wins first. A secret may also come from a file.

        Raises ConfigurationError when a variable and its `_FILE` twin are both set, when the file that a twin names
        can't be read, when `.env` can't be understood, and when `.env` holds a secret that others can read.
        """
        name = variable(section, key)
        own = {found: text for found in (name, name + _TWIN) if (text := self._environ.get(found))}
        yield from self._value(name, own, "", secret)
        below = {found: one[0] for found in (name, name + _TWIN) if (one := self._file().get(found))}
        if secret and below and self._open_to_others:
            raise ConfigurationError(
                f"{self._dotenv} holds a secret, and others can read it.", f"chmod 600 {self._dotenv}"
            )
        place = f" in {self._dotenv}"
        if name in below:
            place += f", line {self._file()[name][1]}"
        yield from self._value(name, below, place, secret)

    def raw(self, section: str, key: str) -> list[str]:
        """What stands under the name of a secret and of its twin, however wrong it is: it may be the secret."""
        names = (variable(section, key), twin(section, key))
        above = [self._environ.get(name, "") for name in names]
        return above + [self._read[name][0] for name in names if self._read and name in self._read]

    def names(self) -> list[tuple[str, str]]:
        """All variables that are meant for us: name and place."""
        own = [(name, "the environment") for name in self._environ if name.startswith(PREFIX)]
        return own + [(name, f"{self._dotenv}, line {line}") for name, (_, line) in self._file().items()]

    def _value(self, name: str, found: Mapping[str, str], place: str, secret: bool) -> Iterator[Value]:
        if not secret:
            if name in found:
                yield Value(found[name], Origin.ENVIRONMENT, f"the environment variable {name}{place}")
            return
        if len(found) == 2:
            raise ConfigurationError(f"{name} and {name}{_TWIN} are both set{place}.", "Take one of the two away.")
        if name in found:
            yield Value(found[name].strip(), Origin.ENVIRONMENT, f"the environment variable {name}{place}")
        elif found:
            text = self._from_file(name + _TWIN, found[name + _TWIN])
            yield Value(text, Origin.ENVIRONMENT, f"the file that {name}{_TWIN}{place} names")

    def _from_file(self, name: str, path: str) -> str:
        # The path is never shown: people put the secret itself there by mistake.
        try:
            got = files.read(Path(path).expanduser())
        except (FileTrouble, RuntimeError) as error:
            raise ConfigurationError(
                f"The file that {name} names can't be read.", "Name a file that holds the secret and nothing else."
            ) from error
        if got is None:
            raise NotConfigured(
                f"The file that {name} names does not exist.", "Name a file that holds the secret and nothing else."
            )
        text = got[0].decode("utf-8", "surrogateescape").removeprefix("\ufeff").strip()
        if not text:
            raise NotConfigured(f"The file that {name} names is empty.", "Write the secret into it.")
        return text

    def _file(self) -> Mapping[str, tuple[str, int]]:
        if self._read is None:
            got = files.read(self._dotenv)
            self._read = {}
            if got is not None:
                self._open_to_others = bool(stat.S_IMODE(got[1].st_mode) & 0o077)
                self._read = dict(parse(got[0].decode("utf-8", "surrogateescape"), self._dotenv))
        return self._read


_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)", re.DOTALL)
_QUOTED = re.compile(r"""'([^']*)'|"((?:[^"\\]|\\.)*)\"""")


def parse(text: str, path: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    r"""Our variables in a `.env`: name, (text, line).

    `NAME=text`, `export` before it, quotes around the text (`\"` and `\\` within double ones), comments after `#`.
    Nothing is expanded. Raises ConfigurationError for a line of another shape, naming its number and not its text.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        matched = _LINE.fullmatch(line)
        value = _unquoted(matched[2]) if matched else None
        if matched is None or value is None:
            raise ConfigurationError(
                f"{path}: line {number} can't be understood.", "A line there is NAME=text, the text quoted if need be."
            )
        if matched[1].startswith(PREFIX) and value:
            yield matched[1], (value, number)


def _unquoted(text: str) -> str | None:
    if text[:1] in ("'", '"'):
        matched = _QUOTED.match(text)
        if matched is None or (text[matched.end() :].strip() and not text[matched.end() :].lstrip().startswith("#")):
            return None
        if matched[1] is not None:
            return matched[1]
        return re.sub(r'\\(["\\])', r"\1", matched[2])
    return re.split(r"(?:^|\s)#", text, maxsplit=1)[0].strip()
