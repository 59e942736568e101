"""What is sent: a form with a file in it arrives as it was meant, and who sends much has longer."""

from __future__ import annotations

import asyncio
import io

import pytest
from http_server import FAST, Film, Server, Setting, reply
from python_multipart import parse_form
from python_multipart.multipart import Field, File

from plexstuff.errors import Unreachable
from plexstuff.http.multipart import Multipart

PICTURE = bytes(range(256)) * 40 + b"\r\n--boundary--\r\n"


async def _whole(form: Multipart) -> bytes:
    return b"".join([piece async for piece in form])


@pytest.mark.parametrize(
    "name",
    ["poster.png", "Der grüne Käfer 日本.png", 'quo"te.png', "line\r\nX-Evil: yes\r\n\r\n.png", "back\\slash.png"],
    ids=["plain", "other letters", "quote", "header injection", "backslash"],
)
def test_fields_and_files_arrive_as_they_are(name: str) -> None:
    form = Multipart({"title": "Fünf & 1 = 6", "type": "file"}, "image", io.BytesIO(PICTURE), name)
    body = asyncio.run(_whole(form))
    assert len(body) == form.length
    fields: dict[bytes | None, bytes | None] = {}
    files: dict[bytes | None, bytes] = {}

    def take_field(one: Field) -> None:
        fields[one.field_name] = one.value

    def take_file(one: File) -> None:
        one.file_object.seek(0)
        files[one.field_name] = one.file_object.read()

    parse_form({"Content-Type": form.kind.encode()}, io.BytesIO(body), take_field, take_file)
    assert fields == {b"title": "Fünf & 1 = 6".encode(), b"type": b"file"}
    assert files == {b"image": PICTURE}
    assert b"X-Evil: yes" not in body.replace(PICTURE, b"").splitlines()


def test_who_sends_much_has_longer(setting: Setting) -> None:
    """A picture or a mail is not broken off on a slow line to the internet."""

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        whole = reply()
        for place in range(len(whole)):
            writer.write(whole[place : place + 1])
            await writer.drain()
            await asyncio.sleep(0.02)

    async def scenario() -> None:
        async with Server(lambda _: drip) as server, setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=FAST, timeout=0.4)
            assert len(reply()) * 0.02 > 1.2
            with pytest.raises(Unreachable, match="did not finish its answer"):
                await films.send("POST", "film", Film, body=b"small")
            assert await films.send("POST", "film", Film, body=bytes(10 * 2**16)) == Film(1, "Up")

    asyncio.run(scenario())
