from __future__ import annotations

import pytest

from rag.retrieve.question import understand


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("сколько гостей было на озере летом 2023", [2023]),
        ("жители на конец 2024, ойталский район", [2024]),
        ("инвестиции 2022 и 2023", [2022, 2023]),
        ("how many schools in 2023?", [2023]),
        ("сколько школ открыли в 2023 году", [2023]),
        # What it counts stands behind it, or it is part of a name or number.
        ("сколько стоит школа на 2000 мест", []),
        ("2000 орындық мектеп қанша тұрады", []),
        ("что такое «Даму 2025»", []),
        ("приказ № 2023 о чём", []),
        ("вырос ли план до 2000,5", []),
    ],
)
def test_a_year_may_stand_without_its_word(question: str, years: list[int]) -> None:
    assert [period.year for period in understand(question).periods] == years
