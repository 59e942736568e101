"""Languages and countries under the names and codes that the services use (ISO 639-1 and -2/T, ISO 3166-1)."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """A language: ISO 639-1, ISO 639-2/T, its English and its own name, and where it is at home first."""

    code: str
    code3: str
    english: str
    own: str
    country: str


class Country(NamedTuple):
    """A country: ISO 3166-1 alpha-2 and alpha-3, its English name, and the code that certificates are given under."""

    code: str
    code3: str
    english: str


_LANGUAGES = """
ar ara Arabic العربية AE|bg bul Bulgarian български BG|bn ben Bengali বাংলা BD|ca cat Catalan Català ES
cs ces Czech Český CZ|da dan Danish Dansk DK|de deu German Deutsch DE|el ell Greek ελληνικά GR
en eng English English US|es spa Spanish Español ES|et est Estonian Eesti EE|fa fas Persian فارسی IR
fi fin Finnish suomi FI|fr fra French Français FR|he heb Hebrew עִבְרִית IL|hi hin Hindi हिन्दी IN
hr hrv Croatian Hrvatski HR|hu hun Hungarian Magyar HU|id ind Indonesian Bahasa_indonesia ID
is isl Icelandic Íslenska IS
it ita Italian Italiano IT|ja jpn Japanese 日本語 JP|ka kat Georgian ქართული GE|ko kor Korean 한국어/조선말 KR
la lat Latin Latin VA|lt lit Lithuanian Lietuvių LT|lv lav Latvian Latviešu LV|ml mal Malayalam മലയാളം IN
mn mon Mongolian Монгол MN|ms msa Malay Bahasa_melayu MY|nb nob Norwegian_Bokmål Bokmål NO|nl nld Dutch Nederlands NL
no nor Norwegian Norsk NO|pl pol Polish Polski PL|pt por Portuguese Português PT|ro ron Romanian Română RO
ru rus Russian Pусский RU|sk slk Slovak Slovenčina SK|sl slv Slovenian Slovenščina SI|sq sqi Albanian shqip AL
sr srp Serbian Srpski RS|sv swe Swedish svenska SE|sw swa Swahili Kiswahili TZ|ta tam Tamil தமிழ் IN
te tel Telugu తెలుగు IN|th tha Thai ภาษาไทย TH|tr tur Turkish Türkçe TR|uk ukr Ukrainian Український UA
ur urd Urdu اردو PK|vi vie Vietnamese Tiếng_Việt VN|zh zho Mandarin 普通话 CN|cn yue Cantonese 广州话/廣州話 HK
xx zxx No_Language No_Language XX|ga gle Irish Gaeilge IE|cy cym Welsh Cymraeg GB|yi yid Yiddish _ US
"""

_COUNTRIES = """
AE ARE United Arab Emirates|AF AFG Afghanistan|AL ALB Albania|AR ARG Argentina|AT AUT Austria|AU AUS Australia
BA BIH Bosnia and Herzegovina|BD BGD Bangladesh|BE BEL Belgium|BG BGR Bulgaria|BR BRA Brazil|CA CAN Canada
CH CHE Switzerland|CL CHL Chile|CN CHN China|CO COL Colombia|CU CUB Cuba|CZ CZE Czech Republic|DE DEU Germany
DK DNK Denmark|DZ DZA Algeria|EE EST Estonia|EG EGY Egypt|ES ESP Spain|FI FIN Finland|FR FRA France
GB GBR United Kingdom|GE GEO Georgia|GR GRC Greece|HK HKG Hong Kong|HR HRV Croatia|HU HUN Hungary|ID IDN Indonesia
IE IRL Ireland|IL ISR Israel|IN IND India|IR IRN Iran|IS ISL Iceland|IT ITA Italy|JP JPN Japan|KE KEN Kenya
KR KOR South Korea|KZ KAZ Kazakhstan|LB LBN Lebanon|LT LTU Lithuania|LU LUX Luxembourg|LV LVA Latvia|MA MAR Morocco
MN MNG Mongolia|MX MEX Mexico|MY MYS Malaysia|NG NGA Nigeria|NL NLD Netherlands|NO NOR Norway|NZ NZL New Zealand
PE PER Peru|PH PHL Philippines|PK PAK Pakistan|PL POL Poland|PS PSE Palestinian Territory|PT PRT Portugal
RO ROU Romania|RS SRB Serbia|RU RUS Russia|SE SWE Sweden|SG SGP Singapore|SI SVN Slovenia|SK SVK Slovakia
SN SEN Senegal|SU SUN Soviet Union|TH THA Thailand|TN TUN Tunisia|TR TUR Turkey|TW TWN Taiwan|TZ TZA Tanzania
UA UKR Ukraine|US USA United States of America|VA VAT Holy See|VE VEN Venezuela|VN VNM Vietnam
ZA ZAF South Africa
"""


def _language(row: str) -> Language:
    code, code3, english, own, country = row.split()
    return Language(code, code3, english.replace("_", " "), own.replace("_", " ").strip(), country)


def _country(row: str) -> Country:
    code, code3, english = row.split(maxsplit=2)
    return Country(code, code3, english)


LANGUAGES = {one.code: one for one in map(_language, _LANGUAGES.replace("\n", "|").strip("|").split("|"))}
COUNTRIES = {one.code: one for one in map(_country, _COUNTRIES.replace("\n", "|").strip("|").split("|"))}
_BY_CODE3 = {one.code3: one for one in LANGUAGES.values()}
# What TheTVDB still carries from former days.
_BY_CODE3 |= {"pt": LANGUAGES["pt"]._replace(country="BR"), "zhtw": LANGUAGES["zh"]._replace(country="TW")}


def language(code: str) -> Language:
    """The language with this ISO 639-1 code; one that is not in the table stands for itself."""
    return LANGUAGES.get(code) or Language(code, code, code, "", "")


def language_of_three(code3: str) -> Language | None:
    """The language that TheTVDB calls so."""
    return _BY_CODE3.get(code3)


def country(code: str) -> Country:
    """The country with this ISO 3166-1 alpha-2 code; one that is not in the table stands for itself."""
    return COUNTRIES.get(code.upper()) or Country(code, code, code)
