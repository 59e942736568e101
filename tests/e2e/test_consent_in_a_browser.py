"""Signing in with a real browser: Chromium walks the sandbox's pages of consent, `services setup` waits for it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import chromium
from playwright.sync_api import Browser, Page

from at_terminal import Terminal
from plexstuff.config import Configuration
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys
from plexstuff.sandbox.imgur import keys as imgur_keys
from plexstuff.services.google.features import FEATURES

__all__ = ["chromium"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def elsewhere(chromium: Browser, sandbox: Sandbox) -> Iterator[Page]:
    """A browser on another machine, which can't reach the listener on this one: there, nothing is behind its port."""
    host = sandbox.url.partition("://")[2]
    context = chromium.new_context(proxy={"server": "http://127.0.0.1:1", "bypass": host})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@contextmanager
def setting_up(sandbox: Sandbox, home: Path, service: str, given: tuple[str, ...]) -> Iterator[Terminal]:
    """`services setup` at a terminal, led through to where its page is to be opened; `given` are answers in order."""
    variables = {
        name: text
        for name, text in sandbox.environment().items()
        if not name.startswith(f"PLEXSTUFF__{service.upper()}__") or name.endswith("URL")
    }
    command = [sys.executable, "-m", "plexstuff", "services", "setup", service, "--no-browser"]
    with Terminal(command, {**variables, "PLEXSTUFF_HOME": str(home)}) as terminal:
        answers = iter(given)
        while True:
            asked = terminal.expect(
                r"Return when you are there|\(.*(?:Return|not shown).*\):|Open this page in a browser"
            )[0]
            if asked.startswith("Open"):
                break
            terminal.type("" if asked.startswith("Return when") else next(answers, ""))
        yield terminal


def address(terminal: Terminal) -> str:
    """The page that the terminal says to open."""
    return terminal.expect(r"http://\S+")[0]


def agree_at_google(page: Page, *boxes: str) -> None:
    """Pass Google's pages: the account, the warning, the boxes with these words (none: all), Continue."""
    page.get_by_text(keys.ACCOUNT).click()
    page.get_by_text("Advanced").click()
    page.get_by_text("Go to Plexstuff (unsafe)").click()
    for one in boxes or ("Select all",):
        page.get_by_label(one).check()
    page.get_by_role("button", name="Continue").click()


def kept(home: Path) -> str:
    return Configuration.load(home, {}).value("google", "grant").text or ""


def test_google_through_the_listener(sandbox: Sandbox, home: Path, page: Page) -> None:
    with setting_up(sandbox, home, "google", (keys.CLIENT_FILE,)) as terminal:
        page.goto(address(terminal))
        agree_at_google(page)
        page.get_by_role("heading", name="Back to Plexstuff").wait_for()
        terminal.expect(f"Google works: Signed in as {re.escape(keys.ACCOUNT)}: mail permission proved")
        assert terminal.left_with() == 0
        grant = json.loads(kept(home))
        assert {FEATURES[one].scopes[0] for one in FEATURES} <= set(grant["scopes"])
        assert grant["access_token"] not in terminal.said
        assert grant["refresh_token"] not in terminal.said
        assert keys.CLIENT_SECRET not in terminal.said, "what is typed there is not shown"


def test_google_by_pasting_where_the_browser_is_elsewhere(sandbox: Sandbox, home: Path, elsewhere: Page) -> None:
    with setting_up(sandbox, home, "google", (keys.CLIENT_FILE,)) as terminal:
        elsewhere.goto(address(terminal))
        with elsewhere.expect_event("requestfailed", lambda request: "code=" in request.url) as failed:
            agree_at_google(elsewhere, FEATURES["sheets"].box)
        in_the_address_bar = failed.value.url
        terminal.expect("Paste the address")
        terminal.type("https://accounts.google.com/o/oauth2/v2/auth?client_id=1")
        terminal.expect("holds neither a code nor a token")
        terminal.type(in_the_address_bar)
        terminal.expect("Google works: .*sheets permission proved.*Not allowed: mail .*Send email on your behalf")
        assert terminal.left_with() == 0
        assert FEATURES["mail"].scopes[0] not in json.loads(kept(home))["scopes"]
        assert in_the_address_bar not in terminal.said, "what is pasted is not shown"


def test_the_answer_no_and_then_yes(sandbox: Sandbox, home: Path, page: Page) -> None:
    with setting_up(sandbox, home, "google", (keys.CLIENT_FILE,)) as terminal:
        page.goto(address(terminal))
        page.get_by_text(keys.ACCOUNT).click()
        page.get_by_text("Advanced").click()
        page.get_by_text("Go to Plexstuff (unsafe)").click()
        page.get_by_role("button", name="Cancel").click()
        terminal.expect("the answer was no")
        terminal.expect("Once more")
        assert kept(home) == ""
        terminal.type("y")
        terminal.expect("Open this page")
        page.goto(address(terminal))
        agree_at_google(page)
        terminal.expect("Google works")
        assert terminal.left_with() == 0


def test_imgur_by_pasting_the_address_with_a_token_behind_its_hash(sandbox: Sandbox, home: Path, page: Page) -> None:
    given = (imgur_keys.CLIENT_ID, imgur_keys.CLIENT_SECRET)
    with setting_up(sandbox, home, "imgur", given) as terminal:
        page.goto(address(terminal))
        page.get_by_role("button", name="Allow").click()
        page.get_by_role("heading", name="Here is nothing").wait_for()
        assert "access_token=" in page.url.partition("#")[2]
        terminal.expect("Paste the address")
        terminal.type(page.url)
        terminal.expect(r"Choose the main album[\s\S]*:")
        terminal.type()
        terminal.expect("Imgur works")
        assert terminal.left_with() == 0
        grant = json.loads(Configuration.load(home, {}).value("imgur", "grant").text or "{}")
        assert grant["account"] == imgur_keys.ACCOUNT
        assert grant["refresh_token"] not in terminal.said


def test_imgur_where_the_answer_is_no(sandbox: Sandbox, home: Path, page: Page) -> None:
    given = (imgur_keys.CLIENT_ID, imgur_keys.CLIENT_SECRET)
    with setting_up(sandbox, home, "imgur", given) as terminal:
        page.goto(address(terminal))
        page.get_by_role("button", name="Deny").click()
        page.get_by_role("heading", name="Here is nothing").wait_for()
        terminal.expect("Paste the address")
        terminal.type(page.url)
        terminal.expect("the answer was no")
        assert Configuration.load(home, {}).value("imgur", "grant").text is None
