"""Finds the passages nearest to a question that are live and that the asker may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rag.ports import PassageStore, Registry
from rag.retrieve.fuse import Fused, fuse
from rag.text.analyse import analyse
from rag.text.bm25 import question_weights
from rag.types import Document, DocumentRecord, Filters, Hit, Query, Vector

ReadDocument = Callable[[str], Document]


def search_passages(
    store: PassageStore,
    registry: Registry,
    read_document: ReadDocument,
    query: Query,
    vector: Vector,
    filters: Filters,
    candidates: int,
    lexical_weight: float,
) -> tuple[Hit, ...]:
    """All candidates of both legs, fused, best first.

    What the registry does not call live is dropped: half-written, replaced and deleted documents
    are invisible whatever the store still holds. ``read_document`` takes the hash of a document's
    stored form.
    """
    lexical = question_weights(analyse(query.text, language=query.language))
    legs = store.search(vector, lexical, filters, candidates)
    fused = fuse(legs, query.language, lexical_weight)
    versions = tuple(dict.fromkeys(item.hit.version_id for item in fused))
    records = registry.live_records(versions)
    return tuple(
        _hit(item, records[item.hit.version_id], read_document)
        for item in fused
        if _may_be_shown(item, records, filters)
    )


def _may_be_shown(item: Fused, records: Mapping[str, DocumentRecord], filters: Filters) -> bool:
    record = records.get(item.hit.version_id)
    if record is None or record.document_sha256 is None:
        return False
    # Checked again on the registry's word: the store's copy of the groups is derived.
    return filters.groups is None or not record.groups or bool({*record.groups} & {*filters.groups})


def _hit(item: Fused, record: DocumentRecord, read_document: ReadDocument) -> Hit:
    assert record.document_sha256 is not None
    return Hit(
        point_id=item.hit.point_id,
        version_id=item.hit.version_id,
        document=_placed(read_document(record.document_sha256), record),
        record=record,
        passage=item.hit.passage,
        score=item.score,
        dense=item.dense,
        lexical=item.lexical,
    )


def _placed(document: Document, record: DocumentRecord) -> Document:
    """The document where its file stands now; it may have been moved since it was read."""
    if document.source == record.source:
        return document
    return replace(document, source=record.source)
