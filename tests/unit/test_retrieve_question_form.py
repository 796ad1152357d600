"""A question's form is taken out of its vector, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import AdapterProtocolError
from rag.index.language_offsets import find_offsets
from rag.retrieve.question_form import (
    find_forms,
    fit_form,
    parse_forms,
    render_forms,
    without_form,
)
from rag.types import Vector

FORM: Vector = np.array([0.0, 1.0, 0.0], np.float32)


def test_what_lies_along_the_form_is_gone() -> None:
    asked = np.array([0.6, 0.8, 0.0], np.float32)
    np.testing.assert_allclose(without_form(asked, FORM), [1.0, 0.0, 0.0], atol=1e-6)


def test_what_points_away_from_it_stays() -> None:
    stated = np.array([0.6, -0.8, 0.0], np.float32)
    np.testing.assert_allclose(without_form(stated, FORM), stated, atol=1e-6)


def test_nothing_is_taken_without_a_form_or_where_nothing_else_is_left() -> None:
    assert without_form(FORM, None) is FORM
    assert without_form(FORM, FORM) is FORM


@given(st.lists(st.integers(-9, 9), min_size=3, max_size=3).filter(any))
def test_the_vector_keeps_unit_length(row: list[int]) -> None:
    given_row = np.array(row, np.float64)
    vector = (given_row / np.linalg.norm(given_row)).astype(np.float32)
    assert np.linalg.norm(without_form(vector, FORM)) == pytest.approx(1.0, abs=1e-4)


def test_the_form_is_the_direction_of_the_mean() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    np.testing.assert_allclose(fit_form(rows), [0.5**0.5, 0.5**0.5], atol=1e-6)


def test_a_table_survives_its_text_form() -> None:
    name, forms = parse_forms(render_forms("model", {"kk": FORM}))
    assert name == "model"
    np.testing.assert_allclose(forms["kk"], FORM, atol=1e-4)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"model": "a", "directions": {"kk": ["x"]}}'])
def test_rubbish_is_no_table(text: str) -> None:
    with pytest.raises(AdapterProtocolError):
        parse_forms(text)


def test_the_default_model_has_forms_for_its_present_offsets_and_others_have_none() -> None:
    offsets = find_offsets("multilingual-e5-small-q4/int8")
    assert offsets is not None
    forms = find_forms(f"{offsets.model}/centred-{offsets.digest}")
    assert {name: row.shape for name, row in forms.items()} == dict.fromkeys(
        ("kk", "ru", "en"), (384,)
    )
    assert find_forms("another-model") == {}
