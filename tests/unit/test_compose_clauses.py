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


def test_the_subject_stays_with_a_clause_that_hangs_on_it() -> None:
    text = (
        "Мастер Ерлан Сагинтаев из аула Ойтал, который за последнее лето сделал 40 сёдел и получил "
        "за них главную награду областной ярмарки, передал своё умение внукам, они теперь работают "
        "вместе с ним, а по вечерам собираются у реки, поют старые песни и рассказывают гостям, "
        "как всё это начиналось."
    )
    part = answering_part(text, understand("Кто получил главную награду ярмарки?"), "ru")
    assert part.startswith("Мастер Ерлан Сагинтаев") and "главную награду" in part
    assert len(part) <= 300


def test_of_a_long_sentence_the_clause_with_the_name_is_said_where_somebody_is_asked_for() -> None:
    text = (
        "В своём выступлении глава делегации района, заместитель акима Бекетов М.Б. подчеркнул"
        " важность обзора, который служит внешним инструментом оценки того, как район выполняет"
        " обязательства в области прав человека, и следует лучшим правилам, а также рассказал,"
        " как в области прав человека район принимает доклад, и ответил на вопросы участников."
    )
    question = understand("Кто возглавил делегацию, когда район сдавал доклад о правах человека?")
    assert "Бекетов" in answering_part(text, question, "ru")
