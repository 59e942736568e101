"""What `./check` installs so that the window can be tested is what the window itself asks a user for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plexstuff.desktop import ready
from plexstuff.errors import NotConfigured

CHECK = Path(__file__).parents[2] / "check"


def test_check_installs_what_the_window_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> object:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ready.ctypes, "CDLL", load)
    monkeypatch.setattr(ready.sys, "platform", "linux")
    with pytest.raises(NotConfigured) as refused:
        ready.require_window({"QT_QPA_PLATFORM": "xcb"})
    asked = set(re.findall(r"\blib[\w.-]+", refused.value.advice.splitlines()[0]))
    pairs = re.findall(r"^ +(\S+):(\S+)$", CHECK.read_text(), re.MULTILINE)
    installed = {package for _, packages in pairs for package in packages.split(",")}
    assert len(asked) > 12
    assert asked <= installed
    libraries = set(re.findall(r"\blib[\w.-]+\.so\.\d+", refused.value.sentence))
    assert libraries <= {name for name, _ in pairs}
