"""Tells what kind of answer a question asks for, from its question words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.text import russian
from rag.text.contacts import find_asked_contact
from rag.text.quotations import unquoted
from rag.types import AnswerKind

# Order matters: a money question also says «сколько», a date question may say «какой».
_PATTERNS: tuple[tuple[AnswerKind, str], ...] = (
    (
        "reason",
        r"\bпочему\b|\bиз-за чего\b|\bза сч[её]т чего\b|\bблагодаря чему\b"
        r"|\bзачем\b|\bс какой целью\b|\bдля чего\b|\bне үшін\b|\bқандай мақсат\w*|\bwhat for\b"
        r"|\bненің (?:есебінен|арқасында)"
        r"|\bпо какой причине\b|\bкакова причина\b|\bв ч[её]м причин\w*"
        r"|\bнеге\b|\bнеліктен\b|\bне себептен\b|\bқандай себеп\w*"
        r"|\bсебебі (?:не|қандай)\b|\bwhy\b",
    ),
    (
        "number",
        r"\b(?:на ?сколько|насколько)\b(?! (?:процент|тенге|тысяч|миллион))[^?]{0,40}?\b"
        r"(?:вырос|вырас|увелич|повыс|сниз|уменьш|сократ|упал|подорож|подешев|прибав)\w*"
        r"|\bқаншаға (?:өс|арт|көбей|азай|төменде|қысқар|қымбатта|арзанда)\w*",
    ),
    (
        "time",
        r"\b(?:до|со?|во|ко?) скольки(?= ?\??$| (?:час|работ|ход|езд|откры|приним|дли[лт]|можн))"
        r"|\b(?:во|на) сколько (?:часов|начин|начн|откр|закр|прих|ух|отправ|выезж)"
        r"|\b(?:в котором|в какой|до какого|до которого|с какого) час\w*"
        r"|\b(?:часы|режим|график|время) (?:работы|при[её]ма|движения)\b"
        r"|\bсағат (?:нешеде|нешеге|нешеден|қаншада|қаншаға)\w*"
        r"|\b(?:жұмыс|қабылдау) (?:уақыты|кестесі|сағаты|режимі)\w*"
        r"|\bwhat time\b|\b(?:opening|working) hours\b",
    ),
    (
        "date",
        r"\bкогда\b|\bсрок\w*|\bкакого числа\b"
        r"|\bкаком (?:году|месяце)\b|\bкак(?:ом|ого) (?:квартал|полугод)\w*|\bкак(?:ая|ую|ой) дат"
        r"|\bқашан\b|\bмерзім\w*|\bқай (?:жылы|күні|айда|уақытқа|тоқсан\w*)\b|\bwhen\b|\bdeadline\b"
        r"|\bwhat date\b",
    ),
    (
        "share",
        r"\bдол[яюией]+\b|\bпроцент\w*|%|\bнасколько\b|\bүлес\w*|\bпайыз\w*|\bshare\b"
        r"|\bper ?cent\w*|\bиндекс\w*|\bизнос\w*",
    ),
    (
        "money",
        r"\b(?:(?<!где )сто(?:ит(?! (?:в|на) (?:очеред|уч[её]т))|ила?|ило|имость\w*)|почем"
        r"|обой(?:д[её]тся|дутся|тись)"
        r"|обош[её]?л\w*|денег"
        r"|средств\w*|тенге|сумм\w*|зарплат\w*|бюджет(?!н|т[іи]к)\w*|инвестици\w*|выплат\w*|штраф\w*|потрат\w+|налог\w*)\b"
        r"|\b(?:қанша тұрады|қаншаға түс\w*)\b"
        r"|\b(?:теңге\w*|қаражат\w*|қаржы(?:сы|ны|ға|дан|мен|лай)?|ақша(?:ны\w*|сы\w*|ға|дан|да|мен|лай|лары\w*)?|құны\w*|жалақы\w*|айыппұл\w*|инвестиция\w*)\b"
        r"|\b(?:costs?|price|salary|budget|fine|how much (?:money|was spent))\b",
    ),
    (
        "number",
        r"\bск[ао]льк?[оа]\b|\bскольк\w+|\bск[ао]к[ао]\b|\bколичеств\w*|\bчисленност\w*|\bчисло\b|\bчисла\b|\bплощад\w*|\bобъ[её]м\w*"
        r"|\bмощност\w*|\bпротяж[её]нност\w*|\bқанша\w*|\bнеше\w*|\bсаны\b|\bкөлемі\b"
        r"|\bқуаты\b|(?<=[нтд][ыі]ң )(?:жалпы )?ауданы(?= қандай)\b"
        r"|\bhow (?:many|much|long|large|big|old)\b|\bpopulation\b|\bnumber of\b",
    ),
    (
        "organisation",
        r"\b(?:как(?:ая|ой|ое|ие)|кто)\b.{0,24}\b(?:компани\w*|организаци\w*|подрядчик\w*|фирм\w*"
        r"|исполнител\w*|ответственн\w*|предприяти\w*)|\bмердігер\w*|\bжауапты\w*|\bқай (?:мекеме"
        r"|компания|ұйым)\w*|\bwh(?:ich|at) (?:company|organi[sz]ation|contractor)\b"
        # Who builds or answers for something may be a firm, a department or a person.
        r"|\bкто\b.{0,24}\b(?:отвеча\w*|стро(?:ит|ил|ят)\w*|постро\w*|ремонтир\w*|отремонтир\w*"
        r"|реконстру\w*|выполня\w*|обслужива\w*|поставля\w*|проектир\w*|дела(?:ет|л)\w*)"
        r"|\bкім\w* (?:сал|жөнде|тұрғыз|жүргіз|қамт|орында|нығайт|жаса|жеткіз)\w*",
    ),
    # «Кімдер» are many by what they are, not one by name.
    # «Кем он работал?» asks for a post, «кем построено» for somebody.
    ("other", r"\bкем\b.{0,40}\b(?:работа|трудил|служи|стал|станет|будет)\w*"),
    (
        "person",
        r"\bкак зовут\b|\bаты-?жөні\b"
        r"|\bкто\b|\bкем\b|\bкого\b|\bкому\b|\bкім(?!дер)\w*|\bwho\b|\bwhom\b",
    ),
    ("place", r"\bгде\b|\bкуда\b|\bоткуда\b|\bадрес\w*|\bқайда\w*|\bқай жер\w*|\bwhere\b"),
    (
        "list",
        r"\bкакие\b|\bперечисл\w*|\bсписок\b|\bназовите\b|\bқандай .*(?:лар|лер|дар|дер|тар|тер)\b"
        r"|\bтізім\w*|\bатаңыз\w*|\bкімдер\w*|\blist\b|\bwhich .*s\b",
    ),
    (
        "yes_no",
        r"\bли\b|\b(?:ма|ме|ба|бе|па|пе)\s*\??$|^(?:is|are|was|were|did|does|do|has|have)\b",
    ),
)
_AMOUNTS: tuple[AnswerKind, ...] = ("share", "money", "number")
_WHO = re.compile(r"\b(?:кто|кем|кого|кому|кім(?!дер)\w*|who|whom)\b", re.IGNORECASE)
_HOW_MUCH = re.compile(
    r"\bск[ао]льк|\bкак(?:ой|ая|ое|ов|ова|ую|ом)\b|\bқанша|\bнеше|\bқандай|\bhow\b|\bwhat\b"
    r"|\bна что\b",
    re.IGNORECASE,
)
"""«Кто получил бюджет?» asks for no amount either, «кто и сколько получил?» does."""
_WHAT = re.compile(r"(?:что|о ч[её]м|чем)\b(?! (?:стоит|дороже|дешевле))", re.IGNORECASE)
"""«Что входит в бюджет?» asks for no amount."""
_OF_WHICH = re.compile(
    r"\bкак(?:ой|ая|ое|ую|ого|ому|им|ом)\b((?:\s+[^\W\d_]+){2,5})", re.IGNORECASE
)
_MEASURE = re.compile(
    r"размер|уров|величин|ставк|расход|доход|тариф|цен|рост|прирост|сниж|темп|план|факт|показател"
    r"|значен|итог|результат|остат|дефицит|долг|задолж|оборот|выручк|прибыл|эконом|потер|ущерб|част"
    r"|взнос|пособ|пенси|доплат|надбав|компенсац|субсид|грант|кредит|займ|финансир|затрат|вложен"
    r"|поступлен|лимит|норм|порог|оклад|заработ|минимум|максимум|возраст|масс|вес|длин|ширин|высот"
    r"|мөлшер|көлем|сома|деңгей|көрсеткіш|жоспар|баға|құн|табыс|шығын|салмақ|ұзынд|бөліг",
    re.IGNORECASE,
)
"""Heads of a question for an amount beside the words in the patterns."""
_OF_WHICH_KAZAKH = re.compile(r"\bқай\s+([^\W\d_]+)", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:что|кто|где|куда|откуда|сколько|как\w*|чем|почему|how|what|which|who\w*|where|why)\b.*"
    r"(?<!\bи )(?<!\bили )(?<!\band )\b(?:когда|when)\b",
    re.IGNORECASE,
)
"""«Что было, когда …?» says when it was; «кто и когда …?» asks for it."""
_WHICH_OFFICE = re.compile(
    r"\bкак(?:ая|ой|ое|ому|им)\s+(?:[^\W\d_]+(?:ая|ое|ый|ой|ий|ому|им|ым)\s+)?"
    r"(?:ведомств|управлени|отдел|департамент|учреждени|служб|министерств)[а-яё]*"
    r"|\bқай\s+(?:басқарма|бөлім|департамент|ведомство|министрлік|қызмет|мекеме)(?!лер|дер|лар)\w*"
    r"|\bwhich (?:department|office|agency|ministry)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bскольк|\bқанша|\bнеше\b|\bкогда\b|\bқашан|\bhow m", re.IGNORECASE)
"""«Какой отдел нарушал сроки?» asks for an office, «какому отделу сколько дали?» for a sum."""
_NAMING = re.compile(r"\bкак (?:называ|имену)\w+", re.IGNORECASE)
"""«Как называется число, которое …?» asks for a name."""
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


def answer_kind(question: str) -> AnswerKind:
    """The first kind whose question words stand in the question, 'other' when none does."""
    # What is quoted is a name: «Бюджет участия» does not ask for money.
    text = unquoted(question).strip()
    if _WHICH_OFFICE.search(text) and not _HOW_MANY.search(text):
        return "organisation"
    what = _WHAT.match(text)
    asks_who = _WHO.search(text) is not None and _HOW_MUCH.search(text) is None
    for kind, pattern in _COMPILED:
        found = pattern.search(text)
        if found is None or (kind == "date" and _SUBORDINATE.search(text, 0, found.end())):
            continue
        if not (kind in _AMOUNTS and (what or asks_who or _names_another(text))):
            return kind
    return "other"


def _names_another(text: str) -> bool:
    """Whether a question asks for a name or for «which» of things that are no amounts: «какой метод
    выплаты предложен?», «как называется число, которое …?»."""
    if _NAMING.search(text):
        return True
    if asked := _OF_WHICH.search(text):
        head = _head(asked[1].split())
    else:
        asked = _OF_WHICH_KAZAKH.search(text)
        head = asked[1] if asked is not None else None
    if head is None or _MEASURE.match(head):
        return False
    return not any(pattern.search(head) for kind, pattern in _COMPILED if kind in _AMOUNTS)


def _head(words: Sequence[str]) -> str | None:
    """The first noun; None where none is known."""
    return next(
        (word for word in words if any("NOUN" in tags for tags in russian.readings(word)[:1])),
        None,
    )


_THING = re.compile(
    r"зарплат|бюджет|инвестици|выплат|штраф|налог|индекс|износ|подрядчик|исполнител|жалақы|айыппұл"
    r"|инвестиция|мердігер|salary|budget|fine|contractor",
    re.IGNORECASE,
)
"""Words that ask for a kind and name a thing as well: no sum is a salary by being one."""
_ASKING = re.compile(r"[^\W_]+")


def asking_spans(question: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand that ask for this kind of answer: «стоимость», «численность».

    An answer of the kind says with its figure what they ask for; it need not repeat them. Words
    that name a thing as well are left out, and so is what stands between two words that ask.

    >>> question = "Цена и стоимость? Какая зарплата?"
    >>> [question[a:b] for a, b in asking_spans(question)]
    ['стоимость']
    """
    if contact := find_asked_contact(question):
        return (contact[1:],)
    pattern = dict(_COMPILED).get(answer_kind(question))
    if pattern is None:
        return ()
    return tuple(
        span
        for found in pattern.finditer(unquoted(question))
        for span in _ends_of(found)
        if not _THING.match(question, *span)
    )


def _ends_of(found: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """The first and the last word of what a pattern found: «кто [и как] строит»."""
    words = [word.span() for word in _ASKING.finditer(found.string, *found.span())]
    return tuple(dict.fromkeys((words[0], words[-1]))) if words else ()


_FIGURE = re.compile(r"\d")
_SHOWN: Mapping[AnswerKind, re.Pattern[str]] = {
    "number": _FIGURE,
    "money": re.compile(
        r"\d[^\n]{0,40}?(?:тенге|теңге|тг\b|доллар|евро|руб|₸|\$|€|МРП|АЕК)|[₸$€] ?\d"
    ),
    "share": re.compile(r"\d ?%|\d[^\n]{0,12}?(?:процент|пайыз|per ?cent)"),
    "date": re.compile(
        r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}\b|\b\d{1,2} ?-?(?:ғ|век|ғасыр)"
        r"|\d (?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
        r"|январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    ),
    "person": re.compile(
        r"\b[А-ЯӘҒҚҢӨҰҮҺІA-Z][\w-]+ (?:[А-ЯӘҒҚҢӨҰҮҺІA-Z]\.|[А-ЯӘҒҚҢӨҰҮҺІA-Z][\w-]+)"
    ),
}


def shows_kind(text: str, kind: AnswerKind) -> bool:
    """Whether a text holds something of the kind; False for kinds that have no look of their own.

    >>> shows_kind("Построено 5 школ.", "number"), shows_kind("Построены школы.", "number")
    (True, False)
    """
    pattern = _SHOWN.get(kind)
    return pattern is not None and pattern.search(text) is not None
