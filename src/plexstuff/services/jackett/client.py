"""Talks to Jackett by its Torznab interface alone: its own pages want a browser's cookie and give HTML.

https://github.com/Jackett/Jackett#readme and https://torznab.github.io/spec-1.3-draft/.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from plexstuff.errors import NotConfigured, NotFound, PlexstuffError, ServerError, UnexpectedResponse, Unreachable
from plexstuff.health import Checked, Proof
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.markup import Element, read
from plexstuff.models import Indexer, Release, TorrentQuery
from plexstuff.service import Keep
from plexstuff.services.jackett import feed, links
from plexstuff.services.jackett.asking import questions
from plexstuff.services.jackett.trouble import TITLE, NotOffered, explain, is_page, page, said_in

__all__ = ["Jackett", "check", "explain"]

#: An expression in the place of an indexer: those whose last search failed.
FAILING = "status:failing"
#: Answers from so many bytes on are read in a thread of their own; Jackett's 1000 results are smaller.
LARGE = 4 * 2**20
#: So many names of indexers are told in a sentence.
MOST_NAMED = 5


class Jackett:
    """Jackett for its address and key.

    Every method raises KeyRefused, RateLimited, ServerError, Unreachable or UnexpectedResponse; NotFound for an indexer
    that is not set up. No answer is kept: what is found now may be gone in a minute.
    """

    key = "jackett"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        self._http = http
        self._key = values["api_key"]
        http.credentials = Credentials(params={"apikey": self._key})

    async def indexers(self) -> list[Indexer]:
        """GET …/all/results/torznab?t=indexers&configured=true -> those that are set up, with what each can do."""
        return await self._listed("all")

    async def failing(self) -> list[Indexer]:
        """The same with the filter `status:failing`: those whose last search ended in an error. Spends no search."""
        try:
            return await self._listed(FAILING)
        except NotFound:
            return []  # no indexer fits the expression

    async def capabilities(self, indexer: Indexer) -> Indexer:
        """GET …/{id}/results/torznab?t=caps -> the indexer with what it can do."""
        root = await self._asked(indexer.key, {"t": "caps"}, expected="caps")
        ways, categories = feed.capabilities(root)
        return Indexer(indexer.key, indexer.title, indexer.privacy, indexer.language, ways or {}, categories)

    async def search(self, indexer: Indexer, query: TorrentQuery, *, patience: float | None = None) -> list[Release]:
        """GET …/{id}/results/torznab?t=movie|tvsearch|search -> what one indexer finds, in its own order.

        An indexer that can't be asked for films or television as such, or finds nothing so, is asked in plain words.
        `patience` is how many seconds it may be silent. Asked once: RateLimited says when it may be asked again.
        """
        if indexer.ways is None:
            indexer = await self.capabilities(indexer)
        *exact, plain = questions(indexer, query)
        for params in exact:
            try:
                found = await self._found(indexer, params, patience)
            except NotOffered:
                continue
            if found or {**params, "t": plain["t"]} == plain:  # the same words would find nothing again
                return found
        return await self._found(indexer, plain, patience)

    def download_address(self, release: Release) -> str:
        """Where to fetch the torrent, with the key put back: a secret, never to be shown. "" when there is no link.

        Jackett answers with the torrent, or sends on to a magnet link. Only links of this Jackett are given the key.
        """
        own = urlsplit(self._http.base_url)
        parts = urlsplit(release.download)
        same = (parts.scheme, parts.netloc) == (own.scheme, own.netloc)
        if same and parts.path.startswith(f"{own.path.rstrip('/')}/dl/"):
            return links.with_key(release.download, self._key)
        return release.download

    # -- inside -----------------------------------------------------------------------------------------------------

    async def _listed(self, which: str) -> list[Indexer]:
        params = {"t": "indexers", "configured": "true"}
        body = await self._http.get(_path(which), bytes, params=params, cache=False)
        return feed.indexers(self._read(body, expected="indexers"))

    async def _asked(self, which: str, params: Mapping[str, str], *, expected: str) -> Element:
        return self._read(await self._http.get(_path(which), bytes, params=params, cache=False), expected=expected)

    async def _found(self, indexer: Indexer, params: Mapping[str, str], patience: float | None) -> list[Release]:
        body = await self._http.send("GET", _path(indexer.key), bytes, params=params, patience=patience)

        def read_all() -> list[Release]:
            return list(feed.releases(self._read(body, expected="rss"), indexer.key, key=self._key))

        # Threads would take turns with the one that listens. Only what is far larger than usual shall not hold up all.
        return read_all() if len(body) < LARGE else await asyncio.to_thread(read_all)

    def _read(self, body: bytes, *, expected: str) -> Element:
        if is_page(body):
            raise page(body)
        root = read(body, title=TITLE)
        if root.tag == "error":
            raise self._silenced(said_in(root))
        if root.tag != expected:
            raise UnexpectedResponse(
                "Jackett answered with something else than what it was asked for.",
                "Check that the address is that of Jackett: plexstuff services set jackett address",
            )
        return root

    def _silenced(self, error: PlexstuffError) -> PlexstuffError:
        """The error without the key, should Jackett have repeated it."""
        error.sentence = error.sentence.replace(self._key, "***")
        error.args = (error.sentence,)
        return error


def _path(which: str) -> str:
    """The path for an indexer's id, or for an expression in its place."""
    return f"api/v2.0/indexers/{quote(which, safe=':')}/results/torznab"


async def check(client: Jackett) -> Checked:
    """Prove that the key is accepted and that at least one indexer works, by two lists; no search is spent.

    Raises what these raise; NotConfigured when no indexer is set up, ServerError when every one of them fails.
    """
    try:
        every = await client.indexers()
    except Unreachable as error:
        error.advice += " Jackett's own port is 9117, unless you changed it."
        raise
    if not every:
        raise NotConfigured(
            "Jackett accepts the key, but no indexer is set up in it.", "Add some on its dashboard: + Add indexer."
        )
    failing = await client.failing()
    bad = {one.key for one in failing}
    named = _named([one for one in every if one.key in bad])
    if bad.issuperset(one.key for one in every):
        raise ServerError(
            f"Jackett accepts the key, but each of its indexers failed when it was last searched: {named}.",
            "Test them on its dashboard: Test All.",
        )
    count = f"{len(every)} indexer{'s are' if len(every) > 1 else ' is'} set up"
    trouble = f"; failing lately: {named}" if named else ", none failed lately"
    return Checked(f"The key is accepted; {count}{trouble}.", Proof.PERMISSION)


def _named(indexers: list[Indexer]) -> str:
    names = [one.title for one in indexers]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
