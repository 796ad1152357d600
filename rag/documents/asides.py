"""Footnotes, comments and text boxes as lines beside the text they hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.documents.frames import Part
from rag.documents.lines import Line, Style
from rag.documents.marked import MarkedTable
from rag.types import Aside

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_mark(number: str) -> str:
    """What stands before a note: its number as it is raised on the page.

    >>> note_mark("12"), note_mark("*")
    ('¹²', '*')
    """
    return number.translate(_RAISED)


def aside_style(kind: Aside) -> Style:
    """The style of a line that stands beside the text."""
    return Style(whole=True, aside=True, hangs=kind)


def aside_parts(parts: Sequence[Part], kind: Aside, mark: str = "") -> list[Part]:
    """Lines with words as asides, ``mark`` before the first of them, then the tables."""
    style = aside_style(kind)
    lines = [replace(part, style=style) for part in parts if isinstance(part, Line) and part.text]
    if lines and mark:
        lines[0] = replace(lines[0], text=f"{mark} {lines[0].text}")
    return [*lines, *(part for part in parts if isinstance(part, MarkedTable))]
