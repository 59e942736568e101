"""Every setting and secret of the user, from wherever it comes: flag, environment, file, default, in this order."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from plexstuff.config.environment import Environment
from plexstuff.config.known import Known
from plexstuff.config.paths import Paths
from plexstuff.config.secrets import SecretsFile, SecretStore
from plexstuff.config.settings import Settings
from plexstuff.config.values import Origin, Value
from plexstuff.errors import ConfigurationError, InvalidValue, NotConfigured, UsageError
from plexstuff.service import Field, FieldKind, Service

if TYPE_CHECKING:
    from plexstuff.config.health import HealthBook
    from plexstuff.config.strangers import Stranger
    from plexstuff.health import Health

#: What a service's client keeps for itself among the secrets, such as a token, begins with this.
KEPT = "kept_"
#: How the names of secrets begin that a client was given once and for ever: they outlive a new key.
LASTING = "lasting_"


class Configuration:
    """The settings and secrets of one user. Nothing is read before it is asked for, nothing is made by reading.

    Whatever reads may raise ConfigurationError (a file that can't be understood, that others can read, a variable set
    twice) and FileTrouble; whatever writes Conflict too, when another process holds the lock for long.
    """

    def __init__(
        self, paths: Paths, environ: Mapping[str, str], known: Known, clock: Callable[[], float] = time.time
    ) -> None:
        self.paths = paths
        self.known = known
        self._environ = environ
        self._clock = clock
        self._flags: Mapping[tuple[str, str], str] = {}
        self._environment = Environment(environ, paths.environment_file)
        self._settings = Settings(paths.config_file, paths.lock_folder / "settings.lock")
        self._secrets: SecretStore = SecretsFile(paths.secrets_file, paths.lock_folder / "secrets.lock")

    @classmethod
    def load(
        cls,
        home: Path | None = None,
        environ: Mapping[str, str] = os.environ,
        flags: Mapping[str, str] | None = None,
        *,
        services: Sequence[Service] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """The configuration under `home` (else PLEXSTUFF_HOME, else the user's own folders).

        `flags` maps `tmdb.timeout` to a text that wins over everything. `services` are those declared, unless others
        are given; `clock` tells seconds since the epoch. Raises UsageError for a flag that is no setting or a secret.
        """
        loaded = cls(Paths.find(home, environ), environ, Known(services), clock)
        return loaded.with_flags(flags or {})

    def with_flags(self, flags: Mapping[str, str]) -> Self:
        """The same configuration with these settings on top, for a run or a trial. Raises UsageError."""
        other = type(self)(self.paths, self._environ, self.known, self._clock)
        own: dict[tuple[str, str], str] = {}
        for dotted, text in flags.items():
            section, key = self.known.split(dotted)
            if self.known.field(section, key).secret:
                raise UsageError(
                    f"{section}.{key} is a secret, and is not taken from the command line: it would stand in the "
                    "history of the shell and in the list of processes.",
                    f"Run: plexstuff services set {section} {key}",
                )
            own[section, key] = text
        other._flags = {**self._flags, **own}
        return other

    # -- reading --------------------------------------------------------------------------------------------------

    def value(self, section: str, key: str) -> Value:
        """The value that counts, with where it came from and which others it hides.

        Raises UsageError when there is no such setting, InvalidValue when the value that counts can't be one.
        """
        field = self.known.field(section, key)
        found = self._secret_values(section, key) if field.secret else self._plain_values(section, key)
        if not field.secret and field.default:
            found.append(Value(field.default, Origin.DEFAULT, "the default"))
        if not found:
            return Value(None, Origin.ABSENT)
        first, *others = found
        return replace(first, text=self._understood(field, first), hides=tuple(others))

    def read(self, section: str, key: str, text: str, where: str) -> str:
        """A text that was given for this one run, as the setting of that name understands it; `where` says by what.

        Raises UsageError and InvalidValue as `value` does.
        """
        return self._understood(self.known.field(section, key), Value(text, Origin.FLAG, where))

    def values(self, section: str) -> dict[str, str]:
        """The values of a service's own fields, those that are set."""
        service = self.known.service(section)
        fields = service.fields if service else self.known.fields(section)
        found = {field.key: self.value(section, field.key).text for field in fields}
        return {key: text for key, text in found.items() if text is not None}

    def mapping(self, section: str) -> dict[str, str]:
        """All that stands in a section whose keys are the user's own."""
        flags = {key: text for (of, key), text in self._flags.items() if of == section}
        return {**self._settings.sections().get(section, {}), **flags}

    def secret(self, section: str, key: str) -> str | None:
        """What the store of secrets holds under this name; the environment is not looked at."""
        return self._secrets.get(section, key)

    def secrets(self) -> list[str]:
        """Every secret that is known, from everywhere, for the redactor."""
        found = [text for section in self._secrets.sections().values() for text in section.values()]
        for service in self.known.services:
            for field in service.fields:
                if field.secret:
                    found.extend(self._secret_texts(service.key, field.key))
        return sorted({text for text in found if text})

    def held(self, section: str) -> list[str]:
        """The keys that the settings file and the store of secrets have for this section, old and misspelt ones too."""
        secrets = [key for key in self._secrets.sections().get(section, {}) if not key.startswith((KEPT, LASTING))]
        return [*secrets, *self._settings.sections().get(section, {})]

    @property
    def secret_store(self) -> SecretStore:
        """Where the secrets are; `move` takes them to the system's keyring, or back."""
        return self._secrets

    def strangers(self) -> list[Stranger]:
        """What is set and is no setting of ours (any more)."""
        from plexstuff.config.strangers import find_strangers

        return find_strangers(self.known, self._settings.sections(), self.paths.config_file, self._environment.names())

    # -- writing --------------------------------------------------------------------------------------------------

    def set(self, section: str, key: str, text: str) -> str:
        """Write a setting into the settings file, and return it as it was understood.

        Raises UsageError for a secret or an unknown setting, InvalidValue for a value that can't be one.
        """
        from plexstuff.config.kinds import plain, typed

        field = self.known.field(section, key)
        if field.secret:
            raise UsageError(
                f"{section}.{key} is a secret, and does not belong into the settings file.",
                f"Run: plexstuff services set {section} {key}",
            )
        seen = typed(field, text)
        if seen.refusal:
            raise InvalidValue(seen.refusal, seen.advice)
        self._settings.put(section, key, plain(field, seen.value))
        return seen.value

    def set_secret(self, section: str, key: str, secret: str) -> None:
        """Keep a secret in the store. A new key makes what the client kept beside the old one (`kept_…`) worthless."""
        if key.startswith((KEPT, LASTING)):
            self._secrets.put(section, key, secret)
            return
        if not self.known.field(section, key).secret:
            raise UsageError(f"{section}.{key} is no secret.", f"Run: plexstuff config set {section}.{key}")
        self._secrets.put(section, key, secret)
        self.forget_kept(section)

    def renew(self, section: str, key: str, grant: str) -> None:
        """Put a renewed grant in the place of the old one; what the client keeps beside it stays good."""
        if self.known.field(section, key).kind is not FieldKind.GRANT:
            raise UsageError(f"{section}.{key} is nothing that is renewed.")
        self._secrets.put(section, key, grant)

    @contextmanager
    def alone(self, section: str) -> Iterator[None]:
        """Be the only process that renews a grant of this section. Raises Conflict after a minute."""
        from plexstuff.config import files

        with files.locked(self.paths.lock_folder / f"{section}.lock", f"sign-in at {section}", wait=60):
            yield

    def forget_secret(self, section: str, key: str) -> bool:
        """Take a secret out of the store; whether it was there."""
        return self._secrets.put(section, key, None)

    def forget_kept(self, section: str) -> None:
        """Take out of the store what the client of this service kept for itself."""
        for key in list(self._secrets.sections().get(section, {})):
            if key.startswith(KEPT):
                self._secrets.put(section, key, None)

    def forget(self, section: str, key: str | None = None) -> bool:
        """Forget one setting or secret, or with None everything of this section; whether there was anything.

        What comes from flags and the environment stays. Raises UsageError when there is no such section or setting.
        """
        if key is None:
            self.known.fields(section)
            anything = [self._settings.drop(section, None), self._secrets.drop(section)]
        else:
            if key not in self.held(section):
                self.known.field(section, key)
            anything = [self._settings.drop(section, key), self.forget_secret(section, key)]
            self.forget_kept(section)
        return any(anything)

    # -- health ---------------------------------------------------------------------------------------------------

    def health(self, section: str) -> Health | None:
        """What the last check of the service found, UNCHECKED when that no longer counts; None when there was none."""
        return self._book().last(section, self._mark(section))

    def keep_health(self, section: str, health: Health | None) -> None:
        """Keep what a check of the service, as it is set up now, has found; None forgets."""
        self._book().record(section, self._mark(section) if health else "", health)

    def _book(self) -> HealthBook:
        from plexstuff.config.health import HealthBook

        return HealthBook(self.paths.health_file, self.paths.lock_folder / "health.lock", self._clock)

    def _mark(self, section: str) -> str:
        from plexstuff.config.health import enduring, fingerprint

        service = self.known.service(section)
        addresses = service.addresses if service else ()
        base = ("base_url",) if service and service.base_url else ()
        checked = (*(field.key for field in self._own_fields(section)), *addresses, *base, "verify_tls", "ca_file")
        texts = {key: self.value(section, key).text for key in checked}
        # A grant is renewed again and again, and stays the same grant.
        grants = [field.key for field in self._own_fields(section) if field.kind is FieldKind.GRANT]
        return fingerprint({**texts, **{key: enduring(texts[key]) for key in grants}})

    # -- within ---------------------------------------------------------------------------------------------------

    def _own_fields(self, section: str) -> tuple[Field, ...]:
        service = self.known.service(section)
        return service.fields if service else ()

    def _plain_values(self, section: str, key: str) -> list[Value]:
        found = []
        if (section, key) in self._flags:
            found.append(Value(self._flags[section, key], Origin.FLAG, f"--option {section}.{key}"))
        found += self._environment.values(section, key, secret=False)
        if (text := self._settings.text(section, key)) is not None:
            found.append(Value(text, Origin.FILE, str(self.paths.config_file)))
        return found

    def _secret_values(self, section: str, key: str) -> list[Value]:
        found = list(self._environment.values(section, key, secret=True))
        if (text := self._secrets.get(section, key)) is not None:
            found.append(Value(text, Origin.FILE, self._secrets.where))
        if not found and self._settings.text(section, key) is not None:
            raise ConfigurationError(
                f"The secret {section}.{key} stands in {self.paths.config_file}, where it is not kept secret.",
                f"Run: plexstuff services set {section} {key}, and take the line out of the file.",
            )
        return found

    def _secret_texts(self, section: str, key: str) -> list[str]:
        """All texts of a secret, wherever they stand, as far as they can be read: who asks wants to hide them."""
        texts = [self._settings.text(section, key)]
        try:
            texts += [value.text for value in self._environment.values(section, key, secret=True)]
        except (ConfigurationError, NotConfigured):
            texts += self._environment.raw(section, key)
        return [text for text in texts if text]

    def _understood(self, field: Field, value: Value) -> str:
        """The text as the field reads it. A secret of an odd shape is taken as it is: the live check will tell."""
        from plexstuff.config.kinds import read

        text = value.text or ""
        if value.origin is Origin.DEFAULT:
            return text
        seen = read(field, text)
        if seen.refusal and field.secret:
            return text
        if seen.refusal:
            raise InvalidValue(f"{seen.refusal} It comes from {value.where}.", seen.advice)
        if field.kind in (FieldKind.PATH, FieldKind.FILE):
            return str(self.paths.config_folder / seen.value) if value.origin is Origin.FILE else seen.value
        return seen.value
