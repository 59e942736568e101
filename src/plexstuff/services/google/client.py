"""The client of Google: one sign-in, and behind it mail, contacts, YouTube and spreadsheets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

from plexstuff.http import ServiceHttp
from plexstuff.models import Cell, CellRange, MailResult, OutgoingMail, Person, Spreadsheet, Video
from plexstuff.oauth.grant import Grant
from plexstuff.service import Keep
from plexstuff.services.google.contacts import Contacts
from plexstuff.services.google.features import FEATURES
from plexstuff.services.google.mail import Gmail
from plexstuff.services.google.session import Session
from plexstuff.services.google.sheets import Sheets
from plexstuff.services.google.trouble import explain
from plexstuff.services.google.videos import Videos

__all__ = ["Google", "explain"]


class Google:
    """Google for the account that signed in; YouTube also for an API key alone.

    Every method raises ServiceErrors, KeyRefused, ConsentNeeded when the user must sign in (again) or tick a box,
    ConfigurationError when an API is not switched on, and NotConfigured when nobody ever signed in. `sleep` waits
    seconds, `now` gives seconds since the epoch.
    """

    key = "google"

    def __init__(
        self,
        http: ServiceHttp,
        values: Mapping[str, str],
        keep: Keep,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.session = Session(http, values, keep, now=now)
        self.mail = Gmail(http.at(values["gmail_url"]), self.session, sleep=sleep)
        self.contacts = Contacts(http.at(values["people_url"]), self.session)
        self.videos = Videos(http.at(values["youtube_url"]), self.session, values.get("youtube_key", ""))
        self.sheets = Sheets(http.at(values["sheets_url"]), self.session)
        self.features = values.get("features", "")
        self._keep = keep

    async def granted(self) -> Grant:
        """POST /token (refresh) -> what is allowed, read back from Google now."""
        return await self.session.renew()

    async def sender(self) -> str:
        """The address of the account that signed in; nobody is asked (`roles.MailSender`)."""
        return await self.mail.sender()

    async def send(
        self,
        mails: Sequence[OutgoingMail],
        *,
        begun: Callable[[OutgoingMail], None] | None = None,
        told: Callable[[MailResult], None] | None = None,
    ) -> list[MailResult]:
        """Send mails one after the other (`roles.MailSender`)."""
        return await self.mail.send(mails, begun=begun, told=told)

    async def names(self) -> list[Person]:
        """Everybody among the contacts and other contacts who has a mail address (`roles.NameSource`)."""
        return await self.contacts.names()

    async def search_videos(self, words: str, *, most: int = 15) -> list[Video]:
        """Music on YouTube, with lengths; one of 100 daily searches (`roles.VideoSource`)."""
        return await self.videos.search(words, most=most)

    async def spreadsheet(self, number: str) -> Spreadsheet:
        """What a spreadsheet is called, and its sheets (`roles.SheetSource`)."""
        return await self.sheets.spreadsheet(number)

    async def read_cells(self, number: str, cells: str, *, formulas: bool = False) -> CellRange:
        """The cells of a range, as they are shown or as formulas (`roles.SheetSource`)."""
        return await self.sheets.read(number, cells, formulas=formulas)

    async def write_cells(
        self, number: str, ranges: Mapping[str, Sequence[Sequence[Cell]]], *, formulas: bool = False
    ) -> int:
        """Write ranges in one batch; how many cells were written (`roles.SheetSource`)."""
        return await self.sheets.write(number, ranges, formulas=formulas)

    def tried(self, feature: str) -> bool:
        """Whether this feature was ever used in earnest."""
        return self._keep.get(f"tried_{feature}") is not None

    def __repr__(self) -> str:
        return f"<Google for {', '.join(FEATURES)}>"
