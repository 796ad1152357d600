"""Packs passages so that the model reads each of them to its end."""

from __future__ import annotations

from dataclasses import replace

from rag.chunks.pack import pack_passages
from rag.chunks.split_long import CountTokens
from rag.types import Document, Passage

LEAST_BUDGET = 16
"""Tokens of a passage below which packing smaller is of no use: the context is what is too long."""


def fit_passages(
    document: Document, budget_tokens: int, max_tokens: int, count_tokens: CountTokens
) -> tuple[Passage, ...]:
    """``pack_passages`` under the largest budget, up to ``budget_tokens``, at which no embedded
    text is over ``max_tokens``.

    Headings and the header of a table come on top of a passage's own words, so that no budget is
    safe by itself. Where even the least is not, a passage is embedded without them.
    """
    budget = budget_tokens
    while True:
        passages = pack_passages(document, budget, count_tokens)
        over = {p.id for p in passages if count_tokens(p.embedded_text) > max_tokens}
        if not over:
            return passages
        if budget <= LEAST_BUDGET:
            return tuple(_bare(document, p) if p.id in over else p for p in passages)
        budget = max(LEAST_BUDGET, budget * 2 // 3)


def _bare(document: Document, passage: Passage) -> Passage:
    return replace(passage, embedded_text=document.text[passage.start : passage.end])
