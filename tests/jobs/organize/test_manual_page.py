"""docs/organize.md tells of every variable, with an example that is true."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import Mode, Status
from plexstuff.jobs.organize.naming import PRESETS, values
from plexstuff.jobs.organize.template import EPISODE_TOKENS, MOVIE_TOKENS
from plexstuff.matching import Decision
from plexstuff.models import Episode, Ids, Movie, Series
from plexstuff.names import parse

PAGE = (Path(__file__).parents[3] / "docs" / "organize.md").read_text()
#: What only a look at the other files of a film can tell.
OF_SEVERAL = {"version": "1080p", "part": "1"}


def told(heading: str) -> dict[str, str]:
    """The table below a heading: variable -> example."""
    section = PAGE.partition(f"### {heading}\n")[2].partition("\n#")[0]
    return dict(re.findall(r"^\| `\{(\w+)\}` \| .+ \| `(.+)` \|$", section, re.MULTILINE))


def named_in(heading: str) -> str:
    found = re.search(r"The examples are those of `(.+)`\.", PAGE.partition(f"### {heading}\n")[2])
    assert found
    return found[1]


def true(item: IdentifiedFile) -> dict[str, str]:
    return {name: str(value) for name, value in values(item) if value not in (None, "")}


def test_the_variables_of_films() -> None:
    heading = "Variables of films and episodes"
    name = named_in(heading)
    said = parse(name)
    movie = Movie(Ids(tmdb=78, tvdb=163, imdb="tt0083658"), "Blade Runner", released=dt.date(1982, 6, 25))
    item = IdentifiedFile(f"/{name}", Decision.MATCHED, "movie", movie=movie, parsed=said, edition=said.edition)
    assert told(heading) == true(item) | OF_SEVERAL
    assert list(told(heading)) == list(MOVIE_TOKENS)


def test_the_variables_of_episodes() -> None:
    heading = "Variables of episodes only"
    name = named_in(heading)
    episodes = tuple(
        Episode(Ids(), 1, number, title, aired=dt.date(2008, 1, 13 + 7 * number), absolute=number)
        for number, title in ((1, "Pilot"), (2, "Cat's in the Bag"))
    )
    series = Series(Ids(tvdb=81189), "Breaking Bad", first_aired=dt.date(2008, 1, 20))
    item = IdentifiedFile(f"/{name}", Decision.MATCHED, "episode", series=series, episodes=episodes, parsed=parse(name))
    only = [token for token in EPISODE_TOKENS if token not in MOVIE_TOKENS]
    assert told(heading) == {token: text for token, text in true(item).items() if token in only}
    assert sorted(told(heading)) == sorted(only)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_presets(preset: str) -> None:
    movie, episode = PRESETS[preset]
    assert f"| `{preset}` | `{movie}` | `{episode}` |" in PAGE


def test_every_mode_and_every_status() -> None:
    for mode in Mode:
        assert f"| `{mode}` |" in PAGE
    for status in Status:
        assert f"| `{status}` |" in PAGE
