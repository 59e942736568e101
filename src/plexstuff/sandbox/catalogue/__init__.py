"""The world that every fake service tells of: hard real titles by hand, and any number of invented ones."""

from __future__ import annotations

from plexstuff.sandbox.catalogue.generated import generate
from plexstuff.sandbox.catalogue.model import (
    Alias,
    Catalogue,
    CatalogueEpisode,
    CatalogueMovie,
    CatalogueSeries,
    Episodes,
)
from plexstuff.sandbox.catalogue.reading import load

__all__ = [
    "Alias",
    "Catalogue",
    "CatalogueEpisode",
    "CatalogueMovie",
    "CatalogueSeries",
    "Episodes",
    "generate",
    "load",
]
