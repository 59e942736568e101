"""google-api-python-client against the fake Google, by the discovery documents that it brings along."""

from __future__ import annotations

import base64
import io
import json
import re
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient
import pytest
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build, build_from_document
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys

#: Each API that we use: its version, and under which path of the sandbox its root lies.
APIS = {"gmail": ("v1", "gmail/"), "people": ("v1", "people/"), "sheets": ("v4", "sheets/"), "youtube": ("v3", "")}
#: What we ask, and the test here that asks the same; the rest of each API is not used.
COVERED = {
    "GET  people: v1/people/me/connections": "test_contacts_page_by_page",
    "GET  people: v1/otherContacts": "test_contacts_that_google_noted",
    "GET  sheets: v4/spreadsheets/{id}": "test_a_spreadsheet",
    "GET  sheets: v4/spreadsheets/{id}/values/{range}": "test_cells_are_written_in_one_batch_and_read",
    "GET  youtube: youtube/v3/search": "test_songs_are_found_and_looked_at",
    "GET  youtube: youtube/v3/videos": "test_songs_are_found_and_looked_at",
    "POST gmail: gmail/v1/users/me/messages/send": "test_a_mail",
    "POST sheets: v4/spreadsheets/{id}/values:batchUpdate": "test_cells_are_written_in_one_batch_and_read",
    "POST gmail: upload/gmail/v1/users/me/messages/send": "test_a_large_mail_goes_as_it_is",
}


def credentials(box: Sandbox) -> Credentials:
    """Those of an account that has allowed everything."""
    return Credentials(
        keys.ACCESS_TOKEN,
        refresh_token=keys.REFRESH_TOKEN,
        token_uri=f"{box.url}/google/oauth2/token",
        client_id=keys.CLIENT_ID,
        client_secret=keys.CLIENT_SECRET,
    )


@cache
def _document(name: str, version: str) -> str:
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    return (folder / f"{name}.{version}.json").read_text(encoding="utf-8")


@pytest.fixture
def api(box: Sandbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def make(name: str, **changed: Any) -> Any:
        version, path = APIS[name]
        return build(
            name,
            version,
            static_discovery=True,
            client_options={"api_endpoint": f"{box.url}/google/{path}"},
            **(changed or {"credentials": credentials(box)}),
        )

    return make


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["To"] = "Ada Quillfeather <ada.quillfeather@sandbox.example>"
    message["Subject"] = "Neue Filme für dich"
    for name, value in headers.items():
        message[name] = value
    message.set_content("Hello,\nthere are new films.\n")
    return message


def raw(message: EmailMessage) -> dict[str, str]:
    return {"raw": base64.urlsafe_b64encode(message.as_bytes()).decode()}


def test_a_mail(api: Any, box: Sandbox) -> None:
    sent = api("gmail").users().messages().send(userId="me", body=raw(mail())).execute()
    assert sent["labelIds"] == ["SENT"]
    assert sent["threadId"] == sent["id"]


def test_a_large_mail_goes_as_it_is(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    # For uploads the library passes over api_endpoint.
    document = {**json.loads(_document("gmail", "v1")), "rootUrl": f"{box.url}/google/gmail/"}
    gmail = build_from_document(document, credentials=credentials(box))
    message = mail()
    message.add_attachment(b"\0" * 200_000, maintype="image", subtype="png", filename="poster.png")
    upload = MediaIoBaseUpload(io.BytesIO(message.as_bytes()), mimetype="message/rfc822")
    sent = gmail.users().messages().send(userId="me", media_body=upload).execute()
    assert sent["labelIds"] == ["SENT"]


@pytest.mark.parametrize("body", [{}, {"raw": "not base64!"}, raw(EmailMessage())])
def test_what_is_no_mail_is_refused(api: Any, body: dict[str, str]) -> None:
    with pytest.raises(HttpError) as caught:
        api("gmail").users().messages().send(userId="me", body=body).execute()
    assert caught.value.status_code == 400


def test_contacts_page_by_page(api: Any) -> None:
    connections = api("people").people().connections()
    request = connections.list(resourceName="people/me", personFields="names,emailAddresses", pageSize=2)
    people, pages = [], 0
    while request is not None:
        answer = request.execute()
        people += answer.get("connections", [])
        pages += 1
        request = connections.list_next(request, answer)
    assert pages == 3
    assert people[0]["names"][0]["displayName"] == "Ada Quillfeather"
    assert people[1]["emailAddresses"][1]["metadata"]["primary"] is True
    assert all(one["resourceName"].startswith("people/c") for one in people)


def test_contacts_that_google_noted(api: Any) -> None:
    others = api("people").otherContacts()
    request, found = others.list(readMask="names,emailAddresses"), []
    while request is not None:
        answer = request.execute()
        found += answer["otherContacts"]
        request = others.list_next(request, answer)
    assert answer["totalSize"] == len(found) == 3
    assert found[0]["resourceName"].startswith("otherContacts/")


def test_a_mask_is_needed(api: Any) -> None:
    with pytest.raises(HttpError) as caught:
        api("people").people().connections().list(resourceName="people/me").execute()
    assert caught.value.status_code == 400


@pytest.mark.parametrize("way", ["sign-in", "key"])
def test_songs_are_found_and_looked_at(api: Any, way: str) -> None:
    youtube = api("youtube", **({"developerKey": keys.API_KEY} if way == "key" else {}))
    found = youtube.search().list(part="snippet", q="cher believe", type="video", maxResults=3).execute()
    ids = [one["id"]["videoId"] for one in found["items"]]
    assert len(ids) == 3
    seen = youtube.videos().list(part="snippet,contentDetails,statistics,status", id=",".join(ids)).execute()
    assert [one["id"] for one in seen["items"]] == ids
    assert seen["items"][0]["contentDetails"]["duration"].startswith("PT")
    assert seen["items"][0]["statistics"]["viewCount"].isdecimal()


def test_a_wrong_key_is_said(api: Any) -> None:
    with pytest.raises(HttpError, match="API key not valid"):
        api("youtube", developerKey="AIza" + "x" * 35).videos().list(part="id", id="jNQXAC9IVRw").execute()


def test_a_spreadsheet(api: Any) -> None:
    book = api("sheets").spreadsheets().get(spreadsheetId=keys.SPREADSHEET, includeGridData=False).execute()
    assert book["properties"]["title"] == "Film evening (sandbox)"
    assert book["sheets"][0]["properties"]["gridProperties"] == {"rowCount": 100, "columnCount": 6}
    few = api("sheets").spreadsheets().get(spreadsheetId=keys.SPREADSHEET, fields="sheets.properties(title)").execute()
    assert few["sheets"][0] == {"properties": {"title": "Films"}}


def test_cells_are_written_in_one_batch_and_read(api: Any) -> None:
    values = api("sheets").spreadsheets().values()
    made = api("sheets").spreadsheets().create(body={"properties": {"title": "Tried"}}).execute()
    number = made["spreadsheetId"]
    data = [
        {"range": "Sheet1!A1:B2", "values": [["Title", "Year"], ["=1+1", 1999]]},
        {"range": "'Sheet1'!D1", "values": [[None, True]]},
    ]
    done = values.batchUpdate(spreadsheetId=number, body={"valueInputOption": "RAW", "data": data}).execute()
    assert (done["totalUpdatedCells"], len(done["responses"])) == (5, 2)
    read = values.get(spreadsheetId=number, range="Sheet1!A1:E2", valueRenderOption="FORMULA").execute()
    assert read["values"] == [["Title", "Year", "", "", True], ["=1+1", 1999]]
    shown = values.get(spreadsheetId=number, range="Sheet1!A2").execute()
    assert shown["values"] == [["=1+1"]], "RAW keeps it a text"


@pytest.mark.parametrize(
    ("number", "cells", "status", "said"),
    [
        ("no-such-spreadsheet-of-anybody", "A1", 404, "not found"),
        (keys.SPREADSHEET, "Nowhere!A1", 400, "Unable to parse range"),
        (keys.SPREADSHEET, "Films!A5000", 400, "exceeds grid limits"),
    ],
)
def test_what_is_not_there_is_said(api: Any, number: str, cells: str, status: int, said: str) -> None:
    with pytest.raises(HttpError, match=said) as caught:
        api("sheets").spreadsheets().values().get(spreadsheetId=number, range=cells).execute()
    assert caught.value.status_code == status


def test_everything_that_we_ask_is_in_the_discovery_documents(keep_matrix) -> None:
    known = set()
    for name, (version, _) in APIS.items():
        for method in methods(json.loads(_document(name, version))):
            ways = method.get("mediaUpload", {}).get("protocols", {}).values()
            paths = [method.get("flatPath", method["path"]), *(one["path"].lstrip("/") for one in ways)]
            known |= {f"{method['httpMethod']:4} {name}: {path}" for path in paths}
    for ours in COVERED:
        assert any(alike(ours, one) for one in known), ours
    keep_matrix("google-api-python-client", [f"{what:60} ok" for what in COVERED])


def methods(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(document.get("methods", {}).values())
    for inner in document.get("resources", {}).values():
        found += methods(inner)
    return found


def alike(ours: str, theirs: str) -> bool:
    """Whether a path of ours is one of theirs, with the parameters filled in."""
    pattern = "".join(
        "[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", theirs) if part
    )
    return re.fullmatch(pattern, ours) is not None


@pytest.mark.parametrize("name", COVERED.values())
def test_the_matrix_names_tests_that_are_there(name: str) -> None:
    assert name in globals()
