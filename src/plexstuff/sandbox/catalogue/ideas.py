"""Thinks up titles by the hundred thousand, many of them uncomfortably close to each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from plexstuff.sandbox.catalogue import foreign
from plexstuff.sandbox.catalogue.model import Alias
from plexstuff.sandbox.catalogue.words import (
    ADJECTIVES,
    COUNTS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    NOUNS,
    PLACES,
    VERBS,
)

FIRST_YEAR, LAST_YEAR = 1931, 2025
#: Two titles that sound the same lie at least this many years apart.
YEARS_APART = 3
_ROMAN = ("", "", "II", "III", "IV", "V", "VI")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Idea:
    """A title to be made into a film or a series; `kind` says in what it is close to others."""

    title: str
    year: int
    kind: str
    original: str = ""
    language: str = "en"
    country: str = ""
    collection: str = ""
    aliases: tuple[Alias, ...] = ()


def sound(title: str) -> str:
    """`title` without case, spaces and punctuation: what two titles share that are easily taken for one another."""
    return "".join(_LETTERS.findall(title.casefold()))


class Ideas:
    """Ideas for films, or for series, none of which sounds like another of nearly the same year."""

    def __init__(self, random: Random, taken: Iterable[tuple[str, int]]) -> None:
        self._random = random
        self._years: dict[str, list[int]] = {}
        self._bases: list[Idea] = []
        self._waiting: list[Idea] = []
        for title, year in taken:
            self._years.setdefault(sound(title), []).append(year)
        self._kinds: tuple[tuple[float, Callable[[], Idea]], ...] = (
            (0.09, self._remake),
            (0.15, self._longer),
            (0.19, self._other_article),
            (0.26, self._translated),
            (0.30, self._numbered),
            (0.34, self._punctuated),
        )

    def next(self) -> Idea:
        """The next idea that is free."""
        while True:
            idea = self._waiting.pop() if self._waiting else self._think()
            if self._claim(idea):
                return idea

    def _think(self) -> Idea:
        chance = self._random.random()
        if len(self._bases) > 50:
            for limit, think in self._kinds:
                if chance < limit:
                    return think()
        idea = self._fresh()
        if chance > 0.97:
            idea = self._first_of_row(idea)
        self._bases.append(idea)
        return idea

    def _claim(self, idea: Idea) -> bool:
        """Whether nobody has taken a title that sounds so, in a year nearby; takes it then."""
        names = {sound(idea.title), sound(idea.original or idea.title)}
        for name in names:
            if any(abs(year - idea.year) < YEARS_APART for year in self._years.get(name, ())):
                return False
        for name in names:
            self._years.setdefault(name, []).append(idea.year)
        return FIRST_YEAR <= idea.year <= LAST_YEAR

    def _year(self) -> int:
        return LAST_YEAR - int((LAST_YEAR - FIRST_YEAR) * self._random.random() ** 2.2)

    def _base(self) -> Idea:
        return self._random.choice(self._bases)

    def _fresh(self) -> Idea:
        pick, form = self._random.choice, self._random.random()
        noun = pick(NOUNS)
        if form < 0.3:
            title = f"The {pick(ADJECTIVES)} {noun}"
        elif form < 0.5:
            title = f"{pick(ADJECTIVES)} {noun}"
        elif form < 0.6:
            title = f"The {noun} and the {pick(NOUNS)}"
        elif form < 0.7:
            title = f"{pick(GIVEN_NAMES)}'s {noun}"
        elif form < 0.8:
            title = f"The {noun} of {pick(PLACES)}"
        elif form < 0.9:
            title = f"{pick(VERBS)} {pick(GIVEN_NAMES)} {pick(FAMILY_NAMES)}"
        elif form < 0.97:
            title = f"{pick(PLACES)} {noun}"
        else:
            title = pick((noun, f"The {noun}"))
        return Idea(title, self._year(), "fresh")

    def _first_of_row(self, first: Idea) -> Idea:
        """Puts the films that follow `first` in wait, numbered in one of the ways that studios like."""
        pick = self._random.choice
        way, year = self._random.randrange(5), first.year
        collection = f"{first.title} Collection"
        for number in range(2, self._random.randrange(3, 6)):
            year += self._random.randrange(2, 6)
            subtitle = f"The {pick(ADJECTIVES)} {pick(NOUNS)}"
            title = (
                f"{first.title} {number}",
                f"{first.title} {_ROMAN[number]}",
                f"{first.title} Part {_ROMAN[number]}",
                f"{first.title}: {subtitle}",
                f"{first.title} {number}: {subtitle}",
            )[way]
            self._waiting.append(Idea(title, year, "sequel", collection=collection))
        return Idea(first.title, first.year, first.kind, collection=collection)

    def _remake(self) -> Idea:
        base = self._base()
        year = base.year + self._random.choice((-1, 1)) * self._random.randrange(YEARS_APART, 40)
        country = self._random.choice(("US", "GB", "AU", "CA", "IN"))
        return Idea(base.title, year, "remake", country=country)

    def _longer(self) -> Idea:
        pick, base = self._random.choice, self._base().title
        title = pick(
            (
                f"{base} in {pick(PLACES)}",
                f"{base} Rising",
                f"{base}: The {pick(ADJECTIVES)} {pick(NOUNS)}",
                f"Return of {base[:1].lower() + base[1:] if base.startswith('The ') else base}",
                f"{base} Forever",
                f"{base}: A Documentary",
                f"Making {base}",
            )
        )
        return Idea(title, self._year(), "longer")

    def _other_article(self) -> Idea:
        base = self._base().title
        bare = base.removeprefix("The ")
        if bare != base:
            title = self._random.choice((bare, f"{'An' if bare[0] in 'AEIOU' else 'A'} {bare}", f"{base}s"))
        else:
            title = self._random.choice((f"The {bare}", f"{bare}s", f"My {bare}"))
        return Idea(title, self._year(), "article")

    def _translated(self) -> Idea:
        made = foreign.invent(self._random)
        alias = Alias(made.name, made.name_language, made.name_country, translation=True)
        return Idea(
            made.title, self._year(), "translated", made.original, made.language, made.country, aliases=(alias,)
        )

    def _numbered(self) -> Idea:
        pick, between = self._random.choice, self._random.randrange
        noun = pick(NOUNS)
        title = pick(
            (
                f"{between(2, 1001)} {noun}s",
                f"{pick(COUNTS)} {pick(ADJECTIVES)} {noun}s",
                f"{noun} {between(2, 1001)}",
                f"{pick(PLACES)} {between(1700, 2100)}",
                f"{between(1, 13)}:{between(0, 60):02} to {pick(PLACES)}",
                f"{between(1066, 2100)}",
                f"{between(1900, 2030)}: {pick(ADJECTIVES)} {noun}",
            )
        )
        return Idea(title, self._year(), "number")

    def _punctuated(self) -> Idea:
        pick = self._random.choice
        noun, other = pick(NOUNS), pick(NOUNS)
        name = pick(GIVEN_NAMES)
        title = pick(
            (
                f"{noun} & {other}",
                f"{noun}/{other}",
                f"{noun}... and {other}",
                f"Oh, {name}!",
                f"({noun}) {pick(ADJECTIVES)}",
                f"What's Wrong with {name}?",
                f"{noun[0]}.{other[0]}.{name[0]}.",
                f"{name}, {pick(GIVEN_NAMES)} and the {noun}",
                f"{noun} - {other}",
                f"{name} vs. {pick(GIVEN_NAMES)}",
            )
        )
        return Idea(title, self._year(), "punctuation")
