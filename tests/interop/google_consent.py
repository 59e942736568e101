"""What a user does on the sandbox's page of Google, for other people's clients that sign in there."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import httpx2


def agree(address: str, *, tick: tuple[str, ...] | None = None, answer: str = "allow") -> str:
    """Pass the page of consent that `address` opens, with these scopes ticked (None: all); where the browser ends."""
    parts = urlsplit(address)
    form = dict(parse_qsl(parts.query))
    with httpx2.Client() as browser:
        shown = browser.get(address)
        assert shown.status_code == 200, shown.text
        assert "Choose an account" in shown.text
        form |= {"account": "owner@sandbox.example", "answer": answer}
        wanted = [one for one in form["scope"].split() if tick is None or one in tick]
        page = f"{parts.scheme}://{parts.netloc}{parts.path}"
        sent = browser.post(page, data={**form, "granted": wanted})
    assert sent.status_code == 302, sent.text
    return sent.headers["location"]
