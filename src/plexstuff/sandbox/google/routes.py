"""Which path of Google's many hosts is answered by what."""

from __future__ import annotations

from starlette.routing import Mount, Route, Router

from plexstuff.sandbox.ask import Ask, Handler
from plexstuff.sandbox.google import consent, console, gmail, people, tokens
from plexstuff.sandbox.google.face import READ, WRITE, by_method, endpoint, needs, refusal
from plexstuff.sandbox.google.sheets import api as sheets
from plexstuff.sandbox.google.videos import api as videos

_ANY = READ | WRITE
_GMAIL = ("gmail.googleapis.com", "Gmail API")
_PEOPLE = ("people.googleapis.com", "People API")
_YOUTUBE = ("youtube.googleapis.com", "YouTube Data API v3")
_SHEETS = ("sheets.googleapis.com", "Google Sheets API")
#: A mail with pictures, in base64.
_MAIL_LIMIT = 56 * 2**20
_SHEET_LIMIT = 8 * 2**20


def _unknown(_: Ask) -> object:
    raise refusal(404)


def _may_send(handler: Handler) -> Handler:
    return needs(*_GMAIL, ("gmail.send",), handler)


def _may_read(handler: Handler) -> Handler:
    return needs(*_SHEETS, ("spreadsheets", "spreadsheets.readonly", "drive", "drive.file"), handler)


def _may_write(handler: Handler) -> Handler:
    return needs(*_SHEETS, ("spreadsheets", "drive", "drive.file"), handler)


def _contacts(handler: Handler, scopes: tuple[str, ...] = ("contacts", "contacts.readonly")) -> Handler:
    return needs(*_PEOPLE, scopes, handler)


def _youtube(handler: Handler) -> Handler:
    return needs(*_YOUTUBE, ("youtube", "youtube.readonly"), handler, key=True)


def router() -> Router:
    """The fake as an application to be mounted: `/accounts` is accounts.google.com, `/token` oauth2.googleapis.com …"""
    routes = [
        Route("/accounts/o/oauth2/v2/auth", endpoint(consent.authorize, _ANY)),
        Route("/accounts/o/oauth2/auth", endpoint(consent.authorize, _ANY)),
        Route("/console", endpoint(console.console, _ANY)),
        Route("/oauth2/token", endpoint(tokens.token, WRITE)),
        Route("/oauth2/revoke", endpoint(tokens.revoke, _ANY)),
        Route("/oauth2/tokeninfo", endpoint(tokens.token_info, _ANY)),
        Route("/openid/v1/userinfo", endpoint(tokens.user_info)),
        Mount("/gmail", routes=_gmail_routes()),
        Mount(
            "/people",
            routes=[
                Route("/v1/people/me/connections", endpoint(_contacts(people.connections))),
                Route("/v1/people/me", endpoint(_contacts(people.me, ("userinfo.email", "userinfo.profile")))),
                Route("/v1/otherContacts", endpoint(_contacts(people.others, ("contacts.other.readonly",)))),
            ],
        ),
        Mount(
            "/youtube/v3",
            routes=[
                Route("/search", endpoint(_youtube(videos.search_list))),
                Route("/videos", endpoint(_youtube(videos.videos_list))),
            ],
        ),
        Mount("/sheets/v4", routes=_sheet_routes()),
        Route("/docs/spreadsheets/d/{id}/edit", endpoint(sheets.page)),
    ]
    return Router(routes=routes, redirect_slashes=False, default=endpoint(_unknown, _ANY))


def _gmail_routes() -> list[Route]:
    may_look = ("gmail.readonly", "gmail.compose", "gmail.modify", "gmail.metadata")
    return [
        Route("/gmail/v1/users/{user}/messages/send", endpoint(_may_send(gmail.send), WRITE, limit=_MAIL_LIMIT)),
        Route(
            "/upload/gmail/v1/users/{user}/messages/send",
            endpoint(_may_send(gmail.upload), WRITE, limit=_MAIL_LIMIT),
        ),
        Route("/gmail/v1/users/{user}/profile", endpoint(needs(*_GMAIL, may_look, gmail.profile))),
    ]


def _sheet_routes() -> list[Route]:
    book = "/spreadsheets/{id}"
    change = frozenset({"GET", "HEAD", "PUT", "POST"})
    return [
        Route("/spreadsheets", endpoint(_may_write(sheets.create), WRITE)),
        Route(f"{book}/values:batchGet", endpoint(_may_read(sheets.values_batch_get))),
        Route(
            f"{book}/values:batchUpdate", endpoint(_may_write(sheets.values_batch_update), WRITE, limit=_SHEET_LIMIT)
        ),
        Route(f"{book}/values:batchClear", endpoint(_may_write(sheets.values_batch_clear), WRITE)),
        Route(
            f"{book}/values/{{range:path}}",
            endpoint(
                by_method(GET=_may_read(sheets.values), PUT=_may_write(sheets.values), POST=_may_write(sheets.values)),
                change,
                limit=_SHEET_LIMIT,
            ),
        ),
        Route(f"{book}:batchUpdate", endpoint(_may_write(sheets.batch_update), WRITE, limit=_SHEET_LIMIT)),
        Route(book, endpoint(_may_read(sheets.get))),
    ]
