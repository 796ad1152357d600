"""What a claim can rest on: the words of its citations, and what stands over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.text.orders import find_orders
from rag.types import Citation, Language

CELL_GAP = " | "


@dataclass(frozen=True, slots=True)
class Source:
    """``own`` are the quotes, a table row with its table's name and header. ``around`` are headings
    over them, the nearest first; what gives an order is none of these. ``days`` are days of
    publication. Both only help to tell of whom, of where and of when a quote speaks."""

    own: str
    around: tuple[str, ...]
    days: tuple[date, ...]
    language: Language


def source_of(citations: Sequence[Citation]) -> Source:
    """What these citations carry together. Raises: ValueError for none."""
    if not citations:
        raise ValueError("a claim rests on at least one citation")
    headings = [heading for cited in citations for heading in reversed(cited.section)]
    headings = [heading for heading in headings if not find_orders(heading)]
    return Source(
        own="\n".join(_words(cited) for cited in citations),
        around=tuple(dict.fromkeys(headings)),
        days=tuple(dict.fromkeys(cited.date for cited in citations if cited.date)),
        language=citations[0].language,
    )


def _words(cited: Citation) -> str:
    row = cited.row
    if row is None:
        return cited.quote
    *header, table = ("" if find_orders(words) else words for words in (*row.header, row.table))
    # Cells apart: a number and the month in the next one are no date.
    return "\n".join((CELL_GAP.join(cited.quote.split("\t")), CELL_GAP.join(header), table))
