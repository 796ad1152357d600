"""Questions that ask two things: their parts, what is compared, and what is to be worked out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.retrieve.question import understand
from rag.types import Operation


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Сколько стоит мост и когда его откроют?", ["money", "date"]),
        ("Аурухана неше төсектік және қашан ашылады?", ["number", "date"]),
        ("How many buses arrive and who pays for them?", ["number", "person"]),
        ("Кому поручили мост и к какой дате?", ["person", "date"]),
        ("Көпірді кім, қай уақытқа дейін салады?", ["person", "date"]),
        ("Сколько жителей и школ в Абайском районе?", []),
        ("Кто строит школу?", []),
    ],
)
def test_two_questions_in_one_are_split(question: str, kinds: list[str]) -> None:
    assert [part.kind for part in understand(question).parts] == kinds


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "Сколько школ и сколько детских садов открыли в Тогае?",
            ["Сколько школ открыли в Тогае?", "сколько детских садов открыли в Тогае?"],
        ),
        (
            "How many buses and how many trams run in Togai?",
            ["How many buses run in Togai?", "how many trams run in Togai?"],
        ),
    ],
)
def test_both_parts_share_the_end(question: str, texts: list[str]) -> None:
    assert [part.text for part in understand(question).parts] == texts


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Сколько налогов собрал район в 2021 и в 2022 году?", [2021, 2022]),
        ("Қала халқы 2020 және 2021 жылдары қанша болды?", [2020, 2021]),
        ("Сколько было посетителей в марте и в мае 2023 года?", [2023, 2023]),
    ],
)
def test_two_periods_are_asked_one_after_the_other(question: str, years: list[int]) -> None:
    parts = understand(question).parts
    assert [part.periods[0].year for part in parts] == years
    assert all(len(part.periods) == 1 for part in parts)


def test_both_days_keep_their_month() -> None:
    parts = understand("Как изменился уровень реки с 5 по 19 июня?").parts
    assert [(part.periods[0].day, part.periods[0].month) for part in parts] == [(5, 6), (19, 6)]


@pytest.mark.parametrize(
    ("question", "alternatives"),
    [
        (
            "Где больше школ: в Абайском или в Ауэзовском районе?",
            ("в Абайском районе", "в Ауэзовском районе"),
        ),
        ("Ақсай мен Көктал ауылдарының қайсысында халық көп?", ("Ақсай", "Көктал")),
        ("На что потратили больше: на спорт или на дороги?", ("на спорт", "на дороги")),
        ("Сколько жителей у улиц Абая и Сатпаева?", ()),
    ],
)
def test_what_is_set_side_by_side_is_found(question: str, alternatives: tuple[str, ...]) -> None:
    query = understand(question)
    assert query.alternatives == alternatives
    assert len(query.parts) == len(alternatives)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Сколько мероприятий со сроком 2022 год?", "count"),
        ("Неше көрсеткіш орындалмады?", "count"),
        ("Какой проект самый дорогой?", "most"),
        ("Қай ауылда мектеп ең аз?", "least"),
        ("На сколько выросли расходы за год?", "difference"),
        ("Сколько вместе потратили на дороги и мосты?", "sum"),
        ("На сколько мест рассчитана школа?", "count"),
        ("Кто подрядчик?", None),
    ],
)
def test_what_is_to_be_worked_out_is_told(question: str, operation: Operation | None) -> None:
    assert understand(question).operation == operation


@pytest.mark.parametrize(
    ("question", "polar"),
    [
        ("Построен ли мост?", True),
        ("Жоспар орындалды ма?", True),
        ("Is the bridge open?", True),
        ("Когда откроют мост?", False),
    ],
)
def test_yes_no_questions_are_told(question: str, polar: bool) -> None:
    assert understand(question).polar is polar


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="абв АБВ2и,?0 1мен или", max_size=60))
def test_any_text_is_understood_and_parts_have_no_parts(text: str) -> None:
    query = understand(text)
    assert len(query.parts) in (0, 2)
    assert all(not part.parts for part in query.parts)
    assert len(query.alternatives) in (0, len(query.parts))


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "На сколько больше школ в Тогайском районе, чем в Карасайском?",
            ["сколько школ в Тогайском районе?", "сколько школ в Карасайском районе?"],
        ),
        (
            "Насколько в городе Тогай меньше школ, чем в Карасае?",
            ["сколько в городе Тогай школ?", "сколько в городе Карасае школ?"],
        ),
        (
            "Тогай ауданында Карасайға қарағанда қанша мектеп артық?",
            ["Тогай ауданында қанша мектеп?", "Карасай ауданында қанша мектеп?"],
        ),
        ("На сколько факт больше, чем план?", []),
    ],
)
def test_more_than_the_other_asks_for_both(question: str, texts: list[str]) -> None:
    assert [part.text for part in understand(question).parts] == texts


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "На сколько выросли сборы Тогая в 2023 году по сравнению с 2021 годом?",
            ["сколько сборы Тогая в 2023 году?", "сколько сборы Тогая в 2021 году?"],
        ),
        (
            "2021 жылмен салыстырғанда 2023 жылы жиын қанша өсті?",
            ["2023 жылы жиын қанша ?", "2021 жылы жиын қанша ?"],
        ),
        ("Выросли ли сборы по сравнению с прошлым годом?", []),
    ],
)
def test_two_years_are_set_against_one_another(question: str, texts: list[str]) -> None:
    assert [part.text for part in understand(question).parts] == texts


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Что входит в бюджет участия?", "other"),
        ("Сколько бюджетных средств выделено?", "money"),
        ("Бассейн қанша тұрады?", "money"),
        ("Ауданда қанша адам тұрады?", "number"),
        ("Кезексіз кімдер алынады?", "list"),
        ("Ауданды кім басқарады?", "person"),
    ],
)
def test_what_kind_of_answer_is_asked(question: str, kind: str) -> None:
    assert understand(question).kind == kind


def test_the_second_part_is_made_whole_without_what_the_first_one_asks() -> None:
    query = understand("До какого числа вывезут снег из села Тогай и кто за это отвечает?")
    assert [part.text for part in query.parts][
        1
    ] == "кто за это отвечает – вывезут снег из села Тогай?"
