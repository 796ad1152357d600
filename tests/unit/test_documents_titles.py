"""Titles that run over two lines."""

from __future__ import annotations

import pytest

from rag.documents.formats.plain import parse_plain
from rag.documents.titles import completes


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("Отчёт о выполнении", "Плана развития Бестобинского района", True),
        ("СПРАВКА", "Бестобинского района", True),
        ("Су шаруашылығының қорытындысы туралы", "АҚПАРАТТЫҚ ЕСЕП", True),
        ("Су шаруашылығының қорытындысы туралы", "Ауданда жыл бойы бес құбыр салынды деді", False),
        ("Справка", "Жители района пишут", False),
        ("Паспорт", "1. Общие сведения", False),
    ],
)
def test_what_completes_a_title(first: str, second: str, title: bool) -> None:
    assert completes(first, second) is title


def test_the_first_two_lines_of_a_file_are_one_heading() -> None:
    text = "Отчёт о выполнении\nПлана развития Бестобинского района\n\nПостроены две школы.\n"
    first, *rest = parse_plain(text).blocks
    assert (first.kind, first.text) == ("heading", " ".join(text.split("\n")[:2]))
    assert [block.text for block in rest] == ["Построены две школы."]


def test_two_lines_further_down_are_two() -> None:
    text = "Отчёт района\n\nПостроены две школы.\n\nО дорогах\nРайона больше нет.\n"
    assert "О дорогах" in [block.text for block in parse_plain(text).blocks]
