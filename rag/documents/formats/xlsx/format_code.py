"""The number formats of a workbook, cut into sections and tokens.

Source: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TokenKind = Literal["digit", "point", "comma", "percent", "exponent", "slash", "date", "text"]

GENERAL = "General"
SHORT_DATE = "dd.mm.yyyy"
# Formats that have a number and no code of their own. Currency is left to the words around it,
# and 14 is each country's own short date.
# Source: ECMA-376 part 1, 18.8.30.
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0",
    7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: SHORT_DATE, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: f"{SHORT_DATE} h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0",
    42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip

_MAX_CODE = 500
_KINDS: dict[str, TokenKind] = {
    "digit": "digit",
    "point": "point",
    "comma": "comma",
    "percent": "percent",
    "slash": "slash",
}
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.)
  | \[(?P<bracket>[^\]]*)\]
  | (?P<exponent>E[+-]) | (?P<general>General)
  | (?P<noon>AM/PM|A/P) | (?P<date>y+|m+|d+|h+|s+|e+(?![+-])|b+|g+)
  | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/)
  | (?P<rest>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*$")
_ELAPSED = re.compile(r"(?:h+|m+|s+)$", re.I)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a section; ``text`` is what is written as it is, or the letters of a date."""

    kind: TokenKind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of a format's up to four sections. ``condition`` is a sign and a bound, ``locale`` the
    number behind «[$-», 0 without one. ``general``: numbers as they are."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    locale: int = 0
    general: bool = False

    @property
    def is_date(self) -> bool:
        """Whether the section writes a date or a time."""
        return any(token.kind == "date" for token in self.tokens)


@lru_cache(maxsize=2000)
def parse_format(code: str) -> tuple[Section, ...]:
    """The sections of a format; a code that is longer than 500 characters is «General».

    >>> [section.is_date for section in parse_format('dd.mm.yyyy;"м" 0')]
    [True, False]
    """
    if len(code) > _MAX_CODE or not code.strip():
        code = GENERAL
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["rest"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return tuple(_section(matches) for matches in sections[:4])


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    locale = 0
    for match in matches:
        bracket = match["bracket"]
        if bracket is None:
            tokens.extend(_tokens(match))
        elif bracket.startswith("$"):
            symbol, _, number = bracket[1:].partition("-")
            locale = _hexadecimal(number)
            tokens.append(Token("text", symbol))
        elif _ELAPSED.match(bracket):
            tokens.append(Token("date", f"[{bracket.lower()}]"))
        else:
            compared = _CONDITION.match(bracket)
            condition = (compared[1], float(compared[2])) if compared else condition
    general = any(match["general"] for match in matches)
    return Section(tuple(tokens), condition, locale, general)


def _tokens(match: re.Match[str]) -> list[Token]:
    kind = match.lastgroup or "rest"
    text = match[kind]
    if kind in ("fill", "general"):
        return []
    if kind == "space":
        return [Token("text", " ")]
    if kind == "noon":
        return [Token("date", "am")]
    if kind == "date":
        return [Token("date", text.lower())] if text[0].lower() in "ymdhs" else []
    if kind == "exponent":
        return [Token("exponent", text.upper())]
    return [Token(_KINDS.get(kind, "text"), text)]


def _hexadecimal(number: str) -> int:
    try:
        return int(number.partition(",")[0], 16)
    except ValueError:
        return 0
