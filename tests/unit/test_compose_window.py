from __future__ import annotations

from dataclasses import replace

from rag.compose.window import MAX_CHARACTERS, window
from rag.types import Document, Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit

SENTENCES = (
    "В марте открыли новый мост через реку.",
    "Его длина составляет 126 метров.",
    "По нему пройдут две полосы в каждую сторону.",
)
PROSE = make_document([((), [("paragraph", " ".join(SENTENCES))])])


def units(document: Document, *scores: float) -> list[Evidence]:
    hit = make_hit(document)
    made = [
        make_evidence(hit, 0, score, sentence)
        for sentence, score in zip(SENTENCES, scores, strict=True)
    ]
    return sorted(made, key=lambda item: -item.score)


def quote(ranked: list[Evidence]) -> str:
    start, end = window(ranked[0], ranked)
    return ranked[0].hit.document.text[start:end]


def test_a_sure_sentence_stands_alone() -> None:
    assert quote(units(PROSE, 0.05, 0.99, 0.05)) == SENTENCES[1]


def test_an_unsure_one_takes_its_better_neighbour_first() -> None:
    assert quote(units(PROSE, 0.4, 0.5, 0.001)) == " ".join(SENTENCES[:2])


def test_it_goes_on_while_neighbours_are_worth_it() -> None:
    assert quote(units(PROSE, 0.4, 0.5, 0.4)) == " ".join(SENTENCES)


def test_it_stays_in_its_paragraph() -> None:
    document = make_document([((), [("paragraph", sentence) for sentence in SENTENCES])])
    hit = make_hit(document)
    ranked = [make_evidence(hit, place, 0.5, SENTENCES[place]) for place in (1, 0, 2)]
    assert quote(ranked) == SENTENCES[1]


def test_it_stays_short() -> None:
    long = "Строительство ведётся " + "очень " * 40 + "долго."
    document = make_document([((), [("paragraph", f"{long} {long[:-1]} и дорого.")])])
    hit = make_hit(document)
    first, second = document.text.split(". ", 1)
    ranked = [make_evidence(hit, 0, 0.5, f"{first}."), make_evidence(hit, 0, 0.5, second)]
    assert len(quote(ranked)) <= MAX_CHARACTERS


def test_a_row_is_whole_already() -> None:
    row = make_document([((), [("table_row", "Школы\t48")])])
    best = make_evidence(make_hit(row), 0, 0.3)
    assert window(best, [best, replace(best, score=0.2)]) == (best.unit.start, best.unit.end)
