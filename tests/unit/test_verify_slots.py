"""Figures and names in another slot than the source has them in, in sentences and in rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.compose.extractive import cite
from rag.text.language import detect_language
from rag.types import Claim
from rag.verify.support import is_supported
from tests.documents import make_document
from tests.records import make_hit

HEADER = ("№", "Показатель", "План 2031", "Факт 2031", "Пояснение")
ROWS = (
    "1\tДоля переработанного стекла\t41,5\t39,2\tПлан не исполнен",
    "2\tДоля переработанного картона\t63,0\t66,8\tИсполнено",
)


def shown(claim: str, words: str) -> bool:
    document = make_document([(("Раздел",), [("paragraph", words)])], language="ru")
    return is_supported(Claim(claim, (1,)), [cite(make_hit(document), 0, 0, len(words), 1)])


def shown_of_rows(claim: str, n_cited: int) -> bool:
    document = make_document([(("Отходы",), [("table_row", row) for row in ROWS])], header=HEADER)
    citations = [
        cite(make_hit(document), n, p.start, p.end, n + 1)
        for n, p in enumerate(document.paragraphs[:n_cited])
    ]
    return is_supported(Claim(claim, tuple(c.n for c in citations)), citations)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (
            "Из 84 пожарных гидрантов посёлка исправны 79, проверку прошли все.",
            "Из 79 пожарных гидрантов посёлка исправны 84, проверку прошли все.",
        ),
        (
            "Сборы прошлого сезона – 312,4 млн. тенге против ожидавшихся 350,9 млн. тенге.",
            "Сборы прошлого сезона – 350,9 млн. тенге против ожидавшихся 312,4 млн. тенге.",
        ),
        (
            "Проложены трубы воды (7,3 км) и стоков (4,8 км) общей длиной 12,1 км.",
            "Проложены трубы воды (12,1 км) и стоков (4,8 км) общей длиной 7,3 км.",
        ),
    ],
)
def test_figures_in_each_others_slot_are_not_carried(words: str, claim: str) -> None:
    assert shown(words, words)
    assert not shown(claim, words)


@pytest.mark.parametrize(
    ("claim", "n_cited"),
    [
        ("Доля переработанного стекла: план 2031 – 41,5; факт 2031 – 39,2", 1),
        ("Доля переработанного стекла: факт 2031 – 39,2; план 2031 – 41,5", 1),
        ("Доля переработанного картона: факт 2031 – 66,8", 2),
        (
            "Доля переработанного стекла: план 2031 – 41,5; "
            "доля переработанного картона: план 2031 – 63,0",
            2,
        ),
    ],
)
def test_cells_are_told_in_any_order(claim: str, n_cited: int) -> None:
    assert shown_of_rows(claim, n_cited)


@pytest.mark.parametrize(
    ("claim", "n_cited"),
    [
        ("Доля переработанного стекла: план 2031 – 39,2; факт 2031 – 41,5", 1),
        ("Доля переработанного стекла: факт 2031 – 41,5", 1),
        ("Доля переработанного стекла: факт 2031 – 66,8", 2),
        (
            "Доля переработанного стекла: план 2031 – 63,0; "
            "доля переработанного картона: план 2031 – 41,5",
            2,
        ),
    ],
)
def test_a_cell_of_another_row_or_column_is_not_carried(claim: str, n_cited: int) -> None:
    assert not shown_of_rows(claim, n_cited)


LIST = "Питомцы приюта: собаки – 140, кошки – 85, кролики – 12."


@pytest.mark.parametrize(
    "claim",
    [
        "Питомцы приюта: кролики – 12; кошки – 85; собаки – 140.",
        "Питомцы приюта: кошки – 85, кролики – 12.",
    ],
)
def test_entries_of_a_list_are_told_in_any_order(claim: str) -> None:
    assert shown(claim, LIST)


@pytest.mark.parametrize(
    "claim",
    [
        "Питомцы приюта: кролики – 85; кошки – 12; собаки – 140.",
        "Питомцы приюта: кошки – 140, кролики – 12.",
    ],
)
def test_an_entry_with_anothers_figure_is_not_carried(claim: str) -> None:
    assert not shown(claim, LIST)


_FIGURES = st.lists(st.integers(2, 900), min_size=2, max_size=5, unique=True)
_THINGS = ("скамеек", "фонарей", "урн", "клумб", "вышек")


@settings(max_examples=40, deadline=None)
@given(_FIGURES, st.sampled_from((", ", "; ", " и ")), st.sampled_from(("", " из 950", " не")))
def test_what_a_source_says_word_for_word_is_carried(
    figures: list[int], gap: str, behind: str
) -> None:
    told = gap.join(f"{n} {thing}" for n, thing in zip(figures, _THINGS, strict=False))
    sentence = f"В парке{behind} поставили {told}."
    words = f"Парк открыт. {sentence} Работы не закончены."
    assert detect_language(words) == "ru"
    assert shown(sentence, words)


@settings(max_examples=40, deadline=None)
@given(_FIGURES, st.data())
def test_any_two_figures_exchanged_are_noticed(figures: list[int], draw: st.DataObject) -> None:
    i, j = sorted(draw.draw(st.permutations(range(len(figures))))[:2])
    mixed = list(figures)
    mixed[i], mixed[j] = figures[j], figures[i]

    def told(numbers: list[int]) -> str:
        entries = ", ".join(f"{n} {thing}" for n, thing in zip(numbers, _THINGS, strict=False))
        return f"Весной в парке поставили {entries}."

    assert not shown(told(mixed), told(figures))
