"""Two sources of two times do not contradict each other; two of one time do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.compose.as_of import are_apart
from rag.compose.extractive import compose_answer
from rag.retrieve.question import understand
from rag.types import Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit

LEVEL = tuple(f"В водохранилище Сарыөзек {n} млн кубометров воды." for n in (71, 84, 77))
ASKED = "Сколько воды в водохранилище Сарыөзек?"


def told(
    text: str,
    name: str = "a",
    *,
    title: str = "Сводка",
    heading: tuple[str, ...] = (),
    day: date | None = None,
) -> Evidence:
    document = make_document(
        [(heading, [("paragraph", text)])],
        document_id=f"doc_{name}",
        source=f"{name}.txt",
        title=title,
        day=day,
    )
    return make_evidence(make_hit(document), 0, 0.9 if name == "a" else 0.8)


def notes(one: Evidence, other: Evidence, question: str = ASKED) -> list[str]:
    claims, _ = compose_answer(understand(question), [one, other])
    return [claim.text.partition(":")[0] for claim in claims[1:]]


def test_levels_of_two_days_are_no_disagreement() -> None:
    spring = told(LEVEL[0], day=date(2024, 3, 20))
    assert notes(spring, told(LEVEL[1], "b", day=date(2024, 4, 13))) == [
        "В источнике за другое время"
    ]
    assert notes(spring, told(LEVEL[1], "b", day=date(2024, 3, 20))) == ["Источники расходятся"]
    assert notes(spring, told(LEVEL[1], "b")) == ["Источники расходятся"]


def test_another_time_is_not_said_where_one_was_asked_for() -> None:
    one = told(LEVEL[0], title="Сводка за апрель 2024 года")
    other = told(LEVEL[1], "b", title="Сводка за март 2024 года")
    assert notes(one, other) == ["В источнике за другое время"]
    assert notes(one, other, f"{ASKED[:-1]} в апреле 2024 года?") == []


def test_what_contradicts_comes_before_what_is_of_another_time() -> None:
    first = told(LEVEL[0], day=date(2024, 3, 20))
    late = told(LEVEL[1], "b", day=date(2024, 4, 13))
    rival = told(LEVEL[2], "c", day=date(2024, 3, 20))
    claims, _ = compose_answer(understand(ASKED), [first, late, rival])
    assert claims[1].text == f"Источники расходятся: {LEVEL[2]}"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("", "Отчёт за 2022 год"), ("", "Отчёт за 2023 год"), True),
        (("", "Итоги 1 квартала 2023 года"), ("", "Итоги 2 квартала 2023 года"), True),
        (("В 2023 году", "1 квартал 2023 года"), ("В 2023 году", "2 квартал 2023 года"), True),
        (("В 2023 году", "Отчёт за 2023 год"), ("В 2023 году", "План на 2024 год"), False),
        (("", "Отчёт за 2023 год"), ("", "Сводка на 5 мая 2023 года"), False),
        (("", "Программа на 2021–2025 годы"), ("", "Отчёт за 2023 год"), False),
        (("", "Программа на 2021–2025 годы"), ("", "Отчёт за 2019 год"), True),
        (("На 5 мая", "Сводки 2022 года"), ("На 5 мая", "Сводки 2023 года"), True),
        (("На 5 мая", "Сводки 2023 года"), ("На 5 мая", "Новости 2023 года"), False),
        (("", "Отчёт"), ("", "Отчёт за 2019 год"), False),
    ],
)
def test_the_nearest_time_of_each_decides(
    one: tuple[str, str], other: tuple[str, str], apart: bool
) -> None:
    pair = [
        told(f"{lead} в районе 12 школ.".strip(), name, heading=(heading,))
        for name, (lead, heading) in zip("ab", (one, other), strict=True)
    ]
    assert are_apart(*pair) is apart
    assert are_apart(*reversed(pair)) is apart


def test_the_day_of_a_digest_is_not_its_entries() -> None:
    one, other = told(LEVEL[0], day=date(2024, 3, 20)), told(LEVEL[1], "b", day=date(2024, 4, 1))
    assert are_apart(one, other)
    document = other.hit.document
    entry = replace(document.sections[0], url="https://example.kz/a")
    hit = replace(other.hit, document=replace(document, sections=(entry,)))
    assert not are_apart(one, replace(other, hit=hit))
