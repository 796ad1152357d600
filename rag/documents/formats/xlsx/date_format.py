"""Days and hours of a workbook, written as its number formats say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rag.documents.formats.xlsx.format_code import Section, Token, parse_format

_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_DAYS_TO_1904 = 1462
# The last day that a workbook can hold: 31 December 9999.
_MAX_DAYS = 2_958_466
# Before March 1900 days are one behind, because the first spreadsheets took 1900 for a leap year.
_LEAP_BUG_DAYS = 60
# Source: [MS-LCID] 2.2: the low bits of a locale's number name its language.
_LANGUAGES = {0x3F: "kk", 0x19: "ru", 0x09: "en"}
_PRIMARY_LANGUAGE = 0xFF
_SYSTEM_DATE = 0xF800
_SYSTEM_TIME = 0xF400
_LONG_DATE = 'd mmmm yyyy "г."'
_MONTHS = {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "of": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS = {
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "kk": "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_SHORT_WEEKDAYS = {"ru": "пн вт ср чт пт сб вс", "kk": "дс сс ср бс жм сб жс"}


def find_moment(days: float, *, from_1904: bool) -> datetime | None:
    """The moment that many days after the workbook's first day; None outside of its calendar."""
    if from_1904:
        days += _DAYS_TO_1904
    if not 0 <= days < _MAX_DAYS:
        return None
    if 1 <= days < _LEAP_BUG_DAYS:
        days += 1
    # Times are kept as fractions of a day: the nearest millisecond is what was typed.
    return _EPOCH + timedelta(milliseconds=round(days * 86_400_000))


def date_text(section: Section, days: float, moment: datetime, *, cyrillic: bool) -> str:
    """``moment`` as the section writes it; ``days`` is the same as a number, for hours that count
    on beyond a day. Names of months are in the language the section names, else in Russian when
    the workbook is ``cyrillic``, else in English."""
    if section.locale == _SYSTEM_DATE and cyrillic:
        section = parse_format(_LONG_DATE)[0]
    elif section.locale == _SYSTEM_TIME:
        section = parse_format("h:mm:ss")[0]
    language = _language(section.locale, cyrillic)
    tokens = _with_minutes(section.tokens)
    has_day = any(t.kind == "date" and t.text in ("d", "dd") for t in tokens)
    has_noon = any(t.kind == "date" and t.text == "am" for t in tokens)
    written: list[str] = []
    for i, token in enumerate(tokens):
        if token.kind == "date":
            written.append(_part(token.text, days, moment, language, has_day, has_noon))
        elif token.kind == "digit" and i and tokens[i - 1].kind == "point":
            written.append(f"{moment.microsecond // 100_000}")
        elif token.kind in ("text", "slash", "comma", "point"):
            written.append(token.text)
    return "".join(written)


def _language(locale: int, cyrillic: bool) -> str:
    primary = locale & _PRIMARY_LANGUAGE
    return _LANGUAGES.get(primary, "ru" if cyrillic else "en")


def _with_minutes(tokens: Sequence[Token]) -> list[Token]:
    """``m`` after hours or before seconds means minutes: from here on it is «n»."""
    dates = [i for i, token in enumerate(tokens) if token.kind == "date" and token.text != "am"]
    changed = list(tokens)
    for place, i in enumerate(dates):
        if tokens[i].text not in ("m", "mm"):
            continue
        before = tokens[dates[place - 1]].text if place else ""
        after = tokens[dates[place + 1]].text if place + 1 < len(dates) else ""
        if before.strip("[]").startswith("h") or after.strip("[]").startswith("s"):
            changed[i] = Token("date", tokens[i].text.replace("m", "n"))
    return changed


def _part(
    letters: str, days: float, moment: datetime, language: str, has_day: bool, has_noon: bool
) -> str:
    if letters.startswith("["):
        return _elapsed(letters.strip("[]"), days)
    if letters == "am":
        return "AM" if moment.hour < 12 else "PM"
    sign, n = letters[0], len(letters)
    if sign == "y":
        return f"{moment.year:04d}" if n > 2 else f"{moment.year % 100:02d}"
    if sign == "m" and n > 2:
        return _month(moment.month, n, language, has_day)
    if sign == "d" and n > 2:
        return _weekday(moment.weekday(), n, language)
    hour = (moment.hour - 1) % 12 + 1 if has_noon else moment.hour
    value = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}
    return f"{value[sign]:0{min(n, 2)}d}"


def _elapsed(letters: str, days: float) -> str:
    per_day = {"h": 24, "m": 1440, "s": 86_400}[letters[0]]
    return f"{int(days * per_day + 1e-6):0{len(letters)}d}"


def _month(month: int, n: int, language: str, has_day: bool) -> str:
    form = "of" if language == "ru" and has_day and n > 3 else language
    name = _MONTHS[form].split()[month - 1]
    if n == 3:
        return name[:3]
    return name[0] if n == 5 else name


def _weekday(weekday: int, n: int, language: str) -> str:
    if n == 3 and language in _SHORT_WEEKDAYS:
        return _SHORT_WEEKDAYS[language].split()[weekday]
    name = _WEEKDAYS[language].split()[weekday]
    return name[:3] if n == 3 else name
