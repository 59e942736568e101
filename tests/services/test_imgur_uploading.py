"""How a picture goes to Imgur: as the file in a form, piece by piece, whatever its name."""

from __future__ import annotations

import asyncio
import email
import json
import tracemalloc
from email import policy
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import pytest
from service_fakes import FAST, Kept

from plexstuff.http import HttpClient
from plexstuff.sandbox.imgur import keys
from plexstuff.services.imgur.client import Imgur
from plexstuff.services.imgur.trouble import explain

MADE = {"data": {"id": "abcdefg", "link": "https://i.imgur.com/abcdefg.gif"}, "success": True, "status": 200}


class Drain(httpx2.AsyncBaseTransport):
    """Takes a request piece by piece, and keeps of it only its size, its headers and (where asked) its body."""

    def __init__(self, *, keep: bool) -> None:
        self.keep = keep
        self.size = 0
        self.body = b""
        self.headers = httpx2.Headers()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.headers = request.headers
        assert isinstance(request.stream, httpx2.AsyncByteStream)
        async for piece in request.stream:
            self.size += len(piece)
            if self.keep:
                self.body += piece
        return httpx2.Response(200, content=json.dumps(MADE), headers={"Content-Type": "application/json"})


def send(transport: Drain, folder: Path, file: Any, **more: str) -> None:
    async def never(_: float) -> None:
        return None

    async def main() -> None:
        async with HttpClient(cache_folder=None, state_folder=folder, transport=transport, sleep=never) as client:
            http = client.service("imgur", "Imgur", "https://api.imgur.com", rate=FAST, explain=explain)
            await Imgur(http, {"client_id": keys.CLIENT_ID}, Kept()).upload_image(file, **more)

    asyncio.run(main())


def test_a_large_picture_takes_no_memory_of_its_size(tmp_path: Path) -> None:
    size = 32 * 2**20
    large = tmp_path / "large.gif"
    with large.open("wb") as file:
        file.truncate(size)
    transport = Drain(keep=False)
    send(Drain(keep=False), tmp_path, BytesIO(b"GIF89a"))  # what is imported at first use is not counted
    tracemalloc.start()
    try:
        with large.open("rb") as file:
            send(transport, tmp_path, file, name="large.gif")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size < transport.size < size + 4096
    assert int(transport.headers["content-length"]) == transport.size
    assert peak < size / 4


@pytest.mark.parametrize(
    "name", ["poster.png", 'a"; name="album"\r\n\r\nx.png', "Zażółć 映画.png", "--.png", "\x1b[2J.png"]
)
def test_the_form_is_what_was_meant(tmp_path: Path, name: str) -> None:
    transport = Drain(keep=True)
    content = b"\x89PNG\r\n\x1a\n--\r\n\0\xff"
    send(transport, tmp_path, BytesIO(content), name=name, title="Zwölf \r\n--x")
    head = f"Content-Type: {transport.headers['content-type']}\r\n\r\n".encode()
    form = email.message_from_bytes(head + transport.body, policy=policy.HTTP)
    parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}  # type: ignore[attr-defined]
    assert set(parts) == {"type", "name", "title", "image"}
    assert parts["image"].get_payload(decode=True) == content
    assert parts["type"].get_payload(decode=True) == b"file"
    assert parts["title"].get_payload(decode=True) == "Zwölf \r\n--x".encode()
    assert parts["name"].get_payload(decode=True) == name.encode()


def test_a_name_that_is_no_unicode_is_sent_without_what_is_none(tmp_path: Path) -> None:
    transport = Drain(keep=True)
    send(transport, tmp_path, BytesIO(b"GIF89a"), name="caf\udce9.gif")
    assert b'filename="caf?.gif"' in transport.body
