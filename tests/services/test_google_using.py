"""Using Google in earnest: mails, contacts, songs and spreadsheets, and what stops each of them."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from google_account import Account

from plexstuff.errors import ConfigurationError, InvalidValue, NotFound, PlexstuffError, RateLimited
from plexstuff.jobs.mail.letter import write
from plexstuff.jobs.mail.message import compose
from plexstuff.jobs.mail.recipients import Recipient
from plexstuff.models import MailOutcome, MailResult, OutgoingMail
from plexstuff.sandbox.google import keys
from plexstuff.services.google.mail import LARGE

ME = Recipient(keys.ACCOUNT)


@pytest.fixture
def ann(home: Path) -> Account:
    account = Account(home)
    account.signed_in()
    account.asked.clear()
    return account


def mail(
    to: str = "bob@example.org", name: str = "", subject: str = "New films", text: str = "Hello\n"
) -> OutgoingMail:
    return compose(write(subject, text=text), ME, Recipient(to, name), now=1_800_000_000.0)


def send(ann: Account, *mails: OutgoingMail) -> list[MailResult]:
    return ann.use(lambda google: google.send(mails))


def arrived(ann: Account) -> list[EmailMessage]:
    found = ann.app.state.world.mailbox.all()
    return [message_from_bytes(one.content, EmailMessage, policy=policy.default) for one in found]


def test_each_gets_a_mail_of_their_own(ann: Account) -> None:
    results = send(ann, mail("bob@example.org", "Bob"), mail("jörg@example.org", "Jörg"))
    assert [one.outcome for one in results] == [MailOutcome.SENT] * 2
    seen = arrived(ann)
    assert [str(one["To"]) for one in seen] == ["Bob <bob@example.org>", "Jörg <jörg@example.org>"]
    assert ann.waited == [1.0], "Gmail takes 60 a minute"
    assert ann.use(lambda google: google.sender()) == keys.ACCOUNT


HOSTILE = [
    "Films\r\nBcc: everybody@example.org",
    "Films\nBcc: everybody@example.org\n\nanother text",
    "Films\u2028Bcc: everybody@example.org",
    "=?utf-8?q?Films=0D=0ABcc:_everybody@example.org?=",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["subject", "name"])
def test_no_text_begins_a_header_of_its_own(ann: Account, text: str, place: str) -> None:
    try:
        one = mail(subject=text) if place == "subject" else mail(name=text)
    except InvalidValue:
        assert not text.startswith("=?"), "only what breaks the line is refused"
        return
    send(ann, one)
    (seen,) = arrived(ann)
    assert [name.lower() for name in seen.keys()].count("to") == 1  # noqa: SIM118 - a message repeats its keys
    assert seen["Bcc"] is None
    (kept,) = ann.app.state.world.mailbox.all()
    assert kept.recipients == ("bob@example.org",)


def test_a_large_mail_goes_as_it_is(ann: Account) -> None:
    large = OutgoingMail(keys.ACCOUNT, "bob@example.org", "<1@x>", mail().content + b"x" * LARGE)
    assert send(ann, large)[0].outcome is MailOutcome.SENT
    assert "gmail/upload/gmail/v1/users/me/messages/send" in ann.paths()
    assert ann.app.state.world.mailbox.all()[0].content == large.content


def test_too_large_a_mail_is_not_even_tried(ann: Account) -> None:
    huge = OutgoingMail(keys.ACCOUNT, "bob@example.org", "<1@x>", b"x" * 36_700_161)
    (result,) = send(ann, huge)
    assert result.outcome is MailOutcome.REFUSED
    assert "35 MiB" in result.why


def test_more_than_sixty_a_minute_are_waited_for(ann: Account) -> None:
    ann.app.state.world.state("google").mails_in_a_minute += [ann.theirs()] * 60
    (result,) = send(ann, mail())
    assert result.outcome is MailOutcome.SENT
    assert sum(ann.waited) >= 60
    assert len(arrived(ann)) == 1


def test_a_limit_that_lasts_stops_the_run_and_names_who_is_left(ann: Account) -> None:
    state = ann.app.state.world.state("google")
    mails = [mail(f"p{number}@example.org") for number in range(3)]

    def used_up(_: MailResult) -> None:
        state.mails_in_a_minute += [ann.theirs() + 10_000] * 60

    results = ann.use(lambda google: google.send(mails, told=used_up))
    assert [one.outcome for one in results] == [MailOutcome.SENT, MailOutcome.NOT_TRIED, MailOutcome.NOT_TRIED]
    assert "too often" in results[-1].why
    assert results[-1].advice


def test_contacts_of_all_pages_and_those_that_google_noted(ann: Account) -> None:
    found = ann.use(lambda google: google.names())
    names = {one.mails[0]: one.name for one in found}
    assert names["ada.quillfeather@sandbox.example"] == "Ada Quillfeather"
    assert names["bram@sandbox.example"] == "Bram Oosterveld", "the main address comes first"
    assert names["edda@sandbox.example"] == "Edda Winterborn"
    assert [one.mails for one in found if "Dario" in one.name] == [("DARIO@sandbox.example",)]
    assert "Tilda Makebelieve" not in names.values(), "who has no address is left out"
    assert ann.paths().count("people/v1/people/me/connections") == 3


def test_without_the_second_permission_only_the_contacts_are_read(home: Path) -> None:
    ann = Account(home)
    ann.signed_in("contacts")
    assert ann.use(lambda google: google.names())
    assert "people/v1/otherContacts" not in ann.paths()


def test_songs_with_their_lengths(ann: Account) -> None:
    found = ann.use(lambda google: google.search_videos("cher believe"))
    official = next(one for one in found if "Official" in one.title)
    assert (official.channel, official.length) == ("Cher", 245)
    assert next(one for one in found if one.live).length is None
    assert all("&#39;" not in one.title and "&amp;" not in one.title for one in found)
    assert [one.partition("v3/")[2] for one in ann.paths()] == ["search", "videos"]


@pytest.mark.parametrize("old", [False, True])
def test_the_hundred_searches_of_a_day(ann: Account, old: bool) -> None:
    quota = ann.app.state.world.state("google").quota
    quota.old, quota.searches = old, 0

    async def hundred_and_one(google) -> None:  # type: ignore[no-untyped-def]
        for number in range(101):
            await google.search_videos(f"nothing like number {number}")

    with pytest.raises(RateLimited, match="used up; the next day begins at") as caught:
        ann.use(hundred_and_one)
    assert caught.value.wait is not None
    assert caught.value.wait <= 86_400
    assert ann.paths().count("youtube/v3/search") == 101, "a search that is refused is not repeated"
    ann.check()


def test_what_begins_with_an_equals_sign_is_a_text(ann: Account) -> None:
    rows = [["=1+1", "+49 30 1", "007", '=IMPORTXML("http://evil.example")', None, ""]]
    assert ann.use(lambda google: google.write_cells(keys.SPREADSHEET, {"Films!A10:F10": rows})) == 5
    shown = ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A10:F10"))
    assert shown.rows == (("=1+1", "+49 30 1", "007", '=IMPORTXML("http://evil.example")'),)


def test_a_formula_only_where_it_is_asked_for(ann: Account) -> None:
    ann.use(lambda google: google.write_cells(keys.SPREADSHEET, {"Films!A11": [["=1+1", "007"]]}, formulas=True))
    assert ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A11:B11")).rows == (("2", "7"),)
    inner = ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A11:B11", formulas=True))
    assert inner.rows[0][0] == "=1+1"


def test_several_ranges_are_one_request_and_all_or_nothing(ann: Account) -> None:
    ranges = {"Films!A20": [["x"]], "'To do ''later'''!A1": [["y"]]}
    assert ann.use(lambda google: google.write_cells(keys.SPREADSHEET, ranges)) == 2
    assert len(ann.asked) == 1
    with pytest.raises(InvalidValue, match="outside the sheet"):
        ann.use(lambda google: google.write_cells(keys.SPREADSHEET, {"Films!A20": [["z"]], "Films!A9999": [["z"]]}))
    assert ann.use(lambda google: google.read_cells(keys.SPREADSHEET, "Films!A20")).rows == (("x",),)


@pytest.mark.parametrize("number", ["1NoSuchSpreadsheet000000000000000000000000", "../../console", "a/b?c=d"])
def test_a_spreadsheet_that_is_not_there(ann: Account, number: str) -> None:
    with pytest.raises(NotFound):
        ann.use(lambda google: google.spreadsheet(number))
    assert all(one.startswith("sheets/v4/spreadsheets/") for one in ann.paths() if "oauth2" not in one)


def test_sixty_reads_a_minute(ann: Account) -> None:
    async def often(google) -> None:  # type: ignore[no-untyped-def]
        for _ in range(61):
            await google.read_cells(keys.SPREADSHEET, "Films!A1")

    with pytest.raises(RateLimited, match="too often"):
        ann.use(often)


@pytest.mark.parametrize(
    ("host", "title"),
    [
        ("gmail.googleapis.com", "Gmail API"),
        ("people.googleapis.com", "People API"),
        ("youtube.googleapis.com", "YouTube Data API v3"),
        ("sheets.googleapis.com", "Google Sheets API"),
    ],
)
def test_an_api_that_is_not_switched_on_is_named_with_its_page(ann: Account, host: str, title: str) -> None:
    ann.console(off=host)
    with pytest.raises(ConfigurationError, match=f"the {title} is not switched on") as caught:
        ann.check()
    assert f"https://console.developers.google.com/apis/api/{host}/overview" in caught.value.advice
    ann.console(on=host)
    ann.check()


def test_no_trouble_shows_a_secret(ann: Account) -> None:
    ann.console(publishing="testing")
    ann.give_back()
    with pytest.raises(PlexstuffError) as caught:
        ann.check()
    text = f"{caught.value.sentence} {caught.value.advice} {caught.value!r}"
    assert "SANDBOX" not in text
