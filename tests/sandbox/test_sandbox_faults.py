"""Trouble on demand, limits and counts."""

from __future__ import annotations

import pytest
from sandbox_fakes import Fake, log_in, serve, tiny_catalogue

from plexstuff.sandbox import keys
from plexstuff.sandbox.app import create_app


def post(client, fault: object):
    return client.post("/_sandbox/faults", json=fault)


def test_a_status_for_so_many_requests_of_one_service(client, tmdb, tvdb) -> None:
    post(
        client, {"kind": "status", "status": 429, "retry_after": 7, "service": "tmdb", "path": "/search/*", "count": 2}
    )
    assert tvdb.answer("/search", query="dallas").status_code == 200
    assert tmdb.answer("/movie/11").status_code == 200
    refused = tmdb.answer("/search/movie", query="amelie")
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["status_code"]) == (429, "7", 25)
    assert tmdb.answer("/search/tv", query="dallas").status_code == 429
    assert tmdb.answer("/search/tv", query="dallas").status_code == 200
    assert client.get("/_sandbox/faults").json() == {"faults": []}


@pytest.mark.parametrize(
    ("status", "code"), [(401, 7), (404, 34), (429, 25), (500, 11), (502, 43), (503, 9), (504, 24)]
)
def test_errors_in_the_words_of_each_service(client, tmdb, tvdb, status: int, code: int) -> None:
    post(client, {"kind": "status", "status": status, "count": 2})
    answer = tmdb.answer("/movie/11")
    assert (answer.status_code, answer.json()["status_code"]) == (status, code)
    assert "retry-after" not in answer.headers
    answer = tvdb.answer("/genres")
    assert (answer.status_code, answer.json()["status"]) == (status, "failure")


def test_after_lets_some_pass_and_null_never_ends(client, tmdb) -> None:
    post(client, {"kind": "status", "status": 500, "after": 2, "count": None})
    assert [tmdb.answer("/movie/11").status_code for _ in range(5)] == [200, 200, 500, 500, 500]
    client.delete("/_sandbox/faults")
    assert tmdb.answer("/movie/11").status_code == 200


def test_bodies_that_are_not_what_they_should_be(client, tmdb) -> None:
    whole = tmdb.answer("/movie/11").content
    post(client, [{"kind": "truncated"}, {"kind": "html"}, {"kind": "html", "status": 502}])
    cut = tmdb.answer("/movie/11")
    assert (cut.status_code, cut.content) == (200, whole[: len(whole) // 2])
    page = tmdb.answer("/movie/11")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<html>" in page.content
    assert tmdb.answer("/movie/11").status_code == 502


def test_slowness(client, tmdb, clock) -> None:
    post(client, [{"kind": "latency", "seconds": 3}, {"kind": "drip", "seconds": 0.5}])
    whole = tmdb.answer("/movie/11").content
    assert clock.slept == [3.0]
    assert tmdb.answer("/movie/11").content == whole
    assert clock.slept == [3.0, *[0.5] * 10]


def test_every_answer_can_be_late() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    with serve(create_app(tiny_catalogue(), sleep=sleep, latency=0.05)) as client:
        client.get("/tmdb/3/configuration")
        client.get("/_sandbox/requests")
    assert slept == [0.05]


def test_an_expired_token_is_renewed_by_logging_in(client, tvdb) -> None:
    post(client, {"kind": "expired_token"})
    assert tvdb.answer("/genres").status_code == 401
    assert tvdb.answer("/genres").status_code == 401
    fresh = Fake(client, "/tvdb/v4", headers={"Authorization": f"Bearer {log_in(client)}"})
    assert fresh.answer("/genres").status_code == 200


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"kind": "earthquake"},
        {"kind": "status"},
        {"kind": "status", "status": 99},
        {"kind": "latency", "seconds": -1},
        {"kind": "html", "colour": "red"},
        [{"kind": "html"}, 5],
        "html",
    ],
)
def test_what_is_no_fault_is_refused_and_nothing_is_set(client, fault: object) -> None:
    answer = post(client, fault)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("That is no fault")
    assert client.get("/_sandbox/faults").json() == {"faults": []}


def test_requests_are_counted_without_keys(client, tmdb, tvdb) -> None:
    tmdb.get("/movie/11")
    tmdb.get("/movie/11")
    tmdb.answer("/movie/1")
    tvdb.get("/search", query="dallas")
    answer = client.get("/_sandbox/requests")
    counted = answer.json()["services"]
    assert counted["tmdb"]["requests"] == 3
    assert counted["tmdb"]["paths"] == {"/movie/11": 2, "/movie/1": 1}
    assert counted["tmdb"]["statuses"] == {"200": 2, "404": 1}
    assert counted["tvdb"]["paths"] == {"/login": 1, "/search": 1}
    assert [one["path"] for one in answer.json()["last"]][-1] == "/search"
    assert keys.TMDB_KEY not in answer.text
    assert client.delete("/_sandbox/requests").json()["services"]["tmdb"]["requests"] == 0


def test_a_rate_limit(clock) -> None:
    with serve(create_app(tiny_catalogue(), clock=clock, sleep=clock.sleep, rate=40)) as client:
        tmdb = Fake(client, "/tmdb/3", api_key=keys.TMDB_KEY)

        def burst(count: int) -> int:
            return sum(tmdb.answer("/movie/11").status_code == 200 for _ in range(count))

        assert burst(45) == 40
        refused = tmdb.answer("/movie/11")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        # Each service counts for itself.
        assert log_in(client)
        clock.now += 0.5
        assert burst(5) == 0
        clock.now += 0.5
        assert burst(45) == 40
        assert client.get("/_sandbox/requests").json()["services"]["tmdb"]["refused"] == 16


def test_the_index_page_tells_the_keys_and_counts(client) -> None:
    page = client.get("/_sandbox")
    assert page.headers["content-type"].startswith("text/html")
    assert keys.TVDB_KEY in page.text
    assert "2 series" in page.text
