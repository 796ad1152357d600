"""Lines outside tables to blocks: headings, list items and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.documents.headings import find_rank
from rag.documents.lines import Line, Style, flat
from rag.documents.opening import approval_end
from rag.documents.ranks import find_number, is_capitals
from rag.documents.shapes import (
    find_bullet,
    find_item_number,
    is_caption,
    is_finished,
    is_name_like,
    is_place_or_date,
    starts_lower,
)
from rag.documents.spots import Place, Spot
from rag.documents.titles import completes
from rag.types import Block, BlockKind

_MAX_HEADING_LINES = 4
_MAX_HEADING_LINE = 110
_MAX_TITLE_LINES = 3
"""Over a title stand the names of its office and of the office's term."""
_MAX_STATED_LINE = 250
_MAX_CLAUSE = 400
_MAX_HEAD_LINE = 100
_MIN_BROKEN_LINE = 40
_YEAR = re.compile(r"(?:19|20)\d\d\s+(?:год|гг?\.|жыл|жж?\.)")
_INITIAL = re.compile(r"[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]\.\s?[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]")


def prose_blocks(lines: Sequence[Line], place: Place) -> list[Block]:
    """Blocks of a run of lines without tables, in order; every word of the lines is in one.

    The ``level`` of a heading is its rank (see ``rag.documents.ranks``).
    """
    spots = _merge_heading_lines(_spots(lines), place)
    blocks: list[Block] = []
    in_clauses = False
    at_head, untitled = place.opens_file, True
    for i, spot in enumerate(spots):
        previous = blocks[-1] if blocks else None
        here = replace(place, at_head=at_head, untitled=untitled)
        rank = find_rank(spots, i, previous, here)
        if rank is not None:
            blocks.append(Block("heading", spot.text, level=rank, page=spot.page))
            in_clauses = untitled = False
            continue
        at_head = at_head and len(spot.text) <= _MAX_HEAD_LINE
        if previous and _continues(previous, spots[i - 1], spot):
            blocks[-1] = replace(previous, text=f"{previous.text} {spot.text}")
            continue
        in_clauses = _is_clause(spot.text, previous, in_clauses)
        kind: BlockKind = "list_item" if _is_item(spot, in_clauses) else "paragraph"
        blocks.append(Block(kind, spot.text, page=spot.page, aside=spot.style.hangs))
    return blocks


def _spots(lines: Sequence[Line]) -> list[Spot]:
    """Lines with words, each with the number of blank lines before and after it."""
    spots: list[Spot] = []
    gap = 0
    for line in lines:
        if not line.text:
            gap += 1
            continue
        if spots:
            spots[-1] = replace(spots[-1], after=gap)
        text, aligned = flat(line.text), "\t" in line.text
        spots.append(Spot(text, gap, 0, aligned, line.style, line.page))
        gap = 0
    if spots:
        spots[-1] = replace(spots[-1], after=gap)
    return spots


def _merge_heading_lines(spots: list[Spot], place: Place) -> list[Spot]:
    """Headings that run over two or more lines become one."""
    merged: list[Spot] = []
    n_lines = 1
    title_at = approval_end(spots)
    for i, spot in enumerate(spots):
        last = merged[-1] if merged else None
        follows = i + 1 < len(spots) or place.before_table
        opens = place.opens_file and title_at < len(merged) <= title_at + _MAX_TITLE_LINES
        if last and follows and n_lines < _MAX_HEADING_LINES and _goes_on(last, spot, opens):
            merged[-1] = replace(last, text=f"{last.text} {spot.text}", after=spot.after)
            n_lines += 1
        else:
            merged.append(spot)
            n_lines = 1
    return merged


def _goes_on(first: Spot, second: Spot, opens: bool) -> bool:
    """Whether ``second`` is the next line of the heading ``first``; ``opens``: of the title."""
    if first.after or first.aligned or second.aligned:
        return False
    most = _MAX_STATED_LINE if second.style.level else _MAX_HEADING_LINE
    if len(second.text) > most or not _are_alike(first.style, second.style):
        return False
    if find_bullet(second.text) or is_finished(second.text) or is_place_or_date(second.text):
        return False
    if not is_name_like(first.text) or find_item_number(first.text):
        return False
    goes_on = starts_lower(second.text) or bool(_YEAR.match(second.text))
    goes_on = goes_on or (opens and completes(first.text, second.text))
    return goes_on or (is_capitals(first.text) and is_capitals(second.text))


def _are_alike(first: Style, second: Style) -> bool:
    """Whether two lines may be one heading by their styles."""
    free = not (first.aside or first.item or second.aside or second.item)
    return free and (first.level, first.strong) == (second.level, second.strong)


def _continues(previous: Block, before: Spot, spot: Spot) -> bool:
    """Whether a line goes on in the middle of the sentence that the line before began."""
    if previous.kind == "heading" or before.after or is_finished(before.text):
        return False
    if spot.style.whole:
        return False
    if before.aligned or spot.aligned or is_caption(before.text):
        return False
    if find_bullet(spot.text) or find_item_number(spot.text):
        return False
    if _INITIAL.match(spot.text) and len(before.text) >= _MIN_BROKEN_LINE:
        return True
    if len(before.text) < _MIN_BROKEN_LINE or _are_parallel(before.text, spot.text):
        return False
    return starts_lower(spot.text) or bool(_YEAR.match(spot.text))


def _are_parallel(first: str, second: str) -> bool:
    return first.split(maxsplit=1)[0] == second.split(maxsplit=1)[0]


def _is_clause(text: str, previous: Block | None, in_clauses: bool) -> bool:
    """An unmarked list: lines that end in a semicolon, or small letters after a lead-in."""
    if len(text) > _MAX_CLAUSE:
        return False
    if text.endswith(";"):
        return True
    leads_in = previous is not None and previous.text.endswith(":")
    opens = starts_lower(text) or (in_clauses and text[0].isdigit())
    return opens and (in_clauses or (leads_in and text.endswith(",")))


def _is_item(spot: Spot, in_clauses: bool) -> bool:
    if in_clauses or spot.style.item or find_bullet(spot.text) or find_item_number(spot.text):
        return True
    return find_number(spot.text) is not None
