"""Scoring candidates: how well a film or series that a service knows fits what a name says.

A score starts at 1 and every disagreement takes its named penalty off, so that a user can be told why. Popularity
never outweighs any of them; it only orders what is otherwise equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from plexstuff.matching.reasons import Reason, Scored
from plexstuff.matching.titles import compact, halves, likeness, loose, without_suffix, words
from plexstuff.models import Movie, Series
from plexstuff.names.parsed import ParsedName

#: What an alias costs against a main title, so that the film called so goes before the one also called so.
ALIAS = -0.03
#: Naming a film by the first or last half of its title; series are rarely called so.
SUBTITLE_LEFT_OUT = -0.16
SUBTITLE_OF_SERIES = -0.3
#: A title that ends like the whole ("Stephen Colbert" of "The Late Show with …"); an air date must agree with it.
END_OF_TITLE = -0.24
#: A title that costs so much has next to nothing to do with the name.
ANOTHER = -0.88
#: Release years differ by one between countries and services.
YEAR_NEXT = -0.08
YEAR_WRONG = -0.5
YEAR_UNKNOWN = -0.12
#: A series' name may carry the year of a season; its episodes must agree with it then.
YEAR_LATER = -0.2
COUNTRY_WRONG = -0.4
#: The name says one language, and it is not the original one.
LANGUAGE_OTHER = -0.08
RUNTIME_SAME = 0.04
RUNTIME_WRONG = -0.2
#: The most that popularity can do.
POPULARITY = 0.02


def score_movie(said: ParsedName, movie: Movie, *, runtime: float | None = None) -> Scored:
    """How well `movie` fits the name `said`; `runtime` is the file's own length in minutes, where it is known."""
    reasons = [_title(said, movie), *_year(said, movie.year), *_country(said, movie), *_language(said, movie)]
    if runtime and movie.runtime:
        reasons.append(_runtime(runtime, movie.runtime))
    reasons += _popularity(movie)
    return _sum(movie, reasons)


def score_series(said: ParsedName, series: Series) -> Scored:
    """How well `series` fits the name `said`, by its title, year and country; its episodes are evidence for later."""
    _, suffix_year, _ = without_suffix(series.title)
    # TheTVDB's year in a title is not always that of the first episode: names give the one or the other.
    known = [year for year in (suffix_year, series.year) if year]
    year = min(known, key=lambda one: abs(one - (said.year or one)), default=None)
    reasons = [_title(said, series), *_year(said, year, later=YEAR_LATER)]
    reasons += [*_country(said, series), *_popularity(series)]
    return _sum(series, reasons)


def _sum(candidate: Movie | Series, reasons: list[Reason]) -> Scored:
    score = 1.0 + sum(reason.weight for reason in reasons)
    return Scored(candidate, round(max(score, 0.0), 4), tuple(reasons))


def _names(candidate: Movie | Series) -> Iterator[tuple[str, str, float]]:
    """Each name of the candidate, what it is, and what using it costs."""
    yield candidate.title, "title", 0.0
    plain, year, country = without_suffix(candidate.title)
    if year or country:
        yield plain, "title", 0.0
    if candidate.original_title and candidate.original_title != candidate.title:
        yield candidate.original_title, "original title", 0.0
    for other in candidate.titles:
        kind = f"title in {other.language}" if other.language else "other title"
        yield without_suffix(other.text)[0], kind, ALIAS


def _spoken(said: ParsedName) -> Iterator[str]:
    """The ways to say the title of the name itself: readers may have cut a part off into another field."""
    if said.part is not None:
        yield f"{said.title} Part {said.part}"
    yield said.title
    if said.alternative_title:
        yield said.alternative_title
        yield f"{said.title} {said.alternative_title}"
    if said.country:
        yield f"{said.title} {said.country}"
        if said.country == "GB":
            yield f"{said.title} UK"


def _title(said: ParsedName, candidate: Movie | Series) -> Reason:
    best = Reason("title", f"its title “{candidate.title}” is another", -0.9)
    is_series = isinstance(candidate, Series)
    for spoken in _spoken(said):
        for name, kind, cost in _names(candidate):
            reason = _compared(spoken, name, kind, cost, series=is_series, daily=said.air_date is not None)
            if reason.weight > best.weight:
                best = reason
            if best.weight == 0.0:
                return best
    return best


def _compared(spoken: str, name: str, kind: str, cost: float, *, series: bool, daily: bool) -> Reason:
    alike = likeness(spoken, name)
    if alike == 1.0:
        return Reason("title", f"the {kind} “{name}” is the same", cost)
    if alike >= 0.97:
        return Reason("title", f"the {kind} “{name}” is the same but for articles or numerals", cost - 0.03)
    left_out = SUBTITLE_OF_SERIES if series else SUBTITLE_LEFT_OUT
    if any(compact(half) == compact(spoken) for half in halves(name)) and compact(spoken):
        return Reason("title", f"“{spoken}” is a part of the {kind} “{name}”", cost + left_out)
    if any(loose(half) == loose(spoken) for half in halves(name)) and compact(spoken):
        # "Star Trek 2": Star Trek II - The Wrath of Khan
        return Reason(
            "title", f"“{spoken}” is a part of the {kind} “{name}”, with another numeral", cost + left_out - 0.03
        )
    if any(compact(half) == compact(name) for half in halves(spoken)) and compact(name):
        return Reason("title", f"the {kind} “{name}” is a part of “{spoken}”", cost + left_out)
    said = words(spoken)
    if daily and len(said) > 1 and words(name)[-len(said) :] == said:
        return Reason("title", f"the {kind} “{name}” ends so", cost + END_OF_TITLE)
    # 0.95 alike costs 0.15, 0.9 costs 0.3: two letters wrong in twenty are the limit of a match.
    penalty = max(-0.9, cost - 3.0 * (1.0 - alike))
    return Reason("title", f"the {kind} “{name}” is {alike:.0%} like “{spoken}”", round(penalty, 4))


def _year(said: ParsedName, year: int | None, *, later: float = YEAR_WRONG) -> list[Reason]:
    if said.year is None:
        return []
    if year is None:
        return [Reason("year", "its year is not known", YEAR_UNKNOWN)]
    apart = abs(year - said.year)
    if apart == 0:
        return [Reason("year", f"the year {year} is the same", 0.0)]
    if apart == 1:
        return [Reason("year", f"its year {year} is one off", YEAR_NEXT)]
    if said.year > year and later != YEAR_WRONG:
        return [Reason("later year", f"it began in {year}; {said.year} may be the year of the episode", later)]
    return [Reason("year", f"its year is {year}, not {said.year}", YEAR_WRONG)]


def _country(said: ParsedName, candidate: Movie | Series) -> list[Reason]:
    if not said.country:
        return []
    _, _, suffix = without_suffix(candidate.title)
    countries = {suffix} if suffix else set(candidate.countries)
    if said.country in countries:
        return [Reason("country", f"it comes from {said.country}", 0.0)]
    if not countries:
        return [Reason("country", "its country is not known", -0.05)]
    return [Reason("country", f"it comes from {', '.join(sorted(countries))}, not {said.country}", COUNTRY_WRONG)]


def _language(said: ParsedName, movie: Movie) -> list[Reason]:
    if len(said.languages) != 1 or not movie.original_language or said.languages[0] == movie.original_language:
        return []
    return [Reason("language", f"its own language is {movie.original_language}", LANGUAGE_OTHER)]


def _runtime(minutes: float, wanted: int) -> Reason:
    apart = abs(minutes - wanted)
    if apart <= 2.0:
        return Reason("runtime", f"it runs {wanted} minutes, as the file does", RUNTIME_SAME)
    # Cuts differ, and television runs films 4 % faster.
    if apart <= max(6.0, 0.1 * wanted):
        return Reason("runtime", f"it runs {wanted} minutes, the file {minutes:.0f}", -RUNTIME_SAME)
    return Reason("runtime", f"it runs {wanted} minutes, the file {minutes:.0f}", RUNTIME_WRONG)


def _popularity(candidate: Movie | Series) -> list[Reason]:
    if candidate.popularity <= 0:
        return []  # not every service says it
    weight = POPULARITY * min(1.0, math.log10(1.0 + candidate.popularity) / 3.0)
    return [Reason("popularity", f"its popularity is {candidate.popularity:.4g}", round(weight - POPULARITY, 4))]
