"""Finding videos on YouTube (Data API v3): a search costs one of 100 a day, looking at videos hardly anything."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from plexstuff.errors import ConsentNeeded, KeyRefused, NotConfigured
from plexstuff.http import ServiceHttp
from plexstuff.models import Video
from plexstuff.services.google import answers
from plexstuff.services.google.session import Session
from plexstuff.services.google.trouble import TokenRefused

T = TypeVar("T")

#: A video that has been there since 2005, to ask for in a check.
FIRST_VIDEO = "jNQXAC9IVRw"
#: Looked at in one request.
MOST_IDS = 50
_MUSIC = "10"
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


class Videos:
    """YouTube for the account that signed in, or for an API key."""

    def __init__(self, http: ServiceHttp, session: Session, key: str) -> None:
        self._http = http
        self._session = session
        self._key = key

    async def search(self, words: str, *, most: int = 15) -> list[Video]:
        """GET search (one of 100 a day), then GET videos (1 of 10,000 units) -> videos with their lengths.

        In the order in which YouTube gives them; music only, first page. Raises as `client.Google` says, RateLimited
        when the searches of the day are used up.
        """
        page = await self._ask(lambda proof: self._search(words, most, proof))
        found = [one.id.video_id for one in page.items if one.id.kind == "youtube#video" and one.id.video_id]
        plain = {one.id.video_id: one.snippet for one in page.items}
        known = {one.id: one for one in await self.look(found)} if found else {}
        self._session.tried("youtube")
        return [_video(number, known.get(number), plain.get(number)) for number in dict.fromkeys(found)]

    async def look(self, ids: Sequence[str]) -> list[answers.Video]:
        """GET videos -> those of the videos that are there, up to 50 ids; 1 unit."""
        wanted = ",".join(ids[:MOST_IDS])
        page = await self._ask(lambda proof: self._videos(wanted, proof))
        return page.items

    async def permitted(self) -> None:
        """GET videos for one of them: the API is switched on, and the key or the sign-in is taken. Never a search."""
        await self.look([FIRST_VIDEO])

    async def _ask(self, question: Callable[[Mapping[str, str]], Awaitable[T]]) -> T:
        """With the key where there is one: it needs no box ticked, and its quota is the same."""
        if self._key:
            try:
                return await question({"X-Goog-Api-Key": self._key})
            except TokenRefused as error:
                raise KeyRefused("Google does not accept the API key for YouTube.", error.advice) from None
        if not self._session.signed_in:
            raise NotConfigured("YouTube can't be asked: nobody has signed in, and there is no youtube_key.", _SET_UP)
        try:
            self._session.need("youtube")
        except ConsentNeeded as error:
            raise ConsentNeeded(error.sentence, f"{error.advice} Or give an API key: {_KEY}") from None
        return await self._session.ask(question)

    async def _search(self, words: str, most: int, proof: Mapping[str, str]) -> answers.SearchPage:
        params: dict[str, str | int] = {
            "part": "snippet",
            "q": words,
            "type": "video",
            "videoCategoryId": _MUSIC,
            "maxResults": most,
            "safeSearch": "none",
        }
        return await self._http.get("search", answers.SearchPage, params=params, headers=proof, cache=False)

    async def _videos(self, ids: str, proof: Mapping[str, str]) -> answers.VideoPage:
        params = {"part": "snippet,contentDetails,statistics,status", "id": ids}
        return await self._http.get("videos", answers.VideoPage, params=params, headers=proof, cache=False)


_SET_UP = "Run: plexstuff services setup google"
_KEY = "plexstuff services set google youtube_key"


def seconds(duration: str | None) -> int | None:
    """ISO 8601 as YouTube writes it (PT4M13S, P1DT2H) in seconds; None for none, and for what is live (P0D)."""
    parts = _DURATION.fullmatch(duration or "")
    if parts is None:
        return None
    days, hours, minutes, rest = (int(one or 0) for one in parts.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + rest or None


def _video(number: str, whole: answers.Video | None, plain: answers.Snippet | None) -> Video:
    """One video; what only the search told is escaped for HTML there."""
    if whole is None:
        title, channel = (plain.title, plain.channel_title) if plain else ("", "")
        return Video(number, html.unescape(title), html.unescape(channel or ""))
    views = whole.statistics.view_count if whole.statistics else None
    snippet = whole.snippet
    return Video(
        number,
        snippet.title if snippet else "",
        (snippet.channel_title if snippet else None) or "",
        seconds(whole.content_details.duration if whole.content_details else None),
        int(views) if views and views.isdecimal() else None,
        live=bool(snippet and snippet.live_broadcast_content not in (None, "none")),
    )
