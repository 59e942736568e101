"""The contract of every service (tests/every_service), as it reads for SMTP."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.sandbox import Sandbox
from plexstuff.service import Proof, State


@pytest.fixture
def box():
    with Sandbox() as box:
        yield box


def test_all_is_well(box: Sandbox, home: Path) -> None:
    health = asyncio.run(Plexstuff(Configuration.load(home, box.environment())).check("smtp"))
    assert (health.state, health.proof, health.error) == (State.WORKING, Proof.PERMISSION, "")
