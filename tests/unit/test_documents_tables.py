"""Tables that were pasted into text, rebuilt into rows."""

from __future__ import annotations

from collections.abc import Sequence

from rag.documents.formats.plain import parse_plain
from rag.types import Block, Row

HEADER = ("№", "Атауы", "Өлшем бірлігі", "Жоспар", "Нақты", "Ескерту")


def pasted(rows: Sequence[Sequence[str]], gap: str = "\n") -> str:
    """Every cell on a line of its own behind a tab, ``gap`` between rows."""
    return gap.join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def blocks(text: str) -> tuple[Block, ...]:
    return parse_plain(text).blocks


def rows(text: str) -> list[Row]:
    return [block.row for block in blocks(text) if block.kind == "table_row" and block.row]


def test_cells_become_rows_under_their_header_and_caption() -> None:
    values = [("1", "Өнім индексі", "%", "100,6", "103,8", "Орындалды")]
    text = "1. Мақсаттар\n\n" + pasted([HEADER, *values])
    assert rows(text) == [Row("1. Мақсаттар", HEADER, values[0])]
    header = blocks(text)[1]
    assert header.kind == "table_header"
    assert header.row == Row("1. Мақсаттар", (), HEADER)


def test_rows_of_one_cell_are_headings_and_the_header_stays_in_force() -> None:
    text = "1. Мақсаттар\n\n" + pasted(
        [
            HEADER,
            ("Бағыт: Экономика",),
            ("2.1.Өнеркәсіп",),
            ("Мақсат 2.1.1: Өнімді көбейту",),
            ("1", "Индекс", "%", "101", "102", "Орындалды"),
            ("Жылумен қамту",),
            ("2", "Желі", "км", "5", "5", "Орындалды"),
        ]
    )
    levels = [(b.level, b.text) for b in blocks(text) if b.kind == "heading"]
    assert levels == [
        (1, "1. Мақсаттар"),
        (2, "Бағыт: Экономика"),
        (3, "2.1.Өнеркәсіп"),
        (4, "Мақсат 2.1.1: Өнімді көбейту"),
        (5, "Жылумен қамту"),
    ]
    assert [row.header for row in rows(text)] == [HEADER, HEADER]
    assert [row.table for row in rows(text)] == ["1. Мақсаттар"] * 2


def test_cells_over_several_lines_keep_single_line_breaks() -> None:
    text = "План\n\n" + pasted([("№", "Мера", "Срок"), ("1", "Первая часть\nВторая", "май")])
    assert rows(text)[0].cells == ("1", "Первая часть\nВторая", "май")


def test_a_cell_torn_by_a_blank_line_is_whole_again() -> None:
    head = "\t№\n\tМера\n\tСрок\n\tКто\n\n\t1\n\tСквер\n\tмай\n\tОтдел\n\n"
    torn = head + "\t2\n\tДлинная мера\n\n\tиюнь\n\tОтдел\n\n"
    resumed = head + "\t2\n\tДлинная\n\nмера из двух частей\n\tиюнь\n\tОтдел\n"
    assert rows("План\n" + torn)[1].cells == ("2", "Длинная мера", "июнь", "Отдел")
    assert rows("План\n" + resumed)[1].cells == (
        "2",
        "Длинная\nмера из двух частей",
        "июнь",
        "Отдел",
    )


def test_empty_cells_keep_their_columns() -> None:
    text = "План\n\n" + pasted([HEADER, ("1", "Кітапхана", "", "61,8", "62,8", "")])
    assert rows(text)[0].cells == ("1", "Кітапхана", "", "61,8", "62,8", "")
    assert blocks(text)[-1].text == "1\tКітапхана\t\t61,8\t62,8\t"


def test_number_and_name_above_hold_for_rows_that_leave_both_empty() -> None:
    text = "План\n\n" + pasted(
        [
            ("№", "Вопрос", "Мера", "Срок"),
            ("1", "Сети", "Замена труб", "май"),
            ("", "", "Ремонт котла", "июнь"),
            ("", "Освещение", "Новые лампы", "июль"),
        ]
    )
    assert [row.cells[:2] for row in rows(text)] == [
        ("1", "Сети"),
        ("1", "Сети"),
        ("", "Освещение"),
    ]
    assert [b.text for b in blocks(text)][3] == "\t\tРемонт котла\tиюнь"


def test_nothing_spreads_over_a_heading_between_rows() -> None:
    text = "План\n\n" + pasted(
        [("№", "Вопрос", "Мера"), ("1", "Сети", "Трубы"), ("Цель 2: Вода",), ("", "", "Котёл")]
    )
    assert rows(text)[1].cells == ("", "", "Котёл")


def test_short_rows_slide_to_the_columns_they_fit() -> None:
    text = "План\n\n" + pasted(
        [
            ("№", "Мера", "Исполнитель", "Сумма"),
            ("1", "Ремонт дороги у школы", "Отдел дорог", "100,5"),
            ("2", "Ремонт крыши в школе", "Отдел школ", "12,1"),
            ("Покраска стен в школе", "Отдел школ", "5,0"),
            ("3", "Озеленение", "Отдел парков"),
        ]
    )
    assert rows(text)[2].cells == ("", "Покраска стен в школе", "Отдел школ", "5,0")
    assert rows(text)[3].cells == ("3", "Озеленение", "Отдел парков", "")


def test_no_cell_is_lost_from_a_row_longer_than_its_header() -> None:
    text = "План\n\n" + pasted([("№", "Мера", "Срок"), ("1", "Мост", "май", "лишнее")])
    assert rows(text) == [Row("План", ("№", "Мера", "Срок", ""), ("1", "Мост", "май", "лишнее"))]


def test_pairs_before_a_header_are_rows_without_header() -> None:
    text = "Есеп\n\n" + pasted([("Есепті кезең", "2020 ж."), ("Орган атауы", "Жоспарлау бөлімі")])
    assert [(row.header, row.cells) for row in rows(text)] == [
        ((), ("Есепті кезең", "2020 ж.")),
        ((), ("Орган атауы", "Жоспарлау бөлімі")),
    ]


def test_a_header_that_comes_back_is_a_header_again() -> None:
    head = ("№", "Мера", "Срок")
    text = "План\n\n" + pasted([head, ("1", "Мост", "май"), head, ("2", "Парк", "июнь")])
    kinds = [block.kind for block in blocks(text)[1:]]
    assert kinds == ["table_header", "table_row", "table_header", "table_row"]


def test_a_header_without_number_column_is_known_by_its_words_or_the_numbers_below() -> None:
    money = pasted([("Көзі", "Жоспар", "Нақты"), ("Облыстық бюджет", "10,5", "11")])
    schools = pasted(
        [("Школа", "Ученики", "Учителя"), ("Лицей", "90", "8"), ("Гимназия", "70", "6")]
    )
    assert rows("Қаржы\n\n" + money)[0].header == ("Көзі", "Жоспар", "Нақты")
    assert [row.header for row in rows("Сеть\n\n" + schools)] == [
        ("Школа", "Ученики", "Учителя")
    ] * 2


def test_a_table_of_texts_without_a_header_gets_none() -> None:
    text = "Шаралар\n\n" + pasted(
        [
            ("", "Көлемді арттыру", "", "ақпарат", "Кәсіпкерлік бөлімі"),
            ("", "Бақша салу", "млн. теңге", "акт", "Құрылыс бөлімі"),
        ]
    )
    assert [row.header for row in rows(text)] == [(), ()]


def test_a_header_of_two_rows_names_every_column() -> None:
    text = "План\n\n" + pasted(
        [
            ("№", "Показатель", "План", "Примечание"),
            ("", "", "2022 год", "2023 год", ""),
            ("1", "Школы", "10", "12", "выполнено"),
        ]
    )
    header = ("№", "Показатель", "План 2022 год", "План 2023 год", "Примечание")
    assert rows(text) == [Row("План", header, ("1", "Школы", "10", "12", "выполнено"))]


def test_a_year_without_words_is_of_the_column_before_it() -> None:
    text = "Өнім\n\n" + "Аудан | Сүт, тонна 2022 | 2023 | Ет 2022 | 2023\nБестөбе | 5 | 6 | 7 | 8\n"
    header = ("Аудан", "Сүт, тонна 2022", "Сүт, тонна 2023", "Ет 2022", "Ет 2023")
    assert [row.header for row in rows(text)] == [header]


def test_column_numbers_under_a_header_do_not_replace_it() -> None:
    text = "План\n\n" + pasted([("№", "Мера", "Срок"), ("1", "2", "3"), ("1", "Мост", "май")])
    assert rows(text) == [Row("План", ("№", "Мера", "Срок"), ("1", "Мост", "май"))]


def test_a_table_without_blank_lines_is_cut_at_its_row_numbers() -> None:
    text = "Список\n\n" + pasted(
        [("№", "Школа", "Мест"), ("1", "Лицей", "90"), ("2", "Гимназия", "70")], gap=""
    )
    assert [row.cells for row in rows(text)] == [("1", "Лицей", "90"), ("2", "Гимназия", "70")]


def test_cells_on_one_line_with_tabs_between() -> None:
    text = "Показатели\n№\tАтауы\t2022\t2023\n1\tМектеп\t10\t12\n2\tБақша\t5\t\n\nЕскерту жоқ.\n"
    assert [row.cells for row in rows(text)] == [
        ("1", "Мектеп", "10", "12"),
        ("2", "Бақша", "5", ""),
    ]
    assert rows(text)[0].header == ("№", "Атауы", "2022", "2023")
    assert blocks(text)[-1].kind == "paragraph"


def test_rows_on_one_line_may_begin_with_empty_cells_and_have_headings_between() -> None:
    text = (
        "Показатели\n№\tАтауы\tЖоспар\t\n\t\t2022\t2023\nБағыт: Білім\n1\tМектеп\t10\t12\n"
        "Бағыт: Жол\n2\tКөпір\t3\t4\n\tБарлығы\t13\t16\n\nЕскерту жоқ.\n"
    )
    found = rows(text)
    assert [row.cells for row in found] == [
        ("1", "Мектеп", "10", "12"),
        ("2", "Көпір", "3", "4"),
        ("", "Барлығы", "13", "16"),
    ]
    assert {row.header for row in found} == {("№", "Атауы", "Жоспар 2022", "Жоспар 2023")}
    assert [b.text for b in blocks(text) if b.kind == "heading"][-2:] == [
        "Бағыт: Білім",
        "Бағыт: Жол",
    ]


def test_an_empty_corner_over_rows_on_one_line_keeps_the_columns() -> None:
    text = "Доходы района\n\n\t2022\t2023\nНалоги\t10\t12\nСборы\t5\t6\n"
    assert [row.header for row in rows(text)] == [("", "2022", "2023")] * 2


def test_list_items_with_a_tab_inside_are_no_table() -> None:
    text = "Улицы:\n1. Садовая;\n2. Полевая\t(от дома 1);\n3. Лесная\t(от дома 2);\n4. Новая.\n"
    assert [b.kind for b in blocks(text)] == ["paragraph"] + ["list_item"] * 4


def test_numbers_with_a_tab_behind_them_are_list_items() -> None:
    text = "Улицы:\n1.\tСадовая;\n2.\tПолевая.\n"
    assert [b.text for b in blocks(text)[1:]] == ["1. Садовая;", "2. Полевая."]


def test_indented_prose_and_lists_are_no_table() -> None:
    prose = (
        "Отчёт за год\n\n\tВ этом году район построил мост и школу.\n"
        "\tВ следующем году построит ещё два моста.\n\n\tСпасибо всем жителям за терпение.\n"
        "\tДо новых встреч, дорогие друзья.\n"
    )
    mixed = (
        "Отчёт за год\n\n\tДоходы\n\tЗа год собрано больше налогов, чем было в плане.\n\t- план;\n"
        "\t- факт.\n\n\tДороги\n\tОтремонтированы три улицы в центре и мост.\n\t1. Садовая;\n"
    )
    points = "Итоги:\n\t- первое дело сделано;\n\t- второе дело сделано;\n"
    assert not rows(prose)
    assert not rows(mixed)
    assert not rows(points)


def test_piped_tables_are_read_with_and_without_rule() -> None:
    ruled = "Сеть\n\n| Школа | Мест |\n|---|---|\n| Лицей | 90 |\n"
    bare = "Сеть\n\n№ | Школа | Мест\n1 | Лицей | 90\n2 | Гимназия | 70\n"
    assert rows(ruled) == [Row("Сеть", ("Школа", "Мест"), ("Лицей", "90"))]
    assert [row.cells for row in rows(bare)] == [("1", "Лицей", "90"), ("2", "Гимназия", "70")]


def test_caption_carries_the_unit_note_and_the_tables_own_name() -> None:
    table = pasted([("Көзі", "Жоспар", "Нақты"), ("Бюджет", "10,5", "11")])
    assert rows(f"3. Қаржы\n\n(мың теңге)\n{table}")[0].table == "3. Қаржы (мың теңге)"
    named = f"Бюджет\nТаблица 2. Исполнение бюджета района\n{table}"
    assert rows(named)[0].table == "Таблица 2. Исполнение бюджета района"
    assert rows(f"Бюджет\n\nТаблица 2\n{table}")[0].table == "Бюджет Таблица 2"


def test_the_caption_of_a_second_table_is_its_own_heading() -> None:
    first = pasted([("№", "Мера", "Срок"), ("Цель 1: Вода",), ("1", "Мост", "май")])
    second = pasted([("№", "Мера", "Срок"), ("1", "Парк", "июнь")])
    text = f"1. Первая часть\n\n{first}\n\n\n2. Вторая часть\n\n{second}"
    assert [row.table for row in rows(text)] == ["1. Первая часть", "2. Вторая часть"]


def test_the_header_holds_over_a_goal_that_stands_outside_the_cells() -> None:
    first = pasted([("№", "Мера", "Срок"), ("1", "Мост", "май")])
    second = pasted([("1", "Парк", "июнь"), ("2", "Сквер", "июль")])
    text = f"1. План\n\n{first}\n\nЦель 2.1: Зелёный город\n\n{second}"
    assert [row.header for row in rows(text)] == [("№", "Мера", "Срок")] * 3
    assert {row.table for row in rows(text)} == {"1. План"}
