"""Where settings, secrets, data, cache and state lie; looking makes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plexstuff.errors import ConfigurationError

#: Moves everything into one folder: config.toml and .env stand in it, data, cache and state become folders of it.
HOME_VARIABLE = "PLEXSTUFF_HOME"
_NAME = "plexstuff"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user; none needs to exist. Who writes into one makes it, mode 0700."""

    config_folder: Path
    data_folder: Path
    cache_folder: Path
    state_folder: Path

    @classmethod
    def find(cls, home: Path | None, environ: Mapping[str, str]) -> Paths:
        """Those under `home`, else under PLEXSTUFF_HOME, else the XDG folders (XDG Base Directory Specification 0.8).

        Raises ConfigurationError when the user has no home folder at all.
        """
        if home is None and environ.get(HOME_VARIABLE):
            home = Path(environ[HOME_VARIABLE])
        if home is not None:
            base = _expanded(home).absolute()
            return cls(base, base / "data", base / "cache", base / "state")
        return cls(
            _xdg(environ, "XDG_CONFIG_HOME", ".config"),
            _xdg(environ, "XDG_DATA_HOME", ".local/share"),
            _xdg(environ, "XDG_CACHE_HOME", ".cache"),
            _xdg(environ, "XDG_STATE_HOME", ".local/state"),
        )

    @property
    def config_file(self) -> Path:
        """The settings, in TOML."""
        return self.config_folder / "config.toml"

    @property
    def environment_file(self) -> Path:
        """More environment variables; those of the real environment win."""
        return self.config_folder / ".env"

    @property
    def secrets_file(self) -> Path:
        """The secrets; the folder is their own, so that only they need to be kept from every other eye."""
        return self.data_folder / "secrets" / "secrets.json"

    @property
    def health_file(self) -> Path:
        """What the last check of each service found."""
        return self.state_folder / "health.json"

    @property
    def lock_folder(self) -> Path:
        """Locks, away from the files that they guard: those may be links into somebody's collection of dotfiles."""
        return self.state_folder / "locks"


def _xdg(environ: Mapping[str, str], variable: str, fallback: str) -> Path:
    given = environ.get(variable, "")
    if given.startswith("/"):  # the specification: a relative path is ignored
        return Path(given) / _NAME
    home = environ.get("HOME", "")
    base = Path(home) if home.startswith("/") else _expanded(Path("~"))
    return base / fallback / _NAME


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ConfigurationError(
            "This user has no home folder, so there is no place for settings.",
            f"Set {HOME_VARIABLE} to a folder of its own.",
        ) from error
