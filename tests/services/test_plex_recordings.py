"""Recorded answers of plex.tv and of Plex servers through our types into what we make of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from recorded_facts import untyped

from plexstuff.models import Ids
from plexstuff.services.plex import answers, items
from plexstuff.services.plex.answers import Container
from plexstuff.services.plex.places import places
from plexstuff.services.plex.trouble import explain
from plexstuff.services.plex.users import users

T = TypeVar("T")


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "plex"


def decode(folder: Path, name: str, as_: type[T]) -> T:
    return msgspec.json.decode((folder / name).read_bytes(), type=as_)


#: File, id, code, seconds that it lives, whether it has a token.
PINS = (
    ("plextv/api-v2-pins-201-strong.json", 100000002, 25, 1800, False),
    ("plextv/api-v2-pins-201-weak.json", 1174342418, 4, 900, False),
    ("plextv/api-v2-pins-claimed.json", 100000002, 25, 1800, True),
)


@pytest.mark.parametrize(("name", "number", "length", "life", "claimed"), PINS)
def test_a_pin(recorded: Path, name: str, number: int, length: int, life: int, claimed: bool) -> None:
    pin = decode(recorded, name, answers.Pin)
    assert (pin.id, len(pin.code), pin.expires_in, bool(pin.auth_token)) == (number, length, life, claimed)


#: File, id, user name, when they joined, status of the Plex Pass.
ACCOUNTS = (
    ("plextv/api-v2-users-signin-201.json", 62735028, "ZjFvKLCb", "2019-03-14", "Inactive"),
    ("plextv/api-v2-users-signin-201-b.json", 475829302, "user12345", "2021-10-04", "Inactive"),
)


@pytest.mark.parametrize(("name", "number", "user", "joined", "status"), ACCOUNTS)
def test_an_account(
    recorded: Path, name: str, number: int | None, user: str | None, joined: str | None, status: str | None
) -> None:
    account = decode(recorded, name, answers.Account)
    assert account.subscription is not None
    assert account.joined_at is not None
    day = dt.datetime.fromtimestamp(account.joined_at, dt.UTC).date().isoformat()
    assert (account.id, account.username, day, account.subscription.status) == (number, user, joined, status)


RESOURCES = "plextv/api-v2-resources.json"


def test_the_servers_of_an_account(recorded: Path) -> None:
    rows = decode(recorded, RESOURCES, list[answers.Resource])
    assert len(rows) == 7
    first, second = rows[:2]
    assert (first.client_identifier, first.name) == ("8276c3fa6bc24e44b347e19c71fbb98b9287c1e9", "StreamMaster")
    assert first.last_seen_at == "2024-09-05T03:15:45Z"
    assert (first.connections or [])[1].port == 45678
    assert (answers.yes(first.owned), answers.yes(second.owned), second.source_title) == (True, False, "kingpirate123")
    assert [len(tier) for tier in places(first)] == [1, 1, 2, 1]
    assert places(first)[1] == ["http://192.168.1.150:32400"]
    assert places(rows[2]) == [["http://203.0.113.13:23945"]]


USERS = "plextv/api-users.xml"


def test_the_users(recorded: Path) -> None:
    found = users((recorded / USERS).read_bytes(), "unique_id_123")
    assert [(one.id, one.title, one.username, one.libraries, one.shared) for one in found] == [
        (1000, "User 1000", "User 1000", 4, True),
        (1001, "User 1001", "User 1001", 5, True),
    ]
    assert [one.shared for one in users((recorded / USERS).read_bytes(), "another")] == [False, False]


#: File, how many, and of the first: key, title, when it was made, its folder.
LIBRARIES = (
    ("pms/library-sections-14-libraries.json", 14, "7", "Kids Movies", 1700000000, "/KidsMovies"),
    ("pms/library-sections-b.json", 5, "4", "Kids Movies", 1700000000, "/mnt/Media/Kids/Movies"),
)


@pytest.mark.parametrize(("name", "count", "key", "title", "made", "folder"), LIBRARIES)
def test_libraries(recorded: Path, name: str, count: int, key: str, title: str, made: int, folder: str) -> None:
    found = decode(recorded, name, Container[answers.Sections]).container
    first = found.sections[0]
    assert (found.size, len(found.sections)) == (count, count)
    assert (first.key, first.title, first.created_at, first.locations[0].path) == (key, title, made, folder)
    assert {one.type for one in found.sections} >= {"movie", "show"}


#: File, all there are, how many came, and of the first: id, type, title, date, file, ids.
PAGES: tuple[tuple[str, int | None, int, str, str, str, str | None, str, Ids], ...] = (
    (
        "pms/library-sections-all-d.json",
        7,
        7,
        "713",
        "movie",
        "Killer Set Kublai Khan TX, Tuesday 8th November, 2022",
        "2024-04-29",
        "P:\\concerts\\Killer Set Kublai Khan TX, Tuesday 8th November, 2022.mp4",
        Ids(),
    ),
    ("pms/library-sections-all-paged-d.json", 26, 26, "28580", "show", "07-Ghost", "2009-04-06", "", Ids(tvdb=88651)),
    (
        "pms/library-sections-all-paged-episodes-includeGuids.json",
        3438,
        10,
        "45522",
        "episode",
        "Episode 1",
        "2020-12-10",
        "/TV Shows/Alice in Borderland (2020)/Season 01/"
        "Alice in Borderland (2020) - S01E01 - Episode 1 WEBDL-2160p.mkv",
        Ids(tmdb=2434012, tvdb=7945991, imdb="tt13015952"),
    ),
    (
        "pms/library-sections-all-paged-start1-size5.json",
        358,
        10,
        "28550",
        "movie",
        "4 for Texas",
        "1963-12-21",
        "/Movies/4 for Texas (1963)/4 for Texas (1963).avi",
        Ids(),
    ),
    (
        "pms/library-sections-all-type1-movies.json",
        2295,
        50,
        "20442",
        "movie",
        "The 'Burbs",
        "1989-02-17",
        "/175plex/Media/Movies/The 'Burbs.(1989).(tt0096734)/The 'Burbs (1989).mkv",
        Ids(),
    ),
    (
        "pms/library-sections-all-type4-episodes.json",
        479,
        24,
        "103488",
        "episode",
        "Not Funny",
        "2016-11-30",
        "/mnt/TV_3/South Park (1997)/Season 20/South Park - S20E09.mkv",
        Ids(),
    ),
    (
        "pms/hubs-home-recentlyAdded-episodes.json",
        50,
        50,
        "108858",
        "episode",
        "Episode 5",
        "2025-06-02",
        "/data/Media/Tv Shows/Game Changer/Season 07/"
        "Game Changer (2019) - S07E05 - TBA [WEBDL-1080p][AAC 2.0][x264]-MuTT.mkv",
        Ids(tmdb=5995159),
    ),
    (
        "pms/metadata-episode-a.json",
        None,
        1,
        "48049",
        "episode",
        "Episode 1",
        "2022-12-22",
        "/TV Shows/Alice in Borderland (2020)/Season 02/"
        "Alice in Borderland (2020) - S02E01 - Episode 1 WEBDL-1080p.mkv",
        Ids(tmdb=3975867, tvdb=8830735, imdb="tt13702212"),
    ),
    (
        "pms/metadata-episode-b.json",
        None,
        1,
        "9881",
        "movie",
        "9½ Weeks",
        "1986-02-09",
        "/Movies/Nine 1+2 Weeks (1986)/Nine.and.a.Half.Weeks.1986.1080p.BluRay.DTS.x264-HDMaNiAcS.mkv",
        Ids(tmdb=10068, tvdb=1165, imdb="tt0091635"),
    ),
    (
        "pms/metadata-episode-c.json",
        None,
        1,
        "56939",
        "movie",
        "Boiling Point",
        None,
        "/Movies (Documentaries)/Boiling Point (1999)/Boiling Point (1999) WEBDL-2160p.mkv",
        Ids(),
    ),
    (
        "pms/metadata-episode-full-params.json",
        None,
        1,
        "44547",
        "episode",
        "Currahee",
        "2001-09-09",
        "/TV Shows/Band of Brothers/Season 01/Band of Brothers - S01E01 - Currahee Bluray-1080p Remux.mkv",
        Ids(),
    ),
    (
        "pms/metadata-show.json",
        None,
        1,
        "44288",
        "show",
        "Better Call Saul",
        "2015-02-08",
        "",
        Ids(tmdb=60059, tvdb=273181, imdb="tt3032476"),
    ),
)


@pytest.mark.parametrize(("name", "total", "count", "key", "kind", "title", "date", "file", "ids"), PAGES)
def test_a_page_of_items(
    recorded: Path,
    name: str,
    total: int | None,
    count: int,
    key: str,
    kind: str,
    title: str,
    date: str | None,
    file: str,
    ids: Ids,
) -> None:
    page = decode(recorded, name, Container[items.Items]).container
    first = page.items[0]
    day = first.released
    assert (page.total_size, len(page.items)) == (total, count)
    assert (first.rating_key, first.type, first.title, day and day.isoformat()) == (key, kind, title, date)
    assert "".join(part.file for one in first.media[:1] for part in one.parts[:1]) == file
    assert first.ids == ids
    counted = decode(recorded, name, Container[answers.Size]).container
    assert (counted.size, counted.total_size) == (count, total)


EMPTY = ("pms/library-sections-country-empty.json", "pms/library-sections-genre-empty.json")


@pytest.mark.parametrize("name", EMPTY)
def test_a_list_without_anything_is_left_out(recorded: Path, name: str) -> None:
    assert decode(recorded, name, Container[items.Items]).container.items == []
    assert decode(recorded, name, Container[answers.Sections]).container.sections == []


#: File, status, our error (None: the status says it all).
TROUBLES = (
    ("plextv/error-401-please-sign-in.xml", 401, "KeyRefused"),
    ("plextv/error-404-watchlist-old-host.xml", 404, None),
    ("plextv/error-410-gone.xml", 410, "ServiceRetired"),
    ("plextv/error-429-rate-limit.json", 429, "RateLimited"),
)


@pytest.mark.parametrize(("name", "status", "error"), TROUBLES)
def test_trouble(recorded: Path, name: str, status: int, error: str | None) -> None:
    found = explain(status, (recorded / name).read_bytes())
    assert (type(found).__name__ if found else None) == error


#: Why a recording has no place in our client: the beginning of its name.
NOT_OURS = {
    "plextv/api-invites-one.xml": "invitations are gone (410) since July 2024",
    "plextv/api-resources-two-servers.xml": "the older twin of the list of servers",
    "plextv/api-v2-user.xml": "the account is asked for in JSON: see ACCOUNTS",
    "plextv/discover-": "Plex's own catalogue is not asked",
    "plextv/metadata-": "the watchlist is not asked for",
    "plextv/plex-api-v2-users-signin": "nobody signs in with a password",
    "plextv/provider_metadata-": "Plex's own catalogue is not asked",
    "pms/accounts.xml": "users come from plex.tv",
    "pms/library-search-": "libraries are listed, not searched",
    "pms/library-sections-all-empty.xml": "libraries are asked for in JSON",
    "pms/library-sections-genre.json": "genres come with the items",
    "pms/library-sections.xml": "libraries are asked for in JSON: see LIBRARIES",
    "pms/media-providers.json": "what else the server offers is not asked",
    "pms/metadata-arts.json": "pictures are not chosen here",
    "pms/metadata-posters.json": "pictures are not chosen here",
    "pms/playlists.xml": "playlists are not asked for",
    "pms/statistics-resources.xml": "how busy the server is, is not asked",
    "pms/transcode-sessions.xml": "what it converts is not asked",
}


def test_every_recording_is_read_or_named_with_a_reason(recorded: Path) -> None:
    tables = (PINS, ACCOUNTS, LIBRARIES, PAGES, TROUBLES)
    read = {str(row[0]) for table in tables for row in table} | {RESOURCES, USERS, *EMPTY}
    there = {
        one.relative_to(recorded).as_posix() for folder in ("plextv", "pms") for one in (recorded / folder).iterdir()
    }
    assert read <= there
    left = {name: [start for start in NOT_OURS if name.startswith(start)] for name in there - read}
    assert {name for name, starts in left.items() if not starts} == set()
    assert {start for starts in left.values() for start in starts} == set(NOT_OURS)


@pytest.mark.parametrize(
    "kind",
    [answers.Pin, answers.Account, answers.Resource, Container[answers.Sections], Container[items.Items]],
)
def test_nothing_is_of_any_type(kind: object) -> None:
    assert list(untyped(kind)) == []


@pytest.mark.parametrize(
    ("guid", "ids"),
    [
        ("com.plexapp.agents.imdb://tt0111161?lang=en", Ids(imdb="tt0111161")),
        ("com.plexapp.agents.themoviedb://603?lang=en", Ids(tmdb=603)),
        ("com.plexapp.agents.thetvdb://81189?lang=en", Ids(tvdb=81189)),
        ("com.plexapp.agents.thetvdb://81189/1/2?lang=en", Ids()),
        ("com.plexapp.agents.none://abc?lang=xn", Ids()),
        ("local://123", Ids()),
        ("plex://movie/5d776834961905001eb939ac", Ids()),
        ("", Ids()),
    ],
)
def test_ids_of_former_years(guid: str, ids: Ids) -> None:
    assert items.Item("1", "movie", "A", guid=guid).ids == ids
