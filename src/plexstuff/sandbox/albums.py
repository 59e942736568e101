"""The albums that the fakes of music services know: a few as they were recorded, and many that nobody ever made.

Of the recorded ones titles, lengths and ids are those of real answers; every other id is drawn, and begins with
`5a9db0c5` so that nobody takes it for a real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from plexstuff.sandbox import seed
from plexstuff.sandbox.folding import fold, words

#: What the ids that stand for nothing real begin with.
SYNTHETIC = "5a9db0c5"
SERVICES = ("musicbrainz", "lastfm", "gracenote")


def synthetic_mbid(*about: object) -> str:
    """A UUID of nothing real."""
    drawn = seed.hexadecimal(24, *about)
    return f"{SYNTHETIC}-{drawn[:4]}-4{drawn[4:7]}-8{drawn[7:10]}-{drawn[10:22]}"


@dataclass(frozen=True, slots=True)
class SandboxTrack:
    """A track: `number` within its disc, `shown` as it is printed (`A1`), `length` in milliseconds."""

    disc: int
    number: int
    shown: str
    title: str
    length: int | None


@dataclass(frozen=True, slots=True)
class SandboxAlbum:
    """An album; `released` is a date or the beginning of one, `lacks` are services that do not know it."""

    artist: str
    title: str
    released: str
    label: str
    country: str
    tracks: tuple[SandboxTrack, ...]
    mbid: str = ""
    group: str = ""
    artist_mbid: str = ""
    medium: str = "CD"
    has_cover: bool = True
    lacks: frozenset[str] = frozenset()

    @property
    def discs(self) -> tuple[tuple[SandboxTrack, ...], ...]:
        """The tracks of each disc."""
        last = max(one.disc for one in self.tracks)
        return tuple(tuple(one for one in self.tracks if one.disc == disc) for disc in range(1, last + 1))

    @property
    def year(self) -> str:
        """The year of `released`."""
        return self.released[:4]


_BELIEVE = """\
Believe=238000
The Power=228000
Runaway=272000
All or Nothing=237000
Strong Enough=224000
Dov'e L'amore=
Takin' Back My Heart=272000
Taxi Taxi=304000
Love Is the Groove=263000
We All Sleep Alone=233000
"""

_DOIS = """\
Daniel na Cova dos Leões=232000
Quase Sem Querer=
Acrilic On Canvas=280000
Eduardo e Mônica=271000
Central Do Brasil=94000
Tempo Perdido=302000
Metrópole=170000
Plantas Em Baixo Do Aquário=175000
Música urbana 2=162000
Andrea Doria=184000
Fábrica=231000
Índios=258000
"""

_MOON_SAFARI = """\
La femme d'argent=428000
Sexy Boy=231000
All I Need=269000
Kelly Watch the Stars=226000
Talisman=256000
Remember=154000
You Make It Easy=241000
Ce Matin-là=218000
New Star in the Sky (Chanson pour Solal)=338000
Le Voyage de Pénélope=190000
"""

_URK = """\
The Train=184000
Adieu Sweet Bahnhof=298466
J.O.S. Days=197960
Sketches of Spain=299666
In the Dutch Mountains=215400
The Dream=264400
The Swimmer=310466
The House=242133
Two Skaters=451373
Cabins=198800
Nescio=356493
Pelican & Penguin=272306
Telephone Song=157026
Dapperstreet=296666
---
Port of Amsterdam=259000
Bike in Head=279133
Mountain Jan=276000
Walter & Connie=212493
A Touch of Henry Moore=217306
The Bauhaus Chair=185666
Under a Canoe=251666
Shadow of a Doubt=195826
Mask=351000
Home Before Dark=205000
The Panorama Man=239240
Slip of the Tongue=232026
An Eating House=280840
Red Tape=139426
Tons of Ink=208706
---
[intro]=69000
The Dream=265000
Two Skaters=446000
Sketches of Spain=295000
Adieu Sweet Bahnhof=297000
A Touch of Henry Moore=241000
An Eating House=279000
Nescio=281000
The Hat=269000
Port of Amsterdam=243000
Mask=361000
In the Dutch Mountains=330000
Cabins=202000
Tons of Ink=305000
The Swimmer=303000
Blue=255000
Slip of the Tongue=231000
The House=227000
Telephone Songs=168000
"""

_RUINED = """\
Pollux=246000
Vega=96000
Deneb=132000
Sirius=536000
Descent=132000
The Grand Machine=44000
In the Clounds=68000
Paranoia=148000
Cubic=160000
Separation=251000
Retarded Retard=239000
Umlaut Ampersand=129000
Trees=16000
The Multiverse=86000
Flux's Curiosity=171000
Infinimarch=116000
Deathboat=152000
Painter's Vista=105000
The City=194000
New Beginning=123000
Memories of Onus=54000
"""

_DARK_SIDE = """\
Speak to Me=68346
Breathe=
On the Run=
Time=
The Great Gig in the Sky=
Money=
Us and Them=
Any Colour You Like=
Brain Damage=
Eclipse=
"""

_ARTISTS = (
    "The Paper Lanterns", "Okapi Radio", "Winter Harbour", "Juno Alvarsson", "Slow Telegraph", "Kite & Anvil",
    "Mirela Voss", "The Borrowed Coats", "Polar Tram", "Édouard Sablé", "Grüne Laterne", "夜の灯台",
)  # fmt: skip
_FIRST = ("Glass", "Night", "Copper", "Second", "Quiet", "Salt", "Northern", "Paper", "Hollow", "Borrowed", "Amber")
_SECOND = ("Rivers", "Gardens", "Signals", "Stairs", "Weather", "Engines", "Letters", "Windows", "Animals", "Maps")
_VERBS = ("Leaving", "Under", "After", "Between", "Without", "Beyond", "Counting", "Waiting for")
_LABELS = ("Tin Roof Records", "Ember Sound", "Moss Tapes", "")
_COUNTRIES = ("GB", "DE", "SE", "JP", "US", "XW")
#: How many albums each made-up artist has.
_EACH = 3


@cache
def albums() -> tuple[SandboxAlbum, ...]:
    """All of them, always in the same order."""
    return (*_recorded(), *_made_up())


def find(artist: str, title: str, service: str) -> SandboxAlbum | None:
    """The album of this artist and name, however they are spelled, if that service knows it."""
    wanted = (plain(artist), plain(title))
    known = (one for one in albums() if service not in one.lacks)
    return next((one for one in known if (plain(one.artist), plain(one.title)) == wanted), None)


def plain(text: str) -> str:
    """`text` without case, accents and punctuation."""
    return " ".join(words(fold(text)))


def _recorded() -> tuple[SandboxAlbum, ...]:
    dark_side = _tracks(_DARK_SIDE)
    vinyl = tuple(
        SandboxTrack(1, one.number, f"{'AB'[one.number > 5]}{(one.number - 1) % 5 + 1}", one.title, one.length)
        for one in dark_side
    )
    believe, moon, dois = (_tracks(text) for text in (_BELIEVE, _MOON_SAFARI, _DOIS))
    return (
        _whole("Cher", "Believe", "1998", "", "", believe, mbid="03c91c40-49a6-44a7-90e7-a700edf97a62"),
        _whole("Air", "Moon Safari", "1998", "", "", moon, mbid="4c55906c-349b-362d-922e-956762912b42"),
        _whole("Legião Urbana", "Dois", "1986", "", "BR", dois, mbid="1749dd07-5aa9-436e-babc-e3e982deb273"),
        _whole(
            "Nits",
            "Urk",
            "2007-02-02",
            "",
            "DE",
            _tracks(_URK),
            mbid="fe29e7f0-eb46-44ba-9348-694166f47885",
            has_cover=False,
        ),
        _whole(
            "JT Bruce",
            "Ruined Subjects",
            "2011-08-09",
            "",
            "XW",
            _tracks(_RUINED),
            mbid="833d4c3a-2635-4b7a-83c4-4e560588f23a",
            medium="Digital Media",
        ),
        _whole(
            "Pink Floyd",
            "The Dark Side of the Moon",
            "1973-03-24",
            "",
            "GB",
            vinyl,
            mbid="b84ee12a-09ef-421b-82de-0441a926375b",
            group="f5093c06-23e3-404f-aeaa-40f72885ee3a",
            medium='12" Vinyl',
        ),
    )


def _made_up() -> list[SandboxAlbum]:
    made = []
    for place, artist in enumerate(_ARTISTS):
        for count in range(_EACH):
            title = f"{_FIRST[(place * 4 + count * 3) % len(_FIRST)]} {_SECOND[(place + count * 7) % len(_SECOND)]}"
            # The last of each artist is not known everywhere: the others are asked then.
            lacks = (SERVICES[:1], SERVICES[:2], SERVICES[1:])[place % 3] if count == _EACH - 1 else ()
            released = f"{1968 + seed.draw('year', title, artist) % 55}-0{1 + place % 9}-1{count}"
            made.append(
                _whole(
                    artist,
                    title,
                    released[: (4, 7, 10)[seed.draw("date", title) % 3]],
                    seed.pick(_LABELS, "label", artist),
                    seed.pick(_COUNTRIES, "country", artist),
                    _invented(artist, title, 1 + (count == 1)),
                    has_cover=place % 4 != 3,
                    lacks=frozenset(lacks),
                )
            )
    return made


def _invented(artist: str, title: str, discs: int) -> tuple[SandboxTrack, ...]:
    tracks = []
    for disc in range(1, discs + 1):
        for number in range(1, 9 + seed.draw("tracks", artist, title, disc) % 5):
            about = (artist, title, disc, number)
            name = f"{seed.pick(_VERBS, 'verb', *about)} {seed.pick(_FIRST, 'first', *about)} "
            name += seed.pick(_SECOND, "second", *about)
            length = 95_000 + seed.draw("length", *about) % 300_000
            tracks.append(SandboxTrack(disc, number, str(number), name, length if number % 7 else None))
    return tuple(tracks)


def _tracks(text: str) -> tuple[SandboxTrack, ...]:
    found = []
    for disc, block in enumerate(text.split("---\n"), start=1):
        for number, line in enumerate(block.splitlines(), start=1):
            title, _, length = line.rpartition("=")
            found.append(SandboxTrack(disc, number, str(number), title, int(length) if length else None))
    return tuple(found)


def _whole(
    artist: str,
    title: str,
    released: str,
    label: str,
    country: str,
    tracks: tuple[SandboxTrack, ...],
    *,
    mbid: str = "",
    group: str = "",
    medium: str = "CD",
    has_cover: bool = True,
    lacks: frozenset[str] = frozenset(),
) -> SandboxAlbum:
    return SandboxAlbum(
        artist,
        title,
        released,
        label,
        country,
        tracks,
        mbid or synthetic_mbid("release", artist, title),
        group or synthetic_mbid("group", artist, title),
        synthetic_mbid("artist", artist),
        medium,
        has_cover,
        lacks,
    )
