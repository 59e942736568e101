"""Connections that fail, hang, drip, lead elsewhere or can't be trusted; each is told apart, with advice."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from pathlib import Path

import anyio
import pytest
import trustme
from http_server import FAST, Asked, Film, Server, Setting, in_turn, reply

from plexstuff.errors import InvalidValue, PlexstuffError, UnexpectedResponse, Unreachable
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.service import Rate


def fail(setting: Setting, url: str, kind: type[PlexstuffError] = Unreachable, **more: object) -> PlexstuffError:
    """The error of one GET to `url`."""

    async def main() -> PlexstuffError:
        async with setting.client() as http:
            films = http.service("films", "Film Archive", url, rate=FAST, **more)  # type: ignore[arg-type]
            with pytest.raises(PlexstuffError) as caught:
                await films.get("film", Film)
            return caught.value

    error = asyncio.run(main())
    assert type(error) is kind, error
    assert "Film Archive" in error.sentence
    assert error.advice
    return error


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_port_where_nobody_listens(setting: Setting) -> None:
    port = free_port()
    error = fail(setting, f"http://127.0.0.1:{port}")
    assert f"127.0.0.1:{port}" in error.sentence
    assert "refuses connections" in error.sentence
    assert len(setting.time.slept) == 2  # tried three times


def test_a_name_that_nobody_knows(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = fail(setting, "https://api.films.example/3")
    assert "name api.films.example" in error.sentence


def test_a_server_that_never_answers(setting: Setting) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def scenario(server: Server) -> None:
        async with setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=FAST, timeout=0.1)
            with pytest.raises(Unreachable, match=r"did not answer within 0\.1 s"):
                await films.get("film", Film)
            assert films.sent == 2

    asyncio.run(_with_server(silent, scenario))


def test_a_slow_drip_ends(setting: Setting) -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(body=b"", length=10**6))
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def scenario(server: Server) -> None:
        async with setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=Rate(100, 1.0, 1), timeout=0.5)
            began = time.monotonic()
            with pytest.raises(Unreachable, match=r"did not finish its answer within 1\.5 s"):
                await films.get("film", Film)
            assert 1.4 < time.monotonic() - began < 15
            server.handler = in_turn(reply())  # the only connection allowed was given back
            assert await films.get("film", Film) == Film(1, "Up")

    asyncio.run(_with_server(drip, scenario))


async def _with_server(answer: object, scenario: object) -> None:
    async with Server(lambda _: answer) as server:  # type: ignore[arg-type, return-value]
        await scenario(server)  # type: ignore[operator]


def test_waiting_for_the_rate_is_not_the_service_s_fault(setting: Setting) -> None:
    """On real clocks: the last request waits longer for its turn than a whole answer may take."""

    async def main() -> None:
        from plexstuff.http import HttpClient

        async with (
            Server(in_turn(reply())) as server,
            HttpClient(cache_folder=None, state_folder=setting.folder) as http,
        ):
            films = http.service("films", "Film Archive", server.url, rate=Rate(1, 0.5, 8), timeout=0.6)
            began = time.monotonic()
            await asyncio.gather(*[films.get(f"film/{number}", Film) for number in range(6)])
            assert time.monotonic() - began > 1.8

    asyncio.run(main())


# Certificates ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def served_by(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def ask_over_tls(setting: Setting, context: ssl.SSLContext, verify: bool | Path) -> object:
    async def main() -> object:
        async with Server(in_turn(reply()), tls=context) as server, setting.client() as http:
            assert server.url.startswith("https://")
            return await http.service("films", "Film Archive", server.url, rate=FAST, verify=verify).get("film", Film)

    return asyncio.run(main())


def test_a_certificate_that_nobody_vouches_for(setting: Setting, authority: trustme.CA) -> None:
    with pytest.raises(
        Unreachable, match=r"certificate of 127\.0\.0\.1:\d+ \(Film Archive\) can't be trusted"
    ) as caught:
        ask_over_tls(setting, served_by(authority), True)
    assert "ca_file" in caught.value.advice
    assert setting.time.slept == []


def test_the_certificate_of_ones_own_server_in_a_file(setting: Setting, authority: trustme.CA, tmp_path: Path) -> None:
    file = tmp_path / "home.pem"
    authority.cert_pem.write_to_path(str(file))
    assert ask_over_tls(setting, served_by(authority), file) == Film(1, "Up")
    with pytest.raises(Unreachable, match="can't be trusted"):
        ask_over_tls(setting, served_by(authority, "other.example"), file)


def test_verification_can_be_turned_off(setting: Setting, authority: trustme.CA) -> None:
    assert ask_over_tls(setting, served_by(authority, "other.example"), False) == Film(1, "Up")


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_a_certificate_file_that_is_none(setting: Setting, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    error = fail(setting, "https://127.0.0.1:1/", InvalidValue, verify=file)
    assert str(file) in error.sentence


def test_tls_where_the_server_speaks_plain_http(setting: Setting) -> None:
    async def main() -> None:
        def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        server = await asyncio.start_server(refuse, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, setting.client() as http:
            films = http.service("films", "Film Archive", f"https://127.0.0.1:{port}", rate=FAST, timeout=1)
            with pytest.raises(Unreachable, match="No secure connection") as caught:
                await films.get("film", Film)
            assert "http://" in caught.value.advice

    asyncio.run(main())


# Redirects ------------------------------------------------------------------------------------------------------------


def test_a_redirect_on_the_same_host_is_followed_with_the_key(setting: Setting) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/base/film":
            return reply(301, location="/elsewhere?page=2&api_key=KEY-OF-MINE")
        return reply()

    async def scenario(films: ServiceHttp, server: Server) -> None:
        films.credentials = Credentials(params={"api_key": "KEY-OF-MINE"}, headers={"Authorization": "Bearer B"})
        assert await films.get("film", Film) == Film(1, "Up")
        assert server.asked[1].path == "/elsewhere"
        assert server.asked[1].query == {"page": ["2"], "api_key": ["KEY-OF-MINE"]}
        assert server.asked[1].headers["authorization"] == "Bearer B"

    setting.run(answer, scenario, cache=True)


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:{port}/x", "http://evil.example/x", "//evil.example", "ftp://127.0.0.1"]
)
def test_a_redirect_to_another_server_gets_no_key(setting: Setting, location: str) -> None:
    async def main() -> None:
        async with Server(in_turn(reply())) as other:
            target = location.format(port=other.port)
            async with Server(in_turn(reply(302, location=target))) as server, setting.client() as http:
                films = http.service("films", "Film Archive", server.url, rate=FAST)
                films.credentials = Credentials(params={"api_key": "KEY-OF-MINE"})
                with pytest.raises(UnexpectedResponse, match="another server"):
                    await films.get("film", Film)
            assert other.asked == []

    asyncio.run(main())


@pytest.mark.parametrize("location", ["/base/film", "http://[broken", ""])
def test_a_redirect_that_leads_nowhere(setting: Setting, location: str) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        with pytest.raises(UnexpectedResponse):
            await films.get("film", Film)
        assert len(server.asked) <= 6

    setting.run(in_turn(reply(302, location=location)), scenario)


def test_a_post_is_not_turned_into_something_else_by_a_redirect(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        with pytest.raises(UnexpectedResponse):
            await films.post("login", Film, json={})
        assert await films.post("login", Film, json={"a": 1}) == Film(1, "Up")
        assert [(one.method, one.path, one.body) for one in server.asked[1:]] == [
            ("POST", "/base/login", b'{"a":1}'),
            ("POST", "/new", b'{"a":1}'),
        ]

    setting.run(in_turn(reply(302, location="/new"), reply(307, location="/new"), reply()), scenario)


# Proxies --------------------------------------------------------------------------------------------------------------


def test_the_proxy_of_the_environment_is_asked(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(proxy: Server) -> None:
        monkeypatch.setenv("HTTP_PROXY", f"http://me:PROXY-PASSWORD@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "near.example")
        async with setting.client() as http:
            films = http.service("films", "Film Archive", "http://films.example/3", rate=FAST)
            assert await films.get("film", Film) == Film(1, "Up")
        assert proxy.asked[0].target == "http://films.example/3/film"
        assert proxy.asked[0].headers["proxy-authorization"].startswith("Basic ")
        assert "PROXY-PASSWORD" not in setting.redactor.redact("PROXY-PASSWORD")

    asyncio.run(_with_server(reply(), scenario))


def test_tls_goes_through_the_proxy_in_a_tunnel(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, authority: trustme.CA, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))

    async def main() -> None:
        async with Server(in_turn(reply()), tls=served_by(authority, "films.example")) as server:

            async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", server.port)
                writer.write(b"HTTP/1.1 200 Established\r\n\r\n")
                async with asyncio.TaskGroup() as group:
                    group.create_task(_pump(reader, far_writer))
                    group.create_task(_pump(far_reader, writer))

            async with Server(lambda _: tunnel) as proxy, setting.client() as http:
                monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
                films = http.service("films", "Film Archive", "https://films.example", rate=FAST, verify=file)
                films.credentials = Credentials(params={"api_key": "KEY-OF-MINE"})
                assert await films.get("film", Film) == Film(1, "Up")
                assert [(one.method, one.target) for one in proxy.asked] == [("CONNECT", "films.example:443")]
            assert server.asked[0].target == "/film?api_key=KEY-OF-MINE"

    asyncio.run(main())


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


def test_a_proxy_that_is_not_there_or_refuses(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    error = fail(setting, "http://films.example/3")
    assert f"127.0.0.1:{port}" in error.sentence
    assert "proxy" in error.sentence.lower()

    async def scenario(proxy: Server) -> None:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        async with setting.client() as http:
            with pytest.raises(Unreachable, match="proxy"):
                await http.service("films", "Film Archive", "https://films.example", rate=FAST).get("film", Film)

    asyncio.run(_with_server(reply(403), scenario))


def test_loopback_and_no_proxy_need_none(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx2

    from plexstuff.http.network import find_proxy

    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "near.example")
    for near in ("http://127.0.0.1:8080", "http://localhost/", "http://[::1]:1", "https://near.example"):
        assert find_proxy(httpx2.URL(near)) is None
    assert find_proxy(httpx2.URL("https://far.example")) is not None
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.example")
    with pytest.raises(InvalidValue, match="proxy"):
        find_proxy(httpx2.URL("https://far.example"))


# Addresses, connections, cancellation ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "films.example", "ftp://films.example", "http://", "http://[x", "http://a b/"])
def test_an_address_that_is_none(setting: Setting, address: str) -> None:
    with pytest.raises(InvalidValue, match="Film Archive"):
        setting.client().service("films", "Film Archive", address, rate=FAST)


def test_user_and_password_of_an_address_become_a_header(setting: Setting) -> None:
    async def scenario(server: Server) -> None:
        async with setting.client() as http:
            url = server.url.replace("http://", "http://me:HOME-PASSWORD@")
            films = http.service("films", "Film Archive", url, rate=FAST)
            await films.get("film", Film)
            assert "HOME-PASSWORD" not in films.base_url
            assert server.asked[0].headers["authorization"].startswith("Basic ")

    asyncio.run(_with_server(reply(), scenario))


def test_no_more_connections_than_allowed(setting: Setting) -> None:
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        writer.write(reply())

    async def scenario(server: Server) -> None:
        async with setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=Rate(1000, 1.0, 3))
            await asyncio.gather(*[films.get(f"film/{number}", Film) for number in range(12)])
        assert server.most == 3
        assert len(server.asked) == 12

    asyncio.run(_with_server(slowly, scenario))


@pytest.mark.parametrize("cache", [False, True])
def test_a_request_that_is_cancelled_gives_its_connection_back(setting: Setting, cache: bool) -> None:
    async def main() -> None:
        begun = asyncio.Event()

        async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(reply(body=b'{"id"', length=100, cache_control="max-age=60"))
            await writer.drain()
            begun.set()
            await reader.read()

        async with Server(lambda _: half) as server, setting.client(cache=cache) as http:
            films = http.service("films", "Film Archive", server.url, rate=Rate(1000, 1.0, 1))
            for _ in range(3):
                begun.clear()
                task = asyncio.create_task(films.get("film", Film))
                await begun.wait()
                waiting = asyncio.create_task(films.get("other", Film))
                await asyncio.sleep(0)
                for one in (waiting, task):
                    one.cancel()
                    with pytest.raises(asyncio.CancelledError):
                        await one
            server.handler = in_turn(reply())
            with anyio.fail_after(2):
                assert await films.get("film", Film) == Film(1, "Up")

    asyncio.run(main())
