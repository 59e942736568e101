"""Whatever is asked, the fakes answer in their own words and never fall over."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sandbox_fakes import Clock, Fake, log_in, serve, tiny_catalogue

from plexstuff.sandbox import keys
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.tmdb.routes import PATHS as TMDB_PATHS
from plexstuff.sandbox.tvdb.routes import PATHS as TVDB_PATHS

WORD = st.one_of(
    st.sampled_from(
        [
            "",
            "0",
            "1",
            "-1",
            "21",
            "2021",
            "9" * 5000,
            "tt0000011",
            "official",
            "dvd",
            "eng",
            "season/1",
            "images",
            "x.desc",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).filter(
        lambda text: "/" not in text and not text.startswith(".")
    ),
)
NAMES = (
    "query", "q", "page", "year", "language", "append_to_response", "external_source", "sort_by", "with_genres", "type",
    "season", "episodeNumber", "airDate", "limit", "offset", "remote_id", "since", "meta", "include_image_language",
)  # fmt: skip


@pytest.fixture(scope="module")
def fakes() -> Iterator[dict[str, Fake]]:
    with serve(create_app(tiny_catalogue(), clock=Clock())) as client:
        yield {
            "/tmdb/3": Fake(client, "/tmdb/3", api_key=keys.TMDB_KEY),
            "/tvdb/v4": Fake(client, "/tvdb/v4", headers={"Authorization": f"Bearer {log_in(client)}"}),
        }


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_anything(fakes: dict[str, Fake], data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(sorted(fakes)))
    template = data.draw(st.sampled_from(sorted(TMDB_PATHS if base == "/tmdb/3" else TVDB_PATHS)))
    path = "/".join(data.draw(WORD) or "0" if part.startswith("{") else part for part in template.split("/"))
    query = data.draw(st.dictionaries(st.sampled_from(NAMES), WORD, max_size=3))
    fake = fakes[base]
    url = fake.base + quote(path)
    answer = fake.client.get(url, params={**fake.query, **query}, headers=fake.headers)
    assert answer.status_code in (200, 400, 404, 422)
    told = answer.json()
    if answer.status_code != 200:
        assert told.get("success") is False or told.get("status") == "failure"
