"""Makes the points of a document version from its passages and their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from rag.index.keys import point_id
from rag.text.analyse import Token, analyse
from rag.text.bm25 import document_weights, term_numbers
from rag.text.mixture import language_of_part
from rag.text.sentences import split_sentences
from rag.types import (
    Document,
    NewVersion,
    Passage,
    Point,
    Section,
    SectionDate,
    TermNumbers,
    Vector,
)

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
    words: Sequence[Sequence[str]],
) -> tuple[Point, ...]:
    """One point a passage, in order; ``dense`` has one row, ``unit_vectors`` and ``words`` have one
    item each. ``words`` are those of the headings, then of each unit."""
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
            date=_published(document, document.sections[passage.section]),
            dates=_dates(document.sections[passage.section], passage),
            terms=tuple(_terms(text, passage) for text in words[row]),
        )
        for row, passage in enumerate(passages)
    )


def _published(document: Document, section: Section) -> date | None:
    """When a passage was published. An entry of a digest that gives its source but no date has
    none: the digest's own is not known to be its."""
    if section.date is not None or section.url is not None:
        return section.date
    return document.date


def _dates(section: Section, passage: Passage) -> tuple[SectionDate, ...]:
    """The section's dates that hold for the passage: those of headings and title, and those that
    are written in it."""
    return tuple(
        dated
        for dated in section.dates
        if dated.found != "text"
        or (dated.start is not None and passage.start <= dated.start < passage.end)
    )


def _terms(text: str, passage: Passage) -> TermNumbers:
    return np.array(sorted(term_numbers(_tokens(text, passage))), np.uint32)


def _lexical(passage: Passage) -> dict[int, float]:
    tokens = _tokens(passage.embedded_text, passage)
    return document_weights(tokens, average_length=AVERAGE_LENGTH)


def _tokens(text: str, passage: Passage) -> Sequence[Token]:
    """The tokens of a text; of one in two languages, sentence by sentence, each by its own."""
    if passage.second is None:
        return analyse(text, language=passage.language)
    parts = [text[start:end] for start, end in split_sentences(text)]
    return [
        token
        for part in parts
        for token in analyse(part, language_of_part(part, passage.language, passage.second))
    ]
