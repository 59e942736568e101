"""Invented people and companies, for the credits that no catalogue holds."""

from __future__ import annotations

from typing import NamedTuple

from plexstuff.sandbox.seed import draw, some


class Person(NamedTuple):
    """A person of the sandbox: id with TMDB and TheTVDB alike, IMDb id, name, gender (1 female, 2 male), trade."""

    number: int
    imdb: str
    name: str
    gender: int
    trade: str


class Company(NamedTuple):
    """A company or network of the sandbox."""

    number: int
    name: str
    country: str


_NAMES = (
    "Ada Quillfeather", "Bram Oosterveld", "Celia Marchbanks", "Dario Lanternetti", "Edda Winterborn",
    "Farid Osmanoglu-Test", "Greta Holloway-Pine", "Hiro Tanegashira", "Imke Sandkasten", "Jonas Fiktivsson",
    "Kamala Everstone", "Lorcan Mac Sandbox", "Mirela Dobrescu-Falk", "Nils Attrap", "Oona Brightwater",
    "Pavel Kulissov", "Quentin Larkspur", "Rosa Inventada", "Sven Papphus", "Tilda Makebelieve",
)  # fmt: skip

PEOPLE = tuple(
    Person(
        number=900_900_001 + place,
        imdb=f"nm9{place + 1:07}",
        name=name,
        gender=1 if place % 2 == 0 else 2,
        trade=("Acting", "Acting", "Acting", "Directing", "Writing")[place % 5],
    )
    for place, name in enumerate(_NAMES)
)

COMPANIES = tuple(
    Company(900_800_001 + place, name, country)
    for place, (name, country) in enumerate(
        (
            ("Lantern Hill Pictures", "US"), ("Sandkasten Film", "DE"), ("Papier-Mâché Productions", "FR"),
            ("Second Draft Studios", "GB"), ("Cardboard Moon", "US"), ("Kulissen-Kombinat", "DE"),
            ("Harbour Fiction", "CA"), ("Tsukurimono", "JP"),
        )
    )
)  # fmt: skip

NETWORKS = tuple(
    Company(900_700_001 + place, name, country)
    for place, (name, country) in enumerate(
        (("Channel Sand", "US"), ("Box One", "GB"), ("Pretend TV", "US"), ("Spielplatz Eins", "DE"), ("Uso TV", "JP"))
    )
)

ACTORS = tuple(one for one in PEOPLE if one.trade == "Acting")
MAKERS = tuple(one for one in PEOPLE if one.trade != "Acting")


def cast_of(*about: object) -> list[Person]:
    """Three to five actors, always the same for the same thing."""
    return some(ACTORS, 3 + draw("cast", *about) % 3, "cast", *about)


def crew_of(*about: object) -> list[Person]:
    """One or two makers, always the same for the same thing."""
    return some(MAKERS, 1 + draw("crew", *about) % 2, "crew", *about)


def companies_of(*about: object) -> list[Company]:
    """One to three companies."""
    return some(COMPANIES, 1 + draw("companies", *about) % 3, "companies", *about)


def network_of(*about: object) -> Company:
    """The network that shows a series."""
    return some(NETWORKS, 1, "network", *about)[0]
