"""Whether a text holds the kind of answer that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rag.text.dates import find_dates
from rag.text.numbers import Number, find_numbers
from rag.types import AnswerKind

_NAME = re.compile(r"(?<![.!?…]\s)(?<!^)\b[А-ЯӘҒҚҢӨҰҮҺІA-Z][а-яёәғқңөұүһіa-z]+")
_INITIALS = re.compile(
    r"\b[А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+ (?:[А-ЯӘҒҚҢӨҰҮҺІ]\.){1,2}"
    r"|\b[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]+(?: [А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+){1,2}"
)
_ORGANISATION = re.compile(
    r"\b(?:ТОО|АО|ИП|КГУ|КГП|ГУ|РГП|ЖШС|АҚ|ЖК|КММ|МКК|ГККП|ҚМК|LLP|LLC|JSC)\b"
    r"|\b[А-ЯӘҒҚҢӨҰҮҺІ]{2,5}(?:и[А-ЯӘҒҚҢӨҰҮҺІ]{1,3})?\b"
    r"|\b(?i:аппарат|управлени|министерств|департамент|отдел|басқарма|бөлім|министрлі|акимат)"
)
_PLACE = re.compile(
    r"\b(?:ул|пр|просп|мкр|г|гор|с|пос|обл|ш/а)\.|\b(?:улиц|проспект|микрорайон|район|город|сел|посел"
    r"|област|здани|площад|парк|стадион|дворц|көше|даңғыл|аудан|қала|ауыл|облыс|ғимарат|алаң)",
    re.IGNORECASE,
)


def _amounts(text: str) -> list[Number]:
    return [n for n in find_numbers(text) if n.kind not in ("year", "identifier", "ordinal")]


def _has_number(text: str) -> bool:
    return bool(_amounts(text))


def _has_money(text: str) -> bool:
    return any(number.kind == "money" for number in find_numbers(text))


def _has_share(text: str) -> bool:
    return any(number.kind == "percent" for number in find_numbers(text))


def _has_date(text: str) -> bool:
    return bool(find_dates(text))


_CHECKS: Mapping[AnswerKind, tuple[Callable[[str], bool], Callable[[str], bool] | None]] = {
    "number": (_has_number, None),
    "money": (_has_money, _has_number),
    "share": (_has_share, _has_number),
    "date": (_has_date, None),
    "person": (lambda text: bool(_INITIALS.search(text)), lambda text: bool(_NAME.search(text))),
    "organisation": (
        lambda text: bool(_ORGANISATION.search(text)),
        lambda text: bool(_NAME.search(text)),
    ),
    "place": (lambda text: bool(_PLACE.search(text)), lambda text: bool(_NAME.search(text))),
}


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
