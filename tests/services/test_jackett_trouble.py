"""Every way in which Jackett says that something is wrong is an error of ours with a sentence and advice."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from jackett_server import KEY, Server, ask, error, feed

from plexstuff.errors import (
    KeyRefused,
    NotConfigured,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
    Unreachable,
)
from plexstuff.models import Indexer, TorrentQuery
from plexstuff.services.jackett.client import Jackett, check
from plexstuff.services.jackett.trouble import NotOffered

SITE = Indexer("1337x", "1337x", ways={"search": frozenset("q")})
UNSUPPORTED = "1337x does not support the requested query. Please check the capabilities (t=caps)"
TRACE = (
    "Jackett.Common.IndexerException: Exception (1337x): The site https://1337x.example/?passkey=SITESECRET "
    "answered with 503&#10;   at Jackett.Common.Indexers.BaseIndexer.ResultsForQuery(TorznabQuery query)"
)
LOGIN = b"<!DOCTYPE html><html><head><title>Jackett</title></head><form action='/UI/Dashboard'></form></html>"


async def search(client: Jackett) -> object:
    return await client.search(SITE, TorrentQuery("heat"))


def trouble(server: Server, folder: Path, question=search) -> PlexstuffError:
    with pytest.raises(PlexstuffError) as caught:
        ask(server, folder, question)
    told = caught.value
    assert "Jackett" in told.sentence
    assert told.sentence.endswith(".")
    assert told.advice
    assert KEY not in told.sentence + told.advice
    return told


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize(
    ("code", "description", "kind", "says"),
    [
        (100, "Invalid API Key", KeyRefused, "does not accept the key"),
        (101, "Account suspended", KeyRefused, "suspended"),
        (102, "Insufficient privileges", KeyRefused, "does not permit"),
        (200, "Missing parameter (t)", UnexpectedResponse, "does not understand"),
        (201, "Incorrect parameter: invalid imdbid format", UnexpectedResponse, "invalid imdbid format"),
        (201, "Indexer is not supported", NotFound, "no such indexer"),
        (201, "Indexer is not configured", NotFound, "not set up"),
        (201, UNSUPPORTED, NotOffered, "searched in this way"),
        (202, "No such function", NotOffered, "searched in this way"),
        (203, "Function Not Available: imdbid is not supported", NotOffered, "imdbid is not supported"),
        (300, "No such item", NotFound, "no such indexer"),
        (500, "Request limit reached", RateLimited, "limit of requests"),
        (501, "Download limit reached", RateLimited, "limit of downloads"),
        (900, TRACE, ServerError, "answered with 503"),
        (910, "API disabled", KeyRefused, "switched off"),
        (999, "", ServerError, "could not do"),
        ("", "odd", ServerError, "odd"),
        ("９００", "odd", ServerError, "odd"),
        ("9" * 5000, "odd", ServerError, "odd"),
    ],
)
def test_each_code_whatever_the_status(
    tmp_path: Path, status: int, code: object, description: str, kind: type[PlexstuffError], says: str
) -> None:
    told = trouble(Server([(status, error(code, description))]), tmp_path)
    assert type(told) is kind
    assert says in told.sentence


def test_of_a_trace_only_the_first_line_is_told_and_no_address(tmp_path: Path) -> None:
    told = trouble(Server([(400, error(900, TRACE))]), tmp_path)
    assert "Exception (1337x)" in told.sentence
    for word in ("SITESECRET", "https:", "BaseIndexer", "\n"):
        assert word not in told.sentence


@pytest.mark.parametrize(
    "description",
    [
        f"failed for apikey={KEY} there",
        f"the key {KEY} is odd",
        "cookie: session=SITESECRET; next",
        "passkey=SITESECRET",
        "magnet:?xt=urn:btih:x&amp;tr=http://t.example/SITESECRET/announce",
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_no_secret_in_a_description_is_repeated(tmp_path: Path, description: str, status: int) -> None:
    told = trouble(Server([(status, error(900, description))]), tmp_path)
    assert "SITESECRET" not in told.sentence


def test_a_long_or_odd_description_is_cut(tmp_path: Path) -> None:
    told = trouble(Server([(400, error(900, "x\u202ey " + "word " * 500))]), tmp_path)
    assert len(told.sentence) < 300
    assert "\u202e" not in told.sentence


def test_flaresolverr_is_named(tmp_path: Path) -> None:
    told = trouble(Server([(400, error(900, "Challenge detected but FlareSolverr is not configured"))]), tmp_path)
    assert "FlareSolverr" in told.advice


def test_the_limit_of_one_site_holds_back_that_site_alone(tmp_path: Path) -> None:
    busy = httpx2.Response(429, content=error(900, "Too many requests"), headers={"Retry-After": "60"})
    server = Server([busy, feed()])

    async def both(client: Jackett) -> object:
        with pytest.raises(RateLimited) as caught:
            await search(client)
        assert (caught.value.wait, caught.value.whole) == (60, False)
        return await search(client)

    assert ask(server, tmp_path, both) == []
    assert len(server.asked) == 2, "it is asked once, whoever wants more waits on their own"


def test_an_unforeseen_error_comes_as_json(tmp_path: Path) -> None:
    body = b'{"result":"error","error":"Input string was not in a correct format.","stacktrace":"   at System"}'
    told = trouble(Server([(500, body)]), tmp_path)
    assert type(told) is ServerError
    assert "correct format" in told.sentence


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([LOGIN], "log-in page"),
        ([b"\xef\xbb\xbf\r\n <!doctype HTML><html>Jackett</html>"], "log-in page"),
        ([(400, b"<html><body>Cookies required</body></html>")], "log-in page"),
        ([b"<html><body>router</body></html>"], "web page"),
        ([b"<caps><server title='Jackett'/></caps>"], "something else"),
        ([b"<rss><channel/></rss>"[:12]], "can't be read"),
        ([b""], "can't be read"),
    ],
)
def test_a_page_in_place_of_an_answer(tmp_path: Path, answers: list[bytes], says: str) -> None:
    told = trouble(Server(answers), tmp_path)
    assert type(told) is UnexpectedResponse
    assert says in told.sentence
    assert "address" in told.advice


def test_sent_to_the_login(tmp_path: Path) -> None:
    def sent(where: str) -> httpx2.Response:
        return httpx2.Response(302, headers={"Location": f"/jackett/UI/{where}"})

    server = Server([sent("Login?ReturnUrl=x"), sent("TestCookie"), sent("Login"), (400, b"<html>Cookies required")])
    told = trouble(server, tmp_path)
    assert "log-in page" in told.sentence
    assert all(KEY not in str(one.url) or "apikey=" in str(one.url) for one in server.asked)


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></rss>',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><title>&e;</title></channel></rss>',
        b'<!DOCTYPE x SYSTEM "http://elsewhere.test/x.dtd"><rss/>',
        b"<rss>" + b"<channel>" * 100_000,
    ],
    ids=["bomb", "external", "dtd", "deep"],
)
def test_hostile_xml_is_refused(tmp_path: Path, body: bytes) -> None:
    server = Server([body])
    assert type(trouble(server, tmp_path)) is UnexpectedResponse
    assert len(server.asked) == 1


def test_a_feed_of_fifty_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    sent = 0

    async def stream():
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b" " * 2**20

    told = trouble(Server([httpx2.Response(200, content=stream())]), tmp_path)
    assert type(told) is UnexpectedResponse
    assert "32 MiB" in told.sentence
    assert sent < 40


# -- the check ------------------------------------------------------------------------------------------------------


def listing(*keys: str) -> bytes:
    rows = "".join(f'<indexer id="{key}" configured="true"><title>{key.title()}</title></indexer>' for key in keys)
    return f"<indexers>{rows}</indexers>".encode()


NONE = error(201, "Indexer is not configured")


def test_the_check_asks_for_two_lists_and_no_search(tmp_path: Path) -> None:
    server = Server([listing("one", "two"), listing("two")])
    checked = ask(server, tmp_path, check)
    assert "2 indexers are set up; failing lately: Two" in checked.sentence
    assert [one.url.path for one in server.asked] == [
        "/jackett/api/v2.0/indexers/all/results/torznab",
        "/jackett/api/v2.0/indexers/status:failing/results/torznab",
    ]
    assert server.queries() == [{"t": "indexers", "configured": "true"}] * 2


def test_none_failing_is_an_error_of_theirs_and_none_of_ours(tmp_path: Path) -> None:
    assert "1 indexer is set up, none failed" in ask(Server([listing("one"), NONE]), tmp_path, check).sentence


@pytest.mark.parametrize(
    ("answers", "kind", "says"),
    [
        ([listing()], NotConfigured, "no indexer is set up"),
        ([listing("one", "two"), listing("two", "one")], ServerError, "each of its indexers failed"),
        ([error(100, "Invalid API Key")], KeyRefused, "does not accept the key"),
        ([LOGIN], UnexpectedResponse, "log-in page"),
        ([listing("one"), LOGIN], UnexpectedResponse, "log-in page"),
        ([listing("one"), (500, b"")], ServerError, "trouble of its own"),
        ([feed()], UnexpectedResponse, "something else"),
    ],
)
def test_the_check_is_not_green_when_nothing_could_be_found(
    tmp_path: Path, answers: list[bytes], kind: type[PlexstuffError], says: str
) -> None:
    told = trouble(Server(answers), tmp_path, check)
    assert type(told) is kind
    assert says in told.sentence


def test_nobody_listens_there(tmp_path: Path) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    server = Server([])
    server.respond = refuse  # type: ignore[method-assign]
    told = trouble(server, tmp_path, check)
    assert type(told) is Unreachable
    assert "9117" in told.advice
