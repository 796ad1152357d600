"""Two sources conflict when they give the same measure of the same place another figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.conflict import LOOKED_AT, find_conflict
from rag.retrieve.question import understand
from rag.text.language import detect_language
from rag.types import Evidence
from tests.documents import PART, make_document
from tests.records import make_evidence, make_hit

ASKED = "Сколько ученических мест не хватает в Бастауском районе?"
BEST = "В Бастауском районе не хватает 3240 ученических мест."
RIVAL = "В Бастауском районе не хватает 3420 ученических мест."
ASKED_KK = "Бастау ауданында неше оқушы орны жетіспейді?"
BEST_KK = "Бастау ауданында 3240 оқушы орны жетіспейді."
RIVAL_KK = "Бастау ауданында 3420 оқушы орны жетіспейді."


def told(text: str, name: str = "b", *, title: str = "") -> Evidence:
    """Evidence that is the only paragraph of the document ``name``."""
    document = make_document(
        [((), [("paragraph", text)])],
        document_id=f"doc_{name}",
        title=title,
        language=detect_language(text),
    )
    return make_evidence(make_hit(document), 0, 0.8)


def told_row(cells: str, name: str, header: tuple[str, ...]) -> Evidence:
    """Evidence that is the only row of the document ``name``."""
    document = make_document(
        [((), [("table_row", cells)])], document_id=f"doc_{name}", header=header, title=""
    )
    return make_evidence(make_hit(document), 0, 0.8)


def conflicts(best: str, other: str, question: str = ASKED) -> bool:
    found = find_conflict(understand(question), told(best, "a"), [told(other)])
    return found is not None


@pytest.mark.parametrize(
    ("question", "best", "other"),
    [
        (ASKED, BEST, RIVAL),
        (ASKED_KK, BEST_KK, RIVAL_KK),
        (ASKED, BEST, RIVAL_KK),
        (ASKED_KK, BEST_KK, RIVAL),
    ],
)
def test_another_figure_of_the_same_is_found_in_and_across_languages(
    question: str, best: str, other: str
) -> None:
    assert conflicts(best, other, question)
    assert not conflicts(best, best, question)


@pytest.mark.parametrize(
    ("best", "other"),
    [
        (BEST, "В Акбулакском районе не хватает 3420 ученических мест."),
        (BEST, "В Бастауском районе не хватает 3420 учителей."),
        (BEST, "В Бастауском районе построено 3420 домов."),
        (BEST, "В 2019 году в Бастауском районе не хватает 3420 ученических мест."),
        (BEST, "В Бастауском районе не хватает ученических мест."),
        (BEST_KK, "Ақбұлақ ауданында 3420 оқушы орны жетіспейді."),
        (BEST_KK, "Бастау ауданында 3420 мұғалім жетіспейді."),
        (BEST_KK, "2019 жылы Бастау ауданында 3420 оқушы орны жетіспейді."),
    ],
)
def test_figures_of_something_else_do_not_conflict(best: str, other: str) -> None:
    assert not conflicts(best, other, ASKED_KK if best == BEST_KK else ASKED)


@pytest.mark.parametrize(
    ("question", "text", "exact", "rounded", "other"),
    [
        (
            "Сколько саженцев посажено в Бастауском районе?",
            "За весну в Бастауском районе посажено {} саженцев.",
            "241 320",
            "241,3 тысяч",
            "241,9 тысяч",
        ),
        (
            "Бастау ауданында неше көшет отырғызылды?",
            "Көктемде Бастау ауданында {} көшет отырғызылды.",
            "241 320",
            "241,3 мың",
            "241,9 мың",
        ),
    ],
)
def test_a_rounded_figure_is_the_same(
    question: str, text: str, exact: str, rounded: str, other: str
) -> None:
    assert not conflicts(text.format(exact), text.format(rounded), question)
    assert conflicts(text.format(exact), text.format(other), question)


def test_rows_conflict_under_one_name_and_year() -> None:
    query = understand("Сколько учителей в школах?")
    header = ("Показатель", "2023 год")
    best = told_row("Учителя школ\t140", "a", header)
    rival = told_row("Учителя школ\t152", "b", header)
    assert find_conflict(query, best, [rival]) is rival
    assert find_conflict(query, best, [told_row("Учителя садов\t152", "b", header)]) is None
    later = told_row("Учителя школ\t152", "b", ("Показатель", "2024 год"))
    assert find_conflict(query, best, [later]) is None


@pytest.mark.parametrize(
    "features", [{"place": -1.0}, {"period": -1.0}, {"names": 0.5}, {"kind": 0.0}, {"another": 1.0}]
)
def test_evidence_of_another_matter_contradicts_nothing(features: dict[str, float]) -> None:
    query, best, rival = understand(ASKED), told(BEST, "a"), told(RIVAL)
    assert find_conflict(query, best, [rival]) is rival
    other = replace(rival, features={**rival.features, **features})
    assert find_conflict(query, best, [other]) is None


def test_one_section_does_not_contradict_itself() -> None:
    lines: list[PART] = [("paragraph", BEST), ("paragraph", RIVAL)]
    hit = make_hit(make_document([(("Школы",), lines)], title=""))
    best, rival = (make_evidence(hit, n, 0.8) for n in (0, 1))
    assert find_conflict(understand(ASKED), best, [best, rival]) is None
    apart = make_hit(
        make_document([(("Школы",), lines[:1]), (("Образование",), lines[1:])], title="")
    )
    best, rival = (make_evidence(apart, n, 0.8) for n in (0, 1))
    assert find_conflict(understand(ASKED), best, [best, rival]) is rival


def test_what_is_of_another_time_comes_last_and_only_where_no_time_is_asked() -> None:
    best = told(BEST, "a", title="Отчёт за 2023 год")
    late = told(RIVAL, title="Отчёт за 2024 год")
    rival = told(RIVAL, "c", title="Справка за 2023 год")
    query = understand(ASKED)
    assert find_conflict(query, best, [late]) is late
    assert find_conflict(query, best, [late, rival]) is rival
    dated = understand(f"{ASKED[:-1]} в 2023 году?")
    assert find_conflict(dated, best, [late]) is None
    assert find_conflict(dated, best, [late, rival]) is rival


@pytest.mark.parametrize(
    "question", ["Кто построил школу в Бастауском районе?", "Когда построена школа?"]
)
def test_only_questions_for_figures_have_conflicts(question: str) -> None:
    assert find_conflict(understand(question), told(BEST, "a"), [told(RIVAL)]) is None


def test_only_the_best_evidence_is_looked_at() -> None:
    query, best, rival = understand(ASKED), told(BEST, "a"), told(RIVAL)
    others = [told(BEST, f"n{n}") for n in range(LOOKED_AT)]
    assert find_conflict(query, best, [*others[1:], rival]) is rival
    assert find_conflict(query, best, [*others, rival]) is None


def test_the_other_figure_must_be_of_what_is_asked() -> None:
    best = "На ремонт дорог в Бастауском районе область выделила 140 млн тенге."
    other = "На ремонт школ в Бастауском районе область выделила 190 млн тенге."
    assert conflicts(best, other, "Сколько тенге выделила область Бастаускому району?")
    assert not conflicts(best, other, "Сколько стоят дороги?")


def test_what_is_worked_out_of_several_figures_has_no_conflict() -> None:
    query, best, rival = understand(ASKED), told(BEST, "a"), told(RIVAL)
    assert find_conflict(replace(query, operation="count"), best, [rival]) is rival
    assert find_conflict(replace(query, operation="sum"), best, [rival]) is None
    assert find_conflict(replace(query, parts=(query, query)), best, [rival]) is None


def test_the_scale_of_a_figure_is_not_what_it_counts() -> None:
    asked = "Сколько денег выделили на мост в Бастауском районе?"
    best = "На мост в Бастауском районе выделили 241 320 тысяч тенге."
    assert conflicts(best, "На мост в Бастауском районе выделили 276,9 млн тенге.", asked)
    assert not conflicts(best, "На мост в Бастауском районе выделили 241,3 млн тенге.", asked)
