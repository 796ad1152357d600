from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.text.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


PIECES = st.lists(
    st.sampled_from(
        (
            *("В районе", " построено", "5", ".", ". ", "! ", "?", "…", "\n", "\t", " ", "»", "«"),
            *("(", ")", "т.", "г.", "Е.", "А.", "тыс.", "млн. ", "[1]", "; ", " 2022 ", "ул. "),
            *("Абая", "үй"),
        )
    ),
    max_size=30,
).map("".join)


@given(PIECES | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
@example("\n \t\n")
def test_spans_are_trimmed_in_order_and_hold_everything(text: str) -> None:
    spans = split_sentences(text)
    held: set[int] = set()
    for start, end in spans:
        assert start < end and text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        held.update(range(start, end))
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert all(place in held for place, letter in enumerate(text) if not letter.isspace())


@pytest.mark.parametrize(
    "whole",
    [
        "В 2022 г. Министерство построило дом.",
        "В 2022 г. Министерством образования построено 3 школы.",
        "За 2022 г. Алматы получил 5 млрд тенге.",
        "Мост построен в 2020 г. Акционерным обществом.",
        "Постановление принято в 2019 г. Правительством.",
        "Освоено 6 млрд. 862,7 млн. тенге.",
        "За 2022 г. собрано 984,2 млрд. тенге, или 106,7 % плана.",
        "Встречу провёл аким города Сапаров Е.А. с жителями.",
        "Доклад сделал А.Б. Ахметов из г. Алматы.",
        "Доклад сделал А. Б. Ахметов.",
        "Ремонт идёт на ул. Абая и пр. Назарбаева, д. 5, кв. 12.",
        "Учтены дома, школы и т.д. по списку.",
        "Закуплены парты, доски и т.п. для школ.",
        "Бала саны 5 мың, т.б. мәліметтер кестеде.",
        "2017 ж. Тараз қ. Абай к. бойында 3 үй салынды.",
        "Жылу желілері 2016-2020 жж. жаңартылды.",
        "XX ғ. басында салынған.",
        "План т.г. выполнен на 3.2 пункта по п. 3.2.1. раздела.",
        "Постановление от 23.06.2022 г. № 3/522 действует.",
        "1. Построить школу на 300 мест.",
        "3.2.1.Өнеркәсіп өнімі артты.",
        "IV. Қорытынды бөлім.",
        "Запланировано: ремонт дорог; посадка деревьев; уборка.",
        "Приняли 1 634 368 032 тенге (рис. 2, табл. 3, стр. 14).",
        "Сайт almaty.gov.kz обновлён.",
        "Работы в мкр. Самал и обл. центре завершены.",
        "Выделено 6 млрд. 862,7 тыс. тенге.",
        "Потрачено 5 млн. тенге на парк им. Абая.",
        "Mr. Smith met Dr. Lee, i.e. the director.",
        "«Кто построил?» спросил житель.",
    ],
)
def test_what_is_one_sentence(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["Итог обзора.", "В состав вошли пять домов."],
        ["Собрано 984,2 млрд. тенге.", "Исполнение 106,7 %."],
        ["Поднято вопросов – 93.", "Дано 45 ответов."],
        ["Закуплены парты и т.д.", "В школах начались уроки."],
        ["Построено 5 км.", "Дорога открыта."],
        ["Дом открыт 23.06.2022 г.", "В нём живут семьи."],
        ["Кто строит?", "Когда сдадут?", "Скоро!"],
        ["Он сказал: «Готово.»", "Все ушли."],
        ["Ждём...", "Потом начнём…", "Конец."],
        ["Рост 5%.", "Спад 3%."],
        ["Мектеп салынды.", "Ол 900 орындық."],
        ["Население – 241 тыс. человек. [1]", "Школ 48 [2].", "Всё."],
        ["Адрес: Достык, 310Б.", "Срок – май."],
        ["(Полный список ниже.)", "Далее таблица."],
        ["It grew by 5 %.", "Nobody knew why."],
        ["1. Первый пункт.", "2. Второй пункт."],
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_what_is_several(parts: list[str], gap: str) -> None:
    assert split(gap.join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [["обзора.", "В состав"], ["41,3%.", "Всего"], ["школ!", "Детсадов"], ["ООН.", "Позже"]],
)
def test_run_together_sentences_are_parted(parts: list[str]) -> None:
    assert split("".join(parts)) == parts


def test_a_line_break_always_splits_and_empty_lines_are_nothing() -> None:
    assert split("Налоги\n\n \nЗа год собрано\n\tтенге") == ["Налоги", "За год собрано", "тенге"]
    assert split_sentences("") == split_sentences(" \n\t") == ()


def test_a_million_periods_are_no_trouble() -> None:
    assert len(split_sentences("А. " * 300_000)) >= 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Работы завершены в 2022 г.", "Министерство сообщило об этом."),
        ("Школа открыта в 2021 г.", "Проект выполнен полностью."),
        ("Дом сдан в 2020 г.", "Акимат готовит отчёт."),
        ("Площадь сада 5 кв.км.", "Дорога новая."),
        ("Отпущено 300 кВт.ч.", "Плата прежняя."),
    ],
)
def test_an_abbreviation_ends_a_sentence_that_is_whole(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]
