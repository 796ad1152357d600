"""Checks that what a claim says is carried by the words it cites."""

from __future__ import annotations

from collections.abc import Sequence

from rag.text.analyse import analyse
from rag.text.numbers import find_numbers
from rag.types import Citation, Claim

MIN_WORDS_CARRIED = 0.6
"""Share of a claim's content words that its citations must carry."""


def is_supported(claim: Claim, citations: Sequence[Citation]) -> bool:
    """Whether every number and most words of the claim stand in the citations it names.

    A table row carries the words of its header and its table as well.
    """
    cited = [citation for citation in citations if citation.n in claim.citations]
    if not cited:
        return False
    source = "\n".join(_words(citation) for citation in cited)
    return _numbers_carried(claim.text, source) and _words_carried(claim.text, source)


def _words(citation: Citation) -> str:
    row = citation.row
    return citation.quote if row is None else "\n".join((citation.quote, *row.header, row.table))


def _numbers_carried(claim: str, source: str) -> bool:
    known = {number.value for number in find_numbers(source)}
    written = {number.written for number in find_numbers(source)}
    return all(n.value in known or n.written in written for n in find_numbers(claim))


def _words_carried(claim: str, source: str) -> bool:
    said = {token.term for token in analyse(claim)}
    carried = {token.term for token in analyse(source)}
    return not said or len(said & carried) / len(said) >= MIN_WORDS_CARRIED
