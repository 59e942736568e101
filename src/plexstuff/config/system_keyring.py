"""The system's keyring as a place for all secrets together, as one entry; asked with patience, never blindly trusted.

It is used only after somebody turned it on and it was proved to give back what it was given: many systems have no
keyring, one that is locked with nobody to unlock it, or one that writes plain text (keyrings.alt) and calls that a
keyring.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from plexstuff.errors import ConfigurationError

T = TypeVar("T")

#: Somebody may have to type a password into the desktop's window first. Seconds.
PATIENCE = 30.0
_SERVICE = "plexstuff"
#: Backends that keep nothing, or keep it no safer than a file, in which case ours is the more honest one.
_WORTHLESS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class SystemKeyring:
    """One entry in the system's keyring. `entry` tells the settings of one home from those of another.

    Every method raises ConfigurationError when there is no keyring worth the name, or it is locked or silent.
    """

    def __init__(self, entry: str, *, patience: float = PATIENCE) -> None:
        self._entry = entry
        self._patience = patience

    def load(self) -> str | None:
        """What is kept; None when nothing is."""
        backend = self._backend()
        found: str | None = self._asked(lambda: backend.get_password(_SERVICE, self._entry))
        return found

    def save(self, text: str) -> None:
        """Keep `text` in the place of what was kept."""
        backend = self._backend()
        self._asked(lambda: backend.set_password(_SERVICE, self._entry, text))

    def delete(self) -> None:
        """Keep nothing any more."""
        backend = self._backend()
        if self._asked(lambda: backend.get_password(_SERVICE, self._entry)) is not None:
            self._asked(lambda: backend.delete_password(_SERVICE, self._entry))

    def prove(self) -> None:
        """See whether it gives back what it was given, with an entry that is taken out again."""
        backend, entry, text = self._backend(), f"{self._entry} (trial)", "a trial of the keyring: ä 🔑"
        self._asked(lambda: backend.set_password(_SERVICE, entry, text))
        try:
            if self._asked(lambda: backend.get_password(_SERVICE, entry)) != text:
                raise ConfigurationError(
                    "The system's keyring does not give back what it was given.",
                    "The secrets stay in their file, which only you can read.",
                )
        finally:
            self._asked(lambda: backend.delete_password(_SERVICE, entry))

    def _backend(self) -> Any:
        try:
            import keyring
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                "The system's keyring can't be used: the package keyring is not installed.",
                "Install it with: pip install 'plexstuff[keyring]'",
            ) from error
        backend = self._asked(keyring.get_keyring)
        inner = list(getattr(backend, "backends", ())) or [backend]
        if type(inner[0]).__module__.startswith(_WORTHLESS):
            raise ConfigurationError(
                "This system has no keyring that keeps secrets.",
                "Log in to a desktop with one, or leave the secrets in their file, which only you can read.",
            )
        return inner[0]

    def _asked(self, question: Callable[[], T]) -> T:
        """The answer; a keyring that waits for a password that nobody types is not waited for without end."""
        answers: list[T] = []
        errors: list[Exception] = []

        def ask() -> None:
            try:
                answers.append(question())
            except Exception as error:  # noqa: BLE001 - every backend has errors of its own; they are told below
                errors.append(error)

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        if answers:
            return answers[0]
        why = "it does not answer"
        if errors:
            why = "it is locked" if "ocked" in type(errors[0]).__name__ + str(errors[0]) else type(errors[0]).__name__
        raise ConfigurationError(
            f"The system's keyring, where the secrets are, can't be used: {why}.",
            "Unlock it (log in to the desktop), or give what is needed in environment variables for this run.",
        ) from (errors[0] if errors else None)
