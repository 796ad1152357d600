from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.question import understand
from rag.retrieve.russian_typing import spell_russian_asking


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("кагда откроют бассейн", "когда откроют бассейн"),
        ("Сколко мест в новой школе?", "Сколько мест в новой школе?"),
        ("скока стоит проезд в автобусе", "сколько стоит проезд в автобусе"),
        ("Какйо район больше?", "Какой район больше?"),
        ("Сколько домов сдали?", "Сколько домов сдали?"),
        ("Кто такой Кагдаров?", "Кто такой Кагдаров?"),
        ("Мектепте канша бала бар?", "Мектепте канша бала бар?"),
        ("Where is the school?", "Where is the school?"),
    ],
)
def test_words_that_ask_are_spelt(typed: str, meant: str) -> None:
    assert spell_russian_asking(typed) == meant


def test_the_kind_is_read_and_the_slip_is_no_subject() -> None:
    slipped, right = understand("кагда откроют бассейн"), understand("когда откроют бассейн")
    assert slipped.kind == "date"
    assert slipped.terms == right.terms


@given(st.text(max_size=60))
def test_spelling_twice_changes_nothing_more(text: str) -> None:
    once = spell_russian_asking(text)
    assert spell_russian_asking(once) == once
