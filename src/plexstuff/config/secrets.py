"""The store of secrets: a file for its owner alone, in a folder of its own; or the system's keyring, where that is on.

When the keyring is on, the file holds no secret, and says so: where the secrets are can't get out of step with what is
said about it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from plexstuff.config import files
from plexstuff.config.system_keyring import SystemKeyring
from plexstuff.errors import ConfigurationError

_VERSION = 1
_KEYRING = "keyring"
Sections = dict[str, dict[str, str]]


class SecretStore(Protocol):
    """A place for secrets, each under a section and a key. Raises ConfigurationError, FileTrouble and Conflict."""

    @property
    def where(self) -> str:
        """The place, for a person."""
        ...

    @property
    def in_keyring(self) -> bool:
        """Whether the secrets are in the system's keyring."""
        ...

    def move(self, *, to_keyring: bool) -> bool:
        """Take all secrets to the system's keyring, or back; whether anything was to be done."""
        ...

    def get(self, section: str, key: str) -> str | None:
        """The secret; None when there is none."""
        ...

    def put(self, section: str, key: str, secret: str | None) -> bool:
        """Keep a secret, or with None forget it; whether anything changed."""
        ...

    def drop(self, section: str) -> bool:
        """Forget all secrets of a section; whether there were any."""
        ...

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """All of them."""
        ...


class SecretsFile:
    """A JSON file, mode 0600, in a folder, mode 0700.

    A file or folder that others could read or change is refused, with the line that closes it, and never mended behind
    the user's back: whoever left it open should hear that the keys in it may have been seen. One that belongs to
    somebody else is refused too.
    """

    def __init__(self, path: Path, lock: Path, keyring: SystemKeyring | None = None) -> None:
        self._path = path
        self._lock = lock
        self._keyring = keyring or SystemKeyring(str(path))
        self._in_keyring = False
        self._seen: tuple[int, int, int] | None = None
        self._sections: Sections = {}

    @property
    def where(self) -> str:
        """The place, for a person."""
        return "the system's keyring" if self.in_keyring else f"the secrets file {self._path}"

    @property
    def in_keyring(self) -> bool:
        """Whether the secrets are in the system's keyring."""
        got = self._read()
        return got is not None and self._document(got[0]).get("store") == _KEYRING

    def move(self, *, to_keyring: bool) -> bool:
        """Take all secrets to the system's keyring, or back into the file; whether anything was to be done.

        They leave the old place only after the new one has given them back. Raises ConfigurationError when the keyring
        can't be used: then nothing has changed.
        """
        with files.locked(self._lock, "secrets"):
            sections = self._fresh()
            if to_keyring == self._in_keyring:
                return False
            if to_keyring:
                self._keyring.prove()
                self._keyring.save(_text(sections))
                if self._sections_of(self._keyring.load() or "") != _kept(sections):
                    raise ConfigurationError("The system's keyring does not give back what it was given.", _NOT_MOVED)
            self._in_keyring = to_keyring
            self._write(sections)
            if not to_keyring:
                self._keyring.delete()
        return True

    def get(self, section: str, key: str) -> str | None:
        """The secret; None when there is none."""
        return self.sections().get(section, {}).get(key)

    def put(self, section: str, key: str, secret: str | None) -> bool:
        """Keep a secret, or with None forget it; whether anything changed."""
        if secret is None and self.get(section, key) is None:
            return False
        with files.locked(self._lock, "secrets"):
            sections = self._fresh()
            if secret is None:
                sections.get(section, {}).pop(key, None)
            else:
                sections.setdefault(section, {})[key] = secret
            self._write(sections)
        return True

    def drop(self, section: str) -> bool:
        """Forget all secrets of a section; whether there were any."""
        if not self.sections().get(section):
            return False
        with files.locked(self._lock, "secrets"):
            sections = self._fresh()
            sections.pop(section, None)
            self._write(sections)
        return True

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """All of them, as they stand in the file now."""
        got = self._read()
        if got is None:
            self._seen, self._sections = None, {}
            return self._sections
        data, known = got
        stamp = (known.st_ino, known.st_mtime_ns, known.st_size)
        if stamp != self._seen:
            self._sections, self._seen = self._parsed(data), stamp
        return self._sections

    def _fresh(self) -> Sections:
        got = self._read()
        return self._parsed(got[0]) if got else {}

    def _write(self, sections: Sections) -> None:
        text = _text(sections)
        if self._in_keyring:
            self._keyring.save(text)
            # A new number each time: whoever has read the keyring before sees by the file that it has changed.
            text = _json({"version": _VERSION, "store": _KEYRING, "change": os.urandom(8).hex()})
        files.replace(self._path, text.encode("utf-8", "surrogateescape") + b"\n", private=True)

    def _read(self) -> tuple[bytes, os.stat_result] | None:
        got = files.read(self._path)
        if got is None:
            return None
        self._inspect_file(got[1])
        self._inspect_folder()
        return got

    def _inspect_file(self, known: os.stat_result) -> None:
        if known.st_uid != os.geteuid():
            raise ConfigurationError(
                f"The secrets file {self._path} belongs to somebody else.",
                "Run Plexstuff as the user whose settings these are, or point PLEXSTUFF_HOME at a folder of your own.",
            )
        if stat.S_IMODE(known.st_mode) & 0o077:
            raise ConfigurationError(
                f"The secrets file {self._path} can be used by others; the keys in it may have been seen.",
                f"chmod 600 {self._path}",
            )

    def _inspect_folder(self) -> None:
        folder = Path(os.path.realpath(self._path)).parent
        try:
            mode = folder.stat().st_mode
        except OSError as error:
            raise files.trouble(folder, "can't be looked at", error) from error
        if stat.S_IMODE(mode) & 0o022 and not mode & stat.S_ISVTX:
            raise ConfigurationError(f"Others can change the folder of the secrets, {folder}.", f"chmod 700 {folder}")

    def _parsed(self, data: bytes) -> Sections:
        document = self._document(data)
        self._in_keyring = document.get("store") == _KEYRING
        if self._in_keyring:
            return self._sections_of(self._keyring.load() or "")
        return self._sections_in(document)

    def _sections_of(self, text: str) -> Sections:
        return self._sections_in(self._document(text.encode("utf-8", "surrogateescape"))) if text else {}

    def _document(self, data: bytes) -> dict[str, Any]:
        import json

        try:
            whole = json.loads(data)
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                f"The secrets file {self._path} is broken at line {error.lineno}, column {error.colno}.", _MEND
            ) from None  # the error holds the text of the file
        except (UnicodeDecodeError, RecursionError):
            raise ConfigurationError(f"The secrets file {self._path} is broken.", _MEND) from None
        if not isinstance(whole, dict) or whole.get("version") != _VERSION:
            raise ConfigurationError(
                f"The secrets file {self._path} was written by another version of Plexstuff.", _MEND
            )
        return whole

    def _sections_in(self, whole: dict[str, Any]) -> Sections:
        found = whole.get("secrets")
        if not isinstance(found, dict) or not all(_is_section(one) for one in found.values()):
            raise ConfigurationError(f"The secrets file {self._path} is broken.", _MEND)
        return found


_NOT_MOVED = "The secrets stay in their file."
_MEND = "Mend it, or move it away and give the keys again; nothing in it was changed."


def _is_section(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _kept(sections: Mapping[str, Mapping[str, str]]) -> Sections:
    return {section: dict(secrets) for section, secrets in sections.items() if secrets}


def _text(sections: Mapping[str, Mapping[str, str]]) -> str:
    return _json({"version": _VERSION, "secrets": _kept(sections)})


def _json(document: object) -> str:
    import json

    return json.dumps(document, indent=2, ensure_ascii=False)
