"""Finds the dates written in a text, as exactly as they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.text.letters import fold_kazakh, fold_lookalikes


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at ``text[start:end]``; a part that is not written is None. ``quarter`` is 1..4."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


# Stems as ``fold_kazakh`` writes them: ы, й, і as и, and Kazakh letters as Russian ones.
_RUSSIAN_MONTHS = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
]
_KAZAKH_MONTHS = [
    "кантар",
    "акпан",
    "науриз",
    "сауир",
    "мамир",
    "маусим",
    "шилде",
    "тамиз",
    "киркуие[кг]",
    "казан",
    "караша",
    "желтоксан",
]
_ENGLISH_MONTHS = [
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
]
_RUSSIAN_ENDING = "(?:[ьяеюиау]|[ео]м|ями?|ях)?"
_KAZAKH_ENDING = (
    "(?:[дт][ае]н?|[гк][ае]|[дтн]ин(?:и|де|ен)?|с?ин?(?:д[ае]н?|[ае]|ин|ен)?|д?[аи]г[иі])?"
)
_MONTH = (
    r"\b(?:"
    + "|".join(
        f"(?P<m{n}>{russian}{_RUSSIAN_ENDING}|{kazakh}{_KAZAKH_ENDING}|{english}\\.?)"
        for n, (russian, kazakh, english) in enumerate(
            zip(_RUSSIAN_MONTHS, _KAZAKH_MONTHS, _ENGLISH_MONTHS, strict=True), start=1
        )
    )
    + r")(?![^\W\d_])(?:\s(?:аи|месяц)[а-я]{0,6})?"
)
# «аяқталды.6 мамырда»: sentences run together without a space.
_DAY = (
    r"(?<![\d,/])(?<!\d\.)(?P<day>0?[1-9]|[12]\d|3[01])(?:-?(?:го|е|st|nd|rd|th|и?нши|ши))?[»”\"]?"
)
_YEAR = r"(?<!\d)(?P<year>(?:1[5-9]|20|21)\d\d)(?!\d)"
_YEAR_WORD = (
    r"(?:-?(?:и|го|ого|м|ом|му))?\s?(?:(?:год|жил)[а-я]{0,9}|г\.?г?\b\.?|жж?\b\.?|years?\b)"
)
_ORDINALS = {
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "бири": 1, "екин": 2, "ушин": 3, "торт": 4,
    "firs": 1, "seco": 2, "thir": 3, "four": 4,
}  # fmt: skip
"""Ordinals by their first four letters, folded."""
_QUARTER = (
    r"\b(?P<quarter>[1-4]|i{1,3}|iv|и{1,3}|иv|(?:перв|втор|трет|четв[её]рт)[а-я]{1,4}"
    r"|(?:бири|еки|уши|торти)нши|first|second|third|fourth)(?:-?(?:и|ии|го|м|е|ши|и?нши))?"
)
_QUARTER_WORD = r"[\s-]?(?:квартал|токсан|quarter)[а-я]{0,6}"
_GAP = r"[\s-]{1,2}"
_DASH = r"\s?[-–—/]\s?"
_OTHER_YEAR = r"(?:1[5-9]|20|21)\d\d(?!\d)"
_JOINT = r"\s?(?:,(?:\s?и\b)?|\b(?:и|по|до|мен|пен|бен|жане|to|and)\b)\s?"

# Longer readings first: what one pattern takes, later ones cannot. Before each stands what a text
# must hold for it: a year of four figures (y), the name of a month (m), a word for a quarter (q).
_PATTERNS = tuple(
    (needs, re.compile(pattern))
    for needs, pattern in (
        ("y", r"(?<![\d.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
        (
            "y",
            r"(?<![\d./])(?P<day>\d\d?)(?P<mark>[./])(?P<month>\d\d?)(?P=mark)(?P<year>\d{4})(?!\d)",
        ),
        ("y", rf"\b(?P<opens>на|к)\sначал[оу]\s{_YEAR}(?:\s?{_YEAR_WORD})?"),
        ("y", rf"{_YEAR}\s?{_YEAR_WORD}\s(?P<opens>бас(?:инда|ина|индаги))\b"),
        ("ym", rf"{_YEAR}\s?{_YEAR_WORD}\s{_DAY}{_GAP}{_MONTH}"),
        ("ym", rf"{_DAY}{_GAP}(?:of\s)?{_MONTH}\s{_YEAR}(?:\s?{_YEAR_WORD})?"),
        ("ym", rf"{_MONTH}\s{_DAY},?\s{_YEAR}"),
        ("yq", rf"{_YEAR}\s?{_YEAR_WORD}\s{_QUARTER}{_QUARTER_WORD}"),
        ("q", rf"{_QUARTER}{_QUARTER_WORD}(?:\s(?:of\s)?{_YEAR}(?:\s?{_YEAR_WORD})?)?"),
        ("y", rf"\bq(?P<quarter>[1-4])\s?(?:of\s)?{_YEAR}"),
        ("ym", rf"{_YEAR}\s?{_YEAR_WORD}\s{_MONTH}"),
        ("ym", rf"{_MONTH}\s(?:of\s)?{_YEAR}(?:\s?{_YEAR_WORD})?"),
        ("m", rf"{_DAY}{_GAP}(?:of\s)?{_MONTH}"),
        ("y", rf"{_YEAR}\s?{_YEAR_WORD}"),
        ("y", rf"{_YEAR}-(?:и|го|ого|м|ом|му)(?![а-я])"),
        ("y", rf"{_YEAR}(?={_DASH}{_OTHER_YEAR})"),
        ("y", rf"{_YEAR}(?=(?:{_JOINT}{_OTHER_YEAR})+\s?{_YEAR_WORD})"),
        (
            "y",
            rf"(?<=\d\d\d\d[-–—/]){_YEAR}"
            rf"|(?<=\d\d\d\d\s[-–—]\s){_YEAR.replace('year', 'year2')}",
        ),
    )
)
_BARE_YEAR = re.compile(
    rf"\b(?:in|by|since|until|during|for|from|to|of|в|к|до|с|по|после|за|на)\s{_YEAR}"
    r"(?![.,]\d)(?!\s?(?:[^\W_]|[%$€₸№]))"
)
# A month alone is a date only where the word can mean nothing else.
_BARE_MONTH = re.compile(
    r"\b(?:в|на|за|с|до|по|к|от|in|since|until|by)\s"
    + _MONTH
    + r"|\b(?:"
    + "|".join(
        f"(?P<k{n}>{stem}{_KAZAKH_ENDING})\\sаи[а-я]{{0,6}}"
        for n, stem in enumerate(_KAZAKH_MONTHS, start=1)
    )
    + ")"
)
_SIGNS = {
    "y": re.compile(r"\d{4}"),
    # Stems of months, without those that begin like «мая».
    "m": re.compile(
        r"\b(?:ма|"
        + "|".join(
            stem.partition("(")[0].partition("[")[0]
            for stem in (*_RUSSIAN_MONTHS, *_KAZAKH_MONTHS, *_ENGLISH_MONTHS)
            if not stem.startswith("ма")
        )
        + ")"
    ),
    "q": re.compile("квартал|токсан|quarter"),
}
_BETWEEN = re.compile(r"\s?(?:[-–—]|по|мен|пен|бен|to|and|и)\s?(?:\d\d?\s)?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "и": 1, "ии": 2, "иии": 3, "иv": 4}


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every date, month with a year or day, quarter and year, in order, not overlapping.

    Both ends of a range are mentions of their own; the first takes the year of the second when it
    has none. Impossible dates are left out. Kazakh typed with Russian letters is understood.

    >>> [(d.year, d.month, d.day) for d in find_dates("2017 жылдың 12 шілдесінде, 13 апреля")]
    [(2017, 7, 12), (None, 4, 13)]
    """
    folded = fold_kazakh(fold_lookalikes(text))
    found: list[DateMention] = []
    taken = bytearray(len(text))
    holds = _what_it_holds(folded)
    for needs, pattern in (*_PATTERNS, ("y", _BARE_YEAR), ("m", _BARE_MONTH)):
        if not holds.issuperset(needs):
            continue
        for match in pattern.finditer(folded):
            mention = _mention(match)
            if mention is None or any(taken[mention.start : mention.end]):
                continue
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    found.sort(key=lambda mention: mention.start)
    return tuple(_share_years(folded, found))


def _what_it_holds(folded: str) -> frozenset[str]:
    """What of years, months and quarters a text can name: most name none, and cost little then."""
    return frozenset(sign for sign, pattern in _SIGNS.items() if pattern.search(folded))


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    year = _number(parts.get("year") or parts.get("year2"))
    month = _number(parts.get("month")) or _named_month(parts)
    day = _number(parts.get("day"))
    if parts.get("opens"):
        # «На начало 2024 года» is told of its first day.
        month = day = 1
    written = parts.get("quarter")
    quarter = _quarter(written) if written else None
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= _days(month):
        return None
    start = match.start() + _length_of_preposition(match)
    return DateMention(start, match.end(), year, month, day, quarter)


def _quarter(written: str) -> int:
    return _ROMAN.get(written) or _ORDINALS.get(written[:4]) or int(written)


def _number(written: str | None) -> int | None:
    return int(written) if written else None


def _named_month(parts: dict[str, str | None]) -> int | None:
    for n in range(1, 13):
        if parts.get(f"m{n}") or parts.get(f"k{n}"):
            return n
    return None


def _days(month: int | None) -> int:
    """The most days the month can have; 31 when it is not known."""
    if month == 2:
        return 29
    return 30 if month in {4, 6, 9, 11} else 31


def _length_of_preposition(match: re.Match[str]) -> int:
    """How much of the match stands before the date itself."""
    if match.re is _BARE_YEAR:
        return match.start("year") - match.start()
    if match.re is _BARE_MONTH:
        starts = [match.start(name) for name, part in match.groupdict().items() if part]
        return min(starts) - match.start()
    return 0


def _share_years(text: str, found: list[DateMention]) -> list[DateMention]:
    """Ranges such as «январь – декабрь 2022» share the year of their end."""
    for place in range(len(found) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        lacks = first.year is None and second.year is not None
        if lacks and _BETWEEN.fullmatch(text, first.end, second.start):
            found[place] = replace(first, year=second.year)
    return found
