"""Sketches of texts: what they forgive, and how near their estimate comes to the truth."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.index.alike import SKETCH_SIZE, find_reprinted, resemblance, sketch_of
from rag.types import DocumentRecord
from tests.documents import make_document
from tests.records import make_record

WORDS = [f"слово{n}" for n in range(3000)]


def text_of(seed: int, n: int = 1500) -> list[str]:
    return random.Random(seed).choices(WORDS, k=n)


def shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def record(name: str, title: str = "Отчёт") -> DocumentRecord:
    made = make_record(make_document([((), [("paragraph", "Да.")])], document_id=name))
    return replace(made, title=title)


def test_case_white_space_and_punctuation_are_forgiven() -> None:
    first = sketch_of("В районе работают 48 школ, из них 20 частных.")
    assert sketch_of("в РАЙОНЕ\n работают  48 школ — из них 20 частных") == first
    assert sketch_of("В районе работают 49 школ, из них 20 частных.") != first


@given(st.text(max_size=300))
def test_a_sketch_is_ascending_bounded_and_fits_the_registry(text: str) -> None:
    sketch = sketch_of(text)
    assert list(sketch) == sorted(set(sketch))
    assert len(sketch) <= SKETCH_SIZE
    assert all(0 <= number < 2**63 for number in sketch)
    assert sketch_of(text) == sketch
    assert resemblance(sketch, sketch) == (1.0 if sketch else 0.0)


def test_texts_without_words_resemble_nothing() -> None:
    assert sketch_of(" \n — … ") == ()
    assert resemblance((), ()) == resemblance((), (1,)) == 0.0


@pytest.mark.parametrize("n_changed", [0, 5, 20, 60, 150, 700])
def test_the_estimate_is_near_the_true_resemblance(n_changed: int) -> None:
    first = text_of(1)
    second = list(first)
    for place in random.Random(n_changed).sample(range(len(first)), n_changed):
        second[place] = f"другое{place}"
    a, b = shingles(first), shingles(second)
    true = len(a & b) / len(a | b)
    estimate = resemblance(sketch_of(" ".join(first)), sketch_of(" ".join(second)))
    assert estimate == pytest.approx(true, abs=4 * 0.044)  # four standard errors


def test_a_reprint_with_another_letterhead_is_found_and_the_oldest_named() -> None:
    body = " ".join(text_of(2))
    sketch = sketch_of("Бланк министерства, стр. 1. " + body)
    others = [
        (record("other"), sketch_of(" ".join(text_of(3)))),
        (record("old"), sketch_of(body)),
        (record("new"), sketch),
    ]
    found = find_reprinted("Отчёт", sketch, others)
    assert found is not None and found.id == "old"
    assert find_reprinted("Отчёт", sketch_of(" ".join(text_of(4))), others) is None
    assert find_reprinted("Отчёт", sketch, []) is None


def test_the_same_form_for_another_year_is_no_reprint() -> None:
    sketch = sketch_of(" ".join(text_of(5)))
    others = [(record("old", "Отчёт за 2021 год"), sketch)]
    assert find_reprinted("Отчёт за 2022 год", sketch, others) is None
    assert find_reprinted("О работе за 2021 год", sketch, others) is not None


def test_forms_whose_titles_name_other_numbers_are_not_even_looked_at() -> None:
    text = " ".join(text_of(6))
    first, second = sketch_of(text, "Справка № 17"), sketch_of(text, "Справка № 18")
    assert not set(first) & set(second)
    assert sketch_of(text, "О школах") == sketch_of(text) == sketch_of(text, "О садах")
    assert sketch_of(text, "Отчёт № 1, стр. 23") != sketch_of(text, "Отчёт № 12, стр. 3")
    assert sketch_of(text, "К письму № 17") == first
