"""Of a long sentence the clauses that answer."""

from __future__ import annotations

import pytest

from rag.compose.clauses import answering_part
from rag.retrieve.question import understand

FIRST = "В Бестобинском районе в 2023 году помощь назначена 318 семьям, в них 1 624 человека"
SECOND = "; выплаченная сумма составила 176,3 млн тенге, из них по заявлениям через портал 41 млн"
THIRD = ". В 2022 году помощь назначили 405 семьям, в них 2 071 человек; сумма – 203,8 млн тенге."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Сколько денег на помощь выплатили в Бестобинском районе в 2022 году?", "203,8"),
        ("Сколько денег на помощь выплатили в Бестобинском районе в 2023 году?", "176,3"),
    ],
)
def test_the_clause_of_the_year_asked_for_is_kept(question: str, said: str) -> None:
    text = FIRST + SECOND + THIRD
    assert len(text) > 250
    part = answering_part(
        text + " Получателей стало меньше, чем было раньше.", understand(question), "ru"
    )
    assert said in part
