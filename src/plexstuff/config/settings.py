"""The settings file: TOML that a person may edit too, so comments, order and spelling survive every change of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from plexstuff.config import files
from plexstuff.errors import ConfigurationError

#: What a setting may be in the file.
Plain = str | bool | int | float


class Settings:
    """`config.toml`: sections of settings. Nothing is read before it is asked for; a change on disk is seen at once."""

    def __init__(self, path: Path, lock: Path) -> None:
        self._path = path
        self._lock = lock
        self._seen: tuple[int, int, int] | None = None
        self._sections: Mapping[str, Mapping[str, str]] = {}

    def text(self, section: str, key: str) -> str | None:
        """The setting as text (`true`, `5`, `de`); None when it is not there. Raises ConfigurationError."""
        return self.sections().get(section, {}).get(key)

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Everything in the file. Raises ConfigurationError with line and column when it is no TOML, or FileTrouble."""
        got = files.read(self._path)
        if got is None:
            self._seen, self._sections = None, {}
            return self._sections
        data, known = got
        stamp = (known.st_ino, known.st_mtime_ns, known.st_size)
        if stamp != self._seen:
            self._sections = _sections(_parsed(data, self._path), self._path)
            self._seen = stamp
        return self._sections

    def put(self, section: str, key: str, value: Plain) -> None:
        """Write one setting. Raises ConfigurationError (nothing is changed then), FileTrouble, Conflict."""
        with _Change(self._path, self._lock) as document:
            document.put(section, key, value)

    def drop(self, section: str, key: str | None) -> bool:
        """Take one setting, or a whole section, out of the file; False when it was not there."""
        sections = self.sections()
        if section not in sections or (key is not None and key not in sections[section]):
            return False
        with _Change(self._path, self._lock) as document:
            document.drop(section, key)
        return True


class _Document:
    """The file while it is being changed: the text with its comments, and the plain values that must come out of it."""

    def __init__(self, data: bytes, path: Path) -> None:
        import tomlkit

        self.expected = _parsed(data, path)
        _sections(self.expected, path)
        self._unfinished = bool(data) and not data.endswith(b"\n")
        self._whole = tomlkit.parse(_decoded(data, path))

    def put(self, section: str, key: str, value: Plain) -> None:
        """Change a setting, or add it at the end of its section, which is made at the end when it is missing."""
        import tomlkit

        if section not in self._whole:
            if self._unfinished:
                self._whole.add(tomlkit.nl())
                self._whole.add(tomlkit.nl())
            self._whole[section] = tomlkit.table()
        table: Any = self._whole[section]
        # Comments at the end of a section mostly speak of the next one: a new setting goes before them.
        last = []
        body = table.value.body if isinstance(table, tomlkit.items.Table) and key not in table else []
        while body and body[-1][0] is None:
            last.append(body.pop()[1])
        table[key] = value
        for item in reversed(last):
            table.add(item)
        self.expected.setdefault(section, {})[key] = value

    def drop(self, section: str, key: str | None) -> None:
        """Take out a setting or a section; what somebody else took out meanwhile is out."""
        table: Any = self._whole if key is None else self._whole.get(section, {})
        plain: Any = self.expected if key is None else self.expected.get(section, {})
        name = section if key is None else key
        if name in plain:
            del table[name]
            del plain[name]

    def dumped(self) -> bytes:
        """The changed text."""
        import tomlkit

        return tomlkit.dumps(self._whole).encode()


class _Change(AbstractContextManager[_Document]):
    """Reads under the lock, lets the document be changed, and writes it back when that ended well."""

    def __init__(self, path: Path, lock: Path) -> None:
        self._path = path
        self._locked = files.locked(lock, "settings")

    def __enter__(self) -> _Document:
        self._locked.__enter__()
        try:
            got = files.read(self._path)
            self._document = _Document(got[0] if got else b"", self._path)
        except BaseException:
            self._locked.__exit__(None, None, None)
            raise
        return self._document

    def __exit__(self, *raised: Any) -> None:
        try:
            if raised[0] is None:
                self._write()
        finally:
            self._locked.__exit__(None, None, None)

    def _write(self) -> None:
        data = self._document.dumped()
        # Somebody's file is about to be replaced: make sure that it reads back as what was meant, all of it.
        if _without_empty(_parsed(data, self._path)) != _without_empty(self._document.expected):
            raise ConfigurationError(
                f"{self._path} is written in a way that can't be changed safely.", "Make the change by hand."
            )
        files.replace(self._path, data)


def _without_empty(sections: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in sections.items() if table != {}}


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise _broken(path, line, column, "what stands there is no UTF-8 text") from error


def _parsed(data: bytes, path: Path) -> dict[str, Any]:
    text = _decoded(data, path)
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
        reason = said[: place.start()] if place else said
        if place and place[1]:
            line, column = int(place[1]), int(place[2])
        else:
            line = text.count("\n") + 1
            column = len(text) - (text.rfind("\n") + 1) + 1
        raise _broken(path, line, column, reason[:1].lower() + reason[1:]) from error
    except RecursionError as error:
        raise ConfigurationError(f"{path} is nested too deeply.", "Mend it by hand; nothing was changed.") from error


def _broken(path: Path, line: int, column: int, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"{path} can't be understood at line {line}, column {column}: {reason}.",
        "Mend that line, or move the file away; nothing in it was changed.",
    )


def _sections(parsed: Mapping[str, Any], path: Path) -> dict[str, dict[str, str]]:
    for name, table in parsed.items():
        if not isinstance(table, dict):
            raise ConfigurationError(
                f"{path}: {name} stands outside of any section.", "Put it below the line of its section, like [tmdb]."
            )
    return {name: {key: _text(value) for key, value in table.items()} for name, table in parsed.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
