"""What people paste as Jackett's address or key is cut to what is wanted, or told what it is instead."""

from __future__ import annotations

import pytest

from plexstuff.config.kinds import read
from plexstuff.services.jackett import ADDRESS, API_KEY

KEY = "a0b1c2d3e4f5g6h7i8j9k0l1m2n3o4p5"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("http://192.168.1.5:9117/UI/Dashboard", "http://192.168.1.5:9117"),
        ("http://192.168.1.5:9117/UI/Dashboard#search=heat&tracker=1337x", "http://192.168.1.5:9117"),
        ("http://192.168.1.5:9117/UI/Login?ReturnUrl=%2FUI%2FDashboard", "http://192.168.1.5:9117"),
        ("http://192.168.1.5:9117/ui/dashboard/", "http://192.168.1.5:9117"),
        ("http://192.168.1.5:9117/", "http://192.168.1.5:9117"),
        ("http://192.168.1.5:9117", "http://192.168.1.5:9117"),
        ("https://home.example/jackett/UI/Dashboard", "https://home.example/jackett"),
        ("https://home.example/jackett/", "https://home.example/jackett"),
        ("https://home.example/apps/jackett//UI/Dashboard", "https://home.example/apps/jackett"),
        ("https://home.example/jackett/api/v2.0/indexers/all/results/torznab/", "https://home.example/jackett"),
        ("http://nas:9117/torznab/all/api", "http://nas:9117"),
        ("http://[fd00::5]:9117/UI/Dashboard", "http://[fd00::5]:9117"),
        ("nas:9117", "http://nas:9117"),
        ("nas:9117/UI/Dashboard#search=a:b:c", "http://nas:9117"),
        ("nas", "http://nas"),
        ("192.168.1.5:9117/UI/Dashboard", "http://192.168.1.5:9117"),
        ("[fd00::5]:9117/UI/Dashboard", "http://[fd00::5]:9117"),
        ("localhost:9117/jackett", "http://localhost:9117/jackett"),
        ("  \n“http://nas:9117/UI/Dashboard”\n", "http://nas:9117"),
        ("<http://nas:9117/UI/Dashboard>", "http://nas:9117"),
    ],
)
def test_an_address_is_cut_to_what_all_have_in_common(pasted: str, kept: str) -> None:
    seen = read(ADDRESS, pasted)
    assert (seen.value, seen.refusal) == (kept, "")


@pytest.mark.parametrize(
    ("pasted", "note"),
    [
        ("nas:9117", "http:// was put before it."),
        ("http://nas:9117/UI/Dashboard", "It was cut"),
        ("http://nas:9117", ""),
        ("http://nas:9117/jackett", ""),
        (f"http://nas:9117/api/v2.0/indexers/all/results/torznab?t=caps&apikey={KEY}", "The key in it was not kept"),
        (f"nas:9117/dl/x/?jackett_apikey={KEY}&path=a", "The key in it was not kept"),
    ],
)
def test_what_was_done_to_it_is_said(pasted: str, note: str) -> None:
    seen = read(ADDRESS, pasted)
    assert note in seen.note
    assert bool(note) == bool(seen.note)
    assert KEY not in seen.value + seen.note


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("http://me:secret@nas:9117/", "user name or password"),
        ("me:secret@nas:9117", "user name or password"),
        ("fd00::5", "brackets"),
        ("ftp://nas:9117", "web page"),
        ("http://", "web page"),
        ("http://nas:99999", "no address"),
        ("http://[fd00::5", "no address"),
        ("http://nas:0", "must be an address"),
        ("http://my nas:9117", "must be an address"),
        (KEY, "looks like a key"),
    ],
)
def test_what_is_no_address_is_refused_kindly(pasted: str, says: str) -> None:
    seen = read(ADDRESS, pasted)
    assert says in seen.refusal
    assert seen.advice
    assert "secret" not in seen.refusal + seen.advice.replace("no secret", "")


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        f"  {KEY}\n",
        f'"{KEY}"',
        f"API Key: {KEY}",
        f"apikey={KEY}",
        KEY.upper(),
        f"{KEY[:16]} {KEY[16:]}",
        f"http://nas:9117/api/v2.0/indexers/all/results/torznab/api?t=search&apikey={KEY}&q=x",
        f"http://nas:9117/dl/x/?jackett_apikey={KEY}&path=a",
    ],
)
def test_a_key_is_found_in_what_was_pasted(pasted: str) -> None:
    seen = read(API_KEY, pasted)
    assert (seen.value, seen.refusal) == (KEY, "")


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("0123456789abcdef" * 2, "TMDB, Last.fm, Sonarr, Radarr or Prowlarr"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln", "TMDB v4 token"),
        ("01234567-89ab-4def-8123-456789abcdef", "TheTVDB"),
        ("AIzaSyA0123456789abcdefghijklmnopqrstuv", "Google"),
        ("123-abc.apps.googleusercontent.com", "client id of Google"),
        ("12345678-0123456789ABCDEF0123456789ABCDEF", "Gracenote"),
        ("AbCdEfGhIjKlMnOpQr-_", "Plex"),
        ("http://nas:9117/UI/Dashboard", "without a key"),
        (KEY[:-1], "no key of Jackett"),
        (f"{KEY}x", "no key of Jackett"),
        ("hunter2", "no key of Jackett"),
    ],
)
def test_the_key_of_another_service_is_told_by_its_shape(pasted: str, says: str) -> None:
    seen = read(API_KEY, pasted)
    assert says in seen.refusal
    assert "dashboard" in seen.advice
    assert pasted not in seen.refusal + seen.advice
