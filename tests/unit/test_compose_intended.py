"""Plans and needs are no facts, and facts no plans."""

from __future__ import annotations

import pytest

from rag.compose.intended import tells_done, tells_planned
from rag.retrieve.question import understand
from rag.types import Evidence, Language
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def told(text: str, language: Language = "ru", path: tuple[str, ...] = ()) -> Evidence:
    document = make_document([(path, [("paragraph", text)])], title="", language=language)
    return make_evidence(make_hit(document), 0, 0.9)


@pytest.mark.parametrize(
    ("question", "text", "language", "done"),
    [
        ("Сколько мостов планировали починить в Бестобе?", "Починено 7 мостов.", "ru", True),
        ("Сколько мостов починили в Бестобе, план?", "Отремонтировали 7 мостов.", "ru", True),
        ("Сколько сена надо хозяйствам Бестобе?", "Завезено 40 тыс. тонн сена.", "ru", True),
        ("Бестөбеде неше көпір жөндеу жоспарланған?", "7 көпір жөндеуден өтті.", "kk", True),
        ("Көпір жөндеу жоспары қандай болды?", "7 көпір жөндеуден өтті.", "kk", True),
        ("Сколько мостов планируют починить?", "Починено 7 мостов при плане 9.", "ru", False),
        ("Сколько мостов планируют починить?", "В мае починят 7 мостов.", "ru", False),
        ("Сколько сена надо хозяйствам?", "Потребность – 60 тыс. тонн, завезено 40.", "ru", False),
        ("Бестөбеде неше көпір жөндеу жоспарланған?", "7 көпір жөнделеді.", "kk", False),
        ("Сколько мостов починили?", "Починено 7 мостов.", "ru", False),
        ("На сколько процентов выполнен план (планировали 9)?", "Починено 78 %.", "ru", False),
        ("Кто планировал ремонт?", "Починено 7 мостов.", "ru", False),
    ],
)  # fmt: skip
def test_what_was_done_is_no_plan(question: str, text: str, language: Language, done: bool) -> None:
    assert tells_done(understand(question), told(text, language)) is done


def test_a_heading_may_say_that_all_is_planned() -> None:
    query = understand("Сколько мостов планируют починить?")
    assert not tells_done(query, told("Починено 7 мостов.", path=("План на 2031 год",)))


@pytest.mark.parametrize(
    ("question", "text", "planned"),
    [
        ("Сколько фактически собрали налогов?", "Прогноз сбора налогов – 7 млрд тенге.", True),
        ("Сколько собрали налогов по факту?", "Собрали 6 млрд тенге, по плану 7.", False),
        ("Сколько собрали налогов?", "Прогноз сбора налогов – 7 млрд тенге.", False),
    ],
)
def test_a_plan_is_no_fact(question: str, text: str, planned: bool) -> None:
    assert tells_planned(understand(question), told(text)) is planned


def test_a_row_is_judged_by_the_columns_that_are_asked_for() -> None:
    document = make_document(
        [((), [("table_row", "Бестобинский\t60\t41")])],
        header=("Район", "План завоза сена", "Завезено сена"),
        title="",
    )
    row = make_evidence(make_hit(document), 0, 0.9)
    assert not tells_done(understand("Сколько сена планировали в Бестобинском районе?"), row)


@pytest.mark.parametrize(
    ("question", "header", "done"),
    [
        ("Какой план по объёму сена стоял у Бестобинского района?", ("Район", "Сено, тонн"), True),
        ("Какой план по объёму сена стоял у Бестобинского района?", ("Район", "План, тонн"), False),
        ("Сколько сена надо Бестобинскому району?", ("Район", "Сено, тонн"), False),
        ("Сколько сена в Бестобинском районе?", ("Район", "Сено, тонн"), False),
    ],
)
def test_a_table_without_plans_tells_none(
    question: str, header: tuple[str, ...], done: bool
) -> None:
    document = make_document(
        [((), [("table_row", "Бестобинский\t41")])], header=header, title="Сведения"
    )
    row = make_evidence(make_hit(document), 0, 0.9)
    assert tells_done(understand(question), row) is done


def test_the_figure_of_another_year_is_no_plan() -> None:
    document = make_document(
        [(("План развития",), [("table_row", "Гости, чел\t412\t500\t467")])],
        header=("Показатель", "2030 факт", "2031 план", "2031 факт"),
        title="",
    )
    row = make_evidence(make_hit(document), 0, 0.9)
    assert tells_done(understand("Какой план по количеству гостей был на 2030 год?"), row)
    assert not tells_done(understand("Какой план по количеству гостей был на 2031 год?"), row)
