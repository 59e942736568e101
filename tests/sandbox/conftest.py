"""Fixtures of the tests of the sandbox: each service as a client with a good key meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sandbox_fakes import Clock, Fake, log_in, serve, tiny_catalogue
from starlette.testclient import TestClient

from plexstuff.sandbox import keys
from plexstuff.sandbox.app import create_app


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Iterator[TestClient]:
    with serve(create_app(tiny_catalogue(), clock=clock, sleep=clock.sleep)) as client:
        yield client


@pytest.fixture
def tmdb(client: TestClient) -> Fake:
    return Fake(client, "/tmdb/3", api_key=keys.TMDB_KEY)


@pytest.fixture
def tvdb(client: TestClient) -> Fake:
    return Fake(client, "/tvdb/v4", headers={"Authorization": f"Bearer {log_in(client)}"})


@pytest.fixture(scope="session")
def world_client() -> Iterator[TestClient]:
    """The fakes with the sandbox's own catalogue."""
    with serve(create_app()) as client:
        yield client


@pytest.fixture(scope="session")
def world_tmdb(world_client: TestClient) -> Fake:
    return Fake(world_client, "/tmdb/3", api_key=keys.TMDB_KEY)


@pytest.fixture(scope="session")
def world_tvdb(world_client: TestClient) -> Fake:
    return Fake(world_client, "/tvdb/v4", headers={"Authorization": f"Bearer {log_in(world_client)}"})
