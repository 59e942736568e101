"""The same few words in several languages, so that an invented title can have an original and its translation."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from plexstuff.sandbox.catalogue.words import GIVEN_NAMES

_TABLE = """
The Garden   | Der Garten     | Le Jardin     | El jardín     | Trädgården | Сад      | 庭園 | 정원
The Sea      | Das Meer       | La Mer        | El mar        | Havet      | Море     | 海   | 바다
The Night    | Die Nacht      | La Nuit       | La noche      | Natten     | Ночь     | 夜   | 밤
The Bridge   | Die Brücke     | Le Pont       | El puente     | Bron       | Мост     | 橋   | 다리
The Key      | Der Schlüssel  | La Clé        | La llave      | Nyckeln    | Ключ     | 鍵   | 열쇠
The Book     | Das Buch       | Le Livre      | El libro      | Boken      | Книга    | 本   | 책
The Dream    | Der Traum      | Le Rêve       | El sueño      | Drömmen    | Сон      | 夢   | 꿈
The Tree     | Der Baum       | L'Arbre       | El árbol      | Trädet     | Дерево   | 木   | 나무
The Girl     | Das Mädchen    | La Fille      | La niña       | Flickan    | Девочка  | 少女 | 소녀
The Fire     | Das Feuer      | Le Feu        | El fuego      | Elden      | Огонь    | 火   | 불
The Snow     | Der Schnee     | La Neige      | La nieve      | Snön       | Снег     | 雪   | 눈
The City     | Die Stadt      | La Cité       | La ciudad     | Staden     | Город    | 街   | 도시
The River    | Der Fluß       | Le Fleuve     | El río        | Ån         | Река     | 川   | 강
The Bird     | Der Vogel      | L'Oiseau      | El pájaro     | Fågeln     | Птица    | 鳥   | 새
The Voice    | Die Stimme     | La Voix       | La voz        | Rösten     | Голос    | 声   | 목소리
The Room     | Das Zimmer     | La Chambre    | La habitación | Rummet     | Комната  | 部屋 | 방
The Winter   | Der Winter     | L'Hiver       | El invierno   | Vintern    | Зима     | 冬   | 겨울
The Door     | Die Tür        | La Porte      | La puerta     | Dörren     | Дверь    | 扉   | 문
The Moon     | Der Mond       | La Lune       | La luna       | Månen      | Луна     | 月   | 달
The Song     | Das Lied       | La Chanson    | La canción    | Sången     | Песня    | 歌   | 노래
The Wolf     | Der Wolf       | Le Loup       | El lobo       | Vargen     | Волк     | 狼   | 늑대
The Teacher  | Der Lehrer     | Le Professeur | El maestro    | Läraren    | Учитель  | 先生 | 선생님
The Mother   | Die Mutter     | La Mère       | La madre      | Modern     | Мать     | 母   | 어머니
The King     | Der König      | Le Roi        | El rey        | Kungen     | Король   | 王   | 왕
The War      | Der Krieg      | La Guerre     | La guerra     | Kriget     | Война    | 戦争 | 전쟁
The Road     | Die Straße     | La Route      | El camino     | Vägen      | Дорога   | 道   | 길
The Heart    | Das Herz       | Le Cœur       | El corazón    | Hjärtat    | Сердце   | 心   | 마음
The Letter   | Der Brief      | La Lettre     | La carta      | Brevet     | Письмо   | 手紙 | 편지
The Summer   | Der Sommer     | L'Été         | El verano     | Sommaren   | Лето     | 夏   | 여름
The House    | Das Haus       | La Maison     | La casa       | Huset      | Дом      | 家   | 집
The Ghost    | Das Gespenst   | Le Fantôme    | El fantasma   | Spöket     | Призрак  | 幽霊 | 유령
The Flower   | Die Blüte      | La Fleur      | La flor       | Blomman    | Цветок   | 花   | 꽃
The Castle   | Das Schloß     | Le Château    | El castillo   | Slottet    | Замок    | 城   | 성
The Island   | Die Insel      | L'Île         | La isla       | Ön         | Остров   | 島   | 섬
The Train    | Der Zug        | Le Train      | El tren       | Tåget      | Поезд    | 列車 | 기차
The Mirror   | Der Spiegel    | Le Miroir     | El espejo     | Spegeln    | Зеркало  | 鏡   | 거울
The Morning  | Der Morgen     | Le Matin      | La mañana     | Morgonen   | Утро     | 朝   | 아침
The Thief    | Der Dieb       | Le Voleur     | El ladrón     | Tjuven     | Вор      | 泥棒 | 도둑
The Angel    | Der Engel      | L'Ange        | El ángel      | Ängeln     | Ангел    | 天使 | 천사
The Silence  | Die Stille     | Le Silence    | El silencio   | Tystnaden  | Тишина   | 静寂 | 침묵
"""


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    country: str
    both: str
    belonging: str


_LANGUAGES = (
    _Language("en", "US", "{} and {}", "{} of {}"),
    _Language("de", "DE", "{} und {}", "{} von {}"),
    _Language("fr", "FR", "{} et {}", "{} de {}"),
    _Language("es", "ES", "{} y {}", "{} de {}"),
    _Language("sv", "SE", "{} och {}", "{} i {}"),
    _Language("ru", "RU", "{} и {}", "{}, {}"),
    _Language("ja", "JP", "{}と{}", "{}・{}"),
    _Language("ko", "KR", "{}와 {}", "{}, {}"),
)
_ROWS = tuple(tuple(word.strip() for word in row.split("|")) for row in _TABLE.strip().splitlines())


@dataclass(frozen=True, slots=True)
class Translated:
    """A title in English, in the language it was made in, and in a third one (`name` in `name_language`)."""

    title: str
    original: str
    language: str
    country: str
    name: str
    name_language: str
    name_country: str


def _inside(word: str, language: _Language) -> str:
    """`word` as it stands in the middle of a title: "The Sea" with a small article, Spanish and Russian all small."""
    if language.code in {"en", "de", "fr", "es"}:
        return word[0].lower() + word[1:]
    return word.lower() if language.code in {"sv", "ru"} else word


def _and(first: str, second: str, language: _Language) -> str:
    """Both words; Korean has another "and" behind a syllable that ends in a consonant."""
    both = language.both
    if language.code == "ko" and (ord(first[-1]) - ord("가")) % 28:
        both = both.replace("와", "과")
    return both.format(first, _inside(second, language))


def invent(random: Random) -> Translated:
    """A title made in another language than English, with the English title and that of a third country."""
    places = (0, *random.sample(range(1, len(_LANGUAGES)), 2))
    first, second = random.sample(_ROWS, 2)
    name = random.choice(GIVEN_NAMES)
    pair = random.random() < 0.5
    texts = [
        _and(first[place], second[place], _LANGUAGES[place])
        if pair
        else _LANGUAGES[place].belonging.format(first[place], name)
        for place in places
    ]
    made, other = _LANGUAGES[places[1]], _LANGUAGES[places[2]]
    return Translated(texts[0], texts[1], made.code, made.country, texts[2], other.code, other.country)
