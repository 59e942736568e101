"""Where the server is looked for, in which order, with which token, and what is remembered of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from plexstuff.errors import InvalidValue, KeyRefused, NotConfigured, NotFound, PlexstuffError, Unreachable
from plexstuff.http import HttpClient
from plexstuff.service import Rate
from plexstuff.services.plex import client as client_module
from plexstuff.services.plex.answers import Resource
from plexstuff.services.plex.client import Plex
from plexstuff.services.plex.places import places

HASH = "0123456789abcdef0123456789abcdef"
MACHINE, OTHER = "a" * 40, "b" * 40
TOKEN, ENTRY = "account-token-123456", "entry-token-12345678"


def connection(
    address: str, port: int = 32400, *, local: bool = False, relay: bool = False, plain: bool = False
) -> dict[str, Any]:
    name = f"{address.replace('.', '-')}.{HASH}.plex.direct"
    return {
        "protocol": "http" if plain else "https",
        "address": address,
        "port": port,
        "uri": f"http://{address}:{port}" if plain else f"https://{name}:{port}",
        "local": local,
        "relay": relay,
        "IPv6": False,
    }


HOME = connection("192.168.1.9", local=True)
FAR = connection("203.0.113.9", 45678)
RELAY = connection("203.0.113.77", 8443, relay=True)


def entry(*connections: dict[str, Any], name: str = "Attic", machine: str = MACHINE, **more: Any) -> dict[str, Any]:
    usual = {"provides": "server", "owned": True, "accessToken": ENTRY, "httpsRequired": False, "presence": True}
    return {"name": name, "clientIdentifier": machine, "connections": list(connections), **usual, **more}


class World(httpx2.AsyncBaseTransport):
    """plex.tv with these servers; `alive` maps a host with port to the id of the server that answers there."""

    def __init__(self, *entries: dict[str, Any], **alive: str) -> None:
        self.entries = list(entries)
        self.alive = dict(alive)
        self.accepts = {ENTRY}
        self.asked: list[httpx2.Request] = []

    def hosts(self) -> list[str]:
        """The hosts asked for the identity of a server, in their order."""
        return [one.url.netloc.decode() for one in self.asked if one.url.path == "/identity"]

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        host = request.url.netloc.decode()
        if host == "plex.tv":
            return httpx2.Response(200, json=self.entries)
        if host not in self.alive:
            raise httpx2.ConnectError("refused", request=request)
        if request.url.path == "/identity":
            assert "x-plex-token" not in request.headers, "nobody is given the token before they said who they are"
            return httpx2.Response(200, json={"MediaContainer": {"size": 0, "machineIdentifier": self.alive[host]}})
        if request.headers.get("x-plex-token") not in self.accepts:
            return httpx2.Response(401, content=b"<html><body><h1>401 Unauthorized</h1></body></html>")
        return httpx2.Response(200, json={"MediaContainer": {"size": 0}})


class Kept(dict[str, str]):
    def set(self, name: str, value: str | None) -> None:
        self.pop(name, None)
        if value is not None:
            self[name] = value


def ask(world: World, folder: Path, question: Any, *, kept: Kept | None = None, **values: str) -> Any:
    """One run of the program."""
    world.asked.clear()

    async def never(_: float) -> None:
        await asyncio.sleep(0)

    async def main() -> Any:
        async with HttpClient(cache_folder=None, state_folder=folder, transport=world, sleep=never) as http:
            service = http.service("plex", "Plex", "https://plex.tv", rate=Rate(10_000), explain=client_module.explain)
            return await question(Plex(service, {"token": TOKEN, **values}, Kept() if kept is None else kept))

    return asyncio.run(main())


def resource(*connections: dict[str, Any], **more: Any) -> Resource:
    return msgspec.convert(entry(*connections, **more), Resource)


def test_the_order_of_places() -> None:
    assert places(resource(RELAY, FAR, HOME)) == [
        [HOME["uri"]],
        ["http://192.168.1.9:32400"],
        [FAR["uri"]],
        [RELAY["uri"]],
    ]


def test_no_plain_http_where_the_server_requires_a_secure_connection() -> None:
    assert places(resource(HOME, FAR, httpsRequired=True)) == [[HOME["uri"]], [FAR["uri"]]]


def test_no_plain_http_outside_unless_plex_itself_says_so() -> None:
    plain = connection("203.0.113.9", 23945, plain=True)
    assert places(resource(FAR, plain)) == [[FAR["uri"], plain["uri"]]]


def test_an_address_of_ip_version_6_is_bracketed() -> None:
    six = {**HOME, "address": "fd00::9", "IPv6": True}
    assert places(resource(six))[1] == ["http://[fd00::9]:32400"]


def netloc(one: dict[str, Any]) -> str:
    return str(one["uri"]).partition("://")[2]


def libraries(plex: Plex) -> Any:
    return plex.libraries()


@pytest.mark.parametrize(
    ("alive", "where", "tried"),
    [
        (netloc(HOME), "https", 1),
        ("192.168.1.9:32400", "http", 2),
        (netloc(FAR), "https", 3),
        (netloc(RELAY), "https", 4),
    ],
)
def test_the_first_place_that_answers(tmp_path: Path, alive: str, where: str, tried: int) -> None:
    world = World(entry(RELAY, FAR, HOME), **{alive: MACHINE})
    assert ask(world, tmp_path, libraries) == []
    last = world.asked[-1]
    assert (last.url.netloc.decode(), last.url.scheme) == (alive, where)
    assert last.headers["x-plex-token"] == ENTRY, "the token of its own entry"
    assert len(world.hosts()) == tried


def test_a_stranger_at_the_address_is_passed_over(tmp_path: Path) -> None:
    world = World(entry(HOME, FAR), **{netloc(HOME): OTHER, netloc(FAR): MACHINE})
    ask(world, tmp_path, libraries)
    assert [one.url.netloc.decode() for one in world.asked if "x-plex-token" in one.headers] == ["plex.tv", netloc(FAR)]


def test_the_next_run_goes_straight_there(tmp_path: Path) -> None:
    world, kept = World(entry(HOME, FAR), **{netloc(FAR): MACHINE}), Kept()
    ask(world, tmp_path, libraries, kept=kept)
    ask(world, tmp_path, libraries, kept=kept)
    assert [one.url.netloc.decode() for one in world.asked] == [netloc(FAR)] * 2, "plex.tv is not asked again"


def test_a_server_that_moved_is_found_again(tmp_path: Path) -> None:
    world, kept = World(entry(HOME, FAR), **{netloc(FAR): MACHINE}), Kept()
    ask(world, tmp_path, libraries, kept=kept)
    world.alive = {netloc(HOME): MACHINE}
    ask(world, tmp_path, libraries, kept=kept)
    assert world.asked[-1].url.netloc.decode() == netloc(HOME)
    assert netloc(HOME) in kept["route"]


def test_a_new_token_of_the_entry_is_fetched(tmp_path: Path) -> None:
    world, kept = World(entry(HOME), **{netloc(HOME): MACHINE}), Kept()
    ask(world, tmp_path, libraries, kept=kept)
    fresh = "entry-token-renewed1"
    world.entries, world.accepts = [entry(HOME, accessToken=fresh)], {fresh}
    assert ask(world, tmp_path, libraries, kept=kept) == []
    assert fresh in kept["route"]


def test_a_token_that_the_server_refuses_is_not_tried_for_ever(tmp_path: Path) -> None:
    world = World(entry(HOME), **{netloc(HOME): MACHINE})
    world.accepts = set()
    with pytest.raises(KeyRefused, match="sign-in"):
        ask(world, tmp_path, libraries)


def test_what_is_kept_counts_only_for_the_same_settings(tmp_path: Path) -> None:
    other = entry(FAR, name="Cellar", machine=OTHER)
    world, kept = World(entry(HOME), other, **{netloc(HOME): MACHINE, netloc(FAR): OTHER}), Kept()
    ask(world, tmp_path, libraries, kept=kept, server="attic")
    ask(world, tmp_path, libraries, kept=kept, server=OTHER)
    assert world.asked[-1].url.netloc.decode() == netloc(FAR)
    kept["route"] = "nonsense"
    assert ask(world, tmp_path, libraries, kept=kept, server=OTHER) == []


def test_an_address_of_ones_own_counts_alone(tmp_path: Path) -> None:
    world = World(entry(HOME), **{netloc(HOME): MACHINE, "nas.lan:32400": MACHINE})
    ask(world, tmp_path, libraries, server_url="http://nas.lan:32400/")
    assert world.hosts() == ["nas.lan:32400"]
    del world.alive["nas.lan:32400"]
    with pytest.raises(Unreachable):
        ask(world, tmp_path, libraries, server_url="http://nas.lan:32400")


def test_an_address_of_ones_own_with_another_server_behind_it(tmp_path: Path) -> None:
    world = World(entry(HOME), **{"nas.lan:32400": OTHER})
    with pytest.raises(InvalidValue, match="another server than Attic"):
        ask(world, tmp_path, libraries, server_url="http://nas.lan:32400")


def trouble(world: World, folder: Path, **values: str) -> PlexstuffError:
    with pytest.raises(PlexstuffError) as caught:
        ask(world, folder, libraries, **values)
    return caught.value


def test_a_server_that_is_off_says_where_it_was_looked_for(tmp_path: Path) -> None:
    error = trouble(World(entry(HOME, FAR, presence=False, lastSeenAt="2026-01-02T03:04:05Z")), tmp_path)
    assert isinstance(error, Unreachable)
    assert "192.168.1.9:32400" in error.sentence
    assert "last saw it on 2026-01-02" in error.sentence
    assert "plex.server_url" in error.advice


def test_a_server_without_any_address(tmp_path: Path) -> None:
    error = trouble(World(entry()), tmp_path)
    assert isinstance(error, Unreachable)
    assert "knows no address" in error.sentence


def test_which_server(tmp_path: Path) -> None:
    shared = entry(FAR, name="Cellar", machine=OTHER, owned=False, sourceTitle="bob")
    player = entry(name="Browser", machine="x", provides="client,player")
    alone = trouble(World(), tmp_path)
    assert isinstance(alone, NotFound)
    assert "no server at all" in alone.advice
    two = trouble(World(entry(HOME), entry(FAR, name="Garage", machine=OTHER), player), tmp_path)
    assert isinstance(two, NotConfigured)
    assert "Attic, Garage" in two.sentence
    borrowed = trouble(World(shared), tmp_path)
    assert isinstance(borrowed, NotConfigured)
    gone = trouble(World(entry(HOME), shared), tmp_path, server="Loft")
    assert isinstance(gone, NotFound)
    assert "Attic, Cellar" in gone.advice
    offers = ask(World(shared, player, entry(HOME)), tmp_path, client_module.servers)
    assert [(one.value, one.label, one.detail) for one in offers] == [
        (MACHINE, "Attic", "yours"),
        (OTHER, "Cellar", "shared by bob"),
    ]


def test_a_wicked_entry_does_no_harm(tmp_path: Path) -> None:
    wicked = {**HOME, "uri": "file:///etc/passwd"}
    odd = {**HOME, "uri": "https://[::bad", "address": "", "port": None}
    world = World(entry(wicked, odd, FAR), **{netloc(FAR): MACHINE})
    assert ask(world, tmp_path, libraries) == []
