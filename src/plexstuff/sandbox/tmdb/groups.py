"""TMDB's episode groups: the same episodes in the order of the DVDs or counted through."""

from __future__ import annotations

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueSeries
from plexstuff.sandbox.people import network_of
from plexstuff.sandbox.tmdb.face import refusal
from plexstuff.sandbox.tmdb.items import episode_item, season_name
from plexstuff.sandbox.tmdb.shared import company_lines
from plexstuff.sandbox.tmdb.tongue import tongue_of

#: TMDB's numbers for kinds of group.
ABSOLUTE, DVD = 2, 3
_NAMES = {ABSOLUTE: "Absolute Order", DVD: "DVD Order"}


def orders_of(series: CatalogueSeries) -> dict[int, dict[int, list[CatalogueEpisode]]]:
    """The orders that somebody made a group for: kind -> number of the group -> episodes in order."""
    orders: dict[int, dict[int, list[CatalogueEpisode]]] = {}
    absolute = sorted((one for one in series.episodes if one.absolute is not None), key=lambda one: one.absolute or 0)
    if absolute:
        orders[ABSOLUTE] = {1: absolute}
    discs = sorted(
        (one for one in series.episodes if one.dvd_season is not None and one.dvd_number is not None),
        key=lambda one: (one.dvd_season or 0, one.dvd_number or 0),
    )
    for one in discs:
        orders.setdefault(DVD, {}).setdefault(one.dvd_season or 0, []).append(one)
    return orders


def group_id(series: CatalogueSeries, kind: int) -> str:
    """The id of a series' group: the number of the series is in it, so that it can be found again."""
    return f"{series.tmdb:012x}{seed.hexadecimal(11, 'group', series.tmdb)}{kind:x}"


def groups_of(series: CatalogueSeries) -> dict[str, object]:
    """GET /tv/{id}/episode_groups."""
    results = [
        {
            "description": f"{_NAMES[kind]} of the sandbox",
            "episode_count": sum(map(len, groups.values())),
            "group_count": len(groups),
            "id": group_id(series, kind),
            "name": _NAMES[kind],
            "network": None,
            "type": kind,
        }
        for kind, groups in orders_of(series).items()
    ]
    return {"results": results, "id": series.tmdb}


def group(ask: Ask) -> object:
    """GET /tv/episode_group/{group}."""
    text, tongue = ask.path["group"], tongue_of(ask)
    try:
        series = ask.world.series.get(int(text[:12], 16))
    except ValueError:
        series = None
    kind = int(text[-1], 16) if series else 0
    orders = orders_of(series) if series else {}
    if series is None or kind not in orders or text != group_id(series, kind):
        raise refusal(34)
    groups = [
        {
            "id": seed.hexadecimal(24, "group", series.tmdb, kind, number),
            "name": season_name(number),
            "order": number,
            "episodes": [
                episode_item(series, one, tongue, last=False) | {"order": place} for place, one in enumerate(episodes)
            ],
            "locked": True,
        }
        for number, episodes in orders[kind].items()
    ]
    return {
        "description": f"{_NAMES[kind]} of the sandbox",
        "episode_count": sum(map(len, orders[kind].values())),
        "group_count": len(groups),
        "groups": groups,
        "id": text,
        "name": _NAMES[kind],
        "network": company_lines([network_of(series.tmdb)])[0],
        "type": kind,
    }
