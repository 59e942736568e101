"""What the cache keeps, what it must not keep, and that its troubles never reach the user's work."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from http_server import FAST, Film, Handler, Server, Setting, files_below, in_turn, reply

from plexstuff.errors import NotFound, UnexpectedResponse, Unreachable
from plexstuff.http import Credentials, HttpClient, ServiceHttp, storage

FRESH = "public, max-age=3600"


def test_a_second_run_needs_no_network(setting: Setting) -> None:
    async def main() -> None:
        async with Server(in_turn(reply(cache_control=FRESH))) as server:
            url = server.url
            async with setting.client(cache=True) as http:
                films = http.service("films", "Film Archive", url, rate=FAST)
                assert await films.get("film", Film, params={"page": 1}) == Film(1, "Up")
        async with setting.client(cache=True) as http:  # the server is gone
            films = http.service("films", "Film Archive", url, rate=FAST)
            assert await films.get("film", Film, params={"page": 1}) == Film(1, "Up")
            assert films.sent == 0
            assert http.requests == {"films": 0}
            with pytest.raises(Unreachable):
                await films.get("film", Film, params={"page": 2})
            with pytest.raises(Unreachable):
                await films.get("film", Film, params={"page": 1}, cache=False)

    asyncio.run(main())


@pytest.mark.parametrize("etag", [{}, {"etag": '"1"'}])
def test_asked_afresh_what_was_kept_is_no_answer_and_what_comes_is_kept(setting: Setting, etag: dict[str, str]) -> None:
    corrected = reply(body=b'{"id": 1, "title": "Up!"}', cache_control=FRESH)

    async def main() -> None:
        async with Server(in_turn(reply(cache_control=FRESH, **etag), corrected)) as server:
            for fresh, title, asked in ((False, "Up", 1), (False, "Up", 1), (True, "Up!", 2), (False, "Up!", 2)):
                async with setting.client(cache=True, fresh=fresh) as http:
                    films = http.service("films", "Film Archive", server.url, rate=FAST)
                    assert await films.get("film", Film) == Film(1, title)
                    assert len(server.asked) == asked

    asyncio.run(main())


def test_the_cache_lies_where_it_was_told_and_belongs_to_its_owner(
    setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    async def scenario(films: ServiceHttp, server: Server) -> None:
        await films.get("film", Film)
        files = files_below(setting.cache_folder)
        assert files
        assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in files)

    before = os.umask(0o022)
    try:
        setting.run(in_turn(reply(cache_control=FRESH)), scenario, cache=True)
    finally:
        os.umask(before)
    assert list(here.iterdir()) == []


def test_nothing_is_created_before_the_first_request(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        assert files_below(setting.folder) == []

    setting.run(in_turn(reply()), scenario, cache=True)
    assert files_below(setting.folder) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cache_control": "no-store, max-age=3600"},
        {"cache_control": "max-age=0"},
        {"cache_control": "no-cache"},
        {"cache_control": FRESH, "date": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"cache_control": FRESH, "vary": "*"},
    ],
    ids=str,
)
def test_what_the_service_does_not_call_fresh_is_asked_again(setting: Setting, headers: dict[str, str]) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        for _ in range(2):
            await films.get("film", Film)
        assert films.sent == 2

    setting.run(in_turn(reply(**headers)), scenario, cache=True)  # type: ignore[arg-type]


def test_an_answer_without_a_date_grows_old_all_the_same(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        await films.get("film", Film)
        with sqlite3.connect(setting.cache_folder / "http-1.sqlite") as database:
            (head,) = database.execute("SELECT head FROM answers").fetchone()
        assert b"date" in head

    setting.run(in_turn(reply(cache_control=FRESH)), scenario, cache=True)


def test_an_old_answer_is_revalidated_and_served_again(setting: Setting) -> None:
    old = reply(cache_control="max-age=1", etag='"7"', date="Mon, 01 Jan 2024 00:00:00 GMT")
    unchanged = reply(304, b"", cache_control=FRESH, etag='"7"')

    async def scenario(films: ServiceHttp, server: Server) -> None:
        for _ in range(3):
            assert await films.get("film", Film) == Film(1, "Up")
        assert server.asked[1].headers["if-none-match"] == '"7"'
        assert films.sent == 2

    setting.run(in_turn(old, unchanged), scenario, cache=True)


@pytest.mark.parametrize(
    ("poison", "kind"),
    [
        (reply(body=b"<html>Log in", content_type="text/html", cache_control=FRESH), UnexpectedResponse),
        (reply(404, b"{}", cache_control=FRESH), NotFound),
        (reply(301, b"", location="http://elsewhere.example/", cache_control=FRESH), UnexpectedResponse),
        (reply(body=b'{"id": 1, "ti', cache_control=FRESH), UnexpectedResponse),
    ],
    ids=["web page", "not found", "redirect", "cut off"],
)
def test_a_wrong_answer_does_not_stay(setting: Setting, poison: bytes, kind: type[Exception]) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        with pytest.raises(kind):
            await films.get("film", Film)
        assert await films.get("film", Film) == Film(1, "Up")

    setting.run(in_turn(poison, reply(cache_control=FRESH)), scenario, cache=True)


def test_a_packed_answer_comes_back_unpacked(setting: Setting) -> None:
    import gzip

    packed = reply(body=gzip.compress(b'{"id": 5}'), content_encoding="gzip", cache_control=FRESH)

    async def scenario(films: ServiceHttp, server: Server) -> None:
        assert [await films.get("film", Film) for _ in range(2)] == [Film(5), Film(5)]
        assert films.sent == 1

    setting.run(in_turn(packed), scenario, cache=True)


def test_one_user_s_cache_serves_under_a_new_key_too(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        for key in ("first", "second"):
            films.credentials = Credentials(params={"api_key": key})
            await films.get("film", Film)
        assert [one.query for one in server.asked] == [{"api_key": ["first"]}]
        await films.get("film", Film, cache=False)
        assert server.asked[1].query == {"api_key": ["second"]}

    setting.run(in_turn(reply(cache_control=FRESH)), scenario, cache=True)


def test_a_parameter_that_may_be_a_secret_is_never_kept(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        for pin in ("1111", "2222"):
            await films.get("film", Film, params={"pin": pin})
        assert [one.query["pin"] for one in server.asked] == [["1111"], ["2222"]]

    setting.run(in_turn(reply(cache_control=FRESH)), scenario, cache=True)


def test_the_file_does_not_grow_without_end(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "MOST_BYTES", 400_000)
    monkeypatch.setattr(storage, "_LOOK_EVERY", 5)
    monkeypatch.setattr(storage, "LARGEST_ANSWER", 30_000)

    async def scenario(films: ServiceHttp, server: Server) -> None:
        for number in range(40):
            await films.get(f"film/{number}", Film)
        await films.get("film/39", Film)
        assert films.sent == 40
        await films.get("film/0", Film)
        assert films.sent == 41  # what was not used for longest went first
        server.handler = in_turn(reply(body=b'{"id": 1}' + b" " * 50_000, cache_control=FRESH))
        for _ in range(2):
            await films.get("large", Film)
        assert films.sent == 43

    answer = reply(body=b'{"id": 1}' + b" " * 25_000, cache_control=FRESH)
    setting.run(in_turn(answer), scenario, cache=True)
    assert sum(one.stat().st_size for one in files_below(setting.cache_folder)) < 1_200_000


# Trouble --------------------------------------------------------------------------------------------------------------


def warned_once(caplog: pytest.LogCaptureFixture, run: Callable[[], None]) -> None:
    with caplog.at_level(logging.INFO):
        run()
    warnings = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert len(warnings) == 1, caplog.text
    assert warnings[0].name == "plexstuff.http"
    assert "going on without it" in caplog.text
    assert "Traceback" not in caplog.text


async def three_times(films: ServiceHttp, server: Server) -> None:
    for _ in range(3):
        assert await films.get("film", Film) == Film(1, "Up")


def at_start(setting: Setting, scenario: Callable[[ServiceHttp, Server], Awaitable[None]] = three_times) -> None:
    handler: Handler = in_turn(reply(cache_control=FRESH))
    setting.run(handler, scenario, cache=True)


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database(setting: Setting, caplog: pytest.LogCaptureFixture, content: bytes) -> None:
    setting.cache_folder.mkdir()
    (setting.cache_folder / "http-1.sqlite").write_bytes(content)
    warned_once(caplog, lambda: at_start(setting))


def test_a_database_of_somebody_else(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    setting.cache_folder.mkdir()
    with sqlite3.connect(setting.cache_folder / "http-1.sqlite") as database:
        database.execute("CREATE TABLE answers (x)")
    warned_once(caplog, lambda: at_start(setting))


def test_a_folder_that_can_not_be_made(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    setting.cache_folder.write_text("in the way")
    warned_once(caplog, lambda: at_start(setting))


def test_a_cache_that_breaks_in_the_middle(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        await three_times(films, server)
        assert films.sent == 1
        with sqlite3.connect(setting.cache_folder / "http-1.sqlite") as database:
            database.execute("DROP TABLE answers")
        await three_times(films, server)
        assert films.sent == 4

    warned_once(caplog, lambda: at_start(setting, scenario))


def test_an_answer_in_the_cache_that_is_damaged(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        await three_times(films, server)
        with sqlite3.connect(setting.cache_folder / "http-1.sqlite") as database:
            database.execute("UPDATE answers SET head = x'c1c1'")
        await three_times(films, server)

    warned_once(caplog, lambda: at_start(setting, scenario))


def test_two_clients_share_one_cache_at_the_same_time(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with (
            Server(in_turn(reply(cache_control=FRESH))) as server,
            setting.client(cache=True) as one,
            setting.client(cache=True) as two,
        ):
            services = [http.service("films", "Film Archive", server.url, rate=FAST) for http in (one, two)]
            await asyncio.gather(*[films.get(f"film/{number}", Film) for number in range(20) for films in services])
            before = sum(films.sent for films in services)
            await asyncio.gather(*[films.get(f"film/{number}", Film) for number in range(20) for films in services])
            assert sum(films.sent for films in services) == before

    with caplog.at_level(logging.WARNING):
        asyncio.run(main())
    assert caplog.records == []


def test_a_client_without_a_cache_folder_keeps_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        async with (
            Server(in_turn(reply(cache_control=FRESH))) as server,
            HttpClient(cache_folder=None, state_folder=tmp_path) as http,
        ):
            films = http.service("films", "Film Archive", server.url, rate=FAST)
            await films.get("film", Film)
            await films.get("film", Film)
            assert films.sent == 2

    asyncio.run(main())
