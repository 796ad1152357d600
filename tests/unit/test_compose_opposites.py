"""What excludes one another: state and private, income and expense."""

from __future__ import annotations

import pytest

from rag.compose.abstain import abstention_reason
from rag.compose.opposites import tells_opposite
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
