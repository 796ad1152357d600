"""What of claims and citations the verifier keeps, for tests of what composes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import Citation, Claim, Document
from rag.verify.verdict import Verified


def keep_verified(
    claims: Sequence[Claim], citations: Sequence[Citation], documents: Mapping[str, Document]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims whose citations are exact and carry them, with citations numbered again from 1."""
    verified = Verified(documents)
    for claim in claims:
        verified.admit(claim, citations)
    return verified.claims, verified.citations
