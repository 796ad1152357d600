"""Rows in words: which columns are said, with which unit, and how long sentences are shortened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.clauses import MAX_SENTENCE_CHARACTERS, answering_part
from rag.compose.columns import asked_columns, column_role, measured_years, tells_executor
from rag.compose.measures import cell_unit
from rag.compose.rows import is_blank, say_row
from rag.retrieve.question import understand
from rag.types import Amount, Language, Row

INDICATORS = (
    "№",
    "Көрсеткіш",
    "Өлшем бірлігі",
    "2021 жылға жоспар",
    "2021 жылғы нақты",
    "Орындалуы",
)
MILK = Row(
    "1-бөлім",
    INDICATORS,
    ("2", "Сүт өндіру көлемі", "мың тонна", "18,5", "17,9", "Орындалмады. Жем-шөп жетіспеді."),
)
ACTIONS = ("№", "Мероприятие", "Срок исполнения", "Ответственный", "Объём, млн. тенге", "Статус")
BUSES = Row(
    "План",
    ACTIONS,
    ("8", "Покупка школьных автобусов", "2022 год", "Отдел образования", "132,0", ""),
)
YEARS = Row(
    "Расходы (млн. тенге)",
    ("Статья", "План 2022", "2022 год", "2023 год"),
    ("Дороги", "2 300,0", "2 245,6", "1 980,0"),
)


BRIDGE = Row(
    "План",
    ("№", "Іс-шара", "Жауапты орындаушы", "Орындалуы"),
    (
        "3",
        "Көпірді жөндеу",
        "Жол бөлімі",
        "Жұмыс басталды, дайындығы 20%. Мердігер – «Арал Жол» ЖШС.",
    ),
)


HALL = Row(
    "Нысандар",
    ("Нысан", "Құны, млрд тг", "Кезеңі", "Жұмыс уақыты"),
    ("Сарай", "27,6", "құрылыс, 46 %", "09:00-18:00"),
)
TWO_DISTRICTS = Row(
    "Меры",
    ("Мера", "Тогайский район, план", "Тогайский район, факт", "Камысский район, план",
     "Камысский район, факт"),
    ("гранты", "35", "31", "48", "50"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "question", "said"),
    [
        (
            MILK,
            "Сүт өндіру көлемі қанша болды?",
            "жоспар 18,5 мың тонна, нақты 17,9 мың тонна (2021)",
        ),
        (MILK, "Сүт өндіру көлемі жоспар бойынша қанша?", "жоспар 18,5 мың тонна, нақты 17,9"),
        (BUSES, "Кто отвечает за покупку автобусов?", "Ответственный – Отдел образования"),
        (BUSES, "Когда купят автобусы?", "Срок исполнения – 2022 год"),
        (BUSES, "Сколько стоит покупка автобусов?", "Объём – 132,0 млн. тенге"),
        (BRIDGE, "Көпірдің мердігері кім?", "Мердігер – «Арал Жол» ЖШС"),
        (BRIDGE, "Көпірді жөндеуге кім жауапты?", "Жауапты орындаушы – Жол бөлімі"),
        (TWO_DISTRICTS, "Сколько грантов в Камысском районе по плану?", "район, план – 48"),
        (TWO_DISTRICTS, "Гранты в Тогайском районе: какой факт?", "район, факт – 31"),
        (YEARS, "Сколько потратили на дороги в 2023 году?", "2023 год – 1 980,0"),
        (HALL, "Сарайдың дайындығы қанша пайыз?", "Кезеңі – құрылыс, 46 %"),
        (HALL, "Сарай сағат нешеде ашылады?", "Жұмыс уақыты – 09:00-18:00"),
    ],
)
def test_only_what_is_asked_of_a_row_is_said(row: Row, question: str, said: str) -> None:
    query = understand(question)
    language: Language = "kk" if row in (MILK, BRIDGE) else "ru"
    words = say_row(row, query, language)
    assert said in words
    assert len(words) < 120


def test_words_of_the_rows_name_ask_for_no_column() -> None:
    row = Row("1", ("Атауы", "Жоспар", "Нақты"), ("Өнімнің нақты көлем индексі", "101", "102"))
    query = understand("Өнімнің нақты көлем индексі қандай?")
    assert asked_columns(row, 0, query, "kk") == ()
    assert "жоспар 101, нақты 102" in say_row(row, query, "kk")


def test_a_comment_is_said_by_the_sentence_that_adds_something() -> None:
    comment = "Орындалды. Жыл ішінде бес ауылда жаңа клуб ашылды. Жөндеу де жүргізілді."
    row = Row("1", INDICATORS, ("1", "Мәдениет үйлерінің үлесі", "%", "60", "61", comment))
    words = say_row(row, understand("Мәдениет үйлерінің үлесі, неше клуб ашылды?"), "kk")
    assert "бес ауылда жаңа клуб ашылды" in words
    assert "Жөндеу" not in words


def test_yes_or_no_is_told_with_the_status_that_settles_it() -> None:
    comment = "Не исполнено: подрядчик сорвал сроки из-за поздней поставки брусчатки."
    header = ("№", "Показатель", "Ед. изм.", "План 2024", "Факт 2024", "Примечание")
    row = Row("1", header, ("7", "Благоустроено дворов", "ед.", "60", "58", comment))
    words = say_row(row, understand("Выполнен ли план 2024 года по дворам?"), "ru")
    assert "план 60 ед, факт 58 ед (2024); Примечание – Не исполнено" in words
    assert "Примечание" not in say_row(row, understand("Какой план по дворам на 2024 год?"), "ru")


def test_a_unit_that_begins_with_a_figure_stands_in_brackets() -> None:
    row = Row("1", INDICATORS, ("1", "Науқастар", "100 мың адамға", "37,0", "39,5", ""))
    assert "жоспар 37,0 (100 мың адамға), нақты 39,5 (100 мың адамға)" in say_row(row, None, "kk")


def test_a_wide_row_is_not_read_out() -> None:
    header = ("Село", *(f"Столбец {n}" for n in range(12)))
    row = Row("1", header, ("Ақсай", *(str(n) for n in range(12))))
    assert say_row(row, understand("Что известно про Ақсай?")).count("–") <= 4


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("№ п/п", "index"),
        ("Ед. изм.", "unit"),
        ("Кезеңі / Стадия", "status"),
        ("Жұмыс уақыты", "hours"),
        ("Режим работы", "hours"),
        ("2023 год (план)", "plan"),
        ("Планируемые меры", "other"),
        ("Не освоено", "other"),
        ("Освоено", "actual"),
        ("Мерзімі", "deadline"),
        ("Жауаптылар", "executor"),
        ("Орындалу барысы", "status"),
    ],
)
def test_columns_are_told_by_their_headers(header: str, role: str) -> None:
    assert column_role(header) == role


def test_a_unit_is_found_in_the_header_or_the_caption() -> None:
    assert cell_unit(BUSES, 4) == "млн. тенге"
    assert cell_unit(YEARS, 1) == "млн. тенге"
    assert cell_unit(BUSES, 2) == ""


LONG = (
    "По состоянию на 3 мая из водохранилища Тасты сбрасывается 11,4 кубометра воды в секунду, из "
    "водохранилища Бидайык – 27,3 кубометра воды в секунду, из водохранилища Косколь – 5,6 "
    "кубометра воды в секунду, из водохранилища Жалтыр – 8,8 кубометра воды в секунду, из "
    "водохранилища Сары – 1,2 кубометра воды в секунду."
)


@pytest.mark.parametrize(
    ("name", "figure"), [("Косколь", "5,6"), ("Сары", "1,2"), ("Тасты", "11,4")]
)
def test_of_a_long_sentence_the_clause_that_answers_is_said(name: str, figure: str) -> None:
    query = understand(f"Сколько воды сбрасывают из водохранилища {name}?")
    words = answering_part(LONG, query, "ru")
    assert figure in words
    assert name in words
    assert len(words) <= MAX_SENTENCE_CHARACTERS + 8
    assert "…" in words


def test_a_short_sentence_is_said_whole() -> None:
    query = understand("Сколько воды?")
    assert answering_part("Воды,  много, но:\nне всем.", query, "ru") == "Воды, много, но: не всем."


def test_a_row_without_values_is_blank() -> None:
    header = ("№", "Показатель", "План 2019", "Факт 2019")
    assert is_blank(Row("Отчёт", header, ("4", "Выпуск станков", "-", "")))
    assert not is_blank(Row("Отчёт", header, ("4", "Выпуск станков", "-", "7")))
    assert not is_blank(Row("Отчёт", ("№", "Показатель"), ("4", "Выпуск станков")))


def test_a_list_is_told_from_the_note_and_a_sum_beside_the_column_that_is_named() -> None:
    header = ("№", "Показатель", "Ед. изм.", "План 2024", "Факт 2024", "Примечание")
    note = "Не исполнено. В две смены учатся школы №4 и №9 в районном центре Бестобе."
    row = Row("1", header, ("7", "Школы в две смены", "ед.", "1", "2", note))
    listed = say_row(row, understand("Какие школы учатся в две смены?"), "ru")
    assert "школы №4 и №9" in listed
    columns = ("Кому", "Праздник", "Размер")
    paid = Row("", columns, ("Ветеранам", "День города", "40 000 тенге"))
    paid = replace(paid, amounts=(None, None, Amount(40_000, None, "KZT")))
    words = say_row(paid, understand("Сколько платят ветеранам к празднику?"), "ru")
    assert "40 000 тенге" in words


CRIMES = Row(
    "Қауіпсіздік",
    ("№", "Атауы", "Өлшем бірлігі", "2022 жылғы жоспар", "2022 жылғы нақты", "Ақпарат"),
    ("37", "Көшедегі қылмыстар үлесі", "%", "15,0", "13,1",
     "Көрсеткіш орындалды. Бейнебақылау камераларының саны 1 284-ке жетті."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2022 жылы неше бейнебақылау камерасы болды?", "камераларының саны 1 284-ке жетті"),
        ("2022 жылы көшедегі қылмыстар үлесі қанша?", "жоспар 15,0 %, нақты 13,1 %"),
    ],
)
def test_a_figure_told_in_a_comment_is_said_where_it_is_asked_for(question: str, said: str) -> None:
    assert said in say_row(CRIMES, understand(question), "kk")


def test_a_measure_of_another_year_has_its_own_column() -> None:
    header = ("Культура", "2022 г.", "2023 г.", "Урожайность 2023, ц/га")
    row = Row("Площади", header, ("Пшеница", "118,4", "112,6", "9,8"))
    assert measured_years(row, 0, understand("Какая урожайность пшеницы в 2022 году?"), "ru") == {
        2023
    }
    assert measured_years(row, 0, understand("Сколько пшеницы в 2022 году?"), "ru") == set()


@pytest.mark.parametrize(
    ("question", "tells"),
    [("Кто отвечает за мост?", True), ("Көпірге қай бөлім жауапты?", True),
     ("Когда починят мост?", False)],
)  # fmt: skip
def test_a_column_tells_who_is_responsible(question: str, tells: bool) -> None:
    assert tells_executor(question, BRIDGE) is tells
    empty = replace(BRIDGE, cells=("3", "Көпірді жөндеу", "–", "Жоқ"))
    assert not tells_executor(question, empty)
