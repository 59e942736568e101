"""What is sent: who sends much has longer, and a file that changes meanwhile ends it."""

from __future__ import annotations

import asyncio
import io

import pytest
from http_server import FAST, Film, Server, Setting, in_turn, reply

from plexstuff.errors import FileTrouble, Unreachable
from plexstuff.http.exchange import FileForm


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


@pytest.mark.parametrize("piece", [b"", b"GIF89a" * 8], ids=["shorter", "longer"])
def test_a_file_that_changes_while_it_is_sent_ends_it(setting: Setting, piece: bytes) -> None:
    class Changing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return piece

    async def scenario() -> None:
        async with Server(in_turn(reply())) as server, setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=FAST, timeout=10)
            form = FileForm({}, "image", Changing(b"GIF89a" * 10), "a.gif")
            with pytest.raises(FileTrouble, match="changed while it was sent to Film Archive"):
                await films.send("POST", "film", Film, body=form)
            assert await films.get("film", Film) == Film(1, "Up")

    asyncio.run(scenario())
