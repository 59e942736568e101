"""Pyackett, somebody else's Jackett in Python, in an environment of its own, over a made-up site in this process.

It wants a newer Python than ours by its metadata and runs on ours nonetheless, so it can't stand among our own
requirements. It is installed from `pyackett.lock` into the user's cache: only by ./check --install or with
CI=true, else it is skipped by name.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

LOCK = Path(__file__).with_name("pyackett.lock")
KEY = "pyackettkeypyackettkeypyackett00"
HASH = "0123456789abcdef0123456789abcdef01234567"

DEFINITION = """\
id: fakesite
name: Fake Site
description: A made-up site
language: en-US
type: public
encoding: UTF-8
links: [{address}]
caps:
  categorymappings:
    - {{id: films, cat: Movies, desc: Films}}
    - {{id: series, cat: TV, desc: Series}}
  modes: {{search: [q], tv-search: [q, season, ep], movie-search: [q]}}
settings: []
search:
  paths: [{{path: search}}]
  inputs: {{q: "{{{{ .Keywords }}}}"}}
  rows: {{selector: table tr.row}}
  fields:
    category: {{selector: td.cat}}
    title: {{selector: td.title}}
    details: {{selector: a.details, attribute: href}}
    download: {{selector: a.torrent, attribute: href}}
    infohash: {{selector: td.hash}}
    date: {{selector: td.date}}
    size: {{selector: td.size}}
    seeders: {{selector: td.seeders}}
    leechers: {{selector: td.leechers}}
    downloadvolumefactor: {{text: 0}}
    uploadvolumefactor: {{text: 1}}
"""
ROW = (
    '<tr class="row"><td class="cat">{category}</td><td class="title">{title}</td><td><a class="details" href="/d/1">'
    'd</a><a class="torrent" href="/t/1.torrent">t</a></td><td class="hash">{hash}</td><td class="date">2024-03-01 '
    '10:00:00 +00:00</td><td class="size">4.2 GB</td><td class="seeders">12</td><td class="leechers">3</td></tr>'
)


@dataclass
class Pyackett:
    """A running server: its address, and what its site was asked for."""

    address: str
    searched: list[str]


def environment() -> Path:
    """The folder of its environment, installed now where that is wanted."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "plexstuff-tests"
    folder = cache / f"pyackett-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    if (folder / "whole").exists():
        return folder
    if "yes" not in (os.environ.get("INSTALL_PEERS"), os.environ.get("CI", "").replace("true", "yes")):
        pytest.skip("pyackett is not installed; ./check --install does it")
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "pyackett.lock", timeout=600):
        if not (folder / "whole").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            install = "-m pip install --quiet --disable-pip-version-check --ignore-requires-python --require-hashes -r"
            subprocess.run([str(folder / "bin" / "python"), *install.split(), str(LOCK)], check=True)
            (folder / "whole").touch()
    return folder


@contextmanager
def site() -> Iterator[tuple[str, list[str]]]:
    """A page with one result for anything; gives its address and the list of what it is asked for."""
    asked: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            films = "S0" not in self.path
            row = ROW.format(
                category="films" if films else "series",
                title="Heat &amp; Dust 1983 1080p" if films else "Severance S01E02 1080p",
                hash=HASH,
            )
            body = f"<html><table>{row}</table></html>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join()


@contextmanager
def running(folder: Path) -> Iterator[Pyackett]:
    """Pyackett with that site, its files below `folder`."""
    program = environment() / "bin" / "pyackett"
    with site() as (address, asked), socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        (folder / "indexers").mkdir()
        # An empty settings file would not make the indexer a configured one.
        (folder / "indexers" / "fakesite.json").write_text(f'{{"sitelink": "{address}"}}')
        (folder / "definitions").mkdir()
        (folder / "definitions" / "fakesite.yml").write_text(DEFINITION.format(address=address))
        free.close()
        options = f"--host 127.0.0.1 --port {port} --config-dir {folder} --definitions-dir {folder / 'definitions'}"
        with subprocess.Popen(
            [str(program), *options.split(), "--api-key", KEY],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as server:
            said = []
            for line in server.stdout or ():
                said.append(line)
                if "running on" in line:
                    break
            assert said and "running on" in said[-1], "".join(said)
            # What it says from now on must not fill the pipe.
            reader = threading.Thread(target=lambda: [None for _ in server.stdout or ()], daemon=True)
            reader.start()
            try:
                yield Pyackett(f"http://127.0.0.1:{port}", asked)
            finally:
                server.terminate()
                reader.join(timeout=10)
