"""Words for languages, with ISO 639-1 codes, and countries that tell two shows of one name apart."""

from __future__ import annotations

from collections.abc import Iterator

from plexstuff.names.words.entry import Entry, Surety, entries

# Words that are spelled out; two letters alone are below.
LANGUAGES = {
    "en": "english, eng, inglés, ingles, anglais, englisch, inglese",
    "fr": "french, fre, fra, français, francais, vf2, vff, vfq, vf, vfi, vof, québécois, frances, francese",
    "de": "german, ger, deu, deutsch, swissgerman, allemand, tedesco, aleman, alemán",
    "it": "italian, ita, italiano, italien",
    "es": "spanish, spa, esp, castellano, español, espanol, latino, spanish latino, espanhol, spanisch, cast, lat",
    "pt": "portuguese, por, dublado, pt br, ptbr, português, portugues, brazilian, nacional",
    "ja": "japanese, jpn, jap, japonais, japonés",
    "ko": "korean, kor",
    "zh": "chinese, chi, zho, mandarin, cantonese, chs, cht, mandarin chinese, big5",
    "ru": "russian, rus",
    "uk": "ukrainian, ukr",
    "pl": "polish, pol, lektor, lektor pl, dubbing pl, pldub, polski",
    "cs": "czech, cze, ces",
    "sk": "slovak, slk, slo",
    "nl": "dutch, dut, nld, nederlands, flemish",
    "sv": "swedish, swe, svensk",
    "nb": "norwegian, nor, norsk",
    "da": "danish, dan, dansk",
    "fi": "finnish, fin, suomi",
    "is": "icelandic",
    "hu": "hungarian, hun, magyar",
    "ro": "romanian, rum, ron",
    "bg": "bulgarian, bul",
    "el": "greek, gre, ell",
    "tr": "turkish, tur, türkçe, turkce",
    "he": "hebrew, heb",
    "ar": "arabic, ara",
    "fa": "persian, farsi",
    "hi": "hindi, hin, hindi dubbed, hindi dub",
    "ta": "tamil",
    "te": "telugu",
    "ml": "malayalam",
    "kn": "kannada",
    "bn": "bengali, bangla",
    "mr": "marathi",
    "pa": "punjabi",
    "gu": "gujarati",
    "ur": "urdu",
    "th": "thai, tha",
    "vi": "vietnamese, vie",
    "id": "indonesian",
    "ms": "malay",
    "tl": "tagalog, filipino",
    "ca": "catalan",
    "eu": "basque",
    "hr": "croatian, hrv",
    "sr": "serbian, srp",
    "sl": "slovenian, slv",
    "lt": "lithuanian",
    "lv": "latvian",
    "et": "estonian",
}
SURE_LANGUAGES = {"fr": "truefrench, subfrench"}
SHORT_LANGUAGES = {
    "ta": "tam",
    "te": "tel",
    "ml": "mal",
    "kn": "kan",
    "bn": "ben",
    "mr": "mar",
    "id": "ind, indo",
    "ca": "cat",
    "fr": "fr",
    "it": "it",
    "es": "es",
    "en": "en",
    "ru": "ru",
    "pl": "pl",
    "nl": "nl",
    "pt": "pt",
    "de": "de",
    "ja": "ja, jp",
    "ko": "ko, kr",
    "zh": "zh, cn",
    "sv": "sv",
    "cs": "cz",
    "hu": "hu",
    "da": "dk",
    "pt-br": "br",
}
SUBTITLES = {
    "fr": "vostfr, vost, vosta, subforced french, stfr, st fr, subs fr",
    "en": "engsub, eng sub, engsubs, eng subs, ensub, ensubbed, en sub, english subs, english sub, vosteng, eng subbed",
    "ko": "korsub, kor sub, korsubs",
    "sv": "swesub, swe sub, swesubs, swesubbed",
    "nl": "nlsubs, nlsub, nl subs, nl sub, nlsubbed, custom nlsubs",
    "he": "hebsubs, hebsub, heb sub, heb subs",
    "it": "subita, sub ita, subs ita, nuita, soft sub ita",
    "es": "vose, sub esp, subtitulado, subtitulado español, subs esp",
    "pt": "legendado, legendas, legendado pt br, leg",
    "pl": "plsub, plsubbed, pl subbed, napisy, napisy pl",
    "da": "dksubs, dksub",
    "nb": "norsub, norsubs",
    "fi": "finsub, finsubs",
    "zh": "chs sub, cht sub",
    "ru": "rus sub, sub rus",
    "": """esub, esubs, e sub, e subs, msub, msubs, m sub, m subs, multisub, multisubs, multi sub, multi subs,
        multiple subtitle, multiple subtitles, multiple sub, softsubs, soft sub, soft subs, hardsubs, hc sub, subforced,
        sub forced, with subtitles, subtitles, subtitle, subtitulos, dual subtitulos, subtitulada, multi subtitle""",
}
UNSURE_SUBTITLES = {"": "sub, subs, subbed, st, hc esub"}
DUBBED = {
    "": "dubbed, dub, multi, dual, dl, vo, ml, multilang, multi lang, multilanguage, mvo, dvo, avo, original, org"
}
NORDIC = {"": "nordic, nordicsubs"}
#: Countries that a title carries to be told from another of the same name: as written -> ISO 3166-1.
COUNTRIES = {
    "us": "US",
    "usa": "US",
    "uk": "GB",
    "gb": "GB",
    "au": "AU",
    "nz": "NZ",
    "ca": "CA",
    "ie": "IE",
    "in": "IN",
}
#: Those that also stand without brackets, in capitals: `The.Office.UK.S01`.
BARE_COUNTRIES = frozenset({"US", "UK", "AU", "NZ", "USA"})


def phrases() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """All phrases about languages and subtitles."""
    sure = {code: ", ".join(one for one in names.split(",")) for code, names in SUBTITLES.items()}
    yield from entries("subtitles", Surety.SURE, {"fr": "vostfr", "ko": "korsub", "sv": "swesub"})
    yield from entries("subtitles", Surety.BESIDE, sure)
    yield from entries("subtitles", Surety.BESIDE, UNSURE_SUBTITLES)
    yield from entries("languages", Surety.SURE, SURE_LANGUAGES)
    yield from entries("languages", Surety.BESIDE, LANGUAGES)
    yield from entries("languages", Surety.BEHIND, SHORT_LANGUAGES)
    yield from entries("", Surety.BESIDE, DUBBED)
    yield from entries("", Surety.BESIDE, NORDIC)
