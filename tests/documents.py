"""Makes documents for tests, by hand or by hypothesis, without any reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from rag.types import Document, Language, Paragraph, ParagraphKind, Row, Section

PART = tuple[ParagraphKind, str]


def make_document(
    sections: Sequence[tuple[tuple[str, ...], Sequence[PART]]],
    *,
    document_id: str = "doc_1",
    source: str = "a.txt",
    title: str = "Отчёт",
    language: Language = "ru",
    header: tuple[str, ...] = (),
    day: date | None = None,
) -> Document:
    """A document with these sections; each is a heading path and its paragraphs. The text of a
    table row holds its cells behind tabs."""
    text = ""
    made: list[Section] = []
    paragraphs: list[Paragraph] = []
    for number, (path, parts) in enumerate(sections):
        start = len(text)
        for kind, words in parts:
            row = _row(words, header) if kind == "table_row" else None
            place = (len(text), len(text) + len(words))
            name = f"p_{len(paragraphs)}"
            paragraphs.append(Paragraph(name, kind, *place, number, language, row=row))
            text += words + "\n"
        made.append(Section(path, len(path), start, len(text)))
    return Document(document_id, source, title, text, language, day, tuple(made), tuple(paragraphs))


def _row(words: str, header: tuple[str, ...]) -> Row:
    cells = tuple(words.split("\t"))
    return Row("Таблица", header if len(header) == len(cells) else (), cells)


_WORDS = st.text(
    st.sampled_from("абвгдежзқңөүі ABCxyz0123456789.,;:–-«»%\t"), min_size=1, max_size=80
).filter(lambda words: bool(words.strip()))
_KINDS: st.SearchStrategy[ParagraphKind] = st.sampled_from(
    ["paragraph", "list_item", "table_row", "heading"]
)
_PARTS = st.lists(st.tuples(_KINDS, _WORDS.map(str.strip)), min_size=1, max_size=8)
_PATHS = st.lists(st.sampled_from(["Налоги", "Бюджет", "Білім"]), max_size=2).map(tuple)

documents: st.SearchStrategy[Document] = st.lists(
    st.tuples(_PATHS, _PARTS), min_size=1, max_size=4
).map(make_document)
