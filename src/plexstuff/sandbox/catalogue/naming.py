"""Invents names of episodes from a seed: distinct within a series, fit for a human eye, some with numbers or parts."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from plexstuff.sandbox.catalogue.words import (
    ADJECTIVES,
    COUNTS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    NOUNS,
    PLACES,
    VERBS,
)

#: One in so many names opens a story in two parts.
TWO_PARTS = 30


def _with_article(word: str) -> str:
    return f"An {word}" if word[0] in "AEIOU" else f"A {word}"


def _scene(random: Random) -> str:
    pick = random.choice
    form = random.randrange(20)
    noun = pick(NOUNS)
    if form < 5:
        return f"The {pick(ADJECTIVES)} {noun}"
    if form < 7:
        return f"{pick(ADJECTIVES)} {noun}"
    if form < 9:
        return f"The {noun} and the {pick(NOUNS)}"
    if form < 11:
        return f"{pick(VERBS)} the {noun}"
    if form < 13:
        return f"{pick(GIVEN_NAMES)}'s {noun}"
    if form < 15:
        return f"{_with_article(noun)} in {pick(PLACES)}"
    if form < 16:
        return f"What {pick(GIVEN_NAMES)} Told the {noun}"
    if form < 17:
        return f"The {noun} of {pick(PLACES)}"
    return _with_number(random, noun)


def _with_number(random: Random, noun: str) -> str:
    pick = random.choice
    form = random.randrange(6)
    if form == 0:
        return f"{pick(COUNTS)} Days in {pick(PLACES)}"
    if form == 1:
        return f"{noun} {random.randrange(2, 1000)}"
    if form == 2:
        return f"{random.randrange(1, 13)}:{random.randrange(0, 60):02} to {pick(PLACES)}"
    if form == 3:
        return f"{pick(PLACES)}, {random.randrange(1850, 1990)}"
    if form == 4:
        return f"A Part for the {noun}"
    return f"{random.randrange(2, 100)} Ways to Lose the {noun}"


def guest(random: Random) -> str:
    """The name of a person, as talk shows name their episodes."""
    return f"{random.choice(GIVEN_NAMES)} {random.choice(FAMILY_NAMES)}"


def special(random: Random) -> str:
    """The name of a special: a holiday, a look behind the scenes, or a story of its own."""
    form = random.randrange(5)
    if form == 0:
        return f"{_with_article(random.choice(ADJECTIVES))} Christmas"
    if form == 1:
        return f"Behind the Scenes: The {random.choice(NOUNS)}"
    if form == 2:
        return f"The {random.choice(PLACES)} Reunion"
    if form == 3:
        return f"Inside the {random.choice(ADJECTIVES)} {random.choice(NOUNS)}"
    return f"The {random.choice(ADJECTIVES)} {random.choice(NOUNS)} Special"


class Namer:
    """Gives one name after the other, never the same twice; a two-part story takes two names in a row."""

    def __init__(self, random: Random, *, guests: bool = False, taken: frozenset[str] = frozenset()) -> None:
        self._random = random
        self._invent: Callable[[Random], str] = guest if guests else _scene
        self._parts = not guests
        self._taken = set(taken)
        self._waiting = ""

    def _fresh(self, invent: Callable[[Random], str]) -> str:
        name = invent(self._random)
        tries = 0
        while name in self._taken:
            name = invent(self._random)
            tries += 1
            if tries > 20:
                name = f"{name} and {guest(self._random)}"
        self._taken.add(name)
        return name

    def episode(self, *, last: bool = False) -> str:
        """The next name; `last` episodes of a season never open a story in two parts."""
        if self._waiting:
            name, self._waiting = self._waiting, ""
            return name
        name = self._fresh(self._invent)
        if not self._parts or last or self._random.randrange(TWO_PARTS):
            return name
        first, second = self._random.choice(((", Part 1", ", Part 2"), (" (1)", " (2)"), (": Part One", ": Part Two")))
        self._waiting = name + second
        return name + first

    def special(self) -> str:
        """The name of the next special."""
        return self._fresh(special)
