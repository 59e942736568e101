"""Endpoints that nobody recorded, against the services' own machine-readable descriptions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from sandbox_recordings import tmdb_recordings

from plexstuff.sandbox.tmdb.routes import PATHS as TMDB_PATHS
from plexstuff.sandbox.tvdb.routes import PATHS as TVDB_PATHS


@cache
def _tmdb_description(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "specs" / "tmdb-v3-openapi.json").read_text(encoding="utf-8"))


@cache
def _tvdb_description(shared: Path) -> dict[str, Any]:
    return yaml.load((shared / "specs" / "tvdb-v4-swagger-4.7.10.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def _nullable(schema: Any) -> Any:
    """The schema with null allowed everywhere: the recordings show nulls in places that the descriptions deny."""
    if isinstance(schema, dict):
        changed = {key: _nullable(value) for key, value in schema.items()}
        if isinstance(changed.get("type"), str):
            changed["type"] = [changed["type"], "null"]
        return changed
    return [_nullable(one) for one in schema] if isinstance(schema, list) else schema


def _errors(schema: dict[str, Any], answer: object) -> list[str]:
    return [
        f"{list(error.absolute_path)}: {error.message[:100]}"
        for error in Draft202012Validator(schema).iter_errors(answer)
    ]


@pytest.mark.parametrize(
    ("described", "path"),
    [
        ("/3/configuration/primary_translations", "/configuration/primary_translations"),
        ("/3/tv/{series_id}/credits", "/tv/1396/credits"),
        ("/3/tv/{series_id}/videos", "/tv/1396/videos"),
        ("/3/tv/{series_id}/season/{season_number}/images", "/tv/1396/season/1/images"),
        ("/3/movie/{movie_id}", "/movie/603"),
    ],
)
def test_tmdb(shared: Path, world_tmdb, described: str, path: str) -> None:
    spec = _tmdb_description(shared)
    content = spec["paths"][described]["get"]["responses"]["200"]["content"]["application/json"]
    assert _errors(_nullable(content["schema"]), world_tmdb.get(path)) == []


# Where TheTVDB's answers differ from its own description.
TVDB_KNOWN = {"/series/{id}/episodes/{order}/{language}"}

TVDB_VALUES = {
    "id": "81189",
    "order": "official",
    "language": "eng",
    "slug": "breaking-bad",
    "remote": "tt0903747",
}


def _described(path: str) -> str:
    renamed = path.replace("{order}", "{season-type}").replace("{remote}", "{remoteId}")
    return renamed.replace("/{language}", "/{lang}") if "episodes/{season-type}" in renamed else renamed


def _example(path: str, world) -> str:
    movie = next(one for one in world.catalogue.movies if one.imdb == "tt0133093")
    series = world.series_by_tvdb[81189]
    values = dict(TVDB_VALUES)
    if path.startswith("/movies"):
        values |= {"id": str(movie.tvdb), "slug": "the-matrix"}
    elif path.startswith("/episodes"):
        values["id"] = str(series.episodes[0].tvdb)
    elif path.startswith("/seasons"):
        values["id"] = str(next(iter(world._numbered.seasons)))
    elif path.startswith("/artwork"):
        values["id"] = "81189020"
    elif path.startswith("/genres"):
        values["id"] = "12"
    query = {"/search": "?query=the", "/updates": "?since=1"}.get(path, "")
    return path.format_map(values) + query


@pytest.mark.parametrize("path", sorted(set(TVDB_PATHS) - TVDB_KNOWN))
def test_tvdb(shared: Path, world_tvdb, path: str) -> None:
    spec = _tvdb_description(shared)
    content = spec["paths"][_described(path)]["get"]["responses"]["200"]["content"]["application/json"]
    schema = _nullable(content["schema"]) | {"components": _nullable(spec["components"])}
    answer = world_tvdb.get(_example(path, world_tvdb.client.app.state.world))
    assert _errors(schema, answer) == []


def test_every_path_of_tmdb_is_recorded_or_described(shared: Path) -> None:
    """No path of ours is invented."""
    spec = _tmdb_description(shared)
    described = {_shape(path.removeprefix("/3")) for path in spec["paths"]}
    recorded = {_shape(one.path) for one in tmdb_recordings(shared)}
    parts = {path for path in TMDB_PATHS if path.endswith("/{part}")}
    assert {path for path in set(TMDB_PATHS) - parts if _shape(path) not in described | recorded} == set()


def _shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") or part[:2].isdigit() else part for part in path.split("/"))
