"""The orders in which TheTVDB counts a series: which episode stands at which season and number."""

from __future__ import annotations

from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueSeries

Placed = tuple[tuple[int, int], CatalogueEpisode]


def placed(series: CatalogueSeries, kind: str) -> list[Placed]:
    """The episodes in that order, each with its (season, number); empty when nobody entered the order."""
    rows: list[Placed] = []
    for one in series.episodes:
        if kind in ("default", "official"):
            rows.append(((one.season, one.number), one))
        elif kind == "dvd" and one.dvd_season is not None and one.dvd_number is not None:
            rows.append(((one.dvd_season, one.dvd_number), one))
        elif kind == "absolute" and one.absolute is not None:
            rows.append(((1, one.absolute), one))
    rows.sort(key=lambda row: row[0])
    return rows


def seasons(series: CatalogueSeries) -> list[tuple[str, int]]:
    """Every season of every order, as (kind, number)."""
    found: dict[tuple[str, int], None] = {}
    for kind in ("official", "dvd", "absolute"):
        for (season, _), _ in placed(series, kind):
            found[(kind, season)] = None
    return list(found)
