"""musicbrainzngs against the fakes of MusicBrainz and of its covers: it reads the XML that our client never wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import musicbrainzngs as library
import pytest

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.albums import find
from plexstuff.sandbox.musicbrainz.routes import PATHS, PICTURES

BELIEVE = "03c91c40-49a6-44a7-90e7-a700edf97a62"
INCLUDED = ["artists", "artist-credits", "labels", "recordings", "release-groups", "media"]
GAPS = {"/archive/{mbid}/{file}": "where the Cover Art Archive sends it on to"}


@pytest.fixture(autouse=True)
def pointed_at_the_sandbox(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    host = box.url.removeprefix("http://")
    for module, path in ((library.musicbrainz, "/musicbrainz"), (library.caa, "/musicbrainz/coverart")):
        monkeypatch.setattr(module, "hostname", host + path)
        monkeypatch.setattr(module, "https", False)
    monkeypatch.setattr(library.musicbrainz, "do_rate_limit", False)
    monkeypatch.setattr(library.musicbrainz, "_useragent", "")
    library.set_useragent("interop", "1", "tests@sandbox.example")
    yield


def release() -> dict:
    return library.get_release_by_id(BELIEVE, includes=INCLUDED)["release"]


def group() -> str:
    return release()["release-group"]["id"]


def artist() -> str:
    return release()["artist-credit"][0]["artist"]["id"]


def a_release() -> bool:
    known = find("Cher", "Believe", "musicbrainz")
    assert known is not None
    said = release()
    tracks = said["medium-list"][0]["track-list"]
    return (
        (said["title"], said["artist-credit-phrase"], said["date"]) == ("Believe", "Cher", "1998")
        and [one["recording"]["title"] for one in tracks] == [one.title for one in known.tracks]
        and [int(one["length"]) for one in tracks if "length" in one]
        == [one.length for one in known.tracks if one.length]
        and said["release-group"]["first-release-date"] == "1998"
        and said["cover-art-archive"]["front"] == "true"
    )


CALLS: dict[str, Callable[[], bool]] = {
    "/ws/2/release": lambda: (
        library.search_releases("believe", artist="cher")["release-list"][0]["id"] == BELIEVE
        and library.browse_releases(release_group=group())["release-list"][0]["id"] == BELIEVE
    ),
    "/ws/2/release/{mbid}": a_release,
    "/ws/2/release-group": lambda: (
        library.search_release_groups("believe")["release-group-list"][0]["type"] == "Album"
        and library.browse_release_groups(artist=artist())["release-group-count"] == 1
    ),
    "/ws/2/release-group/{mbid}": lambda: (
        library.get_release_group_by_id(group(), includes=["releases"])["release-group"]["release-list"][0]["id"]
        == BELIEVE
    ),
    "/ws/2/artist": lambda: library.search_artists("cher")["artist-list"][0]["name"] == "Cher",
    "/ws/2/artist/{mbid}": lambda: (
        library.get_artist_by_id(artist(), includes=["releases"])["artist"]["release-list"][0]["title"] == "Believe"
    ),
    "/coverart/release/{mbid}": lambda: library.get_image_list(BELIEVE)["images"][0]["front"],
    "/coverart/release/{mbid}/{file}": lambda: (
        library.get_image_front(BELIEVE).startswith(b"\x89PNG")
        and library.get_image_front(BELIEVE, size="250").startswith(b"\xff\xd8\xff")
    ),
    "/coverart/release-group/{mbid}": lambda: library.get_release_group_image_list(group())["images"][0]["front"],
    "/coverart/release-group/{mbid}/{file}": lambda: library.get_release_group_image_front(group()).startswith(
        b"\x89PNG"
    ),
}


@pytest.mark.parametrize("path", CALLS)
def test_the_library_understands(path: str) -> None:
    assert CALLS[path]()


def test_every_path_is_covered_or_a_gap(keep_matrix) -> None:
    paths = [*PATHS, *PICTURES]
    assert set(CALLS) | set(GAPS) == set(paths)
    keep_matrix("musicbrainzngs", [f"{path:60} {'ok' if path in CALLS else 'gap: ' + GAPS[path]}" for path in paths])


@pytest.mark.parametrize(("mbid", "status"), [("5a9db0c5-0000-4000-8000-0000000000ab", 404), ("nonsense", 400)])
def test_ids_of_nothing_are_errors_to_it(mbid: str, status: int) -> None:
    with pytest.raises(library.ResponseError) as raised:
        library.get_release_by_id(mbid)
    assert raised.value.cause.code == status


def test_a_release_without_pictures_is_an_error_to_it() -> None:
    with pytest.raises(library.ResponseError) as raised:
        library.get_image_list("fe29e7f0-eb46-44ba-9348-694166f47885")
    assert raised.value.cause.code == 404


def test_who_does_not_introduce_himself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library.musicbrainz, "_useragent", "python-musicbrainzngs/0.7.1")
    with pytest.raises(library.WebServiceError):
        library.get_release_by_id(BELIEVE)
