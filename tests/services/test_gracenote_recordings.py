"""Recorded answers of Gracenote, through our reading into our models."""

from __future__ import annotations

from pathlib import Path

import pytest
from music_server import Server, ask
from test_gracenote_client import CLIENT, REGISTERED

from plexstuff.models import Album

#: File, artist and title asked for; its id, artist, title, date; one track: place, number, title and id.
ALBUMS = (
    (
        "album-fetch-cover-thumbnail.xml", "84560577-7A6534AF0D13986003DEE32E8A0AA344", "Leslie Howard",
        "Liszt: The Complete Music For Solo Piano, Vol. 22 – The Beethoven Symphonies [Disc 5]", "1993", 4,
        (3, 4, 'Beethoven/Liszt: Symphony #9 In D Minor, S 464/9, "Choral" - 4. Presto, Allegro Assai \'Ode To Joy\'',
         "84560581-3EBD17DB4984905749986AC8034C76BC"),
    ),
    (
        "album-search-artist-range.xml", "7286646-4E6F2826F10FDDC14E358050AB130032", "The Beatles", "Abbey Road",
        "1969", 1, (0, 1, "Come Together", "7286647-0D4F7CB2CE2C57A95398CA34EA411CBD"),
    ),
    (
        "album-search-single-best-unicode.xml", "153857537-C0E89B7AA71C102BD8986ADD02B0DE9C", "Perfume", "GAME",
        "2008", 1, (0, 5, "チョコレイト・ディスコ", "153857542-F5B1994A6C9EBF79D7FFB02EDF189A1D"),
    ),
    (
        "album-search-track-two-matches.xml", "7552265-4E82AF73CE400EDC94DCDA49547C585F", "The Carpenters",
        "Now & Then", "1973", 1, (0, 6, "Yesterday Once More", "7552271-366ED2D1FEB61E8D720D4941009C91A9"),
    ),
)  # fmt: skip


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "gracenote"


def asked(answers: list[bytes], folder: Path, question) -> Album:
    return ask(Server(answers), folder, "gracenote", {"client_id": CLIENT}, question)


@pytest.mark.parametrize(
    ("name", "number", "artist", "title", "date", "count", "track"), ALBUMS, ids=[one[0] for one in ALBUMS]
)
def test_an_album(
    recorded: Path,
    tmp_path: Path,
    name: str,
    number: str,
    artist: str,
    title: str,
    date: str,
    count: int,
    track: tuple[int, int, str, str],
) -> None:
    got = asked([REGISTERED, (recorded / name).read_bytes()], tmp_path, lambda one: one.album("1-A"))
    assert (got.ids["gracenote_album"], got.artist, got.title, got.released) == (number, artist, title, date)
    assert len(got.tracks) == count
    place, *facts = track
    one = got.tracks[place]
    assert [one.number, one.title, one.ids["gracenote_track"]] == facts


def test_of_two_the_one_that_was_asked_for(recorded: Path, tmp_path: Path) -> None:
    two = (recorded / "album-search-artist-range.xml").read_bytes()
    whole = two.replace(b"<TRACK_COUNT>13<", b"<TRACK_COUNT>2<")
    wanted = "Sgt. Pepper's Lonely Hearts Club Band"
    got = asked([REGISTERED, whole], tmp_path, lambda one: one.find_album("The Beatles", wanted))
    assert (got.title, got.released, len(got.tracks)) == (wanted, "1967", 2)


def test_a_second_match_without_a_date(recorded: Path, tmp_path: Path) -> None:
    name = "album-search-track-two-matches.xml"
    found = asked([REGISTERED, (recorded / name).read_bytes()], tmp_path, lambda one: one.search("a", "b"))
    assert [one.findtext("DATE") for one in found] == ["1973", None]


def test_registering(recorded: Path, tmp_path: Path) -> None:
    registered = (recorded / "register-ok.xml").read_bytes()
    album = (recorded / "album-fetch-cover-thumbnail.xml").read_bytes()
    server = Server([registered, album])
    ask(server, tmp_path, "gracenote", {"client_id": CLIENT}, lambda one: one.album("1-A"))
    assert b"<USER>REDACTED</USER>" in server.asked[1].content


def test_every_recording_is_looked_at(recorded: Path) -> None:
    assert {one.name for one in recorded.glob("*.xml")} == {name for name, *_ in ALBUMS} | {"register-ok.xml"}
