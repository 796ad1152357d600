"""What excludes one another: state and private, income and expense."""

from __future__ import annotations

import pytest

from rag.compose.abstain import abstention_reason
from rag.compose.opposites import prefer_side, tells_opposite
from rag.retrieve.question import understand
from tests.documents import make_document
from tests.records import make_evidence, make_hit


@pytest.mark.parametrize(
    ("question", "path", "text", "opposite"),
    [
        (
            "Жекеменшік балабақшаның төлемі қанша?",
            (),
            "Мемлекеттік балабақшада 16 500 теңге.",
            True,
        ),
        ("Сколько стоит частный сад?", (), "Мемлекеттік балабақшада 16 500 теңге.", True),
        ("Сколько стоит частный сад?", ("Частные сады",), "Государственный дешевле: 500.", False),
        ("Сколько стоит частный сад?", (), "В государственном 500, в частном 900 тенге.", False),
        ("Сколько стоит сад?", (), "В государственном 500 тенге.", False),
        ("Где нет горячей воды?", (), "Холодной воды не будет на левом берегу.", True),
        ("Частные и государственные сады: сколько их?", (), "Государственных 12.", False),
    ],
)
def test_a_text_about_the_opposite(
    question: str, path: tuple[str, ...], text: str, opposite: bool
) -> None:
    document = make_document([(path, [("paragraph", text)])], title="")
    item = make_evidence(make_hit(document), 0, 0.9)
    query = understand(question)
    assert tells_opposite(query, item) is opposite
    if opposite:
        assert abstention_reason(query, [item], 0.9) is not None


def test_evidence_of_the_side_asked_for_comes_first() -> None:
    lines = [
        ("paragraph", "Присутствовали: Беков А.Б."),
        ("paragraph", "Отсутствовал: Касенов Ж.М."),
    ]
    hit = make_hit(make_document([((), lines)], title=""))  # type: ignore[list-item]
    here, away, unlikely = (
        make_evidence(hit, at, score) for at, score in [(0, 0.5), (1, 0.3), (1, 0.01)]
    )
    query = understand("Кеңеске кім қатыспады?")
    assert prefer_side(query, [here, away])[0] is away
    assert prefer_side(query, [here, unlikely])[0] is here
    assert prefer_side(understand("Кеңеске кім қатысты?"), [here, away])[0] is here
    assert prefer_side(query, []) == ()
