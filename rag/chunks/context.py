"""What is embedded beside the quoted words: title, section path, table header and row label."""

from __future__ import annotations

from rag.types import Document, Paragraph, Row, Section

MAX_HEADING_CHARACTERS = 160
"""A heading longer than this is clipped in the context, so that it cannot crowd out the text."""
MAX_CONTEXT_CHARACTERS = 420
"""About 100 tokens of multilingual-e5: less than half of the default passage budget."""


def section_context(document: Document, section: Section) -> str:
    """Title and headings above the text, outermost first, clipped; '' when there are none.

    The innermost heading is kept when the whole is too long: it says most about the text.
    """
    names = [document.title, *section.path]
    kept: list[str] = []
    n_characters = 0
    for name in reversed(list(dict.fromkeys(n for n in names if n))):
        clipped = name[:MAX_HEADING_CHARACTERS].replace("\n", " ").strip()
        if kept and n_characters + len(clipped) > MAX_CONTEXT_CHARACTERS:
            break
        kept.append(clipped)
        n_characters += len(clipped)
    return " › ".join(reversed(kept))


def row_sentence(row: Row) -> str:
    """The row as words, every cell after the name of its column: «План: 17,5; Факт: 18,4».

    Cells that are empty or a lone dash say nothing and are left out.
    """
    if not row.header:
        return ": ".join(cell for cell in row.cells if _says_something(cell))
    named = zip(row.header, row.cells, strict=True)
    return "; ".join(f"{n}: {c}" if n else c for n, c in named if _says_something(c))


def row_label(row: Row) -> str:
    """The cell that names the row: the first one with a word in it, '' when there is none."""
    for cell in row.cells:
        if any(len(word) > 2 and word.isalpha() for word in cell.replace("-", " ").split()):
            return cell
    return ""


def embedded_words(document: Document, paragraph: Paragraph, start: int, end: int) -> str:
    """The words of ``text[start:end]`` as they are embedded.

    A whole table row becomes a sentence with its header; a part of one keeps the row's label.
    """
    words = document.text[start:end]
    if paragraph.row is None:
        return words
    if (start, end) == (paragraph.start, paragraph.end):
        return row_sentence(paragraph.row)
    label = row_label(paragraph.row)
    return words if not label or label in words else f"{label}: {words}"


def _says_something(cell: str) -> bool:
    return any(character.isalnum() for character in cell)
