"""The listener on this machine: heard once, by nobody else, and never in the way."""

from __future__ import annotations

import asyncio

import pytest

from plexstuff.errors import Conflict
from plexstuff.oauth.loopback import Listener


async def ask(port: int, target: str, host: str = "127.0.0.1", method: str = "GET") -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{method} {target} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    return answer


def test_the_first_answer_is_heard_and_the_second_is_not() -> None:
    async def main() -> None:
        async with Listener() as listener:
            assert "404" in (await ask(listener.port, "/favicon.ico")).split("\r\n")[0]
            first = await ask(listener.port, "/?code=abc&state=s")
            assert "200 OK" in first
            assert "You can close this page" in first
            assert "no-referrer" in first
            assert "410" in await ask(listener.port, "/?code=other&state=s")
            assert await listener.address() == f"http://127.0.0.1:{listener.port}/?code=abc&state=s"

    asyncio.run(main())


@pytest.mark.parametrize(
    ("target", "host", "method"),
    [
        ("/?code=abc", "evil.example", "GET"),
        ("/?code=abc", "127.0.0.1", "POST"),
        ("http://x/?code=abc", "127.0.0.1", "GET"),
    ],
)
def test_nobody_else_is_heard(target: str, host: str, method: str) -> None:
    async def main() -> None:
        async with Listener() as listener:
            assert "404" in (await ask(listener.port, target, host, method)).split("\r\n")[0]
            waiting = asyncio.ensure_future(listener.address())
            await asyncio.sleep(0)
            assert not waiting.done()
            waiting.cancel()

    asyncio.run(main())


def test_rubbish_and_over_long_heads_do_no_harm() -> None:
    async def main() -> None:
        async with Listener() as listener:
            for head in (b"\x00\xff\r\n\r\n", b"GET /?code=" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", b"GET"):
                reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
                try:
                    writer.write(head)
                    writer.write_eof()
                    await reader.read()
                except ConnectionError:
                    assert len(head) > 1000, "only what is too long is cut off"
                writer.close()
            await ask(listener.port, "/?code=abc")
            assert (await listener.address()).endswith("/?code=abc")

    asyncio.run(main())


def test_a_port_that_is_taken_is_said() -> None:
    async def main() -> None:
        async with Listener() as listener:
            with pytest.raises(Conflict, match=str(listener.port)) as caught:
                async with Listener(listener.port):
                    pass
            assert "--port" in caught.value.advice

    asyncio.run(main())


def test_a_port_of_ones_own_is_used() -> None:
    async def main() -> None:
        async with Listener() as first:
            port = first.port
        async with Listener(port) as second:
            assert second.redirect == f"http://127.0.0.1:{port}/"

    asyncio.run(main())
