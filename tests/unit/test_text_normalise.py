from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.normalise import normalise_question, normalise_text

# Every character the rules speak of, so that hypothesis meets them in all orders.
PIECES = st.lists(
    st.sampled_from(
        (
            *(" ", "  ", "\t", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x00", "\x85", "\xa0", "\xad"),
            *("\u2009", "\u200b", "\u202e", "\u2028", "\u3000", "\ufeff", "\ud800", "\U000e0041"),
            *("и", "\u0306", "\u0301", "[bookmark:", "[BookMark: _x]", "]", "[", "слово", "ё"),
        )
    )
    | st.characters(),
    max_size=25,
).map("".join)


@given(PIECES)
@settings(max_examples=400, deadline=None)
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise_text(raw)
    assert normalise_text(once) == once
    question = normalise_question(raw)
    assert normalise_question(question) == question


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_no_invisible_character_is_left(raw: str) -> None:
    text = normalise_text(raw)
    assert unicodedata.is_normalized("NFC", text)
    for letter in text:
        assert unicodedata.category(letter) not in {"Cs", "Zl", "Zp"}
        assert letter in "\n\t" or unicodedata.category(letter) != "Cc"
        assert letter == " " or unicodedata.category(letter) != "Zs"
    assert "  " not in text and " \n" not in text and "\n " not in text
    assert "\n\n\n\n" not in text


@given(st.text(alphabet="абв где.\n", max_size=60))
@settings(max_examples=100, deadline=None)
def test_letters_are_never_lost(raw: str) -> None:
    assert [c for c in normalise_text(raw) if c.isalpha()] == [c for c in raw if c.isalpha()]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("а\r\nб\rв\u2028г\u0085д\u2029е\x0cж", "а\nб\nв\nг\nд\nе\nж"),
        ("1\xa0634\u2009368\u202f032", "1 634 368 032"),
        ("слог\xadи и\u200bмя \ufeffи\u202eна", "слоги имя ина"),
        ("до\x00 и \ud800после", "до и после"),
        ("тег\U000e0041\U000e007f", "тег"),
        ("и\u0306 е\u0308", "й ё"),
        ("итог [bookmark: _GoBack]года", "итог года"),
        ("  отступ  и   хвост  \n", "отступ и хвост\n"),
        ("а\n\n\n\n\nб", "а\n\n\nб"),
        ("а\n \n \n \n \nб", "а\n\n\nб"),
    ],
)
def test_one_rule_at_a_time(raw: str, expected: str) -> None:
    assert normalise_text(raw) == expected


def test_tabs_that_mark_table_cells_stay() -> None:
    assert normalise_text(" \t ячейка \n\t\n\t -\n") == "\tячейка\n\t\n\t-\n"


def test_nested_bookmarks_leave_no_bookmark() -> None:
    text = normalise_text("[book[bookmark: a]mark: b] [bookmark: [bookmark: c] d]")
    assert "[bookmark:" not in text


def test_long_runs_of_combining_marks_are_cut_and_fast() -> None:
    # Canonical ordering of one such run takes hours when it is not cut.
    text = normalise_text("а" + "\u0327\u0301" * 500_000)
    assert 1 < len(text) <= 31


def test_a_question_is_one_trimmed_line() -> None:
    assert normalise_question("\t Сколько\n\nлюдей\tтут? \xa0") == "Сколько людей тут?"
    assert normalise_question(" \u200b\n") == ""


def test_a_question_keeps_no_run_of_letters_that_is_no_word() -> None:
    assert normalise_question(f"школа {'щ' * 10_000} района") == f"школа {'щ' * 80} района"
    assert len(normalise_question("9" * 2000)) == 80
    assert normalise_question("а" * 80) == "а" * 80
