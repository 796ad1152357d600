"""Lines that only say where a text comes from."""

from __future__ import annotations

import pytest

from rag.compose.sources import without_sources
from rag.retrieve.question import understand
from rag.types import Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def ranked(line: str) -> list[Evidence]:
    blocks = [("paragraph", line), ("paragraph", "Трое утонули на водохранилище.")]
    hit = make_hit(make_document([((), blocks)], title=""))  # type: ignore[list-item]
    return [make_evidence(hit, 0, 0.9), make_evidence(hit, 1, 0.5)]


@pytest.mark.parametrize(
    ("line", "question", "first"),
    [
        ("Источник информации: пресс-служба ДЧС", "Где утонули трое?", 1),
        ("Ақпарат көзі: облыстық ТЖД", "Үш адам қай жерде суға кетті?", 1),
        ("Фото: акимат области", "Сколько человек утонуло?", 1),
        ("Источник: пресс-служба ДЧС", "Кто сообщил о том, что утонули трое?", 0),
        ("Источник воды в селе – родник", "Где утонули трое?", 0),
    ],
)
def test_a_line_that_names_a_source_answers_nothing_else(
    line: str, question: str, first: int
) -> None:
    evidence = ranked(line)
    assert without_sources(understand(question), evidence)[0] is evidence[first]


def test_where_nothing_else_is_found_the_line_stays() -> None:
    evidence = ranked("Фото: акимат области")[:1]
    assert without_sources(understand("Сколько человек утонуло?"), evidence) == tuple(evidence)
