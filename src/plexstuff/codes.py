"""Codes of languages and countries: ISO 639-1 with 639-2/T, and ISO 3166-1 alpha-2 with alpha-3."""

from __future__ import annotations

_LANGUAGES = """
aa aar|ab abk|af afr|ak aka|am amh|an arg|ar ara|as asm|ay aym|az aze|ba bak|be bel|bg bul|bi bis
bm bam|bn ben|bo bod|br bre|bs bos|ca cat|ce che|co cos|cs ces|cv chv|cy cym|da dan|de deu|dz dzo
ee ewe|el ell|en eng|eo epo|es spa|et est|eu eus|fa fas|ff ful|fi fin|fj fij|fo fao|fr fra|fy fry
ga gle|gd gla|gl glg|gn grn|gu guj|gv glv|ha hau|he heb|hi hin|hr hrv|ht hat|hu hun|hy hye|id ind
ig ibo|ik ipk|is isl|it ita|iu iku|ja jpn|jv jav|ka kat|kk kaz|kl kal|km khm|kn kan|ko kor|ks kas
ku kur|kw cor|ky kir|la lat|lb ltz|lg lug|ln lin|lo lao|lt lit|lv lav|mg mlg|mi mri|mk mkd|ml mal
mn mon|mr mar|ms msa|mt mlt|my mya|nb nob|ne nep|nl nld|nn nno|no nor|nv nav|ny nya|oc oci|om orm
or ori|os oss|pa pan|pl pol|ps pus|pt por|qu que|rm roh|ro ron|ru rus|rw kin|sa san|sc srd|sd snd
se sme|sg sag|si sin|sk slk|sl slv|sm smo|sn sna|so som|sq sqi|sr srp|st sot|su sun|sv swe|sw swa
ta tam|te tel|tg tgk|th tha|ti tir|tk tuk|tl tgl|tn tsn|to ton|tr tur|ts tso|tt tat|ug uig|uk ukr
ur urd|uz uzb|ve ven|vi vie|wo wol|xh xho|yi yid|yo yor|za zha|zh zho|zu zul
"""

_COUNTRIES = """
AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW
AX ALA AZ AZE BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN
BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG
CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE
DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN
FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL
GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD HN HND HR HRV
HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM
JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO
LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE
MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS
MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL
NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI
PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN
SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP SV SLV
SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON
TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN
VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE
"""

#: ISO 639-2/B where it differs from 639-2/T: codes made from the language's English name.
_ENGLISH = """
alb sq|arm hy|baq eu|bur my|chi zh|cze cs|dut nl|fre fr|geo ka|ger de|gre el|ice is|mac mk|mao mi|may ms|per fa|rum ro|
slo sk|tib bo|wel cy
"""

_LONG: dict[str, str] = dict(pair.split() for pair in _LANGUAGES.strip().replace("\n", "|").split("|"))
_SHORT = {long: short for short, long in _LONG.items()}
_BY_ENGLISH: dict[str, str] = dict(pair.split() for pair in _ENGLISH.split("|"))
_words = _COUNTRIES.split()
_ALPHA_2 = dict(zip(_words[1::2], _words[::2], strict=True))


def language_3(code: str) -> str:
    """ISO 639-2/T of an ISO 639-1 code (`de`, `pt-BR`) -> `deu`, `por`; unknown codes come back as they are."""
    return _LONG.get(code.partition("-")[0].lower(), code)


def language_2(code: str) -> str:
    """ISO 639-1 of an ISO 639-2/T code; what is no such code (`yue`, `pt`, `zhtw`) comes back as it is."""
    return _SHORT.get(code.lower(), code)


def country_2(code: str) -> str:
    """ISO 3166-1 alpha-2 of an alpha-3 code in any case: `usa` -> `US`; "" for what is none."""
    return _ALPHA_2.get(code.upper(), "")


def known_language(text: str) -> str:
    """ISO 639-1 of any code for a language that has one (`de`, `DEU`, `ger`); "" for what is none."""
    code = text.lower()
    return code if code in _LONG else _SHORT.get(code) or _BY_ENGLISH.get(code, "")


def known_country(text: str) -> str:
    """ISO 3166-1 alpha-2 of any code for a country (`at`, `AUT`); "" for what is none."""
    code = text.upper()
    return code if code in _ALPHA_2.values() else country_2(code)
