"""Makes hits, evidence and records for tests of the asking stages."""

from __future__ import annotations

from datetime import UTC, datetime

from rag.types import (
    Document,
    DocumentRecord,
    Evidence,
    Hit,
    Language,
    Passage,
    StoreHit,
    Unit,
)


def make_record(document: Document, *, groups: tuple[str, ...] = ()) -> DocumentRecord:
    """A ready record of the document."""
    return DocumentRecord(
        id=document.id,
        source=document.source,
        collection="default",
        groups=groups,
        title=document.title,
        language=document.language,
        date=document.date,
        source_url=None,
        state="ready",
        reason=None,
        version_id="v1",
        sha256="0" * 64,
        document_sha256="1" * 64,
        n_bytes=1,
        n_paragraphs=len(document.paragraphs),
        n_passages=1,
        digest="",
        ingested_at=datetime(2025, 1, 1, tzinfo=UTC),
    )


def make_passage(
    document_id: str = "doc_1", ordinal: int = 0, language: Language = "ru", n_paragraphs: int = 1
) -> Passage:
    """A passage over the first paragraphs."""
    return Passage(
        f"ps_{document_id}_{ordinal}", document_id, ordinal, 0, n_paragraphs, 0, 9, 0, language, "x"
    )


def make_store_hit(name: str, score: float, language: Language = "ru") -> StoreHit:
    """A store hit with this point id."""
    return StoreHit(name, "v1", make_passage(name, 0, language), score)


def make_hit(document: Document, score: float = 0.9) -> Hit:
    """A hit whose passage is the whole document."""
    passage = Passage(
        "ps_1",
        document.id,
        0,
        0,
        len(document.paragraphs),
        0,
        len(document.text),
        0,
        document.language,
        document.text,
    )
    return Hit("point", "v1", document, make_record(document), passage, score, score, None)


def make_evidence(hit: Hit, paragraph: int, score: float, words: str | None = None) -> Evidence:
    """Evidence that is a whole paragraph, or the part of it that reads ``words``."""
    place = hit.document.paragraphs[paragraph]
    start, end = place.start, place.end
    if words is not None:
        start = hit.document.text.index(words, place.start)
        end = start + len(words)
    unit = Unit(paragraph, start, end, hit.document.text[start:end])
    return Evidence(hit, unit, score, {"names": 1.0, "period": 0.0, "place": 0.0, "kind": 1.0})
