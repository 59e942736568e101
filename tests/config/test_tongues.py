"""Languages and countries are read in one way, wherever they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.config import Configuration
from plexstuff.errors import InvalidValue

Load = Callable[..., Configuration]

LANGUAGES = {
    "en": "en",
    "DE": "de",
    "ger": "de",
    "deu": "de",
    "dut": "nl",
    "slo": "sk",
    "pt-BR": "pt-BR",
    "PT_br": "pt-BR",
    "pt-bra": "pt-BR",
}
NO_LANGUAGES = ["xx", "deutsch", "pt-XX", "pt-", "-BR", "e", "en-US-x", "zz-US", "\u0435\u043d", "en US"]
REGIONS = {"AT": "AT", "at": "AT", "aut": "AT"}
NO_REGIONS = ["XX", "Austria", "A", "A1"]


def ways(configuration: Load, folder: Path, key: str, text: str) -> list[Callable[[], str | None]]:
    """A flag, --option, the environment, and the settings file by hand and by command."""
    folder.mkdir(parents=True, exist_ok=True)

    def by_hand() -> str | None:
        (folder / "config.toml").write_text(f'[identify]\n{key} = "{text}"\n')
        return configuration().value("identify", key).text

    return [
        lambda: configuration().read("identify", key, text, f"--{key}"),
        lambda: configuration({}, {f"identify.{key}": text}).value("identify", key).text,
        lambda: configuration({f"PLEXSTUFF__IDENTIFY__{key.upper()}": text}).value("identify", key).text,
        by_hand,
        lambda: configuration().set("identify", key, text),
    ]


@pytest.mark.parametrize(
    ("key", "text", "understood"),
    [("language", *pair) for pair in LANGUAGES.items()] + [("region", *pair) for pair in REGIONS.items()],
)
def test_what_is_understood(configuration: Load, folder: Path, key: str, text: str, understood: str) -> None:
    assert [way() for way in ways(configuration, folder, key, text)] == [understood] * 5


@pytest.mark.parametrize(
    ("key", "text"), [("language", text) for text in NO_LANGUAGES] + [("region", text) for text in NO_REGIONS]
)
def test_what_is_refused(configuration: Load, folder: Path, key: str, text: str) -> None:
    for way in ways(configuration, folder, key, text):
        with pytest.raises(InvalidValue, match=f"no {'language' if key == 'language' else 'country'} code"):
            way()
