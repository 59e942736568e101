"""Fakes of the two services for each test."""

from __future__ import annotations

import pytest
from service_fakes import Fake


@pytest.fixture
def tmdb() -> Fake:
    missing = {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."}
    return Fake(missing)


@pytest.fixture
def tvdb() -> Fake:
    return Fake({"status": "failure", "message": "NotFoundException: not found", "data": None})
