"""Finds the passages nearest to a question that are live and that the asker may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.ports import PassageStore, Registry
from rag.retrieve.expand import meant_terms
from rag.retrieve.fuse import Fused, fuse
from rag.text.analyse import analyse
from rag.text.bm25 import number_of, question_weights
from rag.types import Document, DocumentRecord, Filters, Hit, Passage, Query, Vector

ReadDocument = Callable[[str], Document]
"""Takes the hash of a document's stored form."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be shown; its document is not read yet. ``parts`` are what ``score`` is
    made of; ``dense`` and ``lexical`` as the legs gave them, None where a leg did not find it."""

    point_id: str
    version_id: str
    passage: Passage
    record: DocumentRecord
    score: float
    dense: float | None
    lexical: float | None
    lexical_share: float
    parts: Mapping[str, float] = field(default_factory=dict)


def find_candidates(
    store: PassageStore,
    registry: Registry,
    query: Query,
    vector: Vector,
    filters: Filters,
    limit: int,
    lexical_weight: float,
) -> tuple[Candidate, ...]:
    """Up to ``limit`` candidates of each leg, fused, best first.

    What the registry does not call live is dropped: half-written, replaced and deleted documents
    are invisible whatever the store still holds.
    """
    legs = store.search(vector, lexical_weights(query), filters, limit)
    fused = fuse(legs, query.language, lexical_weight)
    versions = tuple(dict.fromkeys(item.hit.version_id for item in fused))
    records = registry.live_records(versions)
    return tuple(
        _candidate(item, records[item.hit.version_id])
        for item in fused
        if _may_be_shown(item, records, filters)
    )


def lexical_weights(query: Query) -> dict[int, float]:
    """Term number → weight of everything that the question is searched by."""
    tokens = analyse(query.text, language=query.language)
    meant = meant_terms(tokens, query.language)
    return dict(zip(map(number_of, meant), meant.values(), strict=True)) | question_weights(tokens)


def read_hits(candidates: Sequence[Candidate], read_document: ReadDocument) -> tuple[Hit, ...]:
    """The candidates with their documents, in their order."""
    return tuple(
        Hit(
            point_id=item.point_id,
            version_id=item.version_id,
            document=read_placed(item, read_document),
            record=item.record,
            passage=item.passage,
            score=item.score,
            dense=item.dense,
            lexical=item.lexical,
            parts=item.parts,
        )
        for item in candidates
    )


def read_placed(item: Candidate, read_document: ReadDocument) -> Document:
    """The document where its file stands now; it may have been moved since it was read."""
    assert item.record.document_sha256 is not None
    document = read_document(item.record.document_sha256)
    if document.source == item.record.source:
        return document
    return replace(document, source=item.record.source)


def _may_be_shown(item: Fused, records: Mapping[str, DocumentRecord], filters: Filters) -> bool:
    record = records.get(item.hit.version_id)
    if record is None or record.document_sha256 is None:
        return False
    # Checked again on the registry's word: the store's copy of the groups is derived.
    return filters.groups is None or not record.groups or bool({*record.groups} & {*filters.groups})


def _candidate(item: Fused, record: DocumentRecord) -> Candidate:
    return Candidate(
        point_id=item.hit.point_id,
        version_id=item.hit.version_id,
        passage=item.hit.passage,
        record=record,
        score=item.score,
        dense=item.dense,
        lexical=item.lexical,
        lexical_share=item.lexical_share,
    )
