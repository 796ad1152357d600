"""A figure or date of a claim must be said of what the source says it of."""

from __future__ import annotations

import pytest

from rag.compose.extractive import cite
from rag.text.language import detect_language
from rag.types import Citation
from rag.verify.counted import counts_carried
from rag.verify.pairing import pairs_carried
from tests.documents import make_document
from tests.records import make_hit

TWO_PLACES = "В Алмалинском районе 48 школ, в Медеуском – 31."
TWO_THINGS = "В районе работают 48 школ и 6 поликлиник."
TWO_YEARS = "В 2022 году отремонтировано 12 километров дорог, в 2023 году – 15 километров."
OF_WHICH = "В районе 48 школ, из них 20 частных."
KAZAKH = "Алмалы ауданында 48 мектеп, Медеу ауданында 31 мектеп бар."
TOLD_AFTER = "По данным акимата, в Шалкыме живут 48 300 человек; в Жолды 3 000 человек."
TWO_DAYS = "5 мая открыта школа, 7 июня – больница."
PUPILS = "В 22 школах 20 906 учащихся."


def source(words: str) -> Citation:
    language = detect_language(words)
    document = make_document([(("Раздел",), [("paragraph", words)])], language=language)
    return cite(make_hit(document), 0, 0, len(words), 1)


def carried(claim: str, words: str) -> bool:
    cited = source(words)
    language = detect_language(claim)
    return pairs_carried(claim, language, [cited]) and counts_carried(
        claim, words, (language, cited.language)
    )


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (TWO_PLACES, "В Алмалинском районе 48 школ."),
        (TWO_PLACES, "В Медеуском районе 31 школа."),
        (TWO_PLACES, "В Алмалинском районе 48 школ, в Медеуском – 31."),
        (TWO_PLACES, "В Медеуском районе 31 школа, а в Алмалинском 48."),
        (TWO_THINGS, "В районе 48 школ."),
        (TWO_THINGS, "Работают 6 поликлиник и 48 школ."),
        (TWO_THINGS, "Поликлиник в районе 6."),
        (TWO_YEARS, "В 2022 году отремонтировано 12 километров дорог."),
        (TWO_YEARS, "В 2023 году отремонтировано 15 километров дорог."),
        (OF_WHICH, "В районе 20 частных школ."),
        (OF_WHICH, "Из 48 школ района 20 частных."),
        (KAZAKH, "Алмалы ауданында 48 мектеп бар."),
        (KAZAKH, "В Медеуском районе 31 школа."),
        (TOLD_AFTER, "В Жолды живут 3 000 человек."),
        (TWO_DAYS, "Больница открыта 7 июня."),
        (PUPILS, "20 906 учащихся в 22 школах."),
        ("В районе 48 школ.", "Школ в Медеу 48."),
    ],
)
def test_what_belongs_together_is_carried(words: str, claim: str) -> None:
    assert carried(claim, words)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (TWO_PLACES, "В Медеуском районе 48 школ."),
        (TWO_PLACES, "В Алмалинском районе 31 школа."),
        (TWO_PLACES, "В Медеуском районе 48 школ, в Алмалинском 31."),
        (TWO_THINGS, "В районе 6 школ."),
        (TWO_THINGS, "В районе 48 поликлиник."),
        (TWO_YEARS, "В 2023 году отремонтировано 12 километров дорог."),
        (TWO_YEARS, "В 2022 году отремонтировано 15 километров дорог."),
        (OF_WHICH, "В районе 48 частных школ."),
        (KAZAKH, "Медеу ауданында 48 мектеп бар."),
        (KAZAKH, "В Медеуском районе 48 школ."),
        (TOLD_AFTER, "В Жолды живут 48 300 человек."),
        (TWO_DAYS, "Больница открыта 5 мая."),
        (PUPILS, "В 20 906 школах 22 учащихся."),
    ],
)
def test_what_was_swapped_is_not(words: str, claim: str) -> None:
    assert not carried(claim, words)


HEADER = ("Показатель", "План", "Факт")


def row(*cells: str) -> Citation:
    words = "\t".join(cells)
    document = make_document([(("Итоги",), [("table_row", words)])], header=HEADER)
    return cite(make_hit(document), 0, 0, len(words), 1)


@pytest.mark.parametrize(
    ("claim", "fits"),
    [
        ("Доля молодёжи: план 17,5 %, факт 18,4 %.", True),
        ("Факт доли молодёжи – 18,4 %.", True),
        ("Доля молодёжи: план 18,4 %, факт 17,5 %.", False),
        ("План доли молодёжи – 18,4 %.", False),
    ],
)
def test_plan_and_actual_of_a_row_are_not_swapped(claim: str, fits: bool) -> None:
    assert pairs_carried(claim, "ru", [row("Доля молодёжи", "17,5 %", "18,4 %")]) is fits


def test_figures_of_two_rows_stay_with_their_rows() -> None:
    rows = [row("Школы", "48", "50"), row("Поликлиники", "6", "7")]
    assert pairs_carried("Школы: факт 50; поликлиники: факт 7.", "ru", rows)
    assert not pairs_carried("Школы: факт 7.", "ru", rows)
