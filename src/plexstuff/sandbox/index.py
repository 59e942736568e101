"""Finds titles by the beginnings of their words: an inverted index, fast with 100,000 titles."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from enum import IntEnum, IntFlag
from typing import NamedTuple

from plexstuff.sandbox.folding import fold, joined, readings, words

_LAST = "\U0010ffff"
_REMEMBERED = 512


class Fit(IntEnum):
    """How well a name fits a query, best last."""

    BEGINNINGS = 0
    WORDS_OF_ALIAS = 1
    WORDS_OF_TITLE = 2
    ALIAS = 3
    TITLE = 4


class Seen(IntFlag):
    """Which service knows a name."""

    TMDB = 1
    TVDB = 2
    BOTH = 3


class Name(NamedTuple):
    """One name of one thing: `number` says which thing; `main` tells a title from an alias."""

    number: int
    text: str
    main: bool
    seen: Seen = Seen.BOTH


class Found(NamedTuple):
    """A thing that fits, and how well its best name does."""

    number: int
    fit: Fit


class TitleIndex:
    """All names of all things, by their words. Results are remembered, so that further pages cost nothing."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._numbers = array("L")
        self._tokens: list[tuple[str, ...]] = []
        self._joined: list[tuple[str, ...]] = []
        self._main = bytearray()
        self._seen = bytearray()
        postings: dict[str, array[int]] = {}
        for row, name in enumerate(names):
            text = fold(name.text)
            apart, together = words(text), joined(text)
            self._numbers.append(name.number)
            self._tokens.append(apart)
            self._joined.append(together)
            self._main.append(name.main)
            self._seen.append(name.seen)
            for token in {*apart, *together}:
                postings.setdefault(token, array("L")).append(row)
        self._vocabulary = sorted(postings)
        self._postings = [postings[token] for token in self._vocabulary]
        # How many rows stand before each word: tells in an instant how costly a beginning is to follow.
        self._before = array("L", [0])
        for rows in self._postings:
            self._before.append(self._before[-1] + len(rows))
        self._remembered: OrderedDict[tuple[str, Seen], list[Found]] = OrderedDict()

    def search(self, query: str, seen: Seen) -> list[Found]:
        """Every thing with a name in which each word of `query` begins some word, in no particular order."""
        key = (query, seen)
        if key in self._remembered:
            self._remembered.move_to_end(key)
            return self._remembered[key]
        best: dict[int, Fit] = {}
        for tokens in readings(query):
            for row in self._rows(tokens):
                if not self._seen[row] & seen:
                    continue
                fit = self._fit(row, tokens)
                number = self._numbers[row]
                if fit > best.get(number, -1):
                    best[number] = fit
        if not best:
            best = dict.fromkeys(self._across(readings(query)[0], seen), Fit.BEGINNINGS)
        found = [Found(number, fit) for number, fit in best.items()]
        self._remembered[key] = found
        if len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return found

    def _rows(self, tokens: tuple[str, ...]) -> Iterator[int]:
        if not tokens:
            return
        spans = [self._span(token) for token in tokens]
        if any(low == high for low, high in spans):
            return
        rarest = min(range(len(tokens)), key=lambda which: self._cost(*spans[which]))
        low, high = spans[rarest]
        others = tokens[:rarest] + tokens[rarest + 1 :]
        candidates = self._postings[low] if high - low == 1 else set().union(*self._postings[low:high])
        if not others:
            yield from candidates
            return
        for row in candidates:
            here = self._tokens[row] + self._joined[row]
            if all(any(word.startswith(token) for word in here) for token in others):
                yield row

    def _across(self, tokens: tuple[str, ...], seen: Seen) -> set[int]:
        """The things whose names have all words between them, where no single name has: TMDB finds those too."""
        found: set[int] | None = None
        for token in tokens:
            low, high = self._span(token)
            numbers = {
                self._numbers[row] for rows in self._postings[low:high] for row in rows if self._seen[row] & seen
            }
            found = numbers if found is None else found & numbers
            if not found:
                return set()
        return found or set()

    def _span(self, token: str) -> tuple[int, int]:
        return bisect_left(self._vocabulary, token), bisect_left(self._vocabulary, token + _LAST)

    def _cost(self, low: int, high: int) -> int:
        return self._before[high] - self._before[low]

    def _fit(self, row: int, tokens: tuple[str, ...]) -> Fit:
        here, main = self._tokens[row], bool(self._main[row])
        if tokens == here or "".join(tokens) == "".join(here):
            return Fit.TITLE if main else Fit.ALIAS
        together = self._joined[row]
        if all(token in here or token in together for token in tokens):
            return Fit.WORDS_OF_TITLE if main else Fit.WORDS_OF_ALIAS
        return Fit.BEGINNINGS
