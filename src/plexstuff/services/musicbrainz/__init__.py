"""MusicBrainz and the Cover Art Archive: which album is this, what is on it, and the picture on its front."""

from __future__ import annotations

import re

from plexstuff.roles import Role
from plexstuff.service import Field, Form, Group, Rate, Recognised, Service, Visit

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_PAGE = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/[!-~]*)?", re.IGNORECASE)
_BARE_PAGE = re.compile(r"(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/[!-~]*)?")
_KEY_LIKE = re.compile(r"[0-9A-Fa-f-]{30,}|eyJ[\w-]+\.[\w.-]+")
_WHY = (
    "Give a mail address or a web page of yours, such as ann@example.org: MusicBrainz asks every program to say "
    "whom to write to, and shows it to nobody."
)
#: The longest contact that is sent with every request.
LONGEST = 200


def recognise_contact(text: str) -> Recognised:
    """A mail address or a web address, also out of a whole User-Agent, `mailto:` or angle brackets."""
    clean = " ".join(text.split()).strip("\"'`“”‘’<>").strip()
    if len(clean) > LONGEST:
        return Recognised(refusal=f"This is too long for a contact: at most {LONGEST} characters.", advice=_WHY)
    if _KEY_LIKE.fullmatch(clean):
        return Recognised(refusal="This looks like a key; MusicBrainz wants none, only a contact.", advice=_WHY)
    for shape in (_MAIL, _PAGE):
        if found := shape.search(clean):
            value = found[0].rstrip(").,;>")
            note = "" if value == clean else "The contact was taken out of the text around it."
            return Recognised(_escaped(value), note=note)
    if _BARE_PAGE.fullmatch(clean):
        return Recognised(_escaped(f"https://{clean}"), note="It was taken for a web page, with https:// before it.")
    return Recognised(refusal="This is neither a mail address nor a web page.", advice=_WHY)


def _escaped(contact: str) -> str:
    """A round bracket would end the place in the User-Agent where the contact stands."""
    return contact.replace("(", "%28").replace(")", "%29")


CONTACT = Field(
    "contact",
    "Contact",
    hint="A mail address or web page of yours; it is sent with every request, as MusicBrainz's rules want. No key.",
    recognise=recognise_contact,
)

MUSICBRAINZ_SERVICE = Service(
    key="musicbrainz",
    title="MusicBrainz",
    group=Group.MUSIC,
    purpose="Albums and their tracks, and (from the Cover Art Archive) the pictures on their fronts",
    base_url="https://musicbrainz.org/ws/2",
    addresses={"cover_art_url": "https://coverartarchive.org"},
    steps=(
        Visit(
            "Read how MusicBrainz wants to be asked",
            "https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting",
            "Nothing to do there: no account and no key is needed. The page says why a contact is wanted, and that "
            "nobody may ask more than once a second; Plexstuff keeps to both.",
            "You know which mail address or web page you want to give.",
        ),
        Form((CONTACT,)),
    ),
    client="plexstuff.services.musicbrainz.client:MusicBrainz",
    check="plexstuff.services.musicbrainz.client:check",
    rate=Rate(1, seconds=1.0, connections=2),
    roles={Role.MUSIC_METADATA: 1, Role.COVERS: 1},
    attribution="Music data from MusicBrainz (core data CC0), pictures from the Cover Art Archive.",
    uses=("plexstuff music album Cher Believe --cover cover.png",),
    notes=(
        "Programs that do not introduce themselves are refused, and whoever asks faster than once a second gets no "
        "answer at all until it is slower: leave requests_per_second at 1, unless base_url is a mirror of your own.",
        "The pictures lie at archive.org, which is slow at times and down at others; the rest works without it.",
        "What is wrong or missing can be mended by anybody with an account on https://musicbrainz.org.",
    ),
)
