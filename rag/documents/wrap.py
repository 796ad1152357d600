"""Joins the lines of text that was broken to a fixed width, as old mail and law files are."""

from __future__ import annotations

import re

from rag.documents.shapes import is_finished, is_table_name

_WIDTHS = range(50, 111)
_MIN_BROKEN = 8
_MIN_BROKEN_SHARE = 0.5
_MAX_LONGER_SHARE = 0.03
# Typists and justifying programs leave a line this much short of the width.
_SLACK = 3
_MARK = re.compile(
    r"\s*(?:[-–—•·▪*]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|[IVXІХ]+\.\s|[а-яa-zәіңғүұқөһ]\))", re.I
)


def unwrapped(text: str) -> str:
    """``text`` with the lines of each paragraph on one line, if it was broken to a width.

    A line was broken when the first word of the next would not have fitted on it, and goes on in
    the next unless that is indented deeper or begins with a list mark. Any other text is
    returned as it is. Line breaks must be "\\n".
    """
    lines = [line.rstrip(" ") for line in text.split("\n")]
    width = _find_width(lines)
    if width is None:
        return text
    joined: list[str] = []
    for i, line in enumerate(lines):
        if i and _goes_on(lines[i - 1], line, width):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _find_width(lines: list[str]) -> int | None:
    """The width most long lines were broken at, or None when lines end with their paragraphs."""
    lengths = sorted(len(line) for line in lines if line and "\t" not in line)
    if len(lengths) < _MIN_BROKEN:
        return None
    width = lengths[-1 - int(_MAX_LONGER_SHARE * len(lengths))]
    if width not in _WIDTHS:
        return None
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if a and b]
    broken = sum(_goes_on(a, b, width) for a, b in pairs)
    enough = broken >= _MIN_BROKEN and broken >= _MIN_BROKEN_SHARE * len(pairs)
    return width if enough else None


def _goes_on(line: str, following: str, width: int) -> bool:
    words = following.split(maxsplit=1)
    if not line.strip() or not words or "\t" in line or "\t" in following:
        return False
    if _indent(following) > _indent(line) or _MARK.match(following):
        return False
    if is_table_name(following.strip()) and is_finished(line):
        return False
    return len(line) + 1 + len(words[0]) > width - _SLACK


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
