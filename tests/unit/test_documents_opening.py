"""What a file opens with: its approval, the name of an office, its title."""

from __future__ import annotations

import pytest

from rag.documents.formats.plain import parse_plain
from rag.sections.head import find_title
from rag.text.papers import is_letterhead

REPORT = """Утверждаю
Аким Коктальского района
__________ Н. Жаксыбаев
«__» __________ 2024 г.

ОТЧЕТ
о развитии Коктальского района за 2023 год
(к 14-й сессии маслихата, 28 февраля 2024 года)

Уважаемые депутаты, работа района шла в прошедшем году по трём направлениям.
"""
MINUTES = """АКИМАТ КОКТАЛЬСКОГО РАЙОНА
БЕСТОБИНСКОЙ ОБЛАСТИ

ПРОТОКОЛ № 9
совещания у акима района

Председательствовал: аким района Сериков Мурат Ерланович
Секретарь: главный инспектор отдела контроля аппарата акима Лихачева О.В.

ПОВЕСТКА ДНЯ:
1. О готовности к паводку.
2. О ходе подготовки к весенним полевым работам.

РЕШИЛИ:
1. Принять к сведению сказанное докладчиками на этом совещании.
"""


def test_the_title_stands_below_the_lines_of_approval() -> None:
    blocks = parse_plain(REPORT).blocks
    heading = next(block for block in blocks if block.kind == "heading")
    assert heading.text.startswith("ОТЧЕТ о развитии Коктальского района за 2023 год")
    assert [block.kind for block in blocks[:4]] == ["paragraph"] * 4
    assert find_title(blocks, "r.txt") == heading.text


@pytest.mark.parametrize(
    "day", ["«19» февраля 2024 года", "« 19 » февраля 2024 г.", "2024 жылғы 22 мамыр", "12.02.2024"]
)
def test_the_day_of_approval_is_no_title(day: str) -> None:
    head = f"Бекітемін\nАудан әкімі\n______ Қ. Серіков\n{day}"
    text = f"{head}\n\nКеңестің\n№ 7 ХАТТАМАСЫ\n\nКеңес өтті деп білдірілді.\n"
    headings = [block.text for block in parse_plain(text).blocks if block.kind == "heading"]
    assert headings == ["Кеңестің № 7 ХАТТАМАСЫ"]


def test_the_name_of_an_office_stands_over_its_paper() -> None:
    blocks = parse_plain(MINUTES).blocks
    headings = [(block.level, block.text) for block in blocks if block.kind == "heading"]
    assert headings == [
        (1, "АКИМАТ КОКТАЛЬСКОГО РАЙОНА БЕСТОБИНСКОЙ ОБЛАСТИ"),
        (2, "ПРОТОКОЛ № 9 совещания у акима района"),
        (3, "ПОВЕСТКА ДНЯ:"),
        (3, "РЕШИЛИ:"),
    ]
    assert find_title(blocks, "m.txt") == "ПРОТОКОЛ № 9 совещания у акима района"


@pytest.mark.parametrize(
    ("lines", "headed"),
    [
        (["АКИМАТ РАЙОНА", "ПРОТОКОЛ № 3"], True),
        (["АУДАН ӘКІМДІГІ", "№ 7 ХАТТАМА"], True),
        (["Акимат района", "ПРОТОКОЛ № 3"], True),
        (["КГУ «Управление связи»", "ОТЧЁТ о работе"], True),
        (["Бестөбе облыстық мәслихаты", "ХАТТАМА"], True),
        (["Дороги района", "ПРОТОКОЛ № 3"], False),
        (["ОТЧЕТ РАЙОНА", "ПРОТОКОЛ № 3"], False),
        (["АКИМАТ РАЙОНА", "Об исполнении"], False),
        (["АКИМАТ РАЙОНА"], False),
    ],
)
def test_a_letterhead_is_followed_by_the_name_of_a_paper(lines: list[str], headed: bool) -> None:
    assert is_letterhead(lines) is headed


@pytest.mark.parametrize(
    "line",
    ["Қатысты: бөлім басшылары", "Төрағалық еткен / Председательствовал: С. Беков",
     "Көктал қ. 05 наурыз 2025 жыл"],
)  # fmt: skip
def test_who_took_part_and_where_heads_nothing(line: str) -> None:
    prose = "Судың деңгейі көтеріліп жатқаны туралы баяндама тыңдалды, шешім қабылданды."
    text = f"ХАТТАМА № 2\n\n{line}\n\n{prose}\n"
    assert [b.text for b in parse_plain(text).blocks if b.kind == "heading"] == ["ХАТТАМА № 2"]
