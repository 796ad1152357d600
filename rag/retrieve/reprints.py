"""Leaves of passages that were printed in several documents only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from rag.types import Hit


def drop_reprints(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits in their order, without those whose every paragraph an older print shows as well.

    Only documents that the registry links as reprints of one text are compared: the same words in
    others stand for something else. Case and white space do not matter.
    """
    shown: dict[str, dict[str, str]] = defaultdict(dict)
    dropped: set[str] = set()
    for hit in sorted(hits, key=_print_order):
        words = shown[_text_id(hit)]
        paragraphs = _paragraphs(hit)
        if all(words.get(text, hit.record.id) != hit.record.id for text in paragraphs):
            dropped.add(hit.point_id)
        else:
            words |= {text: hit.record.id for text in paragraphs if text not in words}
    return tuple(hit for hit in hits if hit.point_id not in dropped)


def _text_id(hit: Hit) -> str:
    """The same for all prints of one text: the id of the first."""
    return hit.record.same_as or hit.record.id


def _print_order(hit: Hit) -> tuple[bool, datetime, str]:
    return hit.record.same_as is not None, hit.record.ingested_at, hit.record.id


def _paragraphs(hit: Hit) -> list[str]:
    """The words of each paragraph of the passage, as far as they lie in it."""
    document, passage = hit.document, hit.passage
    spans = (
        (max(p.start, passage.start), min(p.end, passage.end))
        for p in document.paragraphs[passage.first : passage.last]
    )
    return [" ".join(document.text[start:end].casefold().split()) for start, end in spans]
