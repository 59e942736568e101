"""The sandbox's own pages: what it serves, what was asked of it, and what shall go wrong."""

from __future__ import annotations

from html import escape

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from plexstuff.sandbox.ask import BODY_LIMIT
from plexstuff.sandbox.fakes import FAKES
from plexstuff.sandbox.faults import Fault, FaultKind
from plexstuff.sandbox.smtp.pages import mail_pages

_encode = msgspec.json.Encoder(enc_hook=str).encode


def pages() -> list[Route]:
    """The routes under /_sandbox."""
    return [
        Route("/", _index),
        Route("/_sandbox", _index),
        Route("/_sandbox/faults", _faults, methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/requests", _requests, methods=["GET", "DELETE"]),
        *mail_pages(),
    ]


def _json(value: object, status: int = 200) -> Response:
    return Response(_encode(value), status, media_type="application/json")


async def _index(request: Request) -> Response:
    world, base = request.app.state.world, str(request.base_url).rstrip("/")
    rows = [
        (fake.title, base + fake.path, ", ".join(f"{key} {text}" for key, text in fake.values.items()))
        for fake in FAKES
    ]
    lines = "".join(
        f"<tr><th>{escape(title)}</th><td>{escape(address)}</td><td>{escape(key)}</td></tr>"
        for title, address, key in rows
    )
    films, series = len(world.catalogue.movies), len(world.catalogue.series)
    return HTMLResponse(
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Plexstuff sandbox</title>"
        "<h1>Plexstuff sandbox</h1>"
        f"<p>Fakes of outside services with {films} films and {series} series. Nothing here is real.</p>"
        f"<table><tr><th>Service</th><th>Base URL</th><th>What it accepts</th></tr>{lines}</table>"
        "<p><a href='/_sandbox/requests'>What was asked</a> (DELETE forgets it); "
        "<a href='/_sandbox/mail'>the mails it took</a> (DELETE throws them away); "
        "<a href='/_sandbox/faults'>what shall go wrong</a> (POST adds, DELETE clears).</p></html>"
    )


async def _requests(request: Request) -> Response:
    traffic = request.app.state.traffic
    if request.method == "DELETE":
        traffic.forget()
    return _json({"services": traffic.counted(), "last": traffic.last()})


async def _faults(request: Request) -> Response:
    faults = request.app.state.faults
    if request.method == "DELETE":
        faults.clear()
    elif request.method == "POST":
        body = await request.body()
        if len(body) > BODY_LIMIT:
            return _json({"error": "That is too long for a fault."}, 413)
        try:
            wanted = msgspec.json.decode(body, type=Fault | list[Fault])
        except msgspec.MsgspecError as error:
            return _json({"error": f"That is no fault: {error}"}, 400)
        for fault in wanted if isinstance(wanted, list) else [wanted]:
            if fault.kind is FaultKind.EXPIRED_TOKEN:
                request.app.state.world.expire(fault.service)
            else:
                faults.add(fault)
    return _json({"faults": faults.listed()})
