"""Questions are understood: language, kind, names, numbers and periods."""

from __future__ import annotations

import pytest

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.constraints import constraints
from rag.retrieve.question import understand
from rag.types import AnswerKind, Period


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Сколько аптек работает в ауле?", "number"),
        ("Ауылда қанша дәріхана бар?", "number"),
        ("How many pharmacies are open?", "number"),
        ("Сколько стоит новый мост?", "money"),
        ("Бюджеттік жоспарлау бөлімін кім басқарады?", "person"),
        ("Кто получил выплаты?", "person"),
        ("Кто и сколько получил выплат?", "money"),
        ("На сколько выросли налоги?", "number"),
        ("На сколько процентов выросли налоги?", "share"),
        ("Салық қаншаға өсті?", "number"),
        ("Зачем проводят акцию?", "reason"),
        ("За счёт чего сэкономили, когда наполнили пруд?", "reason"),
        ("Көпірге қанша қаражат бөлінді?", "money"),
        ("Какова доля сельского населения?", "share"),
        ("Во сколько обойдутся новые автобусы?", "money"),
        ("Во сколько обошелся ремонт?", "money"),
        ("Когда откроют мост?", "date"),
        ("К какой дате закупят посты?", "date"),
        ("Мостқа қанша қаражат жұмсалды?", "money"),
        ("Как зовут директора центра?", "person"),
        ("Көпір қашан ашылады?", "date"),
        ("К какому сроку сдадут больницу?", "date"),
        ("Кем раньше работал директор?", "other"),
        ("Какой способ выплаты пособий предложил аким?", "other"),
        ("На какую сумму выплатили пособия?", "money"),
        ("Какой размер штрафа за мусор?", "money"),
        ("Какой район собрал больше налогов?", "other"),
        ("Қай ауданға қаражат аз берілді?", "other"),
        ("Қай мөлшерде қаражат берілді?", "money"),
        ("Көпірге қанша қаржы беріледі?", "money"),
        ("Как называется река, на которой стоит мост?", "other"),
        ("Сколько лет было директору, когда открыли мост?", "number"),
        ("Что стало с рекой, когда построили мост?", "other"),
        ("Кто строит мост и когда закончит?", "date"),
        ("Скажите, когда откроют мост?", "date"),
        ("How old was the bridge when it was closed?", "number"),
        ("Кем построен мост?", "person"),
        ("Кто открыл мост?", "person"),
        ("Көпірді кім ашты?", "person"),
        ("Какая компания строит мост?", "organisation"),
        ("Көпірдің мердігері кім?", "organisation"),
        ("Где построят мост?", "place"),
        ("Көпір қайда салынады?", "place"),
        ("Какие мосты построят?", "list"),
        ("Жоспар орындалды ма?", "yes_no"),
        ("Выполнен ли план?", "yes_no"),
        ("Расскажите о мосте", "other"),
        ("Почему закрыли мост?", "reason"),
        ("Көпір неге жабылды?", "reason"),
        ("Кто ремонтирует мост?", "organisation"),
        ("Кто отвечает за мост?", "organisation"),
        ("Какой отдел нарушил сроки?", "organisation"),
        ("Мостқа қай басқарма жауапты?", "organisation"),
        ("Куда переедет центр, когда снесут дом?", "place"),
        ("Мектептің ауданы қандай?", "number"),
        ("скока аптек в ауле", "number"),
        ("Ақшатауда неше дәріхана бар?", "number"),
        ("Где стоит больше аптек?", "place"),
        ("До скольки работает аптека?", "time"),
        ("Сколько детей стоит в очереди?", "number"),
        ("Сколько детей стоят на учёте?", "number"),
        ("До скольки длилась встреча?", "time"),
        ("До скольки сёл возят воду?", "number"),
        ("Режим работы аптеки?", "time"),
        ("Дәріхана сағат нешеде ашылады?", "time"),
        ("В каком квартале откроют мост?", "date"),
        ("Көпір қай тоқсанда ашылады?", "date"),
    ],
)
def test_kind_of_answer(question: str, kind: AnswerKind) -> None:
    assert answer_kind(question) == kind


def test_names_are_capitals_inside_quotes_and_abbreviations() -> None:
    query = understand("Сколько камер в Каскелене поставило ТОО «Барыс» и кто платил?")
    assert len(query.names) == 3
    assert understand("Сколько камер в городе?").names == ()


@pytest.mark.parametrize("question", ["Медеу ауданында қанша адам тұрады?", "Тараз қаласы қандай?"])
def test_a_first_word_with_its_type_is_a_name(question: str) -> None:
    assert len(understand(question).names) == 1


def test_periods_and_numbers_are_told_apart() -> None:
    query = understand("Почему на 13 апреля 2025 года закрыли 12 школ?")
    assert query.periods == (Period(year=2025, month=4, day=13),)
    assert query.numbers == (12.0,)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Қалада қанша мектеп бар?", "kk"),
        ("Сколько школ в городе?", "ru"),
        ("How many schools are there?", "en"),
        ("Taraz qalasynda qansha mektep bar?", "kk"),
    ],
)
def test_language_of_the_question(question: str, language: str) -> None:
    assert understand(question).language == language


def test_the_language_asked_for_wins() -> None:
    assert understand("Сколько школ?", "en").language == "en"


def test_latin_kazakh_and_a_wrong_layout_are_read_as_meant() -> None:
    assert "мектеп" in understand("qansha mektep bar?").text
    assert understand("crjkmrj irjk d ujhjlt").text.startswith("сколько")


def test_what_a_question_demands_is_said_in_the_trace() -> None:
    query = understand("Сколько школ в Медеуском районе на 13 апреля 2017 года вместо 12?")
    assert constraints(query) == {
        "kind": "number",
        "names": "медеуск",
        "numbers": "12",
        "periods": "2017-4-13",
        "places": "Медеуском",
    }
    assert set(constraints(understand("школы")).values()) == {"", "other"}


def test_latin_letters_inside_cyrillic_words_are_mended_before_anything_is_embedded() -> None:
    meant = "Қалада неше мектеп салынды?"
    typed = meant.replace("а", "a").replace("е", "e")
    assert typed != meant
    assert understand(typed).text == meant


def test_where_more_stands_is_asked_of_each_place_for_its_number() -> None:
    query = understand("Где стоит больше аптек: в Бестобе или в Ойтале?")
    assert [part.kind for part in query.parts] == ["number", "number"]
    assert all("стоит" not in part.text for part in query.parts)


def test_the_worst_and_the_best_are_the_least_and_the_most() -> None:
    assert understand("Какой план исполнен хуже всего?").operation == "least"
    assert understand("Какой план исполнен лучше всего?").operation == "most"


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Сколько школ?", "count"),
        ("Сколько денег выделили?", None),
        ("Қанша қаражат бөлінді?", None),
    ],
)
def test_money_is_not_counted(question: str, operation: str | None) -> None:
    assert understand(question).operation == operation


@pytest.mark.parametrize(
    ("question", "enumerates"),
    [
        ("Which bridges are closed?", True),
        ("What was the plan for the bridge?", False),
        ("Which is the longest bridge?", False),
    ],
)
def test_which_ones_asks_for_all_and_which_one_for_one(question: str, enumerates: bool) -> None:
    assert understand(question).enumerates is enumerates
