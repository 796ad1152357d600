"""Tables that were pasted into text, back to rows of cells.

Three shapes: every cell on a line of its own behind a tab, with blank lines between rows; the
cells of a row on one line with tabs between them; cells between ``|``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.documents.lines import Line
from rag.documents.ranks import find_label_rank, find_number
from rag.documents.shapes import find_bullet, is_signature, starts_lower

Cells = tuple[str, ...]

_LONG_CELL = 250
_MIN_CLAUSE_WORDS = 5
_MIN_GROUPED_WIDTH = 3
_MAX_PROSE_SHARE = 0.6
_NUMBER_SIGN = re.compile(r"№|#|п/п|р/с", re.I)
_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_ITEM = re.compile(r"\d{1,3}[.)]\s*\S")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table and the line after its last one. A row of one cell spans the table. No
    rows: the lines up to ``end`` look like cells at first sight but hold no table. ``headed``: a
    rule under the first row marks it as the header."""

    rows: tuple[Cells, ...]
    end: int
    headed: bool = False


def scan_table(lines: Sequence[Line], start: int) -> Table:
    """The table that begins at line ``start``, without rows when none does."""
    line = lines[start]
    if _is_inline_row(line):
        table = _inline(lines, start)
        if table.rows or not line.tabbed:
            return table
    if line.tabbed:
        return _tab_led(lines, start)
    return _piped(lines, start) if "|" in line.text else Table((), start + 1)


# --- cells behind tabs ---------------------------------------------------------------------------


def _tab_led(lines: Sequence[Line], start: int) -> Table:
    groups, end = _groups(lines, start)
    groups = _split_unbroken(groups)
    if not _is_table(groups):
        return Table((), end)
    rows = [tuple("\n".join(cell) for cell in group) for group in _whole_rows(groups)]
    return Table(tuple(row for row in rows if any(row)), end)


_Group = list[list[str]]


def _groups(lines: Sequence[Line], start: int) -> tuple[list[_Group], int]:
    """Runs of cells without a blank line between them, each cell as its lines; and the end."""
    groups: list[_Group] = []
    gap = True
    end = i = start
    while i < len(lines):
        line = lines[i]
        if line.tabbed:
            if gap:
                groups.append([])
            groups[-1].extend([part] if part else [] for part in line.text.split("\t"))
        elif line.text:
            if gap and not _resumes(lines, i, groups):
                break
            groups[-1][-1].append(line.text)
        gap = line.blank
        i += 1
        end = end if line.blank else i
    return groups, end


def _resumes(lines: Sequence[Line], i: int, groups: list[_Group]) -> bool:
    """Whether text after a blank line still belongs to the last cell.

    It does when the cells that follow complete the unfinished row, or when the text goes on in
    the middle of a sentence or list and the table goes on after it.
    """
    width = max((len(group) for group in groups), default=0)
    if width < 2 or not groups[-1][-1]:
        return False
    j = i
    while j < len(lines) and lines[j].text and not lines[j].tabbed:
        j += 1
    goes_on = starts_lower(lines[i].text) or find_bullet(lines[i].text)
    if goes_on:
        while j < len(lines) and lines[j].blank:
            j += 1
    n_more = 0
    while j < len(lines) and lines[j].tabbed and n_more <= width:
        n_more += 1
        j += 1
    missing = width - len(groups[-1])
    if missing > 0 and len(groups[-1]) > 1:
        return n_more == missing
    return goes_on and n_more in (1, width)


def _is_table(groups: list[_Group]) -> bool:
    """Whether groups of tab-led lines are rows of cells and not indented prose or a list."""
    wide = [group for group in groups if len(group) > 1]
    cells = [" ".join(cell) for group in wide for cell in group]
    words = [cell for cell in cells if cell]
    if len(words) < 2:
        return False
    if _NUMBER_SIGN.match(words[0]) or 2 * sum(map(_is_counted, wide)) > len(wide) > 1:
        return True
    prose = sum(_is_clause(cell) or _is_item(cell) for cell in words)
    if prose > _MAX_PROSE_SHARE * len(words):
        return False
    has_empty = len(words) < len(cells)
    return len(wide) > 1 or (has_empty and len(wide[0]) > 2)


def _is_counted(group: _Group) -> bool:
    """Whether a row's first cell is nothing but its number."""
    return " ".join(group[0]).rstrip(".)").isdigit()


def _is_clause(cell: str) -> bool:
    return cell.endswith((".", ";", ":", "!", "?")) and len(cell.split()) >= _MIN_CLAUSE_WORDS


def _is_item(cell: str) -> bool:
    return bool(_ITEM.match(cell)) or (len(cell) > 3 and find_bullet(cell))


def _split_unbroken(groups: list[_Group]) -> list[_Group]:
    """A table without blank lines between its rows, cut where the rows' numbers 1, 2, 3 stand."""
    split: list[_Group] = []
    for group in groups:
        width = _find_width(group)
        if width is None:
            split.append(group)
            continue
        split.extend(group[i : i + width] for i in range(0, len(group), width))
    return split


def _find_width(group: _Group) -> int | None:
    """The distance from a header's № to the row number 1, when the next numbers confirm it."""
    heads = ["".join(cell).strip().rstrip(".)") for cell in group]
    if len(heads) < 4 or not _NUMBER_SIGN.match(heads[0]):
        return None
    width = next((i for i, head in enumerate(heads) if head == "1" and i > 1), None)
    if width is None or len(heads) % width:
        return None
    counted = all(heads[row * width] == str(row) for row in range(1, len(heads) // width))
    return width if counted else None


def _whole_rows(groups: list[_Group]) -> list[_Group]:
    """Rows whose cells a blank line tore apart, put together again.

    Only after a row of full width was seen, only up to exactly that width, and never with a
    group that opens a section of the table.
    """
    width = _usual_width(groups)
    rows: list[_Group] = []
    seen_full = False
    for group in groups:
        if seen_full and _completes(rows[-1], group, width):
            rows[-1] = rows[-1] + group
            continue
        rows.append(group)
        seen_full = seen_full or len(group) == width
    return rows


def _completes(row: _Group, group: _Group, width: int) -> bool:
    whole = len(row) + len(group) == width
    return whole and 1 < len(row) < width and not _opens_section(group)


def _usual_width(groups: list[_Group]) -> int:
    counts = Counter(len(group) for group in groups if len(group) > 1)
    return max(counts, key=lambda size: (counts[size], size)) if counts else 1


def _opens_section(group: _Group) -> bool:
    if len(group) != 1:
        return False
    text = " ".join(group[0])
    number = find_number(text)
    return find_label_rank(text) is not None or (number is not None and len(number.parts) > 1)


# --- cells on one line ---------------------------------------------------------------------------


def _inline(lines: Sequence[Line], start: int) -> Table:
    rows: list[Cells] = []
    i = start
    while i < len(lines):
        line = lines[i]
        if _is_inline_row(line) or _leads_with_empty_cells(line, rows):
            cells = tuple(part.strip() for part in line.text.split("\t"))
            rows.append(("",) * line.n_tabs + cells)
        elif _is_between_rows(lines, i, rows):
            rows.append((line.text,))
        else:
            break
        i += 1
    if len(rows) < 2 or _is_tabbed_list(rows) or all(is_signature(row[-1]) for row in rows):
        return Table((), i)
    return Table(tuple(_without_empty_columns(rows)), i)


def _is_inline_row(line: Line) -> bool:
    return "\t" in line.text


def _leads_with_empty_cells(line: Line, rows: Sequence[Cells]) -> bool:
    """Whether the one cell of a line stands in a later column of the table above."""
    return bool(line.text) and 0 < line.n_tabs < max(map(len, rows), default=0)


def _is_between_rows(lines: Sequence[Line], i: int, rows: Sequence[Cells]) -> bool:
    """Whether a line without tabs is a heading between rows: the table goes on after it."""
    text = lines[i].text
    if not text or not rows or i + 1 >= len(lines) or not _is_inline_row(lines[i + 1]):
        return False
    width, following = max(map(len, rows)), lines[i + 1]
    same = following.n_tabs + following.text.count("\t") + 1 == width
    return same and width >= _MIN_GROUPED_WIDTH and len(text) <= _LONG_CELL and text[-1] not in ".;"


def _is_tabbed_list(rows: list[Cells]) -> bool:
    """Numbers or bullets with a tab behind them, or list items with a tab somewhere inside."""
    narrow = all(len(row) == 2 for row in rows)
    items = all(bool(_ITEM.match(" ".join(row))) or find_bullet(row[0] + " x") for row in rows)
    prose = sum(len(max(row, key=len)) > _LONG_CELL for row in rows)
    return (narrow and items) or prose > _MAX_PROSE_SHARE * len(rows)


def _without_empty_columns(rows: list[Cells]) -> list[Cells]:
    """Runs of tabs that only align text make columns that are empty in every row."""
    width = max(map(len, rows))
    full = [row + ("",) * (width - len(row)) for row in rows]
    kept = [c for c in range(width) if any(row[c] for row in full)]
    return [
        bare if len(bare) == 1 else tuple(row[c] for c in kept)
        for bare, row in zip(rows, full, strict=True)
    ]


def _piped(lines: Sequence[Line], start: int) -> Table:
    rows: list[Cells] = []
    headed = False
    i = start
    while i < len(lines) and "|" in lines[i].text and not lines[i].tabbed:
        text = lines[i].text
        if not _PIPE_RULE.fullmatch(text):
            inner = text.removeprefix("|").removesuffix("|")
            rows.append(tuple(part.strip() for part in _PIPE.split(inner)))
        elif len(rows) == 1:
            headed = True
        i += 1
    if len(rows) < 2 or Counter(map(len, rows)).most_common(1)[0][0] < 2:
        return Table((), i)
    return Table(tuple(row for row in rows if any(row)), i, headed and any(rows[0]))
