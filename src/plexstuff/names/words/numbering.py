"""Words for seasons, episodes, numbers and months in the languages of release names."""

from __future__ import annotations

SEASON, EPISODE = "season", "episode"
#: A bare number in these bounds may be the year of a film.
FIRST_YEAR, LAST_YEAR = 1900, 2035

_SEASONS = """
    season seasons seson sesaon sn series saison saisons staffel staffeln temporada temporadas temp tempo stagione
    stagioni seizoen seizoenen sezon sezonu sezony sezóna sezonul sezona série säsong sesong sæson kausi évad evad
    сезон сезоны сезона сез sez シーズン 시즌 mùa musim
"""
_EPISODES = """
    episode episodes episoden eps ep epi episodio episodios episódio episódios épisode épisodes episod folge folgen
    capitulo capítulo capitulos capítulos cap puntata puntate aflevering afleveringen afl avsnitt odcinek odcinki odc
    серия серии серий серія ser seria serii serij serija seriya serya serie bölüm bolum bölümü epizod epizoda
    díl dil rész jakso afsnit
    tập выпуск эпизод 화 회 話
"""
#: A word that counts -> what it counts.
COUNTERS = {
    **dict.fromkeys(_SEASONS.split(), SEASON),
    **dict.fromkeys(_EPISODES.split(), EPISODE),
}
#: Words that count what goes before them, as Russian, Turkish and Polish do: `2 сезон`, `7. Bölüm`.
SUFFIX_ONLY_SEASONS = frozenset("сез sez".split())
#: Words that mean something else unless a number stands right behind them.
TITLE_WORDS = frozenset("series temp tempo sn chapter serie série cap ser dil épisode".split())

ORDINAL = r"(?:st|nd|rd|th|ª|º|°|âª|âº|a|o|e|er|ère|ème|eme|te|ste|de|й|я|ая|ый|ой|i|:e)"

_NUMBER_WORDS = {
    1: "one first un une premier première uno una primera prima eins erste первый",
    2: "two second deux deuxième dos segunda seconda due zwei zweite второй",
    3: "three third trois troisième tres tercera terza tre drei dritte третий",
    4: "four fourth quatre quatrième cuatro cuarta quarta quattro vier vierte",
    5: "five fifth cinq cinquième cinco quinta cinque fünf fünfte",
    6: "six sixth sixième seis sexta sesta sei sechs sechste",
    7: "seven seventh sept septième siete séptima settima sette sieben siebte",
    8: "eight eighth huit huitième ocho octava ottava otto acht achte",
    9: "nine ninth neuf neuvième nueve novena nona nove neun neunte",
    10: "ten tenth dix dixième diez décima decima dieci zehn zehnte",
    11: "eleven eleventh onze once undici elf",
    12: "twelve twelfth douze doce dodici zwölf",
}
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
#: `seven`, `septième`, `vii` -> 7.
NUMBERS = {word: number for number, words in _NUMBER_WORDS.items() for word in words.split()} | {
    word: number for number, word in enumerate(_ROMAN, start=1)
}
#: Words of order that go before `season`.
ORDINALS = frozenset(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth première deuxième troisième
    primera segunda tercera cuarta quinta prima seconda terza erste zweite dritte vierte
    """.split()
)
HAN = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "兩": 2}

_MONTHS = (
    "jan january janvier januar enero gennaio января",
    "feb february février februar febrero febbraio февраля fevrier",
    "mar march mars märz marzo марта",
    "apr april avril abril aprile апреля",
    "may mai mayo maggio мая",
    "jun june juin juni junio giugno июня",
    "jul july juillet juli julio luglio июля",
    "aug august août agosto августа aout",
    "sep sept september septembre septiembre settembre сентября",
    "oct october octobre oktober octubre ottobre октября",
    "nov november novembre noviembre ноября",
    "dec december décembre dezember diciembre dicembre декабря decembre",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}

#: Nouns that are numbered themselves: what follows is their number, not an episode's.
NUMBERED = frozenset(
    """
    agent airport apollo apartment apt area babylon beach bus catch century chapter class cloverfield district
    fahrenheit flight formula gate highway house hotel kolchak level mission number no nr unit oceans ocean's ocean
    part parts pt parte teil route room sector squadron stalag stargate station street studio sublevel track train
    warehouse precinct wagon zone movie film vol volume vols book act world sg volumen tome ufc wrestlemania bellator
    battlefront version phase step op pier channel summer camp psalm u571 code case plan borderline mhz earth
    """.split()
)

#: Words for what is made beside a series, and is numbered by itself.
SPECIALS = frozenset("ova oad ona special sp".split())
#: Words that no title ends with, so that a number behind them belongs to it.
FUNCTION_WORDS = frozenset(
    """
    a an and are at by die der das de des di dos du el et for from gli il in is la le les los las lo my of on or our the
    to und vs with y e des den i plus than over under number
    """.split()
)

#: Words at which the rules about numbers look, digits aside.
TRIGGERS = frozenset(COUNTERS) | frozenset(MONTHS) | SPECIALS
