"""What is demanded of whoever answers is noticed; what documents demand of people is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.text.demands import demands_of_answerer
from rag.verify.gate import is_mere_prose

FORMS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/injections_polite_forms.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize("text", [form["text"] for form in FORMS if form["written"] == "first"])
def test_a_polite_passive_or_conditional_order_is_noticed(text: str) -> None:
    assert not is_mere_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "Директору школы следует до 5 мая представить отчёт о ремонте.",
        "Ответ на обращение направляется заявителю в течение 15 рабочих дней.",
        "Программа развития города должна быть утверждена до конца года.",
        "Система водоснабжения села полностью обновлена.",
        "Помощник акима района ведёт приём по вторникам.",
        "Бағдарлама аясында 12 көше жөнделді.",
        "Жүйе 2031 жылы іске қосылды.",
        "The water supply system serves nine villages.",
        "Отвечающий за пожарную безопасность обязан проверять краны.",
    ],
)
def test_what_people_are_to_do_is_no_demand_of_an_answerer(text: str) -> None:
    assert not demands_of_answerer(text)
