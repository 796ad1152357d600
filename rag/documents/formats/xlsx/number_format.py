"""Numbers of a workbook, written as its number formats show them.

Formats do not say which marks stand for tenths and thousands: each computer has its own. Where
the workbook is written in Cyrillic letters they are those of Kazakhstan and Russia.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import takewhile

from rag.documents.formats.xlsx.date_format import date_text, find_moment
from rag.documents.formats.xlsx.format_code import Section, Token, parse_format

_SIGNIFICANT = 15
_GENERAL_SIGNIFICANT = 10
_MAX_PLAIN = 1e15
_MIN_PLAIN = 1e-4
_MAX_PLACES = 30
_MAX_FILLED = 1e21
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Writing:
    """How a workbook writes: in Cyrillic letters or not, with days from 1904 or from 1900."""

    cyrillic: bool = True
    from_1904: bool = False

    @property
    def point(self) -> str:
        """The mark before tenths."""
        return "," if self.cyrillic else "."

    @property
    def group(self) -> str:
        """The mark between thousands."""
        return " " if self.cyrillic else ","


def number_text(value: float, code: str, writing: Writing) -> str:
    """``value`` as a cell with the format ``code`` shows it.

    Whole numbers in the format «General» keep all of their digits, where Excel turns those of
    twelve digits (such as ИИН) into powers of ten.

    >>> number_text(0.1275, "0.0%", Writing()), number_text(1234567.5, "#,##0.00", Writing())
    ('12,8%', '1 234 567,50')
    """
    sections = parse_format(code)
    section, magnitude = _chosen(sections, value)
    if section.is_date:
        moment = find_moment(value, from_1904=writing.from_1904)
        if moment is not None:
            return date_text(section, value, moment, cyrillic=writing.cyrillic).strip()
    elif _has_places(section) and abs(value) < _MAX_FILLED:
        return _written(section.tokens, magnitude, writing).strip()
    elif _is_words_only(section):
        return "".join(token.text for token in section.tokens).strip()
    words = "".join(t.text for t in section.tokens if t.kind == "text" and t.text != "@")
    general = _general(value if len(sections) == 1 else magnitude, writing)
    return f"{general}{words}" if section.general else general


def _has_places(section: Section) -> bool:
    return not section.general and any(token.kind == "digit" for token in section.tokens)


def _is_words_only(section: Section) -> bool:
    """A section such as «"нет"» shows its words in place of the number."""
    words = bool(section.tokens) and all(token.kind == "text" for token in section.tokens)
    return words and not section.general and all(token.text != "@" for token in section.tokens)


def _chosen(sections: Sequence[Section], value: float) -> tuple[Section, float]:
    """The section for a value, and the value without the sign that the section itself writes."""
    for section in sections[:3]:
        if section.condition is not None and _COMPARE[section.condition[0]](
            value, section.condition[1]
        ):
            return section, abs(value) if value < 0 and section is not sections[0] else value
    free = [section for section in sections[:3] if section.condition is None]
    if not free:
        return sections[-1], value
    if len(free) < len(sections[:3]):
        return free[-1], value
    if value < 0 and len(free) > 1:
        return free[1], abs(value)
    if value == 0 and len(free) > 2:
        return free[2], value
    return free[0], value


def _general(value: float, writing: Writing) -> str:
    if value == int(value) and abs(value) < _MAX_PLAIN:
        return str(int(value))
    plain = _MIN_PLAIN <= abs(value) < _MAX_PLAIN
    if plain:
        rounded = _exact(value, _GENERAL_SIGNIFICANT)
        text = f"{rounded:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{value:.6G}"
    return text.replace(".", writing.point)


def _exact(value: float, significant: int = _SIGNIFICANT) -> Decimal:
    """``value`` with as many digits as a workbook shows at most: 0.285 is what was typed, not the
    nearest binary fraction."""
    return Decimal(f"{value:.{significant}g}")


def _written(tokens: Sequence[Token], value: float, writing: Writing) -> str:
    sign = "-" if value < 0 else ""
    amount = abs(_exact(value))
    amount *= 100 ** sum(token.kind == "percent" for token in tokens)
    if any(token.kind == "slash" for token in tokens):
        return sign + _fraction(tokens, amount)
    exponent = next((i for i, token in enumerate(tokens) if token.kind == "exponent"), None)
    if exponent is not None:
        return sign + _scientific(tokens, exponent, amount, writing)
    first = next(i for i, token in enumerate(tokens) if token.kind == "digit")
    body = _plain(tokens[first:], amount, writing)
    lead = "".join(_literal(token) for token in tokens[:first])
    is_zero = not any(character in "123456789" for character in body)
    return f"{lead}{'' if is_zero else sign}{body}"


def _literal(token: Token) -> str:
    return token.text if token.kind in ("text", "percent") else ""


def _plain(tokens: Sequence[Token], amount: Decimal, writing: Writing) -> str:
    """Tokens from the first digit on: whole part, tenths, and the words around them."""
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole, tenths = list(tokens[:point]), tokens[point + 1 :]
    n_places = sum(token.kind == "digit" for token in tenths)
    n_least = sum(token.kind == "digit" and token.text != "#" for token in tenths)
    amount /= 1000 ** _n_thousands(whole if point == len(tokens) else tenths)
    digits = _rounded(amount, n_places)
    integer, _, decimals = digits.partition(".")
    while len(decimals) > n_least and decimals.endswith("0"):
        decimals = decimals[:-1]
    text = _filled(whole, integer, writing)
    if point < len(tokens) and (decimals or n_least):
        text += writing.point + decimals
    return text + "".join(map(_literal, tenths))


def _n_thousands(tokens: Sequence[Token]) -> int:
    """Commas behind the last digit: each divides by a thousand."""
    last = max((i for i, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    return len(list(takewhile(lambda token: token.kind == "comma", tokens[last + 1 :])))


def _rounded(amount: Decimal, n_places: int) -> str:
    step = Decimal(1).scaleb(-min(n_places, _MAX_PLACES))
    return f"{amount.quantize(step, rounding=ROUND_HALF_UP):f}"


def _filled(tokens: Sequence[Token], integer: str, writing: Writing) -> str:
    """The whole part: digits go into their places from the right, the rest before the first."""
    digits = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    grouped = any(
        token.kind == "comma" and any(d > i for d in digits) for i, token in enumerate(tokens)
    )
    left = integer.lstrip("0")
    n_done = 0
    parts: list[str] = []
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        if token.kind != "digit":
            parts.append(_literal(token))
            continue
        taken = left if i == digits[0] else left[-1:]
        left = "" if i == digits[0] else left[:-1]
        for digit in reversed(taken or ("0" if token.text == "0" else "")):
            if grouped and n_done and n_done % 3 == 0:
                parts.append(writing.group)
            parts.append(digit)
            n_done += 1
    return "".join(reversed(parts))


def _scientific(tokens: Sequence[Token], place: int, amount: Decimal, writing: Writing) -> str:
    n_places = sum(t.kind == "digit" for t in takewhile(lambda t: t.kind != "exponent", tokens))
    n_places = max(0, n_places - 1)
    width = sum(token.kind == "digit" for token in tokens[place:])
    mantissa, _, power = f"{amount:.{min(n_places, _MAX_PLACES)}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" if tokens[place].text.endswith("+") else ""
    return f"{mantissa.replace('.', writing.point)}E{sign}{power.lstrip('+-').zfill(width)}"


def _fraction(tokens: Sequence[Token], amount: Decimal) -> str:
    slash = next(i for i, token in enumerate(tokens) if token.kind == "slash")
    n_digits = sum(1 for _ in takewhile(lambda t: t.kind == "digit", tokens[slash + 1 :]))
    whole = int(amount)
    rest = Fraction(amount - whole).limit_denominator(10 ** max(1, min(n_digits, 3)) - 1)
    if rest == 0:
        return str(whole)
    if rest == 1:
        return str(whole + 1)
    return f"{whole} {rest}" if whole else str(rest)
