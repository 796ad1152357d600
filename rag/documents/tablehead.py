"""Headers that take two rows, or one where a word spans the years behind it: each column's name."""

from __future__ import annotations

import re

from rag.documents.columns import Cells, is_header_word, is_year

_MAX_PART = 40
_DATED = re.compile(
    r"(.*[^\W\d_].*?)[\s,–—-]+((?:19|20)\d\d(?:\s*(?:г|год|ж|жыл[а-яғ]*)?\.?))", re.DOTALL
)


def is_second_header(top: Cells, row: Cells) -> bool:
    """Whether ``row``, the one after the header ``top``, names the parts of a spanning head.

    Its first cell is empty (merged with the one above), it is wider than ``top`` or stands under
    empty or repeated cells of it, and all it says is years and words of headers.
    """
    parts = [cell for cell in row if cell]
    if len(parts) < 2 or len(parts) == len(row) or row[0] or len(row) < len(top):
        return False
    bare = any(part and not head for part, head in zip(row, top, strict=False))
    spans = bare or len(row) > len(top) or len(set(top)) < len(top)
    return spans and all(len(p) <= _MAX_PART and (is_year(p) or is_header_word(p)) for p in parts)


def merged_header(top: Cells, row: Cells) -> Cells:
    """One name for each column of ``row``: the spanning word, then its part.

    >>> merged_header(("№", "Атауы", "Жоспар"), ("", "", "2022", "2023"))
    ('№', 'Атауы', 'Жоспар 2022', 'Жоспар 2023')
    """
    above = _filled(top) if len(top) == len(row) else _spanned(top, row)
    return tuple(
        f"{head} {part}" if head and part and head != part else head or part
        for head, part in zip(above, row, strict=True)
    )


def spread_years(header: Cells) -> Cells:
    """The header with the words of a dated column before the bare years that follow it.

    >>> spread_years(("Аудан", "Сүт, тонна 2022", "2023", "Ет 2022", "2023"))
    ('Аудан', 'Сүт, тонна 2022', 'Сүт, тонна 2023', 'Ет 2022', 'Ет 2023')
    """
    words, named = "", []
    for cell in header:
        dated = _DATED.fullmatch(cell)
        if dated is not None and not is_year(cell):
            words = dated[1]
        elif not is_year(cell):
            words = ""
        named.append(f"{words} {cell}" if words and is_year(cell) else cell)
    return tuple(named)


def _filled(top: Cells) -> Cells:
    """Empty cells belong to the spanning one on their left."""
    filled: list[str] = []
    for cell in top:
        filled.append(cell or (filled[-1] if filled else ""))
    return tuple(filled)


def _spanned(top: Cells, row: Cells) -> Cells:
    """``top`` stretched to the length of ``row``: cells over empty ones at both ends keep their
    place, those between span the parts evenly (or say nothing when they cannot)."""
    left = next(i for i, cell in enumerate(row) if cell)
    right = next(i for i, cell in enumerate(reversed(row)) if cell)
    left = min(left, len(top))
    right = min(right, len(top) - left)
    middle = top[left : len(top) - right]
    n_parts = len(row) - left - right
    if middle and n_parts % len(middle) == 0:
        stretched = [cell for cell in middle for _ in range(n_parts // len(middle))]
    else:
        stretched = [""] * n_parts
    return (*top[:left], *stretched, *top[len(top) - right :])
