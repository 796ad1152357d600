"""Keeps of an answer only what is verified, and says what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.text.markers import render_marker
from rag.types import Citation, Claim, Document
from rag.verify.quotes import is_exact
from rag.verify.support import is_supported


def keep_verified(
    claims: Sequence[Claim], citations: Sequence[Citation], documents: Mapping[str, Document]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims whose citations are exact and carry them, with citations numbered again from 1.

    ``documents`` by id are those that were retrieved; a citation of anything else is dropped.
    """
    exact = [
        c for c in citations if c.document_id in documents and is_exact(c, documents[c.document_id])
    ]
    kept: list[Claim] = []
    numbers: dict[int, int] = {}
    for claim in claims:
        known = tuple(n for n in claim.citations if any(c.n == n for c in exact))
        if not known or not is_supported(replace(claim, citations=known), exact):
            continue
        for n in known:
            numbers.setdefault(n, len(numbers) + 1)
        kept.append(replace(claim, citations=tuple(numbers[n] for n in known)))
    shown = [replace(c, n=numbers[c.n]) for c in exact if c.n in numbers]
    return tuple(kept), tuple(sorted(shown, key=lambda c: c.n))


def render_claim(claim: Claim) -> str:
    """The claim as it is shown: its words, then a marker for each citation."""
    markers = "".join(render_marker(n) for n in claim.citations)
    return f"{claim.text} {markers}"


def render_answer(claims: Sequence[Claim]) -> str:
    """All claims as one text."""
    return " ".join(render_claim(claim) for claim in claims)
