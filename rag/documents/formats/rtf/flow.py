"""A text of a rich text while it is read: paragraphs, the tables they stand in, what hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from rag.documents.formats.rtf.groups import Look
from rag.documents.formats.rtf.styles import Styles
from rag.documents.formats.rtf.tables import OpenTable, RowLook
from rag.documents.frames import Part
from rag.documents.lines import flat
from rag.documents.styled import styled_lines
from rag.errors import TooLarge
from rag.types import Aside

_MAX_NESTED = 50


@dataclass(slots=True)
class Flow:
    """The body, or a note, comment or box. ``hanging`` comes after the paragraph that is read.

    ``kind`` is None for the body; ``in_row``: a row was announced and has not ended yet.
    """

    styles: Styles
    kind: Aside | None = None
    parts: list[Part] = field(default_factory=list)
    hanging: list[Part] = field(default_factory=list)
    mark: str = ""
    in_row: bool = False
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _tables: list[OpenTable] = field(default_factory=list)

    def write(self, text: str, *, bold: bool) -> None:
        """Add words to the paragraph that is read."""
        self._pieces.append((text, bold))

    def end_paragraph(self, look: Look, *, in_cell: bool = False) -> None:
        """The paragraph is done; ``in_cell``: it stands in one, whether it says so or not."""
        nested = max(look.nested, int(in_cell or self.in_row))
        lines = styled_lines(
            _whole(self._pieces),
            level=self.styles.level(look.style) or look.level,
            mark=_written_mark(self.mark),
            item=bool(self.mark),
            set_off=look.centred,
            contents=self.styles.is_contents(look.style),
        )
        self._place(nested).extend([*lines, *self.hanging])
        self._pieces, self.hanging, self.mark = [], [], ""

    def end_cell(self, look: Look, nested: int) -> None:
        """The cell is done, at this depth of tables."""
        if self._pieces or self.hanging or self.mark:
            self.end_paragraph(look, in_cell=True)
        self._place(nested)
        self._tables[nested - 1].end_cell()

    def end_row(self, look: RowLook, nested: int) -> None:
        """The row is done, at this depth of tables."""
        self._place(nested)
        self._tables[nested - 1].end_row(look)
        self.in_row = self.in_row and nested > 1

    def end(self, look: Look) -> list[Part]:
        """All of the text, which is done."""
        if self._pieces or self.hanging or self.mark:
            self.end_paragraph(look)
        return self._place(0)

    def _place(self, nested: int) -> list[Part]:
        """Where the next part goes; tables that are deeper are done."""
        if nested > _MAX_NESTED:
            raise TooLarge(f"has tables in tables, more than {_MAX_NESTED} deep.")
        while len(self._tables) > nested:
            parts = self._tables.pop().parts()
            (self._tables[-1].inside if self._tables else self.parts).extend(parts)
        while len(self._tables) < nested:
            self._tables.append(OpenTable())
        return self._tables[-1].inside if self._tables else self.parts


def _written_mark(mark: str) -> str:
    """A list's number with the space behind it; any bullet is «-»."""
    text = flat(mark)
    if not text:
        return ""
    return f"{text} " if any(map(str.isalnum, text)) else "- "


def _whole(pieces: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """``pieces`` with those that look alike joined, and characters whole that were written as two
    halves."""
    runs = groupby(pieces, key=lambda piece: piece[1])
    joined = (("".join(text for text, _ in run), bold) for bold, run in runs)
    return [(_with_whole_characters(text), bold) for text, bold in joined]


def _with_whole_characters(text: str) -> str:
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
