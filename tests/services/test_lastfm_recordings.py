"""Recorded answers of Last.fm, through our reading into our models."""

from __future__ import annotations

from pathlib import Path

import pytest
from music_server import Server, ask
from test_lastfm_trouble import KEY

from plexstuff.errors import PlexstuffError
from plexstuff.models import Album
from plexstuff.services.lastfm.client import explain

#: File; artist, title, MusicBrainz id; how many tracks; of the first of them title, number and length.
ALBUMS = (
    (
        "album-getinfo.json", "Cher", "Believe", "03c91c40-49a6-44a7-90e7-a700edf97a62", 10,
        ("Believe", 1, 238_000),
    ),
    (
        "album-getinfo-empty.json", "Legião Urbana", "Dois", "1749dd07-5aa9-436e-babc-e3e982deb273", 12,
        ("Daniel na Cova dos Leões", 1, 232_000),
    ),
    (
        "album-getinfo-howdy-moon-safari.json", "Air", "Moon Safari", "4c55906c-349b-362d-922e-956762912b42", 10,
        ("La femme d'argent", 1, 428_000),
    ),
    (
        "album-getinfo-empty_urls.json", "The Jesus and Mary Chain", "The Definitive Less Damage And More Joy", None,
        0, None,
    ),
)  # fmt: skip


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "lastfm"


@pytest.mark.parametrize(("name", "artist", "title", "mbid", "count", "first"), ALBUMS, ids=[one[0] for one in ALBUMS])
def test_an_album(
    recorded: Path, tmp_path: Path, name: str, artist: str, title: str, mbid: str | None, count: int, first: object
) -> None:
    body = (recorded / "json" / name).read_bytes()
    # Whoever recorded one of them kept only what is within.
    server = Server([body if body.lstrip(b"{ \r\n").startswith(b'"album"') else b'{"album": %s}' % body])
    got: Album = ask(server, tmp_path, "lastfm", {"api_key": KEY}, lambda one: one.find_album(artist, title))
    assert (got.artist, got.title, got.ids.get("lastfm_musicbrainz"), len(got.tracks)) == (artist, title, mbid, count)
    assert got.released == "", "there are no dates"
    assert got.page.startswith("https://www.last.fm/music/")
    if first:
        assert (got.tracks[0].title, got.tracks[0].number, got.tracks[0].length) == first


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("json/error-6.json", 200, "NotFound"),
        ("json/docs-album-getinfo-2.json", 404, "NotFound"),
        ("json/error-8.json", 500, "ServerError"),
        ("json/error-11.json", 503, "ServerError"),
        ("json/error-16.json", 503, "ServerError"),
        ("json/error-29.json", 429, "RateLimited"),
        ("xml/auth-getsession--init_with_token--error4.xml", 403, "KeyRefused"),
        ("xml/user-getfriends--cacheable_user--error6.xml", 404, "NotFound"),
    ],
)
def test_an_error(recorded: Path, name: str, status: int, error: str) -> None:
    told = explain(status, (recorded / name).read_bytes())
    assert isinstance(told, PlexstuffError)
    assert type(told).__name__ == error


def test_every_recorded_album_and_error_is_looked_at(recorded: Path) -> None:
    there = {one.name for pattern in ("album-getinfo*", "error-*") for one in (recorded / "json").glob(pattern)}
    errors = {f"error-{code}.json" for code in (6, 8, 11, 16, 29)}
    assert there == {name for name, *_ in ALBUMS} | errors
