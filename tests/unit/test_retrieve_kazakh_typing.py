from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.kazakh_typing import spell_asking_words
from rag.retrieve.question import understand


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ауданда канша дарігер бар?", "Ауданда қанша дарігер бар?"),
        ("Мектепті ким салды, кашан ашылды?", "Мектепті кім салды, қашан ашылды?"),
        ("Кандай жобалар бар ауданда?", "Қандай жобалар бар ауданда?"),
        ("Ауданда қанша дәрігер бар?", "Ауданда қанша дәрігер бар?"),
        ("Ким Чен построил завод?", "Ким Чен построил завод?"),
        ("Сколько домов сдали?", "Сколько домов сдали?"),
    ],
)
def test_words_that_ask_are_spelt(typed: str, meant: str) -> None:
    assert spell_asking_words(typed) == meant


@given(st.text(max_size=60))
def test_no_text_changes_its_length(text: str) -> None:
    assert len(spell_asking_words(text)) == len(text)


def test_the_kind_is_read_from_the_typed_word() -> None:
    assert understand("Ауданда канша мектеп бар?").kind == "number"
    assert understand("Жаңа мектеп кашан ашылады?").kind == "date"
