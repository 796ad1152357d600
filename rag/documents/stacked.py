"""Tables whose cells were pasted one to a line, no empty line between rows, to rows of tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from rag.documents.columns import is_header_word, is_number, is_number_sign, is_year

_MIN_ROWS = 2
_MIN_PAIRS = 4
_MIN_WIDTH = 3
_MAX_WIDTH = 12
_MOST_WORDS = 4
_MAX_CELL = 150
_MAX_LABEL = 100
_MOST_CELLS = 3_000
"""Lines that are looked through for columns of words and figures, from each head on."""
_ENDS = (".", ";", ":", "!", "?")
_ABBREVIATED = re.compile(r"\b[^\W\d_]{1,4}\.$")

_Found = tuple[int, int, int]
"""Where the header begins, how many columns there are, and where the table ends."""


def unstacked(text: str) -> str:
    """``text`` with the cells of each row on one line, a tab between them, where every cell has a
    line of its own.

    Lines without an empty one between are a table when a header of as many cells stands over rows
    of a name and figures (two or more; four, where a row has one figure; three, where words stand
    behind the figures), over rows that are numbered 1, 2, 3 under a «№», or over rows whose columns
    hold figures or words throughout to the end of the lines. One tab may lead each line. Line
    breaks must be "\n". Any other line is left as it is. Linear in the length of ``text``, but for
    the last kind, which is looked for in 3,000 lines at most.
    """
    done: list[str] = []
    for is_cell, run in groupby(text.split("\n"), key=_may_be_cell):
        lines = list(run)
        done.extend(_joined(lines) if is_cell and len(lines) > _MIN_PAIRS else lines)
    return "\n".join(done)


def _may_be_cell(line: str) -> bool:
    bare = line.removeprefix("\t").strip(" \xa0")
    return bool(bare) and "\t" not in bare and "|" not in bare and len(bare) <= _MAX_CELL


def _joined(lines: Sequence[str]) -> list[str]:
    cells = [line.strip() for line in lines]
    done: list[str] = []
    at = 0
    while found := _find(cells, at):
        start, width, end = found
        done.extend(lines[at:start])
        done.extend("\t".join(cells[i : i + width]) for i in range(start, end, width))
        at = end
    return [*done, *lines[at:]]


def _find(cells: Sequence[str], at: int) -> _Found | None:
    """The first table from a cell on."""
    i = at
    while i < len(cells) - _MIN_PAIRS:
        found = _numbered(cells, i) if is_number_sign(cells[i]) else None
        rows = None if found else _figures(cells, i)
        if rows is not None:
            found = _headed(cells, rows, at)
        found = found or _columns(cells, i)
        if found is not None:
            return found
        # Over rows of figures without a header stands no header further down either.
        i = rows[2] if rows is not None else i + 1
    return None


def _numbered(cells: Sequence[str], i: int) -> _Found | None:
    """Rows with numbers of their own under a «№»."""
    for width in range(_MIN_WIDTH, _MAX_WIDTH + 1):
        end = i + width
        while end + width <= len(cells) and _is_number_of_row(cells[end], (end - i) // width):
            end += width
        if end >= i + (1 + _MIN_ROWS) * width and _is_header(cells[i + 1 : i + width]):
            return i, width, end
    return None


def _is_number_of_row(cell: str, n: int) -> bool:
    return cell.rstrip(".)") == str(n)


def _figures(cells: Sequence[str], i: int) -> _Found | None:
    """Rows of a name and figures, the first of which has its name at ``i``: two at least; or three
    with words of their own behind two figures or more."""
    n_figures = next((n for n in range(_MAX_WIDTH) if not _is_figure(cells, i + 1 + n)), 0)
    if not n_figures or not _is_label(cells[i]):
        return None
    most_words = _MOST_WORDS if n_figures >= _MIN_WIDTH - 1 else 0
    for n_words in range(most_words + 1):
        width = 1 + n_figures + n_words
        end = i
        while end + width <= len(cells) and _is_row(cells[end : end + width], n_figures):
            end += width
        if end >= i + (_MIN_ROWS + bool(n_words)) * width:
            return i, width, end
    return None


def _headed(cells: Sequence[str], rows: _Found, at: int) -> _Found | None:
    """Rows of figures with the header over them; one of years is read as a row itself."""
    first, width, end = rows
    years = all(map(is_year, cells[first + 1 : first + width]))
    start = first if years else first - width
    n_rows = (end - start) // width - 1
    if start < at or n_rows < (_MIN_ROWS if width >= _MIN_WIDTH else _MIN_PAIRS):
        return None
    return (start, width, end) if years or _is_header(cells[start:first]) else None


def _columns(cells: Sequence[str], i: int) -> _Found | None:
    """Rows to the end of the lines under a header of words that tables' heads are made of, with
    figures in the same columns of each."""
    if len(cells) > _MOST_CELLS:
        return None
    n_heads = next(
        (n for n, cell in enumerate(cells[i : i + _MAX_WIDTH]) if not is_header_word(cell)),
        _MAX_WIDTH,
    )
    for width in range(n_heads, _MIN_WIDTH - 1, -1):
        n_rows, rest = divmod(len(cells) - i, width)
        if rest or n_rows <= 1 + _MIN_ROWS or not _is_header(cells[i : i + width]):
            continue
        if _are_columns(cells, i + width, width):
            return i, width, len(cells)
    return None


def _are_columns(cells: Sequence[str], first: int, width: int) -> bool:
    """Whether each column has figures or words throughout, the first words, another figures."""
    kinds = [is_number(cell) for cell in cells[first : first + width]]
    if kinds[0] or not any(kinds):
        return False
    return all(is_number(cells[k]) == kinds[(k - first) % width] for k in range(first, len(cells)))


def _is_row(cells: Sequence[str], n_figures: int) -> bool:
    """A name, so many figures, and words where there is more."""
    figures, words = cells[1 : 1 + n_figures], cells[1 + n_figures :]
    return _is_label(cells[0]) and all(map(is_number, figures)) and not any(map(is_number, words))


def _is_figure(cells: Sequence[str], i: int) -> bool:
    return i < len(cells) and is_number(cells[i])


def _is_label(cell: str) -> bool:
    return len(cell) <= _MAX_LABEL and any(map(str.isalpha, cell)) and not is_number(cell)


def _is_header(cells: Sequence[str]) -> bool:
    """Whether cells can name columns: words or years, each other ones, that are no sentence."""
    named = all(is_year(cell) or not (is_number(cell) or _is_sentence(cell)) for cell in cells)
    return named and _is_label(cells[0]) and len(set(cells)) == len(cells)


def _is_sentence(cell: str) -> bool:
    """Whether a cell ends as a clause does; «в 2024 г.» ends in an abbreviation."""
    return cell.endswith(_ENDS) and _ABBREVIATED.search(cell) is None
