"""Passages and units: nothing lost, nothing across sections, ids that survive."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.chunks.context import MAX_CONTEXT_CHARACTERS, row_sentence, section_context
from rag.chunks.pack import pack_passages
from rag.chunks.split_long import split_long
from rag.chunks.units import split_units
from rag.types import Document, Row
from tests.documents import documents, make_document


def count_words(text: str) -> int:
    return len(text.split())


@given(documents, st.integers(1, 40))
@settings(max_examples=80)
def test_packing_loses_no_paragraph_and_crosses_no_section(document: Document, budget: int) -> None:
    passages = pack_passages(document, budget, count_words)
    covered = "".join(document.text[p.start : p.end] for p in passages)
    everything = "".join(document.text[p.start : p.end] for p in document.paragraphs)
    assert covered.replace("\n", "") == everything.replace("\n", "")
    for passage in passages:
        sections = {p.section for p in document.paragraphs[passage.first : passage.last]}
        assert sections == {passage.section}
        section = document.sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end


@given(documents, st.integers(1, 40))
@settings(max_examples=60)
def test_passages_are_in_order_with_unique_ids(document: Document, budget: int) -> None:
    passages = pack_passages(document, budget, count_words)
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert len({p.id for p in passages}) == len(passages)
    assert all(a.end <= b.start for a, b in zip(passages, passages[1:], strict=False))


@given(documents, st.integers(2, 40))
@settings(max_examples=60)
def test_units_lie_inside_their_paragraph_and_passage(document: Document, budget: int) -> None:
    for passage in pack_passages(document, budget, count_words):
        for unit in split_units(document, passage):
            paragraph = document.paragraphs[unit.paragraph]
            assert passage.start <= unit.start < unit.end <= passage.end
            assert paragraph.start <= unit.start < unit.end <= paragraph.end


def test_passage_ids_survive_a_change_elsewhere() -> None:
    before = make_document(
        [(("А",), [("paragraph", "Первый.")]), (("Б",), [("paragraph", "Два.")])]
    )
    moved = make_document(
        [(("Нов",), [("paragraph", "Вставка.")]), (("Б",), [("paragraph", "Два.")])]
    )
    # The paragraph keeps its id, so its passage must as well, wherever it now stands.
    kept = before.paragraphs[1].id
    moved = replace(moved, paragraphs=(moved.paragraphs[0], replace(moved.paragraphs[1], id=kept)))
    assert pack_passages(before, 5, count_words)[1].id == pack_passages(moved, 5, count_words)[1].id


def test_budget_decides_where_a_section_is_cut() -> None:
    document = make_document(
        [
            (
                ("Налоги",),
                [
                    ("paragraph", "один два три"),
                    ("paragraph", "четыре пять"),
                    ("paragraph", "шесть"),
                ],
            )
        ]
    )
    assert [p.last - p.first for p in pack_passages(document, 5, count_words)] == [1, 2]
    assert [p.last - p.first for p in pack_passages(document, 6, count_words)] == [3]


def test_a_sentence_over_the_budget_is_cut_without_loss() -> None:
    text = "слово " * 200
    pieces = split_long(text, 0, len(text), 7, count_words)
    assert pieces[0][0] == 0 and pieces[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in zip(pieces, pieces[1:], strict=False))
    assert all(1 <= n <= 7 for _, _, n in pieces[:-1])


def test_a_word_of_a_million_letters_is_cut_too() -> None:
    text = "ы" * 1_000_000
    pieces = split_long(text, 0, len(text), 1000, lambda words: len(words) // 4)
    assert "".join(text[a:b] for a, b, _ in pieces) == text
    assert max(n for _, _, n in pieces) <= 1000


def test_what_is_embedded_has_the_header_but_the_quote_has_not() -> None:
    document = make_document(
        [(("Мақсат 1: Өсу",), [("table_row", "1\tӨнім индексі\t100,6\t103,8")])],
        header=("№", "Атауы", "Жоспар", "Нақты"),
        language="kk",
        title="Есеп",
    )
    (passage,) = pack_passages(document, 50, count_words)
    assert "Жоспар: 100,6; Нақты: 103,8" in passage.embedded_text
    assert passage.embedded_text.startswith("Есеп › Мақсат 1: Өсу")
    assert "Жоспар" not in document.text[passage.start : passage.end]


def test_empty_cells_and_dashes_are_not_said() -> None:
    row = Row("", ("Атауы", "Жоспар", "Нақты"), ("Егін", "-", "12"))
    assert row_sentence(row) == "Атауы: Егін; Нақты: 12"


@pytest.mark.parametrize("n_headings", [1, 3, 9])
def test_context_is_bounded_and_keeps_the_innermost_heading(n_headings: int) -> None:
    path = tuple(f"{i} " + "заголовок " * 30 for i in range(n_headings))
    document = make_document([(path, [("paragraph", "текст")])])
    context = section_context(document, document.sections[0])
    assert f"{n_headings - 1} заголовок" in context
    assert len(context) <= MAX_CONTEXT_CHARACTERS + 3 * (n_headings + 1)


def test_a_long_comment_cell_gives_units_of_its_own() -> None:
    comment = (
        "Қалада 543 кәсіпорын тіркелген болатын. Оның ішінде 99 кәсіпорын белсенді жұмыс істейді."
    )
    document = make_document(
        [(("1",), [("table_row", f"1\tКәсіпорындар үлесі\t18,2\t{comment}")])], language="kk"
    )
    (passage,) = pack_passages(document, 100, count_words)
    quotes = [document.text[u.start : u.end] for u in split_units(document, passage)]
    assert len(quotes) == 3
    assert quotes[0].startswith("1\tКәсіпорындар") and quotes[2].startswith("Оның ішінде")


def test_a_section_over_the_budget_falls_into_passages_of_about_one_length() -> None:
    sentences = [f"Слово{n} раз два три четыре." for n in range(5)]
    document = make_document([(("Налоги",), [("paragraph", " ".join(sentences))])])
    lengths = [
        count_words(document.text[p.start : p.end])
        for p in pack_passages(document, 20, count_words)
    ]
    assert lengths == [15, 10]


def test_a_heading_never_stands_alone_before_a_paragraph_that_fills_the_budget() -> None:
    full = " ".join(["слово"] * 8)
    document = make_document(
        [(("Налоги и сборы",), [("heading", "Налоги и сборы"), ("paragraph", full)])]
    )
    passages = pack_passages(document, 8, count_words)
    assert [(p.first, p.last) for p in passages] == [(0, 2)]
    assert passages[0].embedded_text.count("Налоги") == 1
