"""Signing in at Google and Plex in a dialog: the listener, the pasted address, no, Esc, a closed window, no browser."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consent_pages import answer_google, answer_plex, follow
from plexstuff.config import Configuration
from plexstuff.desktop.choices import ChoicesBox
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.panel import ServicePanel
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys
from plexstuff.services.google.features import FEATURES
from windows import Browser

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]
Stored = Callable[[str], dict[str, str]]


@pytest.fixture
def google(desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path) -> ServicePanel:
    """The panel of Google, whose client is known; nobody has signed in."""
    Configuration.load(home, {}).set_secret("google", "client", keys.CLIENT)
    return panel_of(desk_of(addresses), "google")


def begin(panel: ServicePanel, browser: Browser, qtbot: QtBot, field: str = "grant") -> ConsentDialog:
    """Press the button of the sign-in, and wait until its page is known."""
    asked = panel.rows[field].button
    assert asked is not None
    qtbot.mouseClick(asked, Qt.MouseButton.LeftButton)
    dialog = panel.window().findChildren(ConsentDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.address.text()), timeout=PATIENCE)
    if browser.works:
        assert browser.opened[-1] == dialog.address.text()
    return dialog


def closed(dialog: QDialog) -> bool:
    """Whether it has closed; what is closed is thrown away."""
    return not isValid(dialog) or not dialog.isVisible()


def listens(address: str) -> bool:
    """Whether anybody listens where the browser is to be sent back to."""
    back = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0])
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex((back.hostname or "", back.port or 0)) == 0


def wait_for_the_panel(panel: ServicePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)


def test_the_file_of_the_client_is_read_for_the_sign_in(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    browser: Browser,
    stored: Stored,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    panel = panel_of(desk_of(addresses), "google")
    saved = tmp_path / "client_secret_900000000000-sandbox.json"
    saved.write_text(keys.CLIENT_FILE)
    panel.rows["client"].put(str(saved))
    dialog = begin(panel, browser, qtbot)
    assert keys.CLIENT_ID in dialog.address.text()
    follow(answer_google(dialog.address.text()))
    wait_for_the_panel(panel, qtbot)
    assert keys.CLIENT_SECRET in stored("google")["client"]


def test_the_dialog_closes_by_itself_when_the_browser_comes_back(
    google: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    assert google.rows["grant"].button.text() == "CLIENT REFRESH"  # type: ignore[union-attr]
    dialog = begin(google, browser, qtbot)
    assert "closes by itself" in dialog.told.text()
    page = follow(answer_google(dialog.address.text()))
    assert "Back to Plexstuff" in page
    qtbot.waitUntil(lambda: closed(dialog), timeout=PATIENCE)
    wait_for_the_panel(google, qtbot)
    assert keys.ACCOUNT in google.sentence.text()
    assert {FEATURES[one].scopes[0] for one in FEATURES} <= set(json.loads(stored("google")["grant"])["scopes"])
    row = google.rows["grant"]
    assert row.box.placeholderText() == "Signed in"  # type: ignore[attr-defined]


def test_the_address_on_which_another_browser_ended_is_pasted(
    google: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    dialog = begin(google, browser, qtbot)
    ended = answer_google(dialog.address.text())
    dialog.paste.setFocus()
    for wrong, said in (
        ("https://accounts.google.com/o/oauth2/v2/auth?client_id=1", "neither a code nor a token"),
        (ended.replace("state=", "state=another"), "belongs to another attempt"),
        ("urn:ietf:wg:oauth:2.0:oob", "out-of-band"),
    ):
        dialog.paste.setText(wrong)
        qtbot.keyClick(dialog.paste, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: said in dialog.said.text(), timeout=PATIENCE)
        assert dialog.isVisible()
        assert stored("google").keys() == {"client"}
    QGuiApplication.clipboard().setText(f"  {ended}\n")
    dialog.paste.clear()
    dialog.paste.paste()
    qtbot.keyClick(dialog.paste, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: closed(dialog), timeout=PATIENCE)
    wait_for_the_panel(google, qtbot)


def test_no_is_said_and_leaves_everything(google: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot) -> None:
    dialog = begin(google, browser, qtbot)
    follow(answer_google(dialog.address.text(), allow=False))
    qtbot.waitUntil(lambda: "the answer was no" in dialog.told.text(), timeout=PATIENCE)
    assert dialog.cancel.text() == "CLOSE"
    assert not dialog.paste.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stored("google").keys() == {"client"}
    assert google.badge.text == "NOT SET UP"


@pytest.mark.parametrize("how", ["Esc", "CANCEL", "the dialog is closed", "the window is closed"])
def test_giving_up_leaves_everything_and_nobody_listens_any_more(
    google: ServicePanel, browser: Browser, home: Path, stored: Stored, qtbot: QtBot, how: str
) -> None:
    Configuration.load(home, {}).set_secret("google", "grant", keys.GRANT)
    before = stored("google")
    dialog = begin(google, browser, qtbot)
    address = dialog.address.text()
    assert listens(address)
    match how:
        case "Esc":
            qtbot.keyClick(dialog.paste, Qt.Key.Key_Escape)
        case "CANCEL":
            qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        case "the dialog is closed":
            dialog.close()
        case _:
            google.window().close()
    qtbot.waitUntil(lambda: not listens(address), timeout=PATIENCE)
    assert stored("google") == before
    with pytest.raises(httpx2.HTTPError):
        follow(answer_google(address))
    assert stored("google") == before


def test_a_browser_that_can_not_be_opened_leaves_the_address_to_copy(
    google: ServicePanel, browser: Browser, qtbot: QtBot
) -> None:
    browser.works = False
    dialog = begin(google, browser, qtbot)
    assert "No browser could be opened here" in dialog.said.text()
    assert dialog.address.isVisible() and dialog.address.isReadOnly()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.address.text()
    follow(answer_google(QGuiApplication.clipboard().text()))
    wait_for_the_panel(google, qtbot)


def test_boxes_that_were_left_unticked_are_seen(google: ServicePanel, browser: Browser, qtbot: QtBot) -> None:
    dialog = begin(google, browser, qtbot)
    follow(answer_google(dialog.address.text(), features=("mail", "sheets")))
    wait_for_the_panel(google, qtbot)
    box = google.rows["features"].box
    assert isinstance(box, ChoicesBox)
    told = {choice: box.told[choice].text() for choice in box.told}
    assert told == {
        "mail": "granted, permission proved",
        "contacts": "not granted",
        "youtube": "not granted",
        "sheets": "granted, permission proved",
    }
    assert "Not allowed: contacts" in google.sentence.text()
    assert FEATURES["contacts"].box in google.sentence.text()


def test_a_switch_says_what_is_asked_for_next_time(
    google: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    box = google.rows["features"].box
    assert isinstance(box, ChoicesBox)
    assert [one.isChecked() for one in box.switches.values()] == [True] * 4
    for unwanted in ("contacts", "youtube"):
        box.switches[unwanted].setFocus()
        qtbot.keyClick(box.switches[unwanted], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("google").get("features") == "mail sheets", timeout=PATIENCE)
    dialog = begin(google, browser, qtbot)
    asked = parse_qs(urlsplit(dialog.address.text()).query)["scope"][0].split()
    assert set(asked) == {"openid", "email", FEATURES["mail"].scopes[0], FEATURES["sheets"].scopes[0]}
    follow(answer_google(dialog.address.text()))
    wait_for_the_panel(google, qtbot)
    # Switched on afterwards: it is not granted until somebody signs in again, and that is said.
    qtbot.keyClick(box.switches["youtube"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("google").get("features") == "mail youtube sheets", timeout=PATIENCE)
    qtbot.waitUntil(lambda: "sign in again and tick it" in google.sentence.text(), timeout=PATIENCE)
    assert box.told["youtube"].text() == "not granted"


def test_a_switch_that_is_turned_off_takes_nothing_back(
    google: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    box = google.rows["features"].box
    assert isinstance(box, ChoicesBox)
    dialog = begin(google, browser, qtbot)
    follow(answer_google(dialog.address.text()))
    wait_for_the_panel(google, qtbot)
    qtbot.waitUntil(lambda: box.told["sheets"].text() == "granted, permission proved", timeout=PATIENCE)
    grant = json.loads(stored("google")["grant"])
    qtbot.keyClick(box.switches["sheets"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored("google").get("features") == "mail contacts youtube", timeout=PATIENCE)
    qtbot.waitUntil(lambda: box.told["sheets"].text() == "granted", timeout=PATIENCE)
    assert FEATURES["sheets"].title not in google.sentence.text()
    assert set(json.loads(stored("google")["grant"])["scopes"]) == set(grant["scopes"])
    assert google.badge.text == "WORKING"


def test_the_days_that_a_sign_in_in_testing_has_left_are_shown(
    google: ServicePanel, browser: Browser, served: Sandbox, qtbot: QtBot
) -> None:
    console = f"{served.url}/google/console"
    httpx2.post(console, data={"publishing": "testing"})
    try:
        dialog = begin(google, browser, qtbot)
        follow(answer_google(dialog.address.text()))
        wait_for_the_panel(google, qtbot)
        assert "The app is in Testing, so it ends on " in google.sentence.text()
        assert "(7 days left)" in google.proof.text()
    finally:
        httpx2.post(console, data={"publishing": "production"})


@pytest.fixture
def plex(desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str]) -> ServicePanel:
    """The panel of Plex; nobody has signed in."""
    return panel_of(desk_of(addresses), "plex")


def test_plex_is_signed_in_to_by_its_page_and_the_server_is_chosen(
    plex: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    dialog = begin(plex, browser, qtbot, "token")
    assert not dialog.paste.isVisible()
    answer_plex(dialog.address.text())
    qtbot.waitUntil(lambda: closed(dialog), timeout=PATIENCE)
    choosing = next(one for one in plex.window().findChildren(QDialog) if one.isVisible())
    servers = choosing.findChildren(QListWidget)[0]
    qtbot.waitUntil(lambda: servers.count() > 1, timeout=PATIENCE)
    assert stored("plex") == {}
    qtbot.keyClick(servers, Qt.Key.Key_Return)
    wait_for_the_panel(plex, qtbot)
    assert stored("plex").keys() == {"token", "server"}


def test_plex_turned_down_or_given_up_keeps_nothing(
    plex: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    dialog = begin(plex, browser, qtbot, "token")
    answer_plex(dialog.address.text(), allow=False)
    qtbot.waitUntil(lambda: dialog.cancel.text() == "CLOSE", timeout=PATIENCE)
    assert "turned down there. Start again." in dialog.told.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = begin(plex, browser, qtbot, "token")
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert closed(again)
    assert stored("plex") == {}
