"""Splits a passage into units: the sentences, list items and table rows that could be evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rag.chunks.context import embedded_words, row_sentence
from rag.text.sentences import split_sentences
from rag.types import Document, Paragraph, Passage, Row, Unit

MIN_HEADING_WORDS = 4
"""A shorter heading names a topic; a longer one may itself state the fact (a news headline)."""
MIN_COMMENT_CHARACTERS = 60
"""The sentences of a table cell of this length are evidence of their own."""
MAX_VALUE_CHARACTERS = 160
"""A longer cell is a comment: it stays out of what the row as a whole is matched by."""
WINDOW_CHARACTERS = 240
"""How much of the words before a sentence is embedded with it: its subject often stands there."""


def split_units(document: Document, passage: Passage) -> tuple[Unit, ...]:
    """Units of the passage in order. A long table row is one unit and its sentences more."""
    units: list[Unit] = []
    for index in range(passage.first, passage.last):
        paragraph = document.paragraphs[index]
        start, end = max(paragraph.start, passage.start), min(paragraph.end, passage.end)
        for left, right in _spans(document, paragraph, start, end):
            words = _unit_words(document, paragraph, left, right)
            units.append(Unit(index, left, right, words))
    return tuple(units)


def _spans(
    document: Document, paragraph: Paragraph, start: int, end: int
) -> Iterator[tuple[int, int]]:
    words = document.text[start:end]
    if paragraph.kind == "heading":
        if len(words.split()) >= MIN_HEADING_WORDS:
            yield start, end
        return
    if paragraph.kind == "table_row":
        yield start, end
        yield from _cell_sentences(words, start)
        return
    for left, right in split_sentences(words):
        yield start + left, start + right


def _cell_sentences(words: str, start: int) -> Iterator[tuple[int, int]]:
    # A commentary cell may hold many sentences; each is evidence of its own beside the row.
    offset = start
    for cell in words.split("\t"):
        if len(cell) >= MIN_COMMENT_CHARACTERS:
            for left, right in split_sentences(cell):
                yield offset + left, offset + right
        offset += len(cell) + 1


def _unit_words(document: Document, paragraph: Paragraph, start: int, end: int) -> str:
    section = document.sections[paragraph.section]
    heading = section.path[-1] if section.path else document.title
    words = embedded_words(document, paragraph, start, end)
    if paragraph.row is not None and (start, end) == (paragraph.start, paragraph.end):
        return f"{heading}\n{row_sentence(_values(paragraph.row))}"
    if paragraph.kind in ("heading", "table_row"):
        return f"{heading}\n{words}"
    before = document.text[max(section.start, start - WINDOW_CHARACTERS) : start]
    cut = before.find(" ")
    window = before[cut + 1 :].replace("\n", " ").strip() if cut >= 0 else ""
    return f"{heading}\n{window} {words}" if window else f"{heading}\n{words}"


def _values(row: Row) -> Row:
    short = tuple(c if len(c) <= MAX_VALUE_CHARACTERS else "" for c in row.cells)
    return row if not any(short) else replace(row, cells=short)
