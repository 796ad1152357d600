"""Makes the points of a document version from its passages and their vectors."""

from __future__ import annotations

from collections.abc import Sequence

from rag.index.keys import point_id
from rag.text.analyse import analyse
from rag.text.bm25 import document_weights
from rag.types import Document, NewVersion, Passage, Point, Vector

AVERAGE_LENGTH = 100.0
"""Terms of a passage taken as average in BM25: a constant, so that a passage's weights do not
change with its neighbours. Measured: 220 tokens with their headings give about 100 terms."""


def make_points(
    version_id: str,
    version: NewVersion,
    document: Document,
    passages: Sequence[Passage],
    dense: Vector,
    unit_vectors: Sequence[Vector],
) -> tuple[Point, ...]:
    """One point a passage, in order; ``dense`` has one row and ``unit_vectors`` one item each."""
    return tuple(
        Point(
            id=point_id(version_id, passage.ordinal),
            version_id=version_id,
            passage=passage,
            dense=dense[row],
            lexical=_lexical(passage),
            unit_vectors=unit_vectors[row],
            source=version.source,
            collection=version.collection,
            groups=version.groups,
            date=document.sections[passage.section].date or document.date,
        )
        for row, passage in enumerate(passages)
    )


def _lexical(passage: Passage) -> dict[int, float]:
    tokens = analyse(passage.embedded_text, language=passage.language)
    return document_weights(tokens, average_length=AVERAGE_LENGTH)
