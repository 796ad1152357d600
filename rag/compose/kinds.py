"""Whether a text holds the kind of answer that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from rag.compose.amounts import amounts
from rag.compose.matching import Words, translated
from rag.compose.periods import dates_of
from rag.text import kazakh, russian
from rag.text.analyse import Token, analyse
from rag.text.number_words import number_words
from rag.text.quotations import unquoted
from rag.types import AnswerKind, Language

_NAME = re.compile(
    r"(?<![.!?…]\s)(?<!^)\b[А-ЯӘҒҚҢӨҰҮҺІA-Z][а-яёәғқңөұүһіa-z]+|\b[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*\b"
)
"""«QazGaz» has capitals within."""
_INITIALS = re.compile(
    r"\b[А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+ (?:[А-ЯӘҒҚҢӨҰҮҺІ]\.){1,2}"
    # A signature has the initials first; «г. Б. Момышулы» would be a street.
    r"|(?<![а-яёәғқңөұүһі]\. )\b(?:[А-ЯӘҒҚҢӨҰҮҺІ]\. ?){1,2}[А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}"
    r"|\b[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]+(?: [А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+){1,2}"
)
_PATRONYMIC = re.compile(r" [^\W\d_]+(?:(?:ов|ев)(?:ич|на)|ұлы|қызы|улы|кызы)(?:а|у|ем|ы|е|ой)?\b")
"""Nothing else is called like that, whatever else the other words mean: «Дархан» is a town, too."""
_NAME_MARKS = frozenset({"Name", "Surn", "Patr", "Init"})
_TOWNS = frozenset({"Geox"})
_SURNAME = re.compile(r"(?:[её]в|ов|ин|ын)(?:а|у|ым|ой|е)?$")
_OFFICE = re.compile(r"(?:аким|әкім)(?:а|у|ом|е|ы|ов|і|інің|нің|дер|дері)?$")
"""The dictionary has «Аким» as a first name."""
_POSSESSED = ("сы", "сі", "ы", "і", "лық", "лік", "тық", "тік", "дық", "дік")
_ORGANISATION = re.compile(
    r"\b(?:ТОО|АО|ИП|КГУ|КГП|ГУ|РГП|ЖШС|АҚ|ЖК|КММ|МКК|ГККП|ҚМК|LLP|LLC|JSC)\b"
    r"|\b(?i:аппарат|управлени|министерств|департамент|отдел|басқарма|бөлім|министрлі|акимат)"
)
_ABBREVIATION = re.compile(
    r"\b(?![IVXLІХ]+\b)[А-ЯӘҒҚҢӨҰҮҺІA-Z]{2,6}\b|\b[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*\b"
)
_QUOTED = re.compile(r"[«“\"][^»”\"]{2,60}[»”\"]")
_MONEY = re.compile(r"\b(?:тенге|теңге|тг|доллар|евро|руб)|₸|\$|€|\bМРП\b|\bАЕК\b", re.IGNORECASE)
_SHARE = re.compile(r"%|\b(?:процент|пайыз)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:перв|втор|треть|четв[её]рт|пят|шест|седьм|восьм|девят|десят)"
    r"(?:ый|ой|ая|ое|ья|ье|его|ого|ому|ему|ую|ью|ым|им|ом|ем|ей|ий|ые|ых)\b"
    r"|\b(?:бірінші|екінші|үшінші|төртінші|бесінші|алтыншы|жетінші|сегізінші|тоғызыншы|оныншы)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bучитывая\b|\bс уч[её]том\b|\bескере отырып\b|\bпричин"
    r"|\bиз-за\b|\bв связи с\b|\bвследствие|\bпоскольку\b|\bпотому что\b|\bтак как\b"
    r"|\bввиду\b|\bвызван\w*|\bобусловлен\w*|\bобъясня\w+|\bсвязан\w* с\b|\bтүсіндіріл|\bпо вине\b"
    r"|\bнехватк|\bотсутстви[ея]\b|\bжетіспеуш"
    r"|\bцель(?:ю)?\b|\bв целях\b|\bмақсат(?:ы|ында|ымен)\b"
    r"|\bв результате\b"
    r"|\bнәтижесінде\b|\bтуындаған\b|\bәсерінен\b|\bкесірінен\b|\bcaused by\b|\bas a result of\b"
    r"|\bсебе[пб]|\bөйткені\b|\bсалдарынан\b|\bбайланысты\b|\bболмағандықтан"
    r"|\bне (?:исполнен|выполнен|достигнут|освоен)\w*\s?[:(–—]\s?\w"
    r"|орындалма[а-яәіңғүұқөһ]*\s?[:(–—]\s?\w"
    r"|ғандықтан\b|гендіктен\b|қандықтан\b|кендіктен\b|\bbecause\b|\bdue to\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:ул|пр|просп|мкр|г|гор|с|пос|обл|ш/а)\.|\b(?:улиц|проспект|микрорайон|район|город|сел|посел"
    r"|област|здани|площад|парк|стадион|дворц|көше|даңғыл|аудан|қала|ауыл|облыс|ғимарат|алаң)",
    re.IGNORECASE,
)


def _has_number(text: str) -> bool:
    return bool(amounts(text))


def _has_money(text: str) -> bool:
    # The currency may stand in a header or unit cell, away from the number.
    return bool(_MONEY.search(text)) and _has_number(text)


_COUNTS = re.compile(r"\s?(?!тыс|млн|млрд|мың|трлн)[^\W\d_]{3,}")


def _may_be_money(text: str) -> bool:
    """Whether a number has no unit and counts nothing, «150 мест»: the currency may stand above a
    table or in the title."""
    return any(
        number.unit is None and not _COUNTS.match(text, number.end) for number in amounts(text)
    )


def _has_person(text: str) -> bool:
    """Whether a full name stands there, outside quotation marks: «ТОО «Абай Строй»» is nobody."""
    return any(_is_full_name(found.group()) for found in _INITIALS.finditer(unquoted(text)))


_CONTRACTOR = re.compile(r"\b(?:ген)?подрядчик|\bмердігер|\bcontractor", re.IGNORECASE)


def asks_contractor(question: str) -> bool:
    """Whether a question asks who has the contract for some work."""
    return _CONTRACTOR.search(question) is not None


def names_party(text: str) -> bool:
    """Whether a text has a name that can be a firm's or a person's: quoted, short or in full."""
    return bool(_QUOTED.search(text) or _ABBREVIATION.search(text)) or _has_person(text)


def _has_name(text: str) -> bool:
    return bool(_NAME.search(unquoted(text)))


def _is_full_name(words: str) -> bool:
    """Whether none of the words is known for something else: «Вооруженных Сил», «Ұлттық Банк»."""
    if "." in words or _PATRONYMIC.search(words):
        return True
    parts = words.lower().split()
    # «Дархан» is a town as well; before a surname it is somebody's name.
    towns = _TOWNS if _SURNAME.search(parts[-1]) else frozenset()
    return not any(_is_ordinary(word, towns) for word in parts)


def _is_ordinary(word: str, names: frozenset[str]) -> bool:
    if _OFFICE.match(word):
        return True
    if russian.is_known(word):
        return not any((_NAME_MARKS | names) & reading for reading in russian.readings(word))
    root = kazakh.find_root(word)
    return root is not None and root != word and word.endswith(_POSSESSED)


def _has_share(text: str) -> bool:
    return bool(_SHARE.search(text)) and (_has_number(text) or bool(number_words(text)))


_SPAN_RU = r"(?:(?:рабочих|календарных|банковских) )?(?:дн|день|сут|недел|месяц|час|лет|год)"
_SPAN_KK = r"(?:(?:жұмыс|күнтізбелік|банк) )?(?:күн|апта|ай|сағат|тәулік|жыл)"
_WITHIN = re.compile(
    r"\b(?:в течени[ие]|не поз[дж]н?ее?(?: чем)?|срок\w*|до истечения)\b[^.\d]{0,24}"
    rf"\d+(?:-[а-яё]+)? {_SPAN_RU}"
    rf"|\d+ {_SPAN_KK}\w* ?(?:ішінде|кешіктір|дейін)"
    rf"|\bмерзімі?\b[^.\d]{{0,24}}\d+ {_SPAN_KK}",
    re.IGNORECASE,
)
"""A time limit: «в течение 15 рабочих дней», «15 жұмыс күні ішінде»."""
_LONG_AGO = re.compile(
    r"\b(?:[IVXХ]{1,5}|\d{1,2}|[а-яё]+(?:надцат|дцат|десят|сот|ерв|тор|реть|твёрт|верт|ят|ест|едьм"
    r"|осьм|сят)[а-яё]*)(?:-?[а-яё]{1,2})?\s*(?:век(?:а|е|у|ов|ом|ах)?\b|столети|тысячелети)"
    r"|\b[IVXХ]{1,5}\s*вв?\."
    r"|\b(?:[IVXХ]{1,5}|\d{1,2})(?:-?[а-яі]{2,3})?\s*(?:ғ\.|ғасыр|мыңжылдық)"
    r"|\b(?:19|20)?\d0-?(?:е|х|ые|ых|ыми|шы|шi|ші|ыншы|інші)\s*(?:гг?\.|год|жыл)"
    r"|(?<!\d)\d{3,4}(?:-?[а-яі]{1,3})?\s*(?:год|жыл|гг?\.|жж?\.)"
    r"|\b(?:год|жыл)[а-яі]{0,4}\b[^:;.\n]{0,30}: ?(?:1[5-9]|20)\d\d(?!\d)"
    r"|\b(?:лет|года|год)(?: тому)? назад\b|\bжыл бұрын\b|\byears ago\b"
    r"|\bдо (?:н\. ?э|нашей эры|настоящего времени)|\bб\. ?з\. ?д\b",
    re.IGNORECASE,
)
"""A time told by its century or decade, an old year, or how long ago it was."""
_SPAN_IN_WORDS = re.compile(
    rf"\b(?:срок\w*|в течени[ие])\b[^.\d]{{0,40}}? {_SPAN_RU}", re.IGNORECASE
)


_MADE = re.compile(
    r"\d{4}\s*(?:года?|г\.)?\s*(?:постройки|рождения|выпуска|основания|г\.\s?р\.)"
    r"|\d{4}\s*(?:жыл\w*)?\s*(?:туған|салынған|шыққан)\b",
    re.IGNORECASE,
)
"""«Амбулатория 1958 года постройки» says which one, not when anything happens."""


_RELATIVE = re.compile(
    r"\b(?:до|к|ко|в|на) конц[аеу] (?:(?:текущего|этого|следующего) )?(?:года|месяца|квартала)\b"
    r"|\bв (?:текущем|этом|следующем|будущем) (?:году|месяце|квартале)\b"
    r"|\bжыл(?:дың)? (?:соң|аяғ)[ыі]\w*|\b(?:осы|биылғы|келесі|келер) жыл\w*"
    r"|\b(?:by|at|before) the end of (?:the|this|next) (?:year|month)\b",
    re.IGNORECASE,
)
"""«К концу текущего года»: when it is said tells the year."""


def _has_date(text: str) -> bool:
    text = _MADE.sub(" ", text)
    if dates_of(text) or any(said.search(text) for said in (_WITHIN, _LONG_AGO, _RELATIVE)):
        return True
    span = _SPAN_IN_WORDS.search(text)
    return span is not None and bool(number_words(span.group()))


_HOURS = re.compile(
    r"(?<![\d.,:])(?:[01]?\d|2[0-4])[:.][0-5]\d(?![\d.])"
    r"|\b\d{1,2}(?:-(?:и|ти|ми))? час(?:ов|а)?\b|\bсағат \d{1,2}\b|\bкруглосуточн|\bтәулік бойы"
    r"|\b24/7\b|\b(?:1[0-2]|[1-9]) ?(?:am|pm)\b|\bв (?:полдень|полночь)\b",
    re.IGNORECASE,
)


def _has_hours(text: str) -> bool:
    return _HOURS.search(text) is not None


_CHECKS: Mapping[AnswerKind, tuple[Callable[[str], bool], Callable[[str], bool] | None]] = {
    "number": (_has_number, lambda text: bool(number_words(text) or _ORDINAL.search(text))),
    "money": (_has_money, _may_be_money),
    "share": (_has_share, _has_number),
    "date": (_has_date, None),
    "time": (_has_hours, None),
    "person": (_has_person, _has_name),
    "organisation": (
        lambda text: bool(_ORGANISATION.search(text)),
        lambda text: bool(_NAME.search(text) or _ABBREVIATION.search(text)),
    ),
    "reason": (lambda text: bool(_REASON.search(text)), lambda _: True),
    "place": (lambda text: bool(_PLACE.search(text)), lambda text: bool(_NAME.search(text))),
}


@lru_cache(maxsize=5_000)
def holds_kind(text: str, kind: AnswerKind) -> float:
    """1 when the text holds what is asked for, .5 when something near it, 0 when nothing.

    For kinds that leave no trace in a text (list, yes/no, other) it is always 1.
    """
    checks = _CHECKS.get(kind)
    if checks is None:
        return 1.0
    full, half = checks
    if full(text):
        return 1.0
    return 0.5 if half is not None and half(text) else 0.0


_FIRM = re.compile(
    r"\b(?:ТОО|АО|ИП|КГП|ГКП|ГККП|КГУ|ГУ|РГП|ЖК|КХ|LLP|LLC|JSC)\s+[«\"“][^»”\"]{2,60}[»”\"]"
    r"|[«\"“][^»”\"]{2,60}[»”\"]\s+(?:ЖШС|АҚ|ЖК|ШҚ|РМК|КМК|МКК|МКҚК|КММ|ҚМК|LLP|LLC|JSC)\b"
)


def names_firm(text: str) -> bool:
    """Whether a firm is named with its form: «ТОО «Арал Жол»», ««Арал Жол» ЖШС»."""
    return _FIRM.search(text) is not None


NAMED: frozenset[AnswerKind] = frozenset({"person", "organisation", "place"})
"""Kinds that are told by a name."""


def without_asked(text: str, asked: Collection[str], language: Language) -> str:
    """``text`` with spaces for the names that a question says itself, as long as it was.

    They do not answer it: «Кто ремонтирует автовокзал «Саяхат»?» «Автовокзал «Саяхат» закрыт».
    ``asked`` are the question's terms.
    """
    kept = list(text)
    for token in analyse(text, language=language):
        if token.term in asked and token.surface[:1].isupper():
            kept[token.start : token.end] = " " * (token.end - token.start)
    return "".join(kept)


MONEY = frozenset({"KZT", "USD", "EUR", "RUB"})


def unit_is_kind(units: Collection[str | None], kind: AnswerKind) -> bool:
    """Whether a table row's units, which may stand apart from its numbers, are of the kind."""
    return (kind == "share" and "%" in units) or (kind == "money" and not MONEY.isdisjoint(units))


NEAR_WORDS = 3
"""How many words may stand between a number and what it counts: «48 новых школ»."""


def counted(asked: Words, text: str, language: Language) -> float:
    """1 when a number in the text stands next to a word that is asked for, else 0.

    «Сколько школ?» is answered by «48 школ» and «48 мектеп», less likely by «школы построены в
    2022 году».
    """
    return float(
        any(
            word.term in asked.terms or translated(word, asked)
            for word in _beside_numbers(text, language)
        )
    )


@lru_cache(maxsize=20_000)
def _beside_numbers(text: str, language: Language) -> tuple[Token, ...]:
    """The words that stand next to a number that counts or measures."""
    starts = {number.start for number in amounts(text)}
    if not starts:
        return ()
    words = analyse(text, language=language)
    numbers = [i for i, word in enumerate(words) if word.start in starts]
    return tuple(
        word for i, word in enumerate(words) if any(0 < abs(i - j) <= NEAR_WORDS for j in numbers)
    )
