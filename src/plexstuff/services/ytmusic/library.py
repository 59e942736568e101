"""The library ytmusicapi, the only module that uses it and `requests`; everything in it blocks.

Both are imported at first use: importing them opens a socket, and they belong to an extra.
"""

from __future__ import annotations

import locale
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.cookies import CookieError
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from plexstuff.errors import FileTrouble, InvalidValue, PlexstuffError, Unreachable
from plexstuff.services.ytmusic import trouble

if TYPE_CHECKING:
    import requests
    from ytmusicapi import YTMusic as Api

#: What ytmusicapi believes the addresses to be.
_LIBRARY = "https://music.youtube.com"
_UPLOAD = "https://upload.youtube.com"
_PATH = "/upload/usermusic/http"
#: The longest answer. Bytes.
_LONGEST = 32 * 2**20
_BEGIN = 64 * 1024
_OF_YOUTUBE = re.compile(r"https://[a-z0-9-]{1,60}\.(?:youtube|googleapis)\.com/")
#: So many seconds at least it may think about a file that it has got whole.
_THINKS = 60.0


class Stopped(Exception):
    """Whoever sends a file does not want it sent any more."""


class Library:
    """The pages of YouTube Music behind one sign-in. Every method raises ConfigurationErrors and ServiceErrors.

    ytmusicapi's own are: the authorisation made of the cookie, what browsing is asked and how its pages are read.
    Ours are the session (time-out, certificates, no redirects, bounded answers, the addresses) and the two requests of
    an upload, which follow ytmusicapi's `upload_song`: that one has neither time-out nor progress, refuses `.MP3`, and
    can't be stopped.
    """

    def __init__(
        self, headers: Mapping[str, str], library_url: str, upload_url: str, timeout: float, verify: bool | Path
    ) -> None:
        self._headers = dict(headers)
        self._addresses = {_LIBRARY: library_url.rstrip("/"), _UPLOAD: upload_url.rstrip("/")}
        self._timeout = timeout
        self._verify = verify
        self._opened: tuple[Api, requests.Session] | None = None
        #: What the last answer said of whether it was for somebody signed in: "1", "0"; "" for nothing.
        self.signed_in = ""

    def songs(self, most: int) -> list[dict[str, Any]]:
        """The uploaded songs as ytmusicapi gives them, at least `most` of them where there are so many."""
        api, _ = self._open()
        self.signed_in = ""
        try:
            found: list[dict[str, Any]] = api.get_library_upload_songs(limit=most)
        except PlexstuffError:
            raise
        except Exception:  # noqa: BLE001 - a page of another shape ends in whatever it happens to end in
            self._must_be_signed_in()
            # The exception's own text may hold a whole answer, and is not shown.
            raise trouble.changed() from None
        self._must_be_signed_in()
        return found

    def upload(
        self, path: Path, file: BinaryIO, size: int, told: Callable[[int, int], None], stop: threading.Event
    ) -> None:
        """Send an open file of `size` bytes. Raises Stopped as soon as `stop` is set."""
        api, session = self._open()
        headers = dict(api.headers)
        headers.pop("content-encoding", None)
        headers["content-type"] = "application/x-www-form-urlencoded;charset=utf-8"
        headers["X-Goog-Upload-Command"] = "start"
        headers["X-Goog-Upload-Header-Content-Length"] = str(size)
        headers["X-Goog-Upload-Protocol"] = "resumable"
        address = f"{_UPLOAD}{_PATH}?authuser={headers['x-goog-authuser']}"
        # The body is a form: what parts or encodes in one must not stand in a name as it is.
        name = "".join(f"%{ord(sign):02X}" if sign in "%&+" else sign for sign in path.name if sign.isprintable())
        begun = session.post(address, data=f"filename={name}".encode(errors="replace"), headers=headers)
        place = begun.headers.get("X-Goog-Upload-URL", "")
        if not place:
            raise trouble.of_page(begun.content[:_BEGIN]) if _is_page(begun.content) else trouble.signed_out()
        self._must_be_its_own(place)
        if stop.is_set():
            raise Stopped
        headers["X-Goog-Upload-Command"] = "upload, finalize"
        headers["X-Goog-Upload-Offset"] = "0"
        sending = _Sending(file, size, told, stop)
        try:
            done = session.post(place, data=sending, headers=headers, timeout=max(self._timeout, _THINKS))
        except PlexstuffError as error:
            if isinstance(error, Unreachable) and sending.sent >= size:
                raise trouble.cut_off() from None
            raise
        if done.headers.get("X-Goog-Upload-Status", "").lower() != "final":
            raise trouble.of_page(done.content[:_BEGIN]) if _is_page(done.content) else trouble.not_taken()

    def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None

    def _open(self) -> tuple[Api, requests.Session]:
        if self._opened is None:
            try:
                import requests
                import urllib3
                from ytmusicapi import YTMusic as Api
                from ytmusicapi.exceptions import YTMusicError
                from ytmusicapi.helpers import initialize_headers
            except ImportError:
                raise trouble.missing_library() from None
            session = requests.Session()
            if self._verify is False:
                urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)  # the user said so
            # Even where it follows no redirect, it would read all of one, and the address in it.
            session.get_redirect_target = lambda resp: None  # type: ignore[method-assign]
            session.auth = _as_it_is  # else a .netrc would replace the authorisation
            if isinstance(self._verify, Path):
                session.mount("https://", _trusting(self._verify))
            session.request = self._asking(session)  # type: ignore[method-assign]
            # That it is a browser's, ytmusicapi tells by this; the true one is made for each request.
            own = {**initialize_headers(), **self._headers, "authorization": "SAPISIDHASH 0_0"}
            spoken = locale.setlocale(locale.LC_ALL)
            try:
                self._opened = Api(own, requests_session=session), session
            except (YTMusicError, CookieError):
                raise trouble.bad_headers() from None
            except (ValueError, LookupError, TypeError, AttributeError):
                raise trouble.changed() from None
            finally:
                locale.setlocale(locale.LC_ALL, spoken)  # ytmusicapi changes that of the whole program
        return self._opened

    def _asking(self, session: requests.Session) -> Callable[..., requests.Response]:
        import requests

        ask = session.request

        def request(method: str, url: str, **more: Any) -> requests.Response:
            for believed, real in self._addresses.items():
                if url == believed or url.startswith((f"{believed}/", f"{believed}?")):
                    url = real + url[len(believed) :]
            more.setdefault("timeout", self._timeout)
            more |= {"allow_redirects": False, "stream": True, "verify": self._verify is not False}
            try:
                answer = ask(method, url, **more)
                _read_whole(answer, time.monotonic() + 6 * self._timeout)
            except requests.exceptions.Timeout:
                raise trouble.unreachable("it does not answer in time") from None
            except requests.exceptions.SSLError:
                raise trouble.unreachable("its certificate is not trusted") from None
            except (
                requests.exceptions.InvalidURL,
                requests.exceptions.MissingSchema,
                requests.exceptions.InvalidSchema,
            ):
                raise trouble.unreachable("its address is none") from None
            except (requests.exceptions.RequestException, OSError) as error:
                raise trouble.unreachable(_why(error)) from None
            except ValueError:
                raise trouble.changed() from None
            wrong = trouble.of_answer(answer.status_code, answer.headers, answer.content[:_BEGIN])
            if wrong is not None:
                raise wrong
            if "/youtubei/" in url:
                if _is_page(answer.content):
                    raise trouble.of_page(answer.content[:_BEGIN])
                self._note(answer)
            return answer

        return request

    def _note(self, answer: requests.Response) -> None:
        """Note whether the answer was for somebody signed in; it tells that among what Google counts by."""
        try:
            told = answer.json()["responseContext"]["serviceTrackingParams"]
            said = [one["value"] for group in told for one in group["params"] if one["key"] == "logged_in"]
        except (ValueError, LookupError, TypeError):
            said = []
        self.signed_in = str(said[0]) if said else ""

    def _must_be_signed_in(self) -> None:
        if self.signed_in == "0":
            raise trouble.signed_out()
        if self.signed_in != "1":
            raise trouble.changed()

    def _must_be_its_own(self, place: str) -> None:
        """The cookie goes along: only to the address that uploads go to, or over TLS to one of YouTube's."""
        usual = urlsplit(self._addresses[_UPLOAD])
        if place.startswith(f"{usual.scheme}://{usual.netloc}/") or _OF_YOUTUBE.match(place):
            return
        raise trouble.strange_address()


class _Sending:
    """The body of the upload: a file that tells how far it was read, and breaks off when nobody wants it any more."""

    def __init__(self, file: BinaryIO, size: int, told: Callable[[int, int], None], stop: threading.Event) -> None:
        self._file = file
        self._size = size
        self._told = told
        self._stop = stop
        self.sent = 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(64 * 1024):
            yield piece

    def read(self, size: int = -1) -> bytes:
        """The next piece; never more than was said that there would be."""
        if self._stop.is_set():
            raise Stopped
        left = self._size - self.sent
        try:
            piece = self._file.read(left if size < 0 else min(size, left))
        except OSError as error:
            raise FileTrouble(f"The file can't be read to its end: {error.strerror}.", "Look at the disk.") from None
        if left and not piece:
            raise FileTrouble("The file became shorter while it was sent.", "Send it again when nobody writes into it.")
        self.sent += len(piece)
        if piece:
            self._told(self.sent, self._size)
        return piece


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _read_whole(answer: requests.Response, until: float) -> None:
    """Read the body, as long as it is no longer than any should be, and comes in time."""
    pieces, size = [], 0
    for piece in answer.iter_content(_BEGIN):
        size += len(piece)
        if size > _LONGEST:
            answer.close()
            raise trouble.too_long()
        if time.monotonic() > until:
            answer.close()
            raise trouble.unreachable("it answers too slowly")
        pieces.append(piece)
    answer._content = b"".join(pieces)


def _is_page(content: bytes) -> bool:
    return content[:_BEGIN].lstrip()[:1] == b"<"


def _why(error: Exception) -> str:
    text = repr(error)
    if "NameResolutionError" in text or "gaierror" in text:
        return "its name is not known"
    if "refused" in text:
        return "nobody listens there"
    if "ProxyError" in text:
        return "the proxy that the environment names does not let through"
    return "the connection broke off"


def _trusting(file: Path) -> requests.adapters.HTTPAdapter:
    """A way that trusts also the certificates in this file."""
    from requests.adapters import HTTPAdapter

    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=file)
    except OSError as error:  # ssl.SSLError is one too
        reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise InvalidValue(
            f"The certificate file {file} for {trouble.NAME} can't be used: {reason}.",
            "ca_file wants a file in PEM form, which begins with -----BEGIN CERTIFICATE-----.",
        ) from None

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **more: Any) -> None:
            super().init_poolmanager(*arguments, ssl_context=context, **more)

    return Adapter()
