"""Structure found in plain text: headings, lists and what is neither."""

from __future__ import annotations

import pytest

from rag.documents.formats.plain import parse_plain
from rag.types import Block

PROSE = "За год в районе построено двенадцать домов, отремонтированы три моста и одна школа."
KAZAKH = "Бір жылда ауданда он екі үй салынып, үш көпір мен бір мектеп жөндеуден өтті."


def blocks(text: str) -> tuple[Block, ...]:
    return parse_plain(text).blocks


def headings(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in blocks(text) if block.kind == "heading"]


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks(text)]


def test_short_lines_before_prose_are_headings_with_and_without_blank_lines() -> None:
    text = f"ОЗЁРНЫЙ РАЙОН\n\nДоходы\n{PROSE}\nПроверки \n{PROSE}\n\nКультура\n\n{PROSE}\n"
    assert headings(text) == [(1, "ОЗЁРНЫЙ РАЙОН"), (2, "Доходы"), (2, "Проверки"), (2, "Культура")]


def test_kazakh_short_lines_are_headings() -> None:
    text = f"КӨЛДІ АУДАНЫ\n\nСалық\n{KAZAKH}\nКөше жарығы\n{KAZAKH}\n"
    assert headings(text) == [(1, "КӨЛДІ АУДАНЫ"), (2, "Салық"), (2, "Көше жарығы")]


def test_an_abbreviation_in_capitals_is_no_higher_than_other_headings() -> None:
    text = f"ОЗЁРНЫЙ РАЙОН\n\nЗанятость\n{PROSE}\n\nСУСН\n{PROSE}\n\nЖильё\n{PROSE}\n"
    assert [level for level, _ in headings(text)] == [1, 2, 2, 2]


def test_a_statement_without_full_stop_is_no_heading() -> None:
    text = f"Бюджет\n{PROSE}\nРасходы на следующий год – 18 204,7 млн.тенге\nАудит\n{PROSE}\n"
    assert headings(text)[-1] == (headings(text)[-1][0], "Аудит")
    assert "Расходы на следующий год – 18 204,7 млн.тенге" in [b.text for b in blocks(text)]
    assert len(headings(text)) == 2


def test_a_heading_over_two_lines_is_one_heading() -> None:
    text = f"ОТЧЁТ\n\nРемонт тепловых сетей\nи насосных станций\n{PROSE}\n"
    assert (2, "Ремонт тепловых сетей и насосных станций") in headings(text)


def test_a_title_over_two_lines_is_one_title() -> None:
    text = f"Қаланы дамытудың 2021-2025 жылдарға арналған\nжоспары бойынша жылдық есеп\n\n{KAZAKH}"
    title = "Қаланы дамытудың 2021-2025 жылдарға арналған жоспары бойынша жылдық есеп"
    assert headings(text) == [(1, title)]


def test_captions_and_first_sentences_are_no_headings() -> None:
    text = f"{PROSE}\n\nФото: пресс-служба акимата\n\n{PROSE}\n\nФото: пресс-служба акимата\n"
    assert kinds(text) == ["paragraph"] * 4


@pytest.mark.parametrize(
    "words",
    [
        ("Первое.", "Второе."),
        ("Бірінші.", "Екінші."),
        ("Үшінші мәселе.", "Төртінші мәселе."),
        ("I. Экономика", "II. Общество"),
        ("1-бөлім. Экономика", "2-бөлім. Қоғам"),
    ],
)
def test_counted_headings_stand_above_names_with_a_stop(words: tuple[str, str]) -> None:
    text = f"Итоги встречи акима с жителями района\n{PROSE}\n\n{words[0]}\n{PROSE}\n\n"
    text += f"Образование.\n{PROSE}\n\n{words[1]}\n{PROSE}\n"
    assert headings(text) == [
        (1, "Итоги встречи акима с жителями района"),
        (2, words[0]),
        (3, "Образование."),
        (2, words[1]),
    ]


def test_direction_number_and_goal_stand_in_this_order() -> None:
    text = (
        f"Жылдық есеп туралы мәлімет\n\n1. Мақсаттар\n\nБағыт: Экономика\n3.2.1.Өнеркәсіп\n"
        f"Мақсат 3.2.1.1: Өндірісті арттыру\n{KAZAKH}\n\n2. Қорытынды\n{KAZAKH}\n"
    )
    assert headings(text) == [
        (1, "Жылдық есеп туралы мәлімет"),
        (2, "1. Мақсаттар"),
        (3, "Бағыт: Экономика"),
        (4, "3.2.1.Өнеркәсіп"),
        (5, "Мақсат 3.2.1.1: Өндірісті арттыру"),
        (2, "2. Қорытынды"),
    ]


def test_a_run_of_numbered_lines_is_a_list_after_its_lead_in() -> None:
    text = "Отремонтированы улицы:\n1. Садовая (от рынка);\n2.  Полевая;\n3. 6-я линия.\n"
    assert kinds(text) == ["paragraph", "list_item", "list_item", "list_item"]
    assert blocks(text)[2].text == "2. Полевая;"


def test_numbered_lines_without_stops_are_a_list_when_they_follow_one_another() -> None:
    text = f"{PROSE}\n1. Садовая\n2. Полевая\n3. Лесная\n{PROSE}"
    assert kinds(text) == ["paragraph", "list_item", "list_item", "list_item", "paragraph"]


def test_numbered_sentences_are_items_and_numbered_names_are_headings() -> None:
    text = f"1. Общие сведения\n{PROSE}\n2. Комиссия создана по решению акима района.\n{PROSE}"
    assert headings(text) == [(1, "1. Общие сведения")]
    assert kinds(text) == ["heading", "paragraph", "list_item", "paragraph"]


@pytest.mark.parametrize("mark", ["- ", "-", "– ", "· ", "• ", "\t- ", "a) ", "1)"])
def test_marked_lines_are_items(mark: str) -> None:
    text = f"Получили помощь:\n{mark}молодые семьи;\n{mark}пожилые люди.\n"
    assert kinds(text) == ["paragraph", "list_item", "list_item"]


def test_lines_with_semicolons_after_a_lead_in_are_items_without_marks() -> None:
    text = (
        "Трудоустроены, из них:\nна постоянную работу – 210 чел., план 200;\n"
        "на практику – 12 чел. План 11\nна общественные работы – 9 чел.\nИтог хороший.\n"
    )
    assert kinds(text) == ["paragraph", "list_item", "list_item", "list_item", "paragraph"]


def test_a_sentence_broken_in_the_middle_is_one_paragraph() -> None:
    text = f"{PROSE}\nПроведены работы вдоль берега реки у дома\nА. Байтасова и у моста.\n"
    assert blocks(text)[1].text.endswith("у дома А. Байтасова и у моста.")


def test_signature_and_place_are_no_headings() -> None:
    text = f"ПРОТОКОЛ № 5\n\nг. Тараз 12 мая 2021 года\n\n{PROSE}\n\nНачальник отдела\t\tК.Есен\n"
    assert headings(text) == [(1, "ПРОТОКОЛ № 5")]
    assert blocks(text)[-1].kind == "paragraph"
    assert blocks(text)[-1].text == "Начальник отдела К.Есен"


def test_minutes_in_capitals_with_colon_are_headings() -> None:
    text = f"ПРОТОКОЛ\n\nСЛУШАЛИ:\n{PROSE}\n\nРЕШИЛИ:\n1. Принять к сведению.\n2. Дать срок.\n"
    assert [text for _, text in headings(text)] == ["ПРОТОКОЛ", "СЛУШАЛИ:", "РЕШИЛИ:"]
    assert kinds(text)[-2:] == ["list_item", "list_item"]


def test_a_headline_may_have_figures_and_a_verb() -> None:
    text = f"Пресс-релиз\n\nВ селе открыта школа на 300 мест\n\n{PROSE}\n"
    assert (2, "В селе открыта школа на 300 мест") in headings(text)


def test_lines_that_come_back_are_no_headings() -> None:
    text = "\n\n".join(f"Страница отчёта\n{PROSE} {n}." for n in range(4))
    assert all(heading != "Страница отчёта" for _, heading in headings(text)[1:])


def test_numbers_that_start_anew_stand_below_plain_headings() -> None:
    part = f"1. Цель\n{PROSE}\n2. Срок\n{PROSE}\n"
    text = f"ПРОГРАММА РАЙОНА\n\nДороги\n{PROSE}\n{part}\nШколы\n{PROSE}\n{part}"
    assert [level for level, _ in headings(text)] == [1, 2, 3, 3, 2, 3, 3]


def test_lines_broken_to_a_width_are_joined() -> None:
    words = " ".join(f"слово{n} идёт за словом" for n in range(60)).split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 64:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    text = "\n".join([*lines, f"{line}."])
    assert [block.text for block in blocks(text)] == [" ".join(words) + "."]


def test_look_alike_letters_stay_as_they_are() -> None:
    assert blocks("Ел бiрлiгi туралы айтылды.")[0].text == "Ел бiрлiгi туралы айтылды."
