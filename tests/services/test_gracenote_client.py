"""How Gracenote is asked: which host, registered once for ever, everything escaped, and what is made of the answer."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring

import httpx2
import pytest
from music_server import AloneKept, Server, ask

from plexstuff.errors import InvalidValue, NotFound, PlexstuffError
from plexstuff.models import Album

CLIENT = "1234567-0A1B2C3D4E5F60718293A4B5C6D7E8F9"
USER = "271234567890123456-00112233445566778899AABBCCDDEEFF"
REGISTERED = f'<RESPONSES><RESPONSE STATUS="OK"><USER>{USER}</USER></RESPONSE></RESPONSES>'.encode()


def found(*tracks: str, counted: int = 0, artist: str = "Cher", title: str = "Believe", date: str = "1998") -> bytes:
    """An answer with one album."""
    rows = "".join(
        f"<TRACK><TRACK_NUM>{number}</TRACK_NUM><GN_ID>9{number}-AB</GN_ID><TITLE>{name}</TITLE></TRACK>"
        for number, name in enumerate(tracks, start=1)
    )
    year = f"<DATE>{date}</DATE>" if date else ""
    album = (
        f"<ALBUM><GN_ID>90-AB</GN_ID><ARTIST>{artist}</ARTIST><TITLE>{title}</TITLE>{year}"
        f"<TRACK_COUNT>{counted or len(tracks)}</TRACK_COUNT>{rows}</ALBUM>"
    )
    return f'<RESPONSES><RESPONSE STATUS="OK">{album}</RESPONSE></RESPONSES>'.encode()


def album(server: Server, folder: Path, artist: str = "Cher", title: str = "Believe", **more: object) -> Album:
    return ask(server, folder, "gracenote", {"client_id": CLIENT}, lambda one: one.find_album(artist, title), **more)


def test_the_host_is_that_of_the_client_id(tmp_path: Path) -> None:
    server = Server([REGISTERED, found("Believe")])
    album(server, tmp_path)
    assert {str(one.url) for one in server.asked} == {"https://c1234567.web.cddbp.net/webapi/xml/1.0/"}
    assert {one.method for one in server.asked} == {"POST"}


def test_another_address_is_asked_as_it_is(tmp_path: Path) -> None:
    server = Server([REGISTERED, found("Believe")])
    album(server, tmp_path, address="http://127.0.0.1:9/gracenote/webapi/xml/1.0/")
    assert {one.url.host for one in server.asked} == {"127.0.0.1"}


@pytest.mark.parametrize("client", ["0" * 32, "evil.test/x?-" + CLIENT[8:], "me@evil.test:1#-1", "", "-", "1234567"])
def test_what_is_no_client_id_names_no_host_and_goes_nowhere(tmp_path: Path, client: str) -> None:
    server = Server([REGISTERED, found("Believe")])
    with pytest.raises(InvalidValue, match="Gracenote") as caught:
        ask(server, tmp_path, "gracenote", {"client_id": client}, lambda one: one.find_album("Cher", "Believe"))
    assert server.asked == []
    assert caught.value.advice


def test_it_registers_once_for_ever(tmp_path: Path) -> None:
    server, kept = Server([REGISTERED, found("Believe")]), AloneKept()
    for _ in range(3):
        album(server, tmp_path, kept=kept)
    asked = [fromstring(one.content) for one in server.asked]
    assert [one.find("QUERY").get("CMD") for one in asked] == ["REGISTER", *["ALBUM_SEARCH"] * 3]
    assert asked[0].findtext("QUERY/CLIENT") == CLIENT
    assert {(one.findtext("AUTH/CLIENT"), one.findtext("AUTH/USER")) for one in asked[1:]} == {(CLIENT, USER)}
    assert list(kept.values()) == [USER]
    assert all(name.startswith("lasting_") and CLIENT not in name for name in kept)
    assert kept.turns == 1, "no other process may register meanwhile"


def test_another_client_id_has_a_user_of_its_own(tmp_path: Path) -> None:
    kept = AloneKept()
    album(Server([REGISTERED, found("Believe")]), tmp_path, kept=kept)
    server = Server([REGISTERED, found("Believe")])
    other = {"client_id": "7654321" + CLIENT[7:]}
    ask(server, tmp_path, "gracenote", other, lambda one: one.find_album("Cher", "Believe"), kept=kept)
    assert len(server.asked) == len(kept) == 2


def test_one_who_registers_while_another_waits_is_enough(tmp_path: Path) -> None:
    import asyncio

    server = Server([REGISTERED, found("Believe")])

    async def both(client) -> list[Album]:
        return await asyncio.gather(*(client.find_album("Cher", "Believe") for _ in range(3)))

    assert len(ask(server, tmp_path, "gracenote", {"client_id": CLIENT}, both)) == 3
    assert [b"REGISTER" in one.content for one in server.asked].count(True) == 1


def test_no_user_id_is_kept_when_none_is_given(tmp_path: Path) -> None:
    kept = AloneKept()
    nobody = b'<RESPONSES><RESPONSE STATUS="OK"><USER> </USER></RESPONSE></RESPONSES>'
    with pytest.raises(PlexstuffError, match="without a user id"):
        album(Server([nobody]), tmp_path, kept=kept)
    assert kept == {}


@pytest.mark.parametrize(
    ("artist", "title"),
    [
        ("Simon & Garfunkel", "Bookends <1968>"),
        ("夜の灯台", "\"Édouard\" 'n' 🎵"),
        ('</TEXT></QUERY><QUERY CMD="REGISTER">', "]]> &amp; &#x0; <!DOCTYPE a>"),
        ("Pink\x00 \x1b[31mFloyd\ud800", "The\r\nWall\x0b"),
    ],
)
def test_whatever_is_asked_for_is_text(tmp_path: Path, artist: str, title: str) -> None:
    server = Server([REGISTERED, b'<RESPONSES><RESPONSE STATUS="NO_MATCH"/></RESPONSES>'])
    with pytest.raises(NotFound):
        album(server, tmp_path, artist, title)
    said = fromstring(server.asked[1].content)
    texts = {one.get("TYPE"): one.text for one in said.findall("QUERY/TEXT")}

    def plain(text: str) -> str:
        return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())

    assert texts == {"ARTIST": plain(artist), "ALBUM_TITLE": plain(title)}
    assert len(said.findall("QUERY")) == 1


def test_an_album(tmp_path: Path) -> None:
    got = album(Server([REGISTERED, found("Believe", "The Power")]), tmp_path)
    assert (got.source, got.artist, got.title, got.released) == ("gracenote", "Cher", "Believe", "1998")
    assert [(one.number, one.title, one.length) for one in got.tracks] == [(1, "Believe", None), (2, "The Power", None)]
    assert got.ids == {"gracenote_album": "90-AB"}


def test_tracks_that_the_search_left_out_are_fetched(tmp_path: Path) -> None:
    server = Server([REGISTERED, found("Believe", counted=2), found("Believe", "The Power")])
    assert len(album(server, tmp_path).tracks) == 2
    fetched = fromstring(server.asked[2].content).find("QUERY")
    assert (fetched.get("CMD"), fetched.findtext("GN_ID")) == ("ALBUM_FETCH", "90-AB")


def test_a_date_may_be_missing(tmp_path: Path) -> None:
    assert album(Server([REGISTERED, found("Believe", date="")]), tmp_path).released == ""


@pytest.mark.parametrize(("artist", "title"), [("Elvis Presley", "Believe"), ("Cher", "It's a Man's World")])
def test_another_album_is_none(tmp_path: Path, artist: str, title: str) -> None:
    with pytest.raises(NotFound):
        album(Server([REGISTERED, found("Believe", artist=artist, title=title)]), tmp_path)


def test_a_lost_answer_is_asked_for_again(tmp_path: Path) -> None:
    server = Server([REGISTERED, httpx2.Response(503), found("Believe")])
    assert album(server, tmp_path).title == "Believe"
