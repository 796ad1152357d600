"""Keeps of an answer only what is verified, and says what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.text.markers import render_marker
from rag.types import Citation, Claim, Document
from rag.verify.quotes import is_exact
from rag.verify.support import is_supported


class Verified:
    """The claims of one answer that were found right, with their citations numbered from 1.

    ``documents`` by id are those that were retrieved; a citation of anything else is dropped.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._claims: list[Claim] = []
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._n_seen = 0

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What was admitted, in order."""
        return tuple(self._claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of what was admitted, by number."""
        return tuple(self._citations.values())

    def counts(self) -> Mapping[str, str]:
        """How many claims were looked at and how many of them were dropped, for the trace."""
        dropped = self._n_seen - len(self._claims)
        return {"sentences": str(self._n_seen), "unsupported": str(dropped)}

    def admit(self, claim: Claim, citations: Sequence[Citation]) -> Claim | None:
        """The claim with its numbers as they are shown, None when its citations do not carry it.

        ``citations`` are those that its numbers point to; the ones that are not exact are left out.
        """
        self._n_seen += 1
        exact = [c for c in citations if c.n in claim.citations and self._is_exact(c)]
        known = tuple(n for n in claim.citations if any(c.n == n for c in exact))
        if not known or not is_supported(replace(claim, citations=known), exact):
            return None
        numbers = {c.n: self._number(c) for c in sorted(exact, key=lambda c: known.index(c.n))}
        kept = replace(claim, citations=tuple(dict.fromkeys(numbers[n] for n in known)))
        self._claims.append(kept)
        return kept

    def _is_exact(self, citation: Citation) -> bool:
        document = self._documents.get(citation.document_id)
        return document is not None and is_exact(citation, document)

    def _number(self, citation: Citation) -> int:
        """The number that the citation is shown with: its own, or that of the same span before."""
        place = (citation.document_id, citation.start, citation.end)
        number = len(self._citations) + 1
        return self._citations.setdefault(place, replace(citation, n=number)).n


def keep_verified(
    claims: Sequence[Claim], citations: Sequence[Citation], documents: Mapping[str, Document]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims whose citations are exact and carry them, with citations numbered again from 1."""
    verified = Verified(documents)
    for claim in claims:
        verified.admit(claim, citations)
    return verified.claims, verified.citations


def render_claim(claim: Claim) -> str:
    """The claim as it is shown: its words, then a marker for each citation."""
    markers = "".join(render_marker(n) for n in claim.citations)
    return f"{claim.text} {markers}"


def render_answer(claims: Sequence[Claim]) -> str:
    """All claims as one text."""
    return " ".join(render_claim(claim) for claim in claims)
