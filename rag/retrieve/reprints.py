"""Leaves of passages that were printed in several documents only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from rag.types import Document, DocumentRecord, Passage


class Found(Protocol):
    """A passage of a document that was found."""

    @property
    def point_id(self) -> str:
        """Its point."""

    @property
    def passage(self) -> Passage:
        """The passage."""

    @property
    def record(self) -> DocumentRecord:
        """The document's record."""


F = TypeVar("F", bound=Found)


def drop_reprints(hits: Sequence[F], read_document: Callable[[F], Document]) -> tuple[F, ...]:
    """The hits in their order, without those whose every paragraph an older print shows as well.

    Only documents that the registry links as reprints of one text are compared, and read: the
    same words in others stand for something else. Case and white space do not matter.
    """
    prints: dict[str, list[F]] = defaultdict(list)
    for hit in hits:
        prints[hit.record.same_as or hit.record.id].append(hit)
    dropped: set[str] = set()
    for group in prints.values():
        if len({hit.record.id for hit in group}) > 1:
            dropped |= _printed_again(group, read_document)
    return tuple(hit for hit in hits if hit.point_id not in dropped)


def _printed_again(hits: Sequence[F], read_document: Callable[[F], Document]) -> set[str]:
    """Ids of the points, among those of one text, that an older print shows as well."""
    dropped: set[str] = set()
    shown: dict[str, str] = {}
    for hit in sorted(hits, key=_print_order):
        paragraphs = _paragraphs(hit.passage, read_document(hit))
        if all(shown.get(text, hit.record.id) != hit.record.id for text in paragraphs):
            dropped.add(hit.point_id)
        else:
            shown |= {text: hit.record.id for text in paragraphs if text not in shown}
    return dropped


def _print_order(hit: Found) -> tuple[bool, datetime, str]:
    return hit.record.same_as is not None, hit.record.ingested_at, hit.record.id


def _paragraphs(passage: Passage, document: Document) -> list[str]:
    """The words of each paragraph of the passage, as far as they lie in it."""
    spans = (
        (max(p.start, passage.start), min(p.end, passage.end))
        for p in document.paragraphs[passage.first : passage.last]
    )
    return [" ".join(document.text[start:end].casefold().split()) for start, end in spans]
