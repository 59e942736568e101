"""pylast against the fake Last.fm: it asks in forms and reads XML, and finds what our client finds in JSON."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pylast
import pytest

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.albums import find
from plexstuff.sandbox.lastfm.keys import LASTFM_KEY, LASTFM_SECRET
from plexstuff.sandbox.lastfm.routes import METHODS


class Plain(httpx2.HTTPTransport):
    """Speaks plainly to a library that only knows https."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = request.url.copy_with(scheme="http")
        return super().handle_request(request)


def library(box: Sandbox, key: str = LASTFM_KEY) -> pylast.LastFMNetwork:
    network = pylast.LastFMNetwork(api_key=key, api_secret=LASTFM_SECRET, proxy={"https://": Plain()})
    network.ws_server = (box.url.removeprefix("http://"), "/lastfm/2.0/")
    return network


def album_info(network: pylast.LastFMNetwork) -> bool:
    album = network.get_album("cher", "believe")
    known = find("Cher", "Believe", "lastfm")
    assert known is not None
    return (
        [one.get_title() for one in album.get_tracks()] == [one.title for one in known.tracks]
        and {one.get_artist().get_name() for one in album.get_tracks()} == {"Cher"}
        and album.get_name(properly_capitalized=True) == "Believe"
        and album.get_artist().get_name() == "cher"
        and album.get_mbid() == known.mbid
        and album.get_playcount() > 1
        and album.get_listener_count() > 1
        and album.get_cover_image().endswith(".png")
        and album.get_url() == "https://www.last.fm/music/cher/believe"
        and album.get_wiki_summary() is None
    )


def album_search(network: pylast.LastFMNetwork) -> bool:
    search = network.search_for_album("moon safari")
    page = search.get_next_page()
    return (
        int(search.get_total_result_count()) == len(page) == 1
        and (page[0].get_title(), page[0].get_artist().get_name()) == ("Moon Safari", "Air")
        and search.get_next_page() == []
    )


CALLS: dict[str, Callable[[pylast.LastFMNetwork], bool]] = {"album.getinfo": album_info, "album.search": album_search}


@pytest.mark.parametrize("method", CALLS)
def test_the_library_understands(box: Sandbox, method: str) -> None:
    assert CALLS[method](library(box))


def test_every_method_is_covered(keep_matrix) -> None:
    assert set(CALLS) == set(METHODS)
    keep_matrix("pylast", [f"{method:60} ok" for method in METHODS])


def test_by_the_id_of_musicbrainz(box: Sandbox) -> None:
    album = library(box).get_album_by_mbid("4c55906c-349b-362d-922e-956762912b42")
    assert (str(album.artist), album.title) == ("Air", "Moon Safari")


def test_names_in_other_scripts_and_with_signs(box: Sandbox) -> None:
    network = library(box)
    assert network.get_album("Legião Urbana", "Dois").get_tracks()[8].get_title() == "Música urbana 2"
    assert network.search_for_album("<&> \"'").get_next_page() == []


@pytest.mark.parametrize(("key", "code"), [("0" * 32, "10"), ("", "10")])
def test_a_wrong_key_is_an_error_to_it(box: Sandbox, key: str, code: str) -> None:
    with pytest.raises(pylast.WSError) as raised:
        library(box, key).get_album("Cher", "Believe").get_tracks()
    assert raised.value.get_id() == code


def test_what_is_not_there_is_an_error_to_it(box: Sandbox) -> None:
    with pytest.raises(pylast.WSError) as raised:
        library(box).get_album("Nobody", "Nothing").get_playcount()
    assert (raised.value.get_id(), raised.value.details) == ("6", "Album not found")


def test_a_method_that_the_fake_lacks_is_an_error_to_it(box: Sandbox) -> None:
    with pytest.raises(pylast.WSError) as raised:
        library(box).get_tag("rock").get_top_albums()
    assert raised.value.get_id() == "3"
