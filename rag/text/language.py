"""Tells which of Kazakh, Russian and English a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.text.kazakh import find_root
from rag.text.kazakh_latin import is_kazakh_latin
from rag.text.letters import fold_lookalikes, has_kazakh_letter, lower_same_length
from rag.text.russian import is_known
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words
from rag.types import Language

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile('[«“"][^«»“”"\n]{1,200}[»”"]')

# Weights of evidence, by how often each was seen to mislead in our own examples.
_KAZAKH_LETTER = 3.0
_FUNCTION_WORD = 2.5
_FREQUENT_WORD = 2.0
_KNOWN_ROOT = 1.0
_ENDING = 1.0
_LETTER = 0.4
_KNOWN_FORM = 0.5
# A name in quotation marks says little about the sentence around it.
_QUOTED_SHARE = 0.25

# Everyday Kazakh words that need no Kazakh letter, as they stand in cells and headings.
_KAZAKH_WORDS = words(
    """
    адам адамдар жыл жылы жылдар ай айы саны сома барлығы атауы бала балалар ауыл ауылы аудан
    ауданы облыс облысы мектеп мектебі мал басы баспа бас егін жер жерлер жаңа жол жолдар су дана
    сан елді мекен мың орын орны орындалды орындалмады орындалуда орташа жоспар жоспары
    жоспарда жалпы сала саласы шара шаралар бойы жылдам тапсырыс жоба жобалар жобасы аула
    кала каласы каласында когам халык емхана аурухана бюджеттен болып болды болады барысы
    барысында басшы басшысы орынбасары тараз алматыда алматыдан астанада жастар жас дала тау туу
    сату алу беру салу келу кету жасау мерзім мерзімі айда айлар кент кенті ара арасында арасы
    алдын ала жанар сауда салым салынды берілді ашылды тал бау баулар жиыны жиын аялдама жаяу
    жшс кмм мкк рмк
    алды барды жалпыға жаз жазба жылу сапа сапасы сапалы астана басым елші ел елдер елде
    """
)
_RUSSIAN_WORDS = words(
    """
    год года году годы лет человек человека людей дом дома домов район района районе область
    области город города городе улица улицы итого всего наименование показатель
    показатели количество число налог налоги бюджета срок сроки работа работы работ дата
    доля рост объем школа школы школ дети детей аким акима рублей тысяч тысячи миллиарда
    единиц штук примечание ответственный ответственные исполнение исполнено исполнители кроме
    начало конец проекта проекты вода воды дорога дороги жители житель врач учителя учитель
    центра тоо кгу гку кгп гкп ргп
    """
)
# Known roots that Russian has too, and None for words that are forms of no known root.
_SHARED_ROOTS: frozenset[str | None] = words(
    """
    абзац автобус автомобиль автор аз азия ай ал алма алоэ апа ара артель ас ат аудит аудитор баба
    база бал балкон банк бар баржа бек бетон бизнес билет биржа бит бомба бор бюджет бюро вар век
    вокзал газ генерал дар дата дауыл де делегат дели день департамент депутат ди диплом директор
    док доктор доллар дом дядя ек ел ем ен ер ет ж жал жан жар жор завод зал зат зор иди из им
    инвестор индекс институт интеграл кабинет кадастр кадр канал канат кап капитал кар карта касса
    кафе квартал кварталы кел кем кино кит клуб кодекс кол колледж ком команда комиссия комитет
    компания конверт кор корь крем куб лак лимон лицей магистраль май мак марка март масса масштаб
    материал машина медаль мен металл метр миллиард миллион минерал министр минута модель мол мор
    музей музыка ном норма нота ой он операция от отель офис палата пар парк парламент партия пас
    пат патент патруль педагог персонал пир план портал портрет потенциал президент профиль
    округ процент процесс раз раса республика ресурс рет рог рос руб рынок сад сай салон сан сап сар
    секунд сом сон сор спорт стиль студент су субсидия тал там тан тар тариф тат те театр телефон
    тем термин тест техника ти тир той ток том тон тонна тоннель топ тор тос ту туризм турист туш
    у уди университет фабрика факт факультет филиал фонд форма форум хан хат химия хирург цемент
    аул центр цех чемпионат шал шам шар шеф ши школа экономика электр энергия яр
    """
) | {None}
_KAZAKH_ENDING = re.compile(
    """(?:
    лар|лер|дар|дер|тар|тер
    |(?:лар|лер|дар|дер|тар|тер)[ыі]?(?:м[ыі]з|[нд]а|[нд]е|нан|нен|на|не|н|ны|ні)?
    |[лнтд][ыі]|лды|лді|нды|нді|[ыі]лды|[ыі]лді|лма[дй]ы|ады|еді|йды|йді
    |[аеыіу]нда|[аеыі]нде|дан|ден|тан|тен|нан|нен|мен|бен|пен
    |лау|леу|дау|деу|тау|теу|лану|лену|дыру|діру|туы|ууы|дыр|тыр
    |ады|еді|йды|йді|ген|кен|атын|етін|йтын|йтін|удың|уға|уы|уда|уде|уді|уды
    |сы|сі|сын|сін|сына|сіне|сында|сінде|шы|ші|сыз|сіз|лы|лі|ды|ді|ты|ті|ып|іп|еп|ап
    |ымен|імен|умен|ына|іне|ынан|інен
    )$""",
    re.VERBOSE,
)
_RUSSIAN_ENDING = re.compile(
    """(?:
    ого|его|ому|ему|ыми|ими|ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ую|юю
    |ов|ев|ей|ам|ям|ами|ями|ах|ях|ия|ии|ию|ием|ией|ения|ение|ению|ением|ости|ость|остью|ства|ство
    |ть|ться|тся|л|ла|ло|ли|лся|лась|лось|лись|ет|ит|ют|ят|ут|ают|яют|ся|сь|ена|ено|ены|ана|ано|аны
    |ский|ская|ское|ские|ского|ской|ским|ских|ция|ции|цию|ций|щик|чик|ник|ница|тель|тели
    |ка|ки|ку|ке|кой|ок|ек|ги|ги|оги|и|я|ю|ья|ье|ью|ём|ом|ем|ного|ной|ным|ных|на|но|ны
    )$""",
    re.VERBOSE,
)
# Letters that only loans have in Kazakh.
_RUSSIAN_LETTER = re.compile("[щъёцвфьэч]")
# Sequences that Russian spelling does not have.
_KAZAKH_SEQUENCE = re.compile(
    "[гкж]ы|ы[аеоу]|шы|жы|уы|аы|йы|лы[мкнс]|ыл|мы[нс]|уда|ау[^ад]|ау$|йт[ыі]|ж[аы]л"
)


def detect_language(text: str, default: Language = "ru") -> Language:
    """The language most words of ``text`` speak for; ``default`` when none says anything.

    Kazakh in Latin script is "kk". Right on single cells where a word allows it; a name in
    quotation marks counts little unless there is nothing else.

    >>> detect_language("Орындалды"), detect_language("Налоги"), detect_language("Га", "kk")
    ('kk', 'ru', 'kk')
    """
    folded = lower_same_length(fold_lookalikes(text))
    words = [(word.group(), word.start()) for word in _WORD.finditer(folded)]
    cyrillic = [(word, start) for word, start in words if "\u0400" <= word[0] <= "\u04ff"]
    latin = [word for word, _ in words if "a" <= word[0] <= "\u024f"]
    if _is_latin(cyrillic, latin):
        return _latin_language(text, latin, default)
    return _cyrillic_language(folded, cyrillic, default)


def n_telling_words(text: str) -> int:
    """How many words of ``text`` speak for a language at all.

    >>> n_telling_words("Атауы\t241,3"), n_telling_words("га"), n_telling_words("Жаңа мектеп")
    (1, 0, 2)
    """
    folded = lower_same_length(fold_lookalikes(text))
    words = (match.group() for match in _WORD.finditer(folded))
    return sum(len(w) > 3 if w[0] < "\u0400" else word_evidence(w) != (0.0, 0.0) for w in words)


@lru_cache(maxsize=65_536)
def word_evidence(word: str) -> tuple[float, float]:
    """How much a lower-case Cyrillic word speaks for (Kazakh, Russian); (0, 0) for nothing."""
    if word in _SHARED_ROOTS:
        return 0.0, 0.0
    kazakh = russian = 0.0
    if has_kazakh_letter(word):
        kazakh += _KAZAKH_LETTER
    if word in STOP_WORDS["ru"]:
        russian += _FUNCTION_WORD
    elif word in STOP_WORDS["kk"]:
        kazakh += _FUNCTION_WORD
    if word in _RUSSIAN_WORDS:
        russian += _FREQUENT_WORD
    elif word in _KAZAKH_WORDS:
        kazakh += _FREQUENT_WORD
    elif find_root(word) not in _SHARED_ROOTS:
        kazakh += _KNOWN_ROOT
    told = kazakh > 0
    if len(word) > 3:
        kazakh += _ENDING * bool(_KAZAKH_ENDING.search(word))
        russian += _ENDING * bool(_RUSSIAN_ENDING.search(word))
        kazakh += _LETTER * len(_KAZAKH_SEQUENCE.findall(word))
        russian += _LETTER * len(_RUSSIAN_LETTER.findall(word))
    # «доходы» only ends like a Kazakh verb; its form is in the Russian dictionary.
    if kazakh > russian and not told and is_known(word):
        russian = kazakh + _KNOWN_FORM
    return kazakh, russian


def _cyrillic_language(text: str, words: list[tuple[str, int]], default: Language) -> Language:
    quoted = bytearray(len(text))
    for match in _QUOTED.finditer(text):
        quoted[match.start() : match.end()] = b"\1" * len(match.group())
    kazakh = russian = 0.0
    for word, start in words:
        for_kazakh, for_russian = word_evidence(word)
        if quoted[start]:
            kazakh += _QUOTED_SHARE * for_kazakh
            russian += _QUOTED_SHARE * for_russian
        else:
            kazakh += for_kazakh
            russian += for_russian
    if kazakh == russian:
        return default
    return "kk" if kazakh > russian else "ru"


def _is_latin(cyrillic: list[tuple[str, int]], latin: list[str]) -> bool:
    n_cyrillic = sum(len(word) for word, _ in cyrillic)
    n_latin = sum(map(len, latin))
    speaks_english = any(word in STOP_WORDS["en"] for word in latin if len(word) > 1)
    return n_latin > n_cyrillic and (speaks_english or not n_cyrillic)


def _latin_language(text: str, words: list[str], default: Language) -> Language:
    if is_kazakh_latin(text):
        return "kk"
    # Abbreviations, brands and units of measure are written so in every language.
    plain = any(len(word) > 3 and word in text for word in words)
    speaks = plain or any(word in STOP_WORDS["en"] for word in words)
    return "en" if speaks or (len(words) > 1 and sum(map(len, words)) > 9) else default
