"""What a table is called: the line over it that names it, which opens a section of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.documents.lines import flat
from rag.documents.ranks import TABLE_NAME
from rag.documents.shapes import is_ended_name, is_finished, is_table_name
from rag.types import Block, Row

_MAX_UNIT_NOTE = 60
_UNIT_NOTE = re.compile(
    r"(?:в\s+)?(?:(?:тыс|млн|млрд|мың|тысяч\w*|миллион\w*|миллиард\w*)\.?\s*)?"
    r"(?:тенге|теңге|тг|руб\w*|рубл\w*|долл\w*|человек|чел|адам|единиц\w*|ед|штук|шт|дана"
    r"|тонн\w*|га|гектар\w*|км|кв\.?\s*м|процент\w*|пайыз\w*|%)\.?(?:\s+есебімен)?",
    re.I,
)
# «Таблица 2» alone says nothing; with a name of its own it does.
_MIN_NAME_WORDS = 4
_MAX_LINES = 3
_NUMBER_ALONE = re.compile(
    r"(?:таблица|кесте|table)\s*(?:№\s*)?\d+(?:[.\-]\d+)*\s*[.:]?|\d+(?:\.\d+)*\s*-?\s*кесте\s*[.:]?",
    re.I,
)
_MAX_NAME = 200


def table_caption(outside: Sequence[Block]) -> str:
    """The table's own name, else the nearest heading above; with the note of units below it.

    ``outside`` are the blocks above the table that stand in no other.
    """
    lines = [block.text for block in outside[-2:]]
    note = lines.pop() if lines and _is_unit_note(lines[-1]) else ""
    name = lines[-1] if lines and is_table_name(lines[-1]) else ""
    heading = next((block.text for block in reversed(outside) if block.kind == "heading"), "")
    if len(name.split()) < _MIN_NAME_WORDS:
        name = f"{heading} {name}"
    return flat(f"{name} {note}")


def join_number(above: list[Block], outside: list[Block]) -> None:
    """Join «Таблица 3», alone on its line, to the name on the line below, over a table that comes
    next; a note of units may stand between. Both lists, as in ``table_caption``, change in place.
    """
    with_note = bool(outside and _is_unit_note(outside[-1].text))
    first = len(outside) - 2 - with_note
    if first < 0 or above[len(above) - len(outside) + first :] != outside[first:]:
        return
    number, name = outside[first : first + 2]
    if _is_plain(number) and _NUMBER_ALONE.fullmatch(number.text) and _can_name(name):
        joined = replace(number, text=flat(f"{number.text} {name.text}"))
        above[len(above) - 2 - with_note : len(above) - with_note] = [joined]
        outside[first : first + 2] = [joined]


def name_table(above: list[Block], table: Sequence[Block], stated: str = "") -> None:
    """Make the lines that name ``table`` the heading of a section that is the table's own.

    ``above`` ends with the line right over the table and is changed in place. A line is its name
    when it numbers it («Таблица 2. …»), with a note of units below or not, or when it is what the
    source itself states as the caption, in up to three lines. The first becomes the heading;
    what follows up to the table stands in the table with it. What is a heading already stays one.
    """
    row = next((block.row for block in table if block.row is not None), None)
    n = _n_naming(above, stated) if row is not None else 0
    if row is None or n == 0:
        return
    first = len(above) - n
    for i in range(first, len(above)):
        above[i] = replace(above[i], row=Row(row.table, (), (above[i].text,)))
    name = name_block(row.table, above[first].page)
    above[first] = replace(name, text=above[first].text, row=above[first].row)


def name_block(caption: str, page: int | None) -> Block:
    """The heading of a table's own section."""
    row = Row(caption, (), (caption,))
    return Block("heading", caption, level=TABLE_NAME, row=row, page=page, names_table=True)


def _n_naming(above: Sequence[Block], stated: str) -> int:
    """How many of the last blocks name the table, 0 for none."""
    for n in range(1, min(_MAX_LINES, len(above)) + 1):
        lines = above[-n:]
        if stated and flat(" ".join(block.text for block in lines)) == stated:
            return n if all(_is_plain(block) for block in lines) else 0
    with_note = 1 + bool(above and _is_unit_note(above[-1].text))
    lines = above[-with_note:]
    is_named = len(lines) == with_note and is_table_name(lines[0].text)
    return with_note if is_named and all(_is_plain(block) for block in lines) else 0


def _is_plain(block: Block) -> bool:
    return block.kind != "heading" and block.row is None and block.aside is None


def _can_name(block: Block) -> bool:
    if block.row is not None or block.aside is not None or block.kind == "list_item":
        return False
    text = block.text
    is_short = len(text) <= _MAX_NAME and "\n" not in text and text[:1].isalnum()
    return is_short and not is_table_name(text) and (not is_finished(text) or is_ended_name(text))


def _is_unit_note(text: str) -> bool:
    """The line between a table and its name that says in what its figures are: «млн тенге»."""
    bracketed = text.startswith("(") and text.endswith(")")
    return len(text) <= _MAX_UNIT_NOTE and (bracketed or bool(_UNIT_NOTE.fullmatch(text)))
