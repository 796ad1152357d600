"""Composes a short answer out of evidence, in the words of the documents."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.clauses import answering_part
from rag.compose.lists import list_items
from rag.compose.rows import say_row
from rag.compose.sequel import find_sequel
from rag.types import Citation, Claim, Document, Evidence, Hit, Query

MAX_CHARACTERS = 640
"""An answer is not a dump: API.md allows 700 with markers."""
MAX_CLAIMS = 5


def compose_answer(
    query: Query, ranked: Sequence[Evidence]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims in order and their citations, numbered from 1; both empty without evidence.

    The best unit is said; the items of its list follow when it only introduces them. Where it only
    leads up to the fact, the fact is said. Nothing else: on the development sets the next best unit
    was right where the best was wrong no more often than the other way round.
    """
    claims: list[Claim] = []
    citations: list[Citation] = []
    n_characters = 0
    for hit, paragraph, start, end in _chosen(query, ranked):
        words = _say(query, hit.document, paragraph, start, end)
        n_characters += len(words)
        if claims and (n_characters > MAX_CHARACTERS or len(claims) == MAX_CLAIMS):
            break
        citations.append(cite(hit, paragraph, start, end, len(citations) + 1))
        claims.append(Claim(_shorten(words), (len(citations),)))
    return tuple(claims), tuple(citations)


def cite(hit: Hit, paragraph: int, start: int, end: int, n: int) -> Citation:
    """The citation of ``document.text[start:end]``, a span of that paragraph."""
    document, record = hit.document, hit.record
    source = document.paragraphs[paragraph]
    section = document.sections[source.section]
    return Citation(
        n=n,
        document_id=document.id,
        document_title=document.title,
        source=document.source,
        source_url=section.url or record.source_url,
        section=section.path,
        paragraph_id=source.id,
        kind=source.kind,
        quote=document.text[start:end],
        start=start,
        end=end,
        page=source.page,
        row=source.row,
        language=source.language,
        date=section.date or document.date,
        supported=True,
    )


def _chosen(query: Query, ranked: Sequence[Evidence]) -> list[tuple[Hit, int, int, int]]:
    if not ranked:
        return []
    best = ranked[0]
    sequel = find_sequel(best, ranked)
    if sequel is not None:
        return [_place(sequel)]
    chosen = [_place(best)]
    chosen += [(best.hit, *item) for item in list_items(query, best)]
    return chosen


def _place(item: Evidence) -> tuple[Hit, int, int, int]:
    return item.hit, item.unit.paragraph, item.unit.start, item.unit.end


def _say(query: Query, document: Document, paragraph: int, start: int, end: int) -> str:
    source = document.paragraphs[paragraph]
    if source.row is not None and (start, end) == (source.start, source.end):
        return say_row(source.row, query, source.language)
    return answering_part(document.text[start:end], query, source.language)


def _shorten(words: str) -> str:
    if len(words) <= MAX_CHARACTERS:
        return words
    return words[:MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"
