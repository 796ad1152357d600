"""Keeps of an answer only what is verified, and says what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from rag.text.markers import render_marker
from rag.types import Citation, Claim, Document
from rag.verify.gate import clean, disarm, is_plain
from rag.verify.grounds import Ground, whole
from rag.verify.quotes import is_exact
from rag.verify.recompute import is_recomputed
from rag.verify.support import JudgeWording, is_supported, words_carried

MOST_CITATIONS = 3
"""Of one claim: what needs more of them is no sentence."""


class Verified:
    """The claims of one answer that were found right, with their citations numbered from 1.

    ``documents`` by id are those that were retrieved; a citation of anything else is dropped.
    ``judge`` decides on wording; ``parts`` gives what of a citation may bear a claim out;
    ``allows`` says first of all whether words may be shown whatever bears them out.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        judge: JudgeWording = words_carried,
        parts: Callable[[Citation], Iterator[Ground]] = whole,
        allows: Callable[[str], bool] = bool,
    ) -> None:
        self._documents = documents
        self._judge = judge
        self._parts = parts
        self._allows = allows
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

    @property
    def n_seen(self) -> int:
        """How many claims were looked at."""
        return self._n_seen

    def admit(self, claim: Claim, citations: Sequence[Citation]) -> Claim | None:
        """The claim as it is shown, None when its citations do not carry it.

        ``citations`` are those that its numbers point to; the ones that are not exact are left out.
        The words are disarmed; nothing is admitted with which the answer so far would not be plain.
        """
        self._n_seen += 1
        told = replace(claim, text=disarm(claim.text))
        if not told.text or not self._allows(clean(claim.text)):
            return None
        exact = [c for c in citations if c.n in claim.citations and self._is_exact(c)]
        grounds = self._grounds(told, exact)
        if grounds is None or not is_plain(" ".join(c.text for c in (*self._claims, told))):
            return None
        numbers = tuple(dict.fromkeys(self._number(ground.shown) for ground in grounds))
        kept = replace(told, citations=numbers)
        self._claims.append(kept)
        return kept

    def _grounds(self, claim: Claim, exact: Sequence[Citation]) -> Sequence[Ground] | None:
        """The first choice of parts, one of each citation, that carries the claim."""
        by_number = {citation.n: citation for citation in exact}
        named = [by_number[n] for n in dict.fromkeys(claim.citations) if n in by_number]
        known = replace(claim, citations=tuple(citation.n for citation in named))
        if claim.computation is not None:
            follows = is_recomputed(known, named, self._documents)
            return [Ground(citation, citation) for citation in named] if follows else None
        if not named or len(named) > MOST_CITATIONS:
            return None
        for grounds in product(*(self._parts(citation) for citation in named)):
            if is_supported(known, [ground.read for ground in grounds], self._judge):
                return grounds
        return None

    def _is_exact(self, citation: Citation) -> bool:
        document = self._documents.get(citation.document_id)
        return document is not None and is_exact(citation, document)

    def _number(self, citation: Citation) -> int:
        """The number that the citation is shown with: its own, or that of the same span before."""
        place = (citation.document_id, citation.start, citation.end)
        number = len(self._citations) + 1
        return self._citations.setdefault(place, replace(citation, n=number)).n


def render_claim(claim: Claim) -> str:
    """The claim as it is shown: its words, then a marker for each citation."""
    markers = "".join(render_marker(n) for n in claim.citations)
    return f"{claim.text} {markers}"


def render_answer(claims: Sequence[Claim]) -> str:
    """All claims as one text."""
    return " ".join(render_claim(claim) for claim in claims)
