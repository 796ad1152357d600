"""Names in another's place than the source has them, in sentences and in rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.compose.extractive import cite
from rag.types import Claim
from rag.verify.support import is_supported
from tests.documents import make_document
from tests.records import make_hit

WATER = "Из Орловского и Сарбулакского прудов берут по 12 кубометров, из Каракольского – по 7."
POSTS = "Аким округа – Серик Оспанов. Секретарь маслихата – Дана Ким."
HEADER = ("№", "Отдел", "Руководитель")
ROWS = ("1\tОтдел парков\tОспанов Серик", "2\tОтдел рынков\tКим Дана")


def shown(claim: str, words: str) -> bool:
    document = make_document([(("Раздел",), [("paragraph", words)])], language="ru")
    return is_supported(Claim(claim, (1,)), [cite(make_hit(document), 0, 0, len(words), 1)])


def shown_of_rows(claim: str) -> bool:
    document = make_document([(("Отделы",), [("table_row", row) for row in ROWS])], header=HEADER)
    citations = [
        cite(make_hit(document), n, p.start, p.end, n + 1)
        for n, p in enumerate(document.paragraphs)
    ]
    return is_supported(Claim(claim, (1, 2)), citations)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (WATER, WATER.replace("Орловского", "Х").replace("Каракольского", "Орловского")),
        (POSTS, "Аким округа – Дана Ким."),
        (POSTS, "Секретарь маслихата – Серик Оспанов."),
        ("В Орловке строят сад. В Каракольске чинят мост.", "В Каракольске строят сад."),
    ],
)
def test_a_name_in_another_name_s_place_is_not_shown(words: str, claim: str) -> None:
    assert not shown(claim, words)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (WATER, "Из Сарбулакского и Орловского прудов берут по 12 кубометров."),
        (POSTS, "Так, аким округа – Оспанов Серик."),
        (POSTS, "Секретарь маслихата – Д. Ким."),
        ("В Орловке построили сад, а в Каракольске – мост.", "В Каракольске построили мост."),
    ],
)
def test_names_told_in_another_order_or_without_some_are_shown(words: str, claim: str) -> None:
    assert shown(claim, words)


@given(st.permutations(["Орловка", "Каракольск", "Сарбулак", "Майтобе"]))
@settings(max_examples=12, deadline=None)
def test_the_order_of_a_list_says_nothing(names: list[str]) -> None:
    told = "К воде подключат Орловка, Каракольск, Сарбулак, Майтобе и ещё пять сёл."
    claim = f"К воде подключат {', '.join(names)} и ещё пять сёл."
    assert shown(claim, told)


def test_what_a_row_says_is_said_of_no_other() -> None:
    assert shown_of_rows("Отдел парков: руководитель – Оспанов Серик.")
    assert shown_of_rows("Отдел парков – Оспанов Серик; отдел рынков – Ким Дана.")
    assert not shown_of_rows("Отдел парков: руководитель – Ким Дана.")
    assert not shown_of_rows("Отдел парков – Ким Дана; отдел рынков – Оспанов Серик.")
