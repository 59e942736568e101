"""Templates of names: `Movies/{title}< ({year})>`, read once, checked kindly, filled in safely.

`{token}` stands for a value, `{season:02}` for a number with at least two digits, `{{` and `}}` for braces. A part in
angle brackets is left out when one of its values is empty. Folders are parted by `/`. There is nothing else: no
attributes, no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plexstuff.errors import InvalidValue
from plexstuff.jobs.organize.sanitise import NAME_LIMIT, clean, cut, finish, length

Values = Mapping[str, str | int | None]

#: Token -> what it stands for; the numbers among them take a width, such as {season:02}.
MOVIE_TOKENS: Mapping[str, str] = {
    "title": "title",
    "year": "year of the first release",
    "original_title": "title in the original language",
    "edition": "edition, such as Director's Cut",
    "version": "what tells files of one film apart, such as 1080p; empty for the only one",
    "part": "number of this part of a film in several files",
    "plex_id": "id as Plex reads it: {tmdb-603}",
    "plex_edition": "edition as Plex reads it: {edition-Director's Cut}",
    "jellyfin_id": "id as Jellyfin reads it: [tmdbid-603]",
    "tmdb": "number at TMDB",
    "tvdb": "number at TheTVDB",
    "imdb": "id at IMDb",
    "resolution": "resolution, such as 1080p",
    "source": "where the release was made from, such as Blu-ray",
    "video_codec": "video codec",
    "audio_codec": "audio codec",
    "group": "release group",
    "name": "former name of the file, without its extension",
}
EPISODE_TOKENS: Mapping[str, str] = {
    **MOVIE_TOKENS,
    "year": "year in which the series began",
    "numbers": "s01e01, s01e01-e02 or, where only a date is known, 2011-11-15",
    "season": "number of the season (0: specials)",
    "episode": "number of the (first) episode",
    "last_episode": "number of the last episode, when the file holds several",
    "absolute": "number of the episode counted from the very first",
    "episode_title": "title of the episode, or of all in the file",
    "air_date": "date of the first broadcast",
}
NUMBERS = frozenset({"year", "part", "season", "episode", "last_episode", "absolute", "tmdb", "tvdb"})
#: What may be shortened when a name is too long, and first what is missed least.
SHORTENED = ("name", "episode_title", "original_title", "edition", "title", "version")
#: Made by us from clean parts, with braces or brackets that a title may not hold.
_MARKS = frozenset({"plex_id", "plex_edition", "jellyfin_id"})
#: Episodes need one of these, or all of a season would have one name.
_TELLING = frozenset({"numbers", "episode", "absolute", "air_date", "name"})
_PIECE = re.compile(r"\{\{|\}\}|\{(?P<token>[^{}]*)\}|(?P<sign>[<>{}])")
_WIDTH = re.compile(r"0?[1-9]")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A place for a value; `width` is the least number of digits."""

    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Optional:
    """A part that is left out when one of its values is empty."""

    pieces: tuple[Literal | Token, ...]


Piece = Literal | Token | Optional


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read: the pieces of each folder's name, and last those of the file's."""

    text: str
    components: tuple[tuple[Piece, ...], ...]
    tokens: frozenset[str]

    @classmethod
    def read(cls, text: str, tokens: Mapping[str, str] = MOVIE_TOKENS) -> Template:
        """Read a template. Raises InvalidValue that says what is wrong and lists the tokens."""
        if text.startswith("/") or text.endswith("/") or not text.strip():
            raise _refused(text, "is no name below the library: it must not begin or end with “/”", tokens)
        components = tuple(tuple(_pieces(text, part, tokens)) for part in text.split("/"))
        for pieces, part in zip(components, text.split("/"), strict=True):
            if not pieces or (all(isinstance(one, Literal) for one in pieces) and finish(part) != part):
                raise _refused(text, f"holds “{part}”, which can't be a name on every system", tokens)
        used = {one.name for pieces in components for one in _tokens(pieces)}
        if not used & {"title", "original_title", "name"}:
            raise _refused(text, "holds no {title}, so that all files would have one name", tokens)
        if tokens is EPISODE_TOKENS and not {one.name for one in _tokens(components[-1])} & _TELLING:
            raise _refused(text, "does not tell the episodes of a season apart: it needs {numbers}", tokens)
        return cls(text, components, frozenset(used))

    def holds(self, token: str) -> bool:
        """Whether the file's own name has a place for this token."""
        return any(one.name == token for one in _tokens(self.components[-1]))

    def fill(self, values: Values, *, room: int, limit: int = NAME_LIMIT) -> tuple[str, ...] | None:
        """The names of the folders and of the file without its extension; None when one can't be made short enough.

        Each takes at most `limit` bytes, the file's own `room` bytes less. What is shortened, by whole characters, are
        titles: never numbers, dates, ids or parts.
        """
        cleaned = {
            name: clean(value) if isinstance(value, str) and name not in _MARKS else value
            for name, value in values.items()
            if name in self.tokens
        }
        names = []
        for pieces in self.components:
            most = limit - room if pieces is self.components[-1] else limit
            name = _fitted(pieces, cleaned, most)
            if name is None:
                return None
            names.append(name)
        return tuple(names)


def _fitted(pieces: Sequence[Piece], values: Values, limit: int) -> str | None:
    mine = dict(values)
    name = finish(_filled(pieces, mine))
    for token in SHORTENED:
        while (over := length(name) - limit) > 0:
            value = mine.get(token)
            if not isinstance(value, str) or not value or not any(one.name == token for one in _tokens(pieces)):
                break
            shorter = cut(value, length(value) - over)
            if not shorter and token == "title":
                shorter = value[0]
                if value == shorter:
                    break
            mine[token] = shorter
            name = finish(_filled(pieces, mine))
    return name if length(name) <= limit else None


def _filled(pieces: Sequence[Piece], values: Values) -> str:
    text = []
    for piece in pieces:
        if isinstance(piece, Literal):
            text.append(piece.text)
        elif isinstance(piece, Token):
            text.append(_shown(piece, values))
        elif all(_shown(one, values) for one in piece.pieces if isinstance(one, Token)):
            text.append(_filled(piece.pieces, values))
    return "".join(text)


def _shown(token: Token, values: Values) -> str:
    value = values.get(token.name)
    if value is None:
        return ""
    return f"{value:0{token.width}}" if isinstance(value, int) and token.width else str(value)


def _tokens(pieces: Sequence[Piece]) -> Iterator[Token]:
    for piece in pieces:
        if isinstance(piece, Token):
            yield piece
        elif isinstance(piece, Optional):
            yield from _tokens(piece.pieces)


def _pieces(text: str, part: str, tokens: Mapping[str, str]) -> Iterator[Piece]:
    inside: list[Literal | Token] | None = None
    end = 0
    for found in _PIECE.finditer(part):
        pieces: list[Literal | Token] = [Literal(part[end : found.start()])] if found.start() > end else []
        end = found.end()
        closed = False
        match found["sign"], found["token"]:
            case "<", _ if inside is None:
                yield from pieces
                inside, pieces = [], []
            case ">", _ if inside is not None:
                closed = True
            case None, None:
                pieces.append(Literal(found[0][0]))
            case None, str(token):
                pieces.append(_token(text, token, tokens))
            case sign, _:
                raise _refused(text, f"holds a “{sign}” without its partner", tokens)
        if inside is None:
            yield from pieces
            continue
        inside += pieces
        if closed:
            yield Optional(tuple(inside))
            inside = None
    if inside is not None:
        raise _refused(text, "holds a “<” without its “>” (both in one name)", tokens)
    if end < len(part):
        yield Literal(part[end:])


def _token(text: str, given: str, tokens: Mapping[str, str]) -> Token:
    name, colon, width = given.partition(":")
    if name not in tokens:
        raise _refused(text, f"holds “{{{given}}}”, which is no token", tokens)
    if colon and (name not in NUMBERS or not _WIDTH.fullmatch(width)):
        raise _refused(text, f"holds “{{{given}}}”: after the colon, numbers take the digits they need, as 02", tokens)
    return Token(name, int(width) if colon else 0)


def _refused(text: str, why: str, tokens: Mapping[str, str]) -> InvalidValue:
    return InvalidValue(
        f"The template “{text}” {why}.",
        f"Tokens: {', '.join('{' + name + '}' for name in tokens)}. What stands in < > is left out when it is empty.",
    )
