"""TMDB's collections: films that belong together."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.tmdb.append import appended
from plexstuff.sandbox.tmdb.face import number_in, refusal
from plexstuff.sandbox.tmdb.images import images_of
from plexstuff.sandbox.tmdb.items import collection_item, movie_item
from plexstuff.sandbox.tmdb.tongue import tongue_of
from plexstuff.sandbox.world import CollectionThing


def _collection_of(ask: Ask) -> CollectionThing:
    found = ask.world.collections.get(number_in(ask, "id"))
    if found is None:
        raise refusal(34)
    return found


def collection(ask: Ask) -> object:
    """GET /collection/{id}, with append_to_response=images."""
    wanted, tongue = _collection_of(ask), tongue_of(ask)
    item = collection_item(wanted)
    del item["adult"]
    parts = [movie_item(one, tongue) | {"media_type": "movie"} for one in wanted.movies]
    return item | {"parts": parts} | appended(ask, {"images": lambda: _images(ask, wanted)})


def images(ask: Ask) -> object:
    """GET /collection/{id}/images."""
    return _images(ask, _collection_of(ask))


def _images(ask: Ask, wanted: CollectionThing) -> dict[str, object]:
    return images_of(ask, "collection", wanted.tmdb, "en", ("backdrops", "posters"))
