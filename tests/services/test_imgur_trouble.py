"""Every way in which Imgur says that something is wrong, in all four shapes; and what it recorded, in our types."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from music_server import Server, ask

from plexstuff.errors import (
    InvalidValue,
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceRetired,
    UnexpectedResponse,
)
from plexstuff.sandbox.imgur import keys
from plexstuff.services.imgur import answers
from plexstuff.services.imgur.client import check
from plexstuff.services.imgur.trouble import explain

ANONYMOUS = {"client_id": keys.CLIENT_ID}


def said(message: str, status: int = 400) -> bytes:
    return json.dumps({"data": {"error": message, "request": "/3", "method": "GET"}, "status": status}).encode()


def nested(message: str) -> bytes:
    error = {"code": 429, "message": message, "type": "ImgurException", "exception": []}
    return json.dumps({"status": 400, "success": False, "data": {"error": error}}).encode()


GATEWAY = b'{"errors":[{"id":"legacy-api-1","code":"429","status":"Too Many Requests","detail":"Too Many Requests"}]}'
PAGE_1024 = b"<html><body><h1>Error (1024)</h1></body></html>"

TROUBLES = [
    (401, said("Authentication required"), KeyRefused, "who asks"),
    (403, said("Invalid client_id"), KeyRefused, "client id"),
    (403, said("The access token provided is invalid."), KeyRefused, "sign-in"),
    (403, said("Imgur is temporarily over capacity. Please try again later."), RateLimited, "network address"),
    (500, said("Imgur is temporarily over capacity. Please try again later."), ServerError, "500"),
    (404, said("Unable to find an image with the id, abc"), NotFound, ""),
    (429, GATEWAY, RateLimited, "too often"),
    (429, said("Daily client requests exceeded"), RateLimited, "spent for today"),
    (429, nested("You are uploading too fast. Please wait 59 more minutes."), RateLimited, "59 minutes"),
    (400, nested("You are uploading too fast. Please wait 3 more minutes."), RateLimited, "3 minutes"),
    (400, said("File type invalid (1)"), InvalidValue, "does not take this picture"),
    (400, said("anonymous uploading in your country has been disabled"), ServiceRetired, "your country"),
    (400, said("Something else"), UnexpectedResponse, "did not understand"),
    (400, b'{"data":false,"success":false,"status":400}', UnexpectedResponse, ""),
    (413, said("too large"), InvalidValue, "too large"),
    (500, said("Could not process upload!"), ServerError, "could not read this picture"),
    (200, PAGE_1024, UnexpectedResponse, "web page"),
    (403, PAGE_1024, ServiceRetired, "1024"),
]


@pytest.mark.parametrize(("status", "body", "error", "words"), TROUBLES)
def test_what_is_wrong_is_said(tmp_path: Path, status: int, body: bytes, error: type, words: str) -> None:
    with pytest.raises(PlexstuffError) as raised:
        ask(Server([(status, body)]), tmp_path, "imgur", ANONYMOUS, lambda one: one.upload_image(BytesIO(b"picture")))
    told = raised.value
    assert type(told) is error or (error is KeyRefused and isinstance(told, KeyRefused))
    assert "Imgur" in told.sentence
    assert words in told.sentence + told.advice
    assert told.advice
    assert keys.CLIENT_ID not in told.sentence + told.advice


def test_a_picture_is_never_sent_twice_by_itself(tmp_path: Path) -> None:
    server = Server([(503, b"")])
    with pytest.raises(ServerError):
        ask(server, tmp_path, "imgur", ANONYMOUS, lambda one: one.upload_image(BytesIO(b"picture")))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        said("Authentication required", 401),
        b'{"data":{"error":"Authentication required"},"success":false,"status":401}',
        b'{"data":{"UserLimit":500},"success":true,"status":200}',
        b'{"data":true,"success":true,"status":200}',
    ],
)
def test_an_error_that_comes_as_a_good_answer_is_not_green(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(UnexpectedResponse):
        ask(Server([body]), tmp_path, "imgur", ANONYMOUS, check)


@pytest.mark.parametrize(("user", "client", "words"), [(0, 100, "this hour"), (100, 0, "spent for today")])
def test_spent_credits_are_not_green(tmp_path: Path, user: int, client: int, words: str) -> None:
    left = {"UserLimit": 500, "UserRemaining": user, "UserReset": 1, "ClientLimit": 12500, "ClientRemaining": client}
    with pytest.raises(RateLimited) as raised:
        ask(Server([json.dumps({"data": left}).encode()]), tmp_path, "imgur", ANONYMOUS, check)
    assert words in raised.value.sentence


#: File -> what it is decoded as, and what is then there.
RECORDED = {
    "upload-anonymous-2022.json": (
        answers.Envelope[answers.Image],
        lambda one: (one.id, one.link, one.type, one.datetime, one.size),
        ("MUkssj6", "https://i.imgur.com/MUkssj6.png", "image/png", 1668340126, 473831),
    ),
    "php-album-base-with-response.json": (
        answers.Envelope[answers.Album],
        lambda one: (one.id, one.title, one.images_count, one.privacy),
        ("VOMXz", "sample", 27, "hidden"),
    ),
    "php-account-base-with-response.json": (answers.Envelope[answers.Account], lambda one: one.url, "j0k3rx"),
    "node-album-created.json": (answers.Envelope[answers.Made], lambda one: one.id, "ybqNtEF"),
    "node-credits.json": (
        answers.Envelope[answers.Credits],
        lambda one: (one.user_limit, one.client_remaining, one.user_reset),
        (500, 12500, 1615614380),
    ),
}


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_answers_are_understood(shared: Path, name: str) -> None:
    kind, look, expected = RECORDED[name]
    found = msgspec.json.decode((shared / "fixtures" / "imgur" / name).read_bytes(), type=kind)
    assert look(found.data) == expected


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("issue-403-over-capacity.json", 403, RateLimited),
        ("issue-403-token-invalid.json", 403, KeyRefused),
        ("issue-429-daily-client.json", 429, RateLimited),
        ("issue-429-authorize.json", 429, RateLimited),
        ("issue-500-could-not-process.json", 500, ServerError),
        ("node-credits-401.json", 401, KeyRefused),
        ("node-authorize-403.json", 403, KeyRefused),
        ("php-errormiddleware-error-uploading-too-fast.json", 429, RateLimited),
        ("cs-get-token-response-error.json", 400, PlexstuffError),
    ],
)
def test_recorded_errors_are_understood(shared: Path, name: str, status: int, error: type) -> None:
    told = explain(status, (shared / "fixtures" / "imgur" / name).read_bytes())
    assert isinstance(told, error)
    assert told.advice
