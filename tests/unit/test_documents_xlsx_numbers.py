"""Numbers and days of workbooks, written as Excel shows them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.formats.xlsx.format_code import BUILT_IN
from rag.documents.formats.xlsx.number_format import Writing, number_text

CYRILLIC, LATIN = Writing(cyrillic=True), Writing(cyrillic=False)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.1275, "0.0%", "12,8%"),
        (0.5, "0%", "50%"),
        (1234567.5, "#,##0.00", "1 234 567,50"),
        (999, "#,##0", "999"),
        (5, "0.0#", "5,0"),
        (5.256, "0.0#", "5,26"),
        (7, "000", "007"),
        (0.285, "0.00", "0,29"),
        (2.675, "0.00", "2,68"),
        (-0.001, "0.0", "0,0"),
        (-5.5, "0.0", "-5,5"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"–"', "–"),
        (1234.5, '#,##0.00\\ "₸"', "1 234,50 ₸"),
        (1234.5, "#,##0.00\\ [$₸-43F]", "1 234,50 ₸"),
        (-3, "[Red]-0;[Blue]-0", "-3"),
        (1234567, "0.0,,", "1,2"),
        (77012345678, "+0 (000) 000-00-00", "+7 (701) 234-56-78"),
        (12345.678, "0.00E+00", "1,23E+04"),
        (2.5, "# ?/?", "2 1/2"),
        (1500000, '[>=1000000]0.0,,"M";0', "1,5M"),
        (500, '[>=1000000]0.0,,"M";0', "500"),
        (1234.5, BUILT_IN[44], "1 234,50"),
        (5, '"да"', "да"),
        (5, "@", "5"),
        (7.4, 'General" шт."', "7,4 шт."),
    ],
)
def test_numbers_are_shown_as_their_format_says(value: float, code: str, shown: str) -> None:
    assert number_text(value, code, CYRILLIC) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0,3"),
        (1 / 3, "0,3333333333"),
        (870101123456, "870101123456"),
        (-12, "-12"),
        (1e-7, "1E-07"),
        (2.5e20, "2,5E+20"),
    ],
)
def test_numbers_without_a_format_keep_what_was_typed(value: float, shown: str) -> None:
    assert number_text(value, "General", CYRILLIC) == shown


def test_numbers_beyond_all_places_are_not_lost() -> None:
    assert number_text(1e22, "#,##0.00", CYRILLIC) == "1E+22"


def test_marks_are_those_of_the_language() -> None:
    assert number_text(1234567.5, "#,##0.0", LATIN) == "1,234,567.5"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (BUILT_IN[14], "15.03.2023"),
        ("dd.mm.yyyy hh:mm:ss", "15.03.2023 18:05:30"),
        ("d-mmm-yy", "15-мар-23"),
        ("mmmm yyyy", "март 2023"),
        ('[$-419]d mmmm yyyy "г.";@', "15 марта 2023 г."),
        ("[$-43F]d mmmm yyyy", "15 наурыз 2023"),
        ("[$-409]mmmm d, yyyy", "March 15, 2023"),
        ("[$-F800]dddd\\, mmmm dd\\, yyyy", "15 марта 2023 г."),
        ("[$-F400]h:mm:ss AM/PM", "18:05:30"),
        ("h:mm AM/PM", "6:05 PM"),
        ("mm:ss", "05:30"),
        ("ddd", "ср"),
        ("yyyy", "2023"),
    ],
)
def test_days_are_shown_as_their_format_says(code: str, shown: str) -> None:
    moment = 45000 + (18 * 3600 + 5 * 60 + 30) / 86400
    assert number_text(moment, code, CYRILLIC) == shown


def test_hours_count_on_beyond_a_day() -> None:
    assert number_text(1.5, "[h]:mm", CYRILLIC) == "36:00"


def test_days_are_counted_from_the_books_first_day() -> None:
    assert number_text(1, "dd.mm.yyyy", CYRILLIC) == "01.01.1900"
    assert number_text(61, "dd.mm.yyyy", CYRILLIC) == "01.03.1900"
    assert number_text(0, "dd.mm.yyyy", Writing(from_1904=True)) == "01.01.1904"


@pytest.mark.parametrize("value", [-1.0, 3e6, 1e300])
def test_what_no_calendar_holds_is_a_number(value: float) -> None:
    assert number_text(value, "dd.mm.yyyy", CYRILLIC).replace(",", ".") != ""
    assert "." not in number_text(value, "dd.mm.yyyy", CYRILLIC)


CODES = st.one_of(
    st.sampled_from(list(BUILT_IN.values())),
    st.text(st.sampled_from('0#?.,%E+-/ ymdhs[]$"\\_*;@AMPGenral<>=1'), max_size=25),
)


@settings(max_examples=400, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), CODES, st.booleans())
def test_any_format_writes_any_number(value: float, code: str, cyrillic: bool) -> None:
    shown = number_text(value, code, Writing(cyrillic=cyrillic))
    assert len(shown) < 1000


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_digits_are_never_lost(value: int, n_places: int) -> None:
    code = "#,##0" + ("." + "0" * n_places if n_places else "")
    shown = number_text(value / 10**n_places, code, CYRILLIC)
    digits = shown.replace(" ", "").replace(",", ".")
    assert float(digits) == pytest.approx(value / 10**n_places)
