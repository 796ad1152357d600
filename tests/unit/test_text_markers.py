from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.markers import find_markers, remove_markers, render_marker


@given(st.lists(st.integers(1, 999), max_size=6))
@settings(max_examples=50, deadline=None)
def test_rendered_markers_are_found_again(numbers: list[int]) -> None:
    text = "Ответ " + " ".join(render_marker(n) for n in numbers)
    found = find_markers(text)
    assert [n for _, _, n in found] == numbers
    assert [text[start:end] for start, end, _ in found] == [render_marker(n) for n in numbers]
    assert remove_markers(text).strip() == "Ответ"


@pytest.mark.parametrize("n", [0, -1, 1000])
def test_a_number_out_of_range_is_a_callers_mistake(n: int) -> None:
    with pytest.raises(ValueError):
        render_marker(n)


def test_years_and_words_in_brackets_are_no_markers() -> None:
    text = "План [2022] и [0] и [а] и [01]."
    assert find_markers(text) == ()
    assert remove_markers(text) == text


def test_the_space_before_a_marker_goes_with_it() -> None:
    assert remove_markers("241 человек [1] [2]. Да.[3]") == "241 человек. Да."
