"""Where it is asked «which», a row of figures names nothing."""

from __future__ import annotations

import pytest

from rag.compose.namings import counts_only, prefer_naming
from rag.retrieve.question import understand
from rag.types import Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit

WHICH = "Какие школы признаны аварийными?"
TEXT = "Аварийные: школа в Бестобе и школа имени Абая."


def evidence(row: str, row_score: float, text_score: float) -> tuple[Evidence, Evidence]:
    parts = [((), [("table_row", row), ("paragraph", TEXT)])]
    document = make_document(parts, header=("Показатель", "2023", "2024"))  # type: ignore[arg-type]
    hit = make_hit(document)
    return make_evidence(hit, 0, row_score), make_evidence(hit, 1, text_score)


@pytest.mark.parametrize(
    ("question", "row", "counted"),
    [
        (WHICH, "Аварийные школы\t3\t2", True),
        (WHICH, "Аварийные школы\t3\tв Бестобе", False),
        ("Сколько школ признаны аварийными?", "Аварийные школы\t3\t2", False),
        ("Какие были показатели смертности?", "Смертность\t3\t2", False),
    ],
)
def test_a_row_of_figures_names_nothing(question: str, row: str, counted: bool) -> None:
    assert counts_only(understand(question), evidence(row, 0.9, 0.1)[0]) is counted


@pytest.mark.parametrize(("score", "first"), [(0.3, True), (0.01, False)])
def test_a_sentence_with_names_comes_first(score: float, first: bool) -> None:
    row, text = evidence("Аварийные школы\t3\t2", 0.9, score)
    ranked = prefer_naming(understand(WHICH), [row, text])
    assert (ranked[0] is text) is first
    assert len(ranked) == 2
