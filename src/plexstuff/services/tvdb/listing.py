"""All pages of one list of episodes, and whether its names need those of another list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import msgspec

from plexstuff.services.tvdb import answers

PAGE_SIZE = 500
#: Pages after which no series goes on.
MOST_PAGES = 40

#: (path, number of the page from 0) -> the page.
Page = Callable[[str, int], Awaitable[answers.Envelope[answers.EpisodePage]]]


@dataclass(frozen=True, slots=True)
class Listing:
    """The episodes of a series in one order, by their ids."""

    episodes: dict[int, answers.Episode] = field(default_factory=dict)
    #: The language that the series was made in (ISO 639-2/T), "" when the list did not say.
    made_in: str = ""
    #: Every page came.
    whole: bool = False
    #: How many episodes there are, as the list itself says.
    total: int | None = None

    def suffices(self, language: str) -> bool:
        """Whether this list in `language` (ISO 639-2/T) has all names that can be had.

        A list in the series' own language lacks only what has no name at all, and what has no date yet needs none. An
        empty list is believed only when it says itself that there is nothing.
        """
        if not self.whole or (not self.episodes and self.total != 0):
            return False
        return self.made_in == language or all(one.title or not one.aired for one in self.episodes.values())

    def completed(self, original: Listing) -> Listing:
        """The original list, under the names and overviews of this one where it has them."""
        episodes = {number: _under(one, self.episodes.get(number)) for number, one in original.episodes.items()}
        return Listing(episodes or self.episodes, original.made_in or self.made_in, original.whole, original.total)


async def read(page: Page, path: str) -> Listing:
    """All pages of the list at `path`.

    It ends where no next page is named, and also where a page is empty or repeats what was there: TheTVDB has named a
    next page for ever (v4-api issue 138), and has ignored which page was wanted (issue 74).
    """
    found: dict[int, answers.Episode] = {}
    made_in = ""
    for number in range(MOST_PAGES):
        said = await page(path, number)
        made_in = made_in or (said.data.made_in if said.data else "")
        listed = (said.data.episodes if said.data else None) or []
        fresh = {one.id: one for one in listed if one.id not in found}
        found |= fresh
        more = said.links.next if said.links else len(listed) >= PAGE_SIZE
        if not more or not listed:
            return Listing(found, made_in, whole=True, total=said.links.total_items if said.links else None)
        if not fresh:
            break
    return Listing(found, made_in, whole=False)


def _under(original: answers.Episode, translated: answers.Episode | None) -> answers.Episode:
    if translated is None:
        return original
    return msgspec.structs.replace(
        original,
        name=translated.title or original.name,
        overview=translated.overview or original.overview,
    )
