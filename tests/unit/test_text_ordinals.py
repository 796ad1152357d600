from __future__ import annotations

import pytest

from rag.text.ordinals import find_ordinals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Кто занял четвёртое место?", [("мест", 4)]),
        ("1 место, второе место и 3-е место", [("мест", 1), ("мест", 2), ("мест", 3)]),
        ("төртінші орын, II кезең, 3-ші орын", [("орын", 4), ("кезе", 2), ("орын", 3)]),
        ("third place", [("plac", 3)]),
        ("280 мест, 5 школ, пятьюдесятью домами", []),
        ("девятнадцать мест", []),
        ("", []),
    ],
)
def test_what_is_named_by_its_place_in_a_row(text: str, found: list[tuple[str, int]]) -> None:
    assert [tuple(ordinal) for ordinal in find_ordinals(text)] == found
