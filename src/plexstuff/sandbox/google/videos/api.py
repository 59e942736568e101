"""The YouTube Data API v3: searches, which are few, and videos."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence

from plexstuff.sandbox.ask import Ask, Refusal, natural
from plexstuff.sandbox.google.face import refusal, state_of
from plexstuff.sandbox.google.videos.catalogue import SandboxVideo, find, search

_NEEDS_VIDEO = (
    "videoCategoryId", "videoDuration", "videoEmbeddable", "videoSyndicated", "videoDefinition", "videoLicense",
    "videoType", "videoCaption",
)  # fmt: skip
_ORDERS = ("relevance", "date", "rating", "title", "viewCount", "videoCount")
_PARTS = frozenset(
    "contentDetails fileDetails id liveStreamingDetails localizations player processingDetails recordingDetails "
    "snippet statistics status suggestions topicDetails paidProductPlacementDetails".split()
)


def search_list(ask: Ask) -> object:
    """GET search; each page is one of the 100 searches of a day, also when the question is wrong."""
    if not state_of(ask).quota.search():
        raise _used_up(ask, "Search Queries", "Search Queries per day")
    if "snippet" not in ask.query.get("part", "").split(","):
        raise refusal(400, "No filter selected. Expected: part=snippet", reason="missingRequiredParameter")
    kinds = ask.query.get("type", "video,channel,playlist").split(",")
    if any(name in ask.query for name in _NEEDS_VIDEO) and kinds != ["video"]:
        raise refusal(
            400,
            "The request contains an invalid combination of search filters and/or restrictions.",
            reason="invalidSearchFilter",
            domain="youtube.search",
        )
    if ask.query.get("order", "relevance") not in _ORDERS:
        raise refusal(400, "Invalid value for parameter order.", reason="invalidParameter")
    found = search(ask.query.get("q", ""), music=ask.query.get("videoCategoryId") == "10")
    if "video" not in kinds:
        found = []
    return _paged(ask, "youtube#searchListResponse", found, 5)


def _paged(ask: Ask, kind: str, found: Sequence[SandboxVideo], usual: int) -> object:
    size = natural(ask.query.get("maxResults", str(usual)))
    if size is None or size > 50:
        raise refusal(400, "Invalid value for maxResults: must be within [0, 50].", reason="invalidParameter")
    start = 0
    if token := ask.query.get("pageToken"):
        begun = base64.urlsafe_b64decode(token + "==")[:8].decode("ascii", "replace")
        if natural(begun) is None:
            raise refusal(400, "The request specifies an invalid page token.", reason="invalidPageToken")
        start = int(begun)
    page = found[start : start + size] if size else []
    answer: dict[str, object] = {
        "kind": kind,
        "etag": _etag(kind, *(one.id for one in page)),
        # There is a token even where nothing comes any more.
        **({"nextPageToken": _token(start + len(page))} if page else {}),
        **({"prevPageToken": _token(max(0, start - (size or 1)))} if start else {}),
        "regionCode": "DE",
        "pageInfo": {"totalResults": 1_000_000 if len(found) > 5 else len(found), "resultsPerPage": size},
        "items": [_result(one) for one in page],
    }
    return answer


def _token(place: int) -> str:
    return base64.urlsafe_b64encode(f"{place:06}".encode()).decode().rstrip("=")


def _result(one: SandboxVideo) -> dict[str, object]:
    """In searches titles and channels are escaped for HTML, and descriptions cut."""
    plain = _snippet(one)
    plain["title"] = html.escape(one.title).replace("&#x27;", "&#39;")
    plain["channelTitle"] = html.escape(one.channel).replace("&#x27;", "&#39;")
    plain["description"] = str(plain["description"])[:60] + " ..."
    plain["publishTime"] = plain["publishedAt"]
    return {
        "kind": "youtube#searchResult",
        "etag": _etag("search", one.id),
        "id": {"kind": "youtube#video", "videoId": one.id},
        "snippet": plain,
    }


def _snippet(one: SandboxVideo) -> dict[str, object]:
    picture = f"https://i.ytimg.com/vi/{one.id}"
    return {
        "publishedAt": f"{one.published:%Y-%m-%dT%H:%M:%SZ}",
        "channelId": one.channel_id,
        "title": one.title,
        "description": f"{one.title}, from the sandbox of Plexstuff. Nothing of it can be seen or heard.",
        "thumbnails": {
            "default": {"url": f"{picture}/default.jpg", "width": 120, "height": 90},
            "medium": {"url": f"{picture}/mqdefault.jpg", "width": 320, "height": 180},
            "high": {"url": f"{picture}/hqdefault.jpg", "width": 480, "height": 360},
        },
        "channelTitle": one.channel,
        "liveBroadcastContent": "live" if one.live else "none",
    }


def videos_list(ask: Ask) -> object:
    """GET videos?id=a,b,c or chart=mostPopular; ids that are unknown are left out."""
    if not state_of(ask).quota.unit():
        raise _used_up(ask, "Queries", "Queries per day")
    parts = frozenset(ask.query.get("part", "").split(",")) - {""}
    if not parts or parts - _PARTS:
        raise refusal(400, "Unknown or missing part parameter.", reason="missingRequiredParameter")
    ids = [one for value in _values(ask, "id") for one in value.split(",") if one]
    if ask.query.get("chart") == "mostPopular":
        found = search("", music=ask.query.get("videoCategoryId") == "10")[:10]
    elif not ids:
        raise refusal(
            400, "No filter selected. Expected one of: chart, id, myRating", reason="missingRequiredParameter"
        )
    elif len(ids) > 50:
        raise refusal(400, "The request specifies an invalid filter parameter.", reason="invalidFilters")
    else:
        found = [one for number in dict.fromkeys(ids) if (one := find(number)) is not None]
    return {
        "kind": "youtube#videoListResponse",
        "etag": _etag("videos", *(one.id for one in found)),
        "items": [_video(one, parts) for one in found],
        "pageInfo": {"totalResults": len(found), "resultsPerPage": len(found)},
    }


def _values(ask: Ask, name: str) -> list[str]:
    return [value for key, value in ask.pairs if key == name]


def _video(one: SandboxVideo, parts: frozenset[str]) -> dict[str, object]:
    video: dict[str, object] = {"kind": "youtube#video", "etag": _etag("video", one.id), "id": one.id}
    if "snippet" in parts:
        video["snippet"] = {
            **_snippet(one),
            "tags": ["sandbox"],
            "categoryId": "10" if one.music else "1",
            "localized": {"title": one.title, "description": "From the sandbox."},
            "defaultAudioLanguage": "en",
        }
    if "contentDetails" in parts:
        video["contentDetails"] = {
            "duration": duration(one.length),
            "dimension": "2d",
            "definition": "hd",
            "caption": "false",
            "licensedContent": True,
            "contentRating": {},
            "projection": "rectangular",
        }
    if "status" in parts:
        video["status"] = {
            "uploadStatus": "processed",
            "privacyStatus": "public",
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            "madeForKids": False,
        }
    if "statistics" in parts:
        video["statistics"] = {
            "viewCount": str(one.views),
            "likeCount": str(one.views // 90),
            "favoriteCount": "0",
            "commentCount": str(one.views // 900),
        }
    return video


def duration(seconds: int) -> str:
    """ISO 8601 in YouTube's way: PT4M13S, PT10H, P1DT2S; P0D for what is live."""
    if not seconds:
        return "P0D"
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    time = "".join(f"{count}{sign}" for count, sign in ((hours, "H"), (minutes, "M"), (left, "S")) if count)
    return "P" + (f"{days}D" if days else "") + (f"T{time}" if time else "")


def _etag(*about: object) -> str:
    return base64.urlsafe_b64encode(hashlib.blake2b(repr(about).encode(), digest_size=20).digest()).decode().rstrip("=")


def _used_up(ask: Ask, metric: str, limit: str) -> Refusal:
    if state_of(ask).quota.old:
        return refusal(
            403,
            "The request cannot be completed because you have exceeded your "
            '<a href="/youtube/v3/getting-started#quota">quota</a>.',
            reason="quotaExceeded",
            domain="youtube.quota",
        )
    return refusal(
        429,
        f"Quota exceeded for quota metric '{metric}' and limit '{limit}' of service 'youtube.googleapis.com' for "
        "consumer 'project_number:900000000000'.",
        reason="rateLimitExceeded",
    )
