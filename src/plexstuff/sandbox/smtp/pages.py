"""The sandbox's pages with the mails that it took: as JSON for programs, as a small page for a browser."""

from __future__ import annotations

from html import escape

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from plexstuff.sandbox.smtp.mailbox import Mailbox, Taken

#: Nothing in a mail may do anything in the browser of whoever reads it here.
_HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"}


def mail_pages() -> list[Route]:
    """The routes under /_sandbox/mail."""
    return [
        Route("/_sandbox/mail", _all, methods=["GET", "DELETE"]),
        Route("/_sandbox/mail/{number:int}", _one),
        Route("/_sandbox/mail/{number:int}.eml", _source),
    ]


def _mailbox(request: Request) -> Mailbox:
    mailbox: Mailbox = request.app.state.world.mailbox
    return mailbox


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _json(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


async def _all(request: Request) -> Response:
    mailbox = _mailbox(request)
    if request.method == "DELETE":
        mailbox.clear()
    if not _wants_page(request):
        return _json({"mails": [one.summary() for one in mailbox.all()]})
    rows = "".join(
        f"<tr><td><a href='/_sandbox/mail/{one.number}'>{escape(str(one.message['Subject'] or 'no subject'))}</a></td>"
        f"<td>{escape(', '.join(one.recipients))}</td><td>{escape(one.via)}</td></tr>"
        for one in reversed(mailbox.all())
    )
    return HTMLResponse(
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Mail in the sandbox</title>"
        "<h1>Mail that the sandbox took</h1><p>None of it went anywhere.</p>"
        f"<table><tr><th>Subject</th><th>To</th><th>Sent through</th></tr>{rows}</table></html>",
        headers=_HARMLESS,
    )


def _found(request: Request) -> Taken | None:
    return _mailbox(request).find(request.path_params["number"])


async def _one(request: Request) -> Response:
    found = _found(request)
    if found is None:
        return _json({"error": "There is no such mail."}, 404)
    whole = found.whole()
    if not _wants_page(request):
        return _json(whole)
    lines = "".join(
        f"<tr><th>{name}</th><td>{escape(str(whole[name]))}</td></tr>"
        for name in ("from", "to", "subject", "message_id", "size")
    )
    pictures = "".join(f"<li>{escape(str(one))}</li>" for one in found.whole()["pictures"] or ())  # type: ignore[attr-defined]
    return HTMLResponse(
        f"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>{escape(str(whole['subject']))}</title>"
        f"<table>{lines}</table><pre>{escape(str(whole['text']))}</pre><ul>{pictures}</ul>"
        f"<p><a href='/_sandbox/mail/{found.number}.eml'>The whole message</a></p></html>",
        headers=_HARMLESS,
    )


async def _source(request: Request) -> Response:
    found = _found(request)
    if found is None:
        return _json({"error": "There is no such mail."}, 404)
    return Response(found.content, media_type="message/rfc822", headers={"X-Content-Type-Options": "nosniff"})
