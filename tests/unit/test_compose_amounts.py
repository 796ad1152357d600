from __future__ import annotations

import pytest

from rag.compose.amounts import amounts, asked_units, bare_words, unit_fit
from rag.compose.definitions import defines
from rag.compose.focus import focus
from rag.retrieve.question import understand
from rag.text.analyse import analyse


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Встреча состоялась 18 мая 2023 года в 17:00.", []),
        ("Тел. 8 (7200) 55-01-17, сайт https://akimat-12.example.org/news/20644", []),
        ("2. ул. Жайлау (от дома №2 до рынка).", []),
        ("3\tШколы\t48\t51", [48.0, 51.0]),
        ("В зале собрались 340 жителей.", [340.0]),
        ("2023 жылғы 5 наурызда 16 500 теңге төленді.", [16500.0]),
    ],
)
def test_amounts_are_what_counts_or_measures(text: str, values: list[float]) -> None:
    assert [number.value for number in amounts(text)] == values


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Сколько километров дороги отремонтировали?", "Отремонтировано 7 км дороги.", 1.0),
        ("Сколько километров дороги отремонтировали?", "Выделено 7 млн тенге.", -1.0),
        ("Какова площадь парка?", "Парк занимает 12 га.", 1.0),
        ("Какова площадь парка?", "Население – 138,9 тыс.", 0.0),
        ("Ауданның халқы қанша?", "Ауданда 46,8 мың адам тұрады.", 1.0),
        ("Где находится парк?", "Парк занимает 12 га.", 0.0),
        ("Сколько километров дороги?", "Дорога длинная.", 0.0),
    ],
)
def test_the_unit_asked_for_is_looked_for(question: str, text: str, expected: float) -> None:
    assert unit_fit(asked_units(question), [n.unit for n in amounts(text)]) == expected


def test_links_are_no_words() -> None:
    assert bare_words("Источник : https://example.org/a b@example.org") == ["Источник"]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Что такое маслихат?", "Маслихат – выборный орган.", 1.0),
        ("Что такое маслихат?", "Депутаты маслихата собрались в мае.", 0.0),
        ("Что такое маслихат?", "Аким – глава района, его утверждает маслихат.", 0.0),
        ("Мәслихат дегеніміз не?", "Мәслихат деп сайланбалы орган аталады.", 1.0),
        ("Как называется новый мост?", "Мост называют Восточным.", 1.0),
        ("Как называется новый мост?", "Мост открыли в мае.", 0.0),
        ("Когда открыли мост?", "Мост – это сооружение.", 0.0),
    ],
)
def test_definitions_and_names(question: str, text: str, expected: float) -> None:
    query = understand(question)
    tokens = analyse(question, language=query.language)
    assert defines(question, tokens, text, query.language) == expected


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Сколько школ построили в районе?", ["школ", "построили"]),
        ("Ауданның халқы қанша?", ["Ауданның", "халқы"]),
        ("Назовите улицы района", ["Назовите", "улицы", "района"]),
    ],
)
def test_a_question_is_about_what_its_question_word_asks_for(
    question: str, words: list[str]
) -> None:
    tokens = analyse(question, language=understand(question).language)
    found = [token.surface for token in focus(question, tokens)]
    assert found == [token.surface for token in tokens if token.surface in words][: len(found)]
    assert found
