"""Serves the sandbox's mail server on a loopback port of its own, in a thread beside the web server."""

from __future__ import annotations

import asyncio
import logging
import socket
from threading import Event, Thread

from plexstuff.sandbox.smtp import keys
from plexstuff.sandbox.smtp.conversation import Conversation, Surroundings


class MailServer:
    """The mail server: it listens from the beginning, answers from `start` on, until `stop`."""

    def __init__(self, around: Surroundings, listening: socket.socket) -> None:
        self._around = around
        self._socket = listening
        self.port: int = listening.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._started = Event()
        self._thread = Thread(target=self._run, name="plexstuff-sandbox-mail", daemon=True)

    def start(self) -> None:
        """Answer."""
        # Its own messages repeat what passes.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        self._thread.start()
        self._started.wait(10)

    def stop(self) -> None:
        """Answer no more."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)
        else:
            self._loop.close()
        self._socket.close()

    def settings(self) -> dict[str, str]:
        """What to set (field or setting -> text) so that mail is sent through this server."""
        return {
            "host": "127.0.0.1",
            "port": str(self.port),
            "security": "none",
            "user": keys.USER,
            "password": keys.PASSWORD,
            "from": keys.FROM,
            # Nobody is flooded here.
            "requests_per_second": "1000",
        }

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            server = self._loop.run_until_complete(
                self._loop.create_server(lambda: Conversation(self._around), sock=self._socket)
            )
            self._started.set()
            self._loop.run_forever()
            server.close()
            for task in (waiting := asyncio.all_tasks(self._loop)):
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        finally:
            self._started.set()
            self._loop.close()
