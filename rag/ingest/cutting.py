"""Cuts a document into passages and units, and makes its points once their vectors are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from rag.chunks.context import section_context
from rag.chunks.fit import fit_passages
from rag.chunks.units import split_units
from rag.index.points import make_points
from rag.ports import Embedder
from rag.text.letters import fold_lookalikes
from rag.types import Document, NewVersion, Passage, Point, Unit, Vector


@dataclass(frozen=True, slots=True)
class CutDocument:
    """A document cut for the index. ``texts`` are those of its passages, then those of each
    passage's units; ``n_units`` counts the latter. ``words`` has for each passage its title and
    headings, then what stands in each unit. ``sketch`` is that of rag/index/alike.py."""

    version_id: str
    version: NewVersion
    document: Document
    passages: tuple[Passage, ...]
    n_units: tuple[int, ...]
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    sketch: tuple[int, ...] = ()


def cut_document(
    version_id: str,
    version: NewVersion,
    document: Document,
    embedder: Embedder,
    budget_tokens: int,
) -> CutDocument:
    """Passages within ``budget_tokens`` as the model counts them, each read by it to its end, and
    their units."""
    passages = fit_passages(document, budget_tokens, embedder.max_tokens, embedder.count_tokens)
    units = [split_units(document, passage) for passage in passages]
    texts = [passage.embedded_text for passage in passages]
    texts += [unit.embedded_text for group in units for unit in group]
    # One Latin letter in a Cyrillic word makes other pieces of it, and another vector.
    texts = [fold_lookalikes(text) for text in texts]
    counts = tuple(len(group) for group in units)
    words = tuple(map(partial(_words, document), passages, units))
    return CutDocument(version_id, version, document, passages, counts, tuple(texts), words)


def _words(document: Document, passage: Passage, units: Sequence[Unit]) -> tuple[str, ...]:
    headings = section_context(document, document.sections[passage.section])
    return (headings, *(document.text[unit.start : unit.end] for unit in units))


def points_of(cut: CutDocument, vectors: Vector) -> tuple[Point, ...]:
    """The points of the document; ``vectors`` has one row for each of its texts."""
    n_passages = len(cut.passages)
    edges = np.cumsum([n_passages, *cut.n_units])
    return make_points(
        cut.version_id,
        cut.version,
        cut.document,
        cut.passages,
        vectors[:n_passages],
        np.split(vectors, edges)[1:-1],
        cut.words,
    )


def split_vectors(cuts: Sequence[CutDocument], vectors: Vector) -> list[Vector]:
    """The rows of each document, from those of all of them one after the other."""
    edges = np.cumsum([len(cut.texts) for cut in cuts])[:-1]
    return list(np.split(vectors, edges)) if cuts else []
