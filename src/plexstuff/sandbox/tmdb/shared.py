"""Lines that films and series have in common: companies, countries, languages."""

from __future__ import annotations

from collections.abc import Iterable

from plexstuff.sandbox import seed
from plexstuff.sandbox.people import Company
from plexstuff.sandbox.places import country, language


def company_lines(companies: Iterable[Company]) -> list[dict[str, object]]:
    """Companies or networks as details list them."""
    return [
        {
            "id": one.number,
            "logo_path": seed.path(".png", "logo", one.number),
            "name": one.name,
            "origin_country": one.country,
        }
        for one in companies
    ]


def country_lines(codes: Iterable[str]) -> list[dict[str, object]]:
    """Countries as details list them."""
    return [{"iso_3166_1": code, "name": country(code).english} for code in codes]


def language_lines(codes: Iterable[str]) -> list[dict[str, object]]:
    """Languages as details list them."""
    found = map(language, codes)
    return [{"english_name": one.english, "iso_639_1": one.code, "name": one.own} for one in found]


def social_ids(kind: str, number: int) -> dict[str, object]:
    """Names at the social networks, invented."""
    return dict.fromkeys(("facebook_id", "instagram_id", "twitter_id"), f"sandbox_{kind}_{number}")
