"""Finds the numbers written in a text with their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

NumberKind = Literal["plain", "percent", "money", "year", "ordinal", "identifier"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; ``text[start:end] == written``, from the first digit to the last.

    ``value`` includes the scale word: «241,3 тыс.» is 241300. Of an identifier it is the first
    number in it: compare ``written``. ``unit`` is "%", an ISO 4217 code for money, else the unit of
    measure in its shortest Russian form, or None.
    """

    start: int
    end: int
    written: str
    value: float
    kind: NumberKind
    unit: str | None


_GROUP_SPACE = "[ \xa0\u2009\u202f]"
_LETTER = r"[^\W\d_]"
# The order of the alternatives matters: the longest reading first.
NUMBER = re.compile(
    rf"""
    (?P<phone>(?:\+7|(?<!\d)8)[ \-]?\(?\d{{3,5}}\)?[ \-]?\d{{1,3}}[ \-]\d{{2}}[ \-]\d{{2}}(?!\d))
  | (?P<identifier>
        (?<![^\W_]){_LETTER}{{1,5}}-\d+(?:[/.\-]\d+)*(?![^\W_])       # А-9, COVID-19
      | (?<!\d)\d{{1,4}}(?:\.\d{{1,4}}){{2,}}                         # 3.2.1.1, 23.06.2022
      | (?<!\d)\d+(?:/\d+)+(?:-\d+)*(?!\d)                            # 3/522
      | (?<!\d)\d{{4}}-\d\d-\d\d(?!\d)                                # 2022-06-23
      | (?<!\d)\d{{1,2}}:\d\d(?!\d)                                   # 15:00
      | (?<=№)\d+(?:[/\-]\d+)*|(?<=№{_GROUP_SPACE})\d+(?:[/\-]\d+)*   # №131
      | (?<=\bN{_GROUP_SPACE})\d+(?:[/\-]\d+)*                        # N 240
    )
  | (?P<grouped>
        (?<![\d.,])[1-9]\d{{0,2}}(?:{_GROUP_SPACE}\d{{3}})+(?:[.,]\d+)?(?!\d)
      | (?<![\d.,])(?!(?:19|20)\d\d{_GROUP_SPACE})[1-9]\d{{3}}{_GROUP_SPACE}\d{{3}}[.,]\d+(?!\d)
      | (?<![\d.,])[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}(?:\.\d+)?(?!\d)
    )
  | (?P<english>(?<![\d.,])[1-9]\d{{0,2}},\d{{3}}(?![\d.,]\d|\d)(?=\s[A-Za-z]{{2}}))
  | (?P<plain>(?<!\d)(?:−|(?<=[\t(])-)?\d+(?:[.,]\d+)?)
    """,
    re.VERBOSE,
)
_SCALE = re.compile(
    r"\s?(?:(?P<thousand>тыс\b\.?|тысяч\w*|мың\w*|thousand)"
    r"|(?P<million>млн\b\.?|миллион\w*|million)"
    r"|(?P<milliard>млрд\b\.?|миллиард\w*|billion)|(?P<billion>трлн\b\.?|триллион\w*|trillion))",
    re.IGNORECASE,
)
# The first number of «5-6 тысяч» and «5-6%» takes what stands after the second.
_RANGE_END = re.compile(r"[-–—]\d+(?:[.,]\d+)?(?![.,]?\d)")
_SCALES = {"thousand": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e12}
_PERCENT = re.compile(r"\s?(?:%|пайыз|процент|per ?cent)", re.IGNORECASE)
_MONEY = re.compile(
    r"\s?(?:(?P<KZT>тенге|теңге|тг\b|₸|KZT)|(?P<USD>доллар|долл\b|\$|USD)"
    r"|(?P<EUR>евро|€|EUR)|(?P<RUB>рубл|руб\b|₽))",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?P<USD>\$)|(?P<EUR>€)|(?P<KZT>₸)")
_YEAR_WORD = re.compile(
    r"\s?(?:г\.|гг\.|г\b|гг\b|год|ж\.|жж\.|ж\b|жж\b|жыл|жылы)"
    r"|\s?[-–—]\s?(?:19|20)\d\d\s?(?:г|ж)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|from|to|of|после|до|с|к|в)\s"
    r"|\b(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,3}\s"
    r"|(?:19|20)\d\d\s?[-–—]\s?)$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"-(?:й|я|е|го|му|м|х|ый|ий|ой|ая|ое|ые|ых|ым|ую|ші|шы|інші|ыншы|нші|ншы)\b|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_CUBIC = r"(?:куб\.? ?м(?:етр\w*)?|м3|м³|кубометр\w*|текше ?м(?:етр\w*)?|т\. ?м\.?)"
# The first that fits: what is longer or more special stands before.
_UNITS = (
    ("куб.м/с", rf"{_CUBIC} ?(?:/ ?с(?:ек)?\b|в секунду)|(?:секундына|секунтына) текше"),
    ("кв.км", r"кв\.? ?км|км2|км²|квадратн\w+ километр|шаршы (?:километр|шақырым)"),
    ("га", r"га\b|гектар"),
    ("км", r"км\b|километр|шақырым|км\."),
    ("кв.м", r"кв\.? ?м|м2|м²|квадрат|шаршы|ш\.? ?м\b"),
    ("куб.м", _CUBIC),
    ("м", r"м\b(?!\.? ?[рп]\b)|метр"),
    ("см", r"см\b|сантиметр"),
    ("мм", r"мм\b|миллиметр"),
    ("т", r"т\b(?!\.[^\W\d_])|тонн"),
    ("ц", r"ц\b|центнер"),
    ("кг", r"кг\b|килограмм|келі\b"),
    ("л", r"л\b|литр"),
    ("МВт", r"МВт|мегаватт"),
    ("кВт·ч", r"кВт[·*. ]?ч|киловатт-час"),
    ("кВт", r"кВт\b|киловатт"),
    ("Гкал", r"Гкал"),
    ("гол", r"гол\b|голов|бас (?:мал|ірі|ұсақ)"),
    ("чел", r"чел\b|человек|адам|people|persons"),
    ("ед", r"ед\b|единиц|бірлік"),
    ("шт", r"шт\b|штук|дана"),
    ("мест", r"мест\b|мест[оа]\b|орын(?!да[лу])"),
)
_UNIT = re.compile(
    r"\s?(?:" + "|".join(f"(?P<u{n}>{pattern})" for n, (_, pattern) in enumerate(_UNITS)) + ")",
    re.IGNORECASE,
)
_UNIT_START = re.compile(r"(?<!\w)(?=[^\W\d_]|[%$€₸₽])")
_ENDING = re.compile(r"\w*\W{0,2}")
_FIRST_NUMBER = re.compile(r"\d+")


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number written in digits, in order, not overlapping.

    Digit groups («1 634 368 032») and a number told by falling scales («6 млрд 862,7 млн») are one
    number, both ends of a range are numbers of their own, an enumeration is several. Dates, phone
    numbers, times and numbered names are identifiers.

    >>> [(number.value, number.kind, number.unit) for number in find_numbers("в 2022 г. 1 505 га")]
    [(2022.0, 'year', None), (1505.0, 'plain', 'га')]
    """
    found = [_number(text, match) for match in NUMBER.finditer(text)]
    joined: list[Number] = []
    for number in found:
        if joined and _continues(text, joined[-1], number):
            number = _sum(text, joined.pop(), number)
        joined.append(number)
    return tuple(joined)


def _continues(text: str, larger: Number, smaller: Number) -> bool:
    """Whether the second number says the rest of the first: «6 млрд» and «862,7 млн»."""
    scale, end = _scale(text, larger.end)
    below, _ = _scale(text, smaller.end)
    amounts = larger.kind in {"plain", "money"} and smaller.kind in {"plain", "money"}
    near = 1 <= smaller.start - end <= 2 and text[end : smaller.start].isspace()
    return amounts and near and 1 < below < scale and 0 < smaller.value < scale


def _sum(text: str, larger: Number, smaller: Number) -> Number:
    written = text[larger.start : smaller.end]
    value = larger.value + smaller.value
    return replace(smaller, start=larger.start, written=written, value=value)


def find_units(text: str) -> frozenset[str]:
    """Units, currencies and "%" that the text names, beside a number or alone, as in a heading.

    >>> sorted(find_units("Көлемі, млн теңге; үлесі, %"))
    ['%', 'KZT']
    """
    starts = (match.start() for match in _UNIT_START.finditer(text))
    units = (_kind_and_unit(text, start, start)[1] for start in starts)
    return frozenset(unit for unit in units if unit)


def find_scales(text: str) -> frozenset[float]:
    """Values of the scale words that the text names, beside a number or alone.

    >>> sorted(find_scales("Сумма, тыс. тенге"))
    [1000.0]
    """
    found = (_SCALE.match(text, match.start()) for match in _UNIT_START.finditer(text))
    return frozenset(_SCALES[scale.lastgroup] for scale in found if scale and scale.lastgroup)


def parse_unit(phrase: str) -> tuple[float, str | None] | None:
    """The scale and the unit, as in ``Number``, of words that name nothing else; None for others.

    >>> parse_unit("млн. тенге"), parse_unit("тыс. человек"), parse_unit("%"), parse_unit("план")
    ((1000000.0, 'KZT'), (1000.0, 'чел'), (1.0, '%'), None)
    """
    scale, end = _scale(phrase, 0)
    end += len(phrase[end:]) - len(phrase[end:].lstrip(" ."))
    rest = phrase[end:]
    if not rest:
        return (scale, None) if end else None
    for pattern in (_PERCENT, _MONEY, _UNIT):
        match = pattern.match(rest)
        if match and _ENDING.fullmatch(rest, match.end()):
            return scale, _kind_and_unit(rest, 0, 0)[1]
    return None


def canonical_digits(written: str) -> str:
    """A number's digits without grouping and with a decimal point.

    >>> canonical_digits("33 923 891,3")
    '33923891.3'
    """
    digits = re.sub(r"\s", "", written)
    if digits.count(",") > 1:
        return digits.replace(",", "")
    return digits.replace(",", ".").replace("−", "-")


def written_value(number: Number) -> float | None:
    """The number without its scale; None when it is not written in digits alone: «Р-4»."""
    try:
        return float(canonical_digits(number.written))
    except ValueError:
        return None


def _number(text: str, match: re.Match[str]) -> Number:
    start, end = match.span()
    written = match.group()
    if match.lastgroup in {"phone", "identifier"}:
        first = _FIRST_NUMBER.search(written)
        assert first is not None
        return Number(start, end, written, float(first.group()), "identifier", None)
    english = match.lastgroup == "english"
    value = float(written.replace(",", "") if english else canonical_digits(written))
    if match.lastgroup == "plain" and _is_year(text, start, end, written):
        return Number(start, end, written, value, "year", None)
    if _ORDINAL.match(text, end):
        return Number(start, end, written, value, "ordinal", None)
    last = _RANGE_END.match(text, end)
    scale, end_of_scale = _scale(text, last.end() if last else end)
    kind, unit = _kind_and_unit(text, start, end_of_scale)
    return Number(start, end, written, value * scale, kind, unit)


def _is_year(text: str, start: int, end: int, written: str) -> bool:
    if len(written) != 4 or not written.isdigit() or not 1800 <= int(written) <= 2199:
        return False
    if _YEAR_WORD.match(text, end):
        return True
    return bool(
        _YEAR_BEFORE.search(text, max(0, start - 14), start)
        and not re.match(rf"\s?{_LETTER}", text[end : end + 2])
    )


def _scale(text: str, end: int) -> tuple[float, int]:
    found = _SCALE.match(text, end)
    if found is None or found.lastgroup is None:
        return 1.0, end
    return _SCALES[found.lastgroup], found.end()


def _kind_and_unit(text: str, start: int, end: int) -> tuple[NumberKind, str | None]:
    if _PERCENT.match(text, end):
        return "percent", "%"
    money = _MONEY.match(text, end) or _MONEY_BEFORE.match(text, start - 1 if start else 0)
    if money is not None:
        return "money", money.lastgroup
    unit = _UNIT.match(text, end)
    if unit is None or unit.lastgroup is None:
        return "plain", None
    return "plain", _UNITS[int(unit.lastgroup[1:])][0]
