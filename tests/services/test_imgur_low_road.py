"""docs/imgur.md: its blocks, run one after the other against the sandbox."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from plexstuff.cli.demo_uses import picture
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.imgur import keys

PAGE = Path(__file__).parents[2] / "docs" / "imgur.md"


def agree(address: str) -> str:
    """Allow it on the page of consent; the address on which the browser ends."""
    given = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({**given, "answer": "allow"})
    with httpx2.Client(trust_env=False) as browser:
        return browser.post(address, content=body, headers=kind).headers["location"]


def test_the_low_road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "poster.png"
    file.write_bytes(picture(8, 8))
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) == 3
    with Sandbox() as box:
        monkeypatch.setenv("PLEXSTUFF_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("PLEXSTUFF__IMGUR__BASE_URL", f"{box.url}/imgur")
        names = {
            "client_id": keys.CLIENT_ID,
            "client_secret": keys.CLIENT_SECRET,
            "authorize_url": f"{box.url}/imgur/oauth2/authorize",
            "picture": str(file),
        }
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            for block in blocks:
                exec(compile(block, str(PAGE), "exec"), names)
                if "pending" in names and "pasted" not in names:
                    names["pasted"] = agree(names["pending"].address)
    assert f"Signed in as {keys.ACCOUNT}" in said.getvalue()
    assert re.search(r"https://i\.imgur\.com/\w{7}\.png", said.getvalue())
