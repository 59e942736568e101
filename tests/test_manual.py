"""The manual of the services says what the declarations say."""

from __future__ import annotations

from pathlib import Path

from plexstuff.manual import PLACE, main, manual
from plexstuff.services import ALL

ROOT = Path(__file__).resolve().parents[1]


def test_it_is_fresh() -> None:
    stale = "Run: python -m plexstuff.manual"
    assert (ROOT / PLACE).read_text(encoding="utf-8") == manual(), stale


def test_it_tells_of_every_service_and_what_it_asks(tmp_path: Path) -> None:
    main([str(tmp_path / "services.md")])
    text = (tmp_path / "services.md").read_text(encoding="utf-8")
    for service in ALL:
        assert f"### {service.title}\n" in text
        assert service.attribution in text
        for field in service.fields:
            assert f"PLEXSTUFF__{service.key}__{field.key}".upper() in text
