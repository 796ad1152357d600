"""What must hold of every document, whatever text it was made from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.formats.markdown import parse_markdown
from rag.documents.formats.plain import parse_plain
from rag.documents.read import read_draft
from rag.errors import CorpusError, EmptyFile, TooLarge
from rag.sections.build import build_document
from rag.text.normalise import normalise_text
from rag.types import Document, Draft

_WORD = re.compile(r"[^\W_]+")
LIMIT = 1 << 20

LINES = [
    "ПАСПОРТ РАЙОНА",
    "Дороги",
    "Жол жөндеу",
    "1. Общие сведения",
    "2. Мақсатқа жету",
    "3.1.2.Білім",
    "Бағыт: Экономика",
    "Мақсат 3.1.2.1: Сапаны арттыру",
    "Первое.",
    "Екінші.",
    "Построены следующие объекты:",
    "- школа на 300 мест;",
    "-больница.",
    "1. ул. Садовая (от дома 1 до дома 9);",
    "2. ул. Полевая;",
    "За год введено 12 домов, а план был 10.",
    "Аудан халқы 45 мың адамға жетті.",
    "Работы идут.Срок сдвинут.Деньги выделены.",
    "Открыт новый мост 05.03.2024",
    "Источник: https://example.kz/a",
    "Дереккөз : https://example.kz/b?c=1",
    "Фото: пресс-служба",
    "№",
    "Атауы",
    "Өлшем бірлігі",
    "100,6",
    "-",
    "%",
    "1",
    "2",
    "",
    "",
    "итог | план | факт",
    "| Дороги | 12 | 15 |",
    "|---|---|---|",
    "имя\tплан\tфакт",
    "Сады\t5\t6",
    "(тыс. тенге)",
    "Директор\t\t\tА.Б. Иванов",
]
lines = st.lists(
    st.tuples(st.sampled_from(["", "\t", "\t\t", " "]), st.sampled_from(LINES)).map("".join),
    max_size=60,
).map("\n".join)
anything = st.one_of(st.text(max_size=300), lines)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def built(draft: Draft, document_id: str = "d1") -> Document | None:
    try:
        return build_document(draft, document_id=document_id, source="a.txt", date=None)
    except EmptyFile:
        return None


def check_shape(document: Document) -> None:
    """Spans are exact and in order, sections tile, ids are unique, rows fit their headers."""
    text = document.text
    before = 0
    for i, paragraph in enumerate(document.paragraphs):
        assert before <= paragraph.start < paragraph.end <= len(text)
        assert not text[before : paragraph.start].strip()
        section = document.sections[paragraph.section]
        assert section.start <= paragraph.start < paragraph.end <= section.end
        assert i == 0 or paragraph.section >= document.paragraphs[i - 1].section
        before = paragraph.end
        if paragraph.row:
            header, cells = paragraph.row.header, paragraph.row.cells
            assert not header or len(header) == len(cells)
            own = text[paragraph.start : paragraph.end].split("\t")
            assert len(own) == len(cells)
            assert all(cell in ("", carried) for cell, carried in zip(own, cells, strict=True))
    assert not text[before:].strip()
    starts = [section.start for section in document.sections]
    ends = [section.end for section in document.sections]
    assert starts[0] == 0
    assert ends[-1] == len(text)
    assert starts[1:] == ends[:-1]
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert all(1 <= s.level <= 9 or not s.path for s in document.sections)
    ids = [paragraph.id for paragraph in document.paragraphs]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("p_[0-9a-f]{16}", id_) for id_ in ids)


@settings(max_examples=150, deadline=None)
@given(anything)
def test_plain_text_keeps_shape_and_words(text: str) -> None:
    document = built(parse_plain(text))
    if document is None:
        assert not any(c.isalnum() for c in normalise_text(text))
        return
    check_shape(document)
    assert words(document.text) == words(normalise_text(text))


@settings(max_examples=80, deadline=None)
@given(anything)
def test_markdown_keeps_shape(text: str) -> None:
    document = built(parse_markdown(text))
    if document is not None:
        check_shape(document)


@settings(max_examples=120, deadline=None)
@given(lines, st.sampled_from(["# Паспорт\n\n", "> цитата\n\n", "**важно**\n", ""]))
def test_markdown_keeps_words(text: str, head: str) -> None:
    document = built(parse_markdown(head + text))
    assert words(document.text if document else "") == words(normalise_text(head + text))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([line for line in LINES if "|" not in line]), max_size=30))
def test_markdown_of_plain_paragraphs_keeps_words(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    document = built(parse_markdown(text))
    assert words(document.text if document else "") == words(normalise_text(text))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_corpus_error(content: bytes) -> None:
    try:
        draft = read_draft(content, "a.md", max_line_bytes=LIMIT)
        document = build_document(draft, document_id="d1", source="a.md", date=None)
    except CorpusError:
        return
    check_shape(document)


@settings(max_examples=60, deadline=None)
@given(lines, st.integers(0, 5))
def test_ids_survive_edits_elsewhere(text: str, extra: int) -> None:
    document = built(parse_plain(text))
    added = "\n\n".join(
        f"Совсем другой абзац под номером {n}, его раньше не было." for n in range(extra)
    )
    edited = built(parse_plain(f"{text}\n\n\n{added}\n"))
    if document is None or edited is None:
        return
    before, after = ids_by_words(document), ids_by_words(edited)
    for key, ids in before.items():
        # Next to new text a line may be joined to another: then its words did change.
        if len(after.get(key, [])) == len(ids):
            assert after[key] == ids


def ids_by_words(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        key = " ".join(document.text[paragraph.start : paragraph.end].split())
        found.setdefault(key, []).append(paragraph.id)
    return found


def test_an_edit_changes_the_ids_of_the_edited_paragraph_only() -> None:
    parts = ["Первый абзац говорит о школах.", "Второй о дорогах.", "Третий о воде."]
    before = built(parse_plain("\n\n".join(parts)))
    after = built(parse_plain("\n\n".join([parts[0], "Второй о мостах.", parts[2]])))
    assert before
    assert after
    same = [a.id == b.id for a, b in zip(before.paragraphs, after.paragraphs, strict=True)]
    assert same == [True, False, True]


def _document_of(content: bytes) -> Document:
    draft = read_draft(content, "a.txt", max_line_bytes=LIMIT)
    return build_document(draft, document_id="d1", source="a.txt", date=None)


def test_ids_hang_on_the_document_too() -> None:
    draft = parse_plain("Один абзац.\n\nОдин абзац.")
    first, second = built(draft, "d1"), built(draft, "d2")
    assert first
    assert second
    ids = {p.id for p in first.paragraphs} | {p.id for p in second.paragraphs}
    assert len(ids) == 4


def test_reading_twice_gives_the_same_document() -> None:
    text = "\n".join(LINES)
    assert built(parse_plain(text)) == built(parse_plain(text))


def test_an_endless_line_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match=r"a\.txt"):
        read_draft("строка ".encode() * 400_000, "a.txt", max_line_bytes=LIMIT)


def test_lines_just_under_the_limit_are_read() -> None:
    line = b"a" * 100
    draft = read_draft(b"\n".join([line] * 5), "a.txt", max_line_bytes=100)
    assert len(draft.blocks) == 5
    with pytest.raises(TooLarge):
        read_draft(b"\n".join([line, line + b"a"]), "a.txt", max_line_bytes=100)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_a_file_without_words_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        _document_of(content)
