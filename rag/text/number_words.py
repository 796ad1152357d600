"""Finds the numbers that are written as words, in Kazakh, Russian and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rag.text.kazakh import stem
from rag.text.language import detect_language
from rag.text.letters import fold_lookalikes, lower_same_length
from rag.text.numbers import Number
from rag.types import Language

_WORD = re.compile(r"[^\W\d_]+")
# What may stand between two words of one number.
_JOINT = re.compile(r"[ \xa0-]|\sand\s")


def _table(listed: str) -> dict[str, float]:
    """Lines of a value and the words for it."""
    rows = (line.split() for line in listed.strip().splitlines())
    return {word: float(value) for value, *words in rows for word in words}


# «семью» is left out: it is the family more often than seven.
_RUSSIAN = _table(
    """
    1.5 полтора полторы полутора
    2 два две двух двум двумя двое двоих двоим двоими оба обе обоих обеих обоим обеим обоими обеими
    3 три трех трем тремя трое троих троим троими
    4 четыре четырех четырем четырьмя четверо четверых
    5 пять пяти пятью пятеро пятерых
    6 шесть шести шестью шестеро
    7 семь семи семеро
    8 восемь восьми восемью восьмью
    9 девять девяти девятью
    10 десять десяти десятью десятеро
    11 одиннадцать одиннадцати одиннадцатью
    12 двенадцать двенадцати двенадцатью
    13 тринадцать тринадцати тринадцатью
    14 четырнадцать четырнадцати четырнадцатью
    15 пятнадцать пятнадцати пятнадцатью
    16 шестнадцать шестнадцати шестнадцатью
    17 семнадцать семнадцати семнадцатью
    18 восемнадцать восемнадцати восемнадцатью
    19 девятнадцать девятнадцати девятнадцатью
    20 двадцать двадцати двадцатью
    30 тридцать тридцати тридцатью
    40 сорок сорока
    50 пятьдесят пятидесяти пятьюдесятью
    60 шестьдесят шестидесяти шестьюдесятью
    70 семьдесят семидесяти семьюдесятью
    80 восемьдесят восьмидесяти восемьюдесятью
    90 девяносто девяноста
    100 сто ста
    200 двести двухсот двумстам двумястами
    300 триста трехсот тремстам тремястами
    400 четыреста четырехсот
    500 пятьсот пятисот
    600 шестьсот шестисот
    700 семьсот семисот
    800 восемьсот восьмисот
    900 девятьсот девятисот
    """
)
# Stems; «тоқсан» is left out as the quarter of a year, «бір» as an article.
_KAZAKH = _table(
    """
    1.5 біржарым
    2 екі екеу
    3 үш үшеу
    4 төрт төртеу
    5 бес бесеу
    6 алты алтау
    7 жеті жетеу
    8 сегіз
    9 тоғыз
    10 он
    20 жиырма
    30 отыз
    40 қырық
    50 елу
    60 алпыс
    70 жетпіс
    80 сексен
    """
)
# «үшін» is no form of «үш», nor those of «ол» of «он».
_NO_FORMS = frozenset("үшін онда одан оны оның онымен оған онсыз ондай онан".split())
_ENGLISH = _table(
    """
    2 two both
    3 three
    4 four
    5 five
    6 six
    7 seven
    8 eight
    9 nine
    10 ten
    11 eleven
    12 twelve dozen
    13 thirteen
    14 fourteen
    15 fifteen
    16 sixteen
    17 seventeen
    18 eighteen
    19 nineteen
    20 twenty
    30 thirty
    40 forty
    50 fifty
    60 sixty
    70 seventy
    80 eighty
    90 ninety
    """
)
# Words that count only within a number: «двадцать один», «екі жүз», «two thousand».
_ONE = {"один", "одна", "одно", "одной", "одного", "одному", "одну", "бір", "one"}
_HUNDRED = {"жүз", "hundred"}
_SCALES = _table(
    """
    1000 тысяча тысячи тысяч тысячу тысячам тысячами тысячах мың thousand
    1000000 миллион миллиона миллионов миллионам миллионами миллионах million
    1000000000 миллиард миллиарда миллиардов миллиардам миллиардами миллиардах billion
    """
)
_TABLES: Mapping[Language, Mapping[str, float]] = {"ru": _RUSSIAN, "kk": _KAZAKH, "en": _ENGLISH}


def number_words(text: str, language: Language | None = None) -> tuple[Number, ...]:
    """Every cardinal above one that is written in words, in order, kind "plain", without unit.

    ``language`` is that of the text (None: detected): «он» is ten in Kazakh and a pronoun in
    Russian. Ordinals, lone «one» and lone scale words are no numbers here.

    >>> [(n.written, n.value) for n in number_words("Две улицы, двадцать пять домов, екінші үй")]
    [('Две', 2.0), ('двадцать пять', 25.0)]
    """
    folded = lower_same_length(fold_lookalikes(text)).replace("ё", "е")
    table = _TABLES[language or detect_language(text)]
    found: list[Number] = []
    for run in _runs(folded, table):
        start, end = run[0][0].start(), run[-1][0].end()
        value = _value([amount for _, amount in run])
        found.append(Number(start, end, text[start:end], value, "plain", None))
    return tuple(found)


_Run = list[tuple[re.Match[str], float]]


def _runs(folded: str, table: Mapping[str, float]) -> Iterator[_Run]:
    """Words of one number each, with their values, in order."""
    run: _Run = []
    for word in _WORD.finditer(folded):
        if run and word.group() == "and":
            continue
        amount = _amount(word.group(), table, inside=bool(run))
        if run and not (amount and _goes_on(folded, run, word, amount)):
            yield run
            run = []
            amount = _amount(word.group(), table, inside=False)
        if amount:
            run.append((word, amount))
    if run:
        yield run


def _amount(word: str, table: Mapping[str, float], *, inside: bool) -> float:
    """The value of a number word, 0 for any other; ``inside`` a number more words count."""
    if inside and word in _SCALES:
        return _SCALES[word]
    if inside and word in _ONE:
        return 1.0
    if word in _HUNDRED:
        return 100.0 if inside else 0.0
    if word in table:
        return table[word]
    if table is not _KAZAKH or word in _NO_FORMS or word.endswith(("ші", "шы")):
        return 0.0
    value: float = table.get(stem(word), 0.0)
    return value


def _goes_on(folded: str, run: _Run, word: re.Match[str], amount: float) -> bool:
    """Whether the word belongs to the number so far: «двадцать пять», but «два, три»."""
    if not _JOINT.fullmatch(folded, run[-1][0].end(), word.start()):
        return False
    last = run[-1][1]
    if amount >= 1000:
        return last < 1000
    if amount == 100 and word.group() in _HUNDRED:
        return last < 10
    return (
        last >= 1000
        or (last >= 20 and amount < 10 ** (len(str(int(last))) - 1))
        or (last == 10 and amount < 10 and word.group() in _KAZAKH)
    )


def _value(amounts: list[float]) -> float:
    total = current = 0.0
    for amount in amounts:
        if amount >= 1000:
            total, current = total + (current or 1) * amount, 0.0
        elif amount == 100 and 0 < current < 10:
            current *= 100
        else:
            current += amount
    return total + current
