"""Finds the part of a cited passage that a claim rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.text.sentences import split_sentences
from rag.types import Citation
from rag.verify.gate import is_statement

Weigh = Callable[[Citation], float]
"""How well the cited words answer the question, larger for better."""


@dataclass(frozen=True, slots=True)
class Ground:
    """``shown`` is the citation to show, ``read`` what of it the claim is held against."""

    shown: Citation
    read: Citation


def whole(citation: Citation) -> Iterator[Ground]:
    """The citation as it is."""
    yield Ground(citation, citation)


def relevant_parts(weigh: Weigh, needed: float) -> Callable[[Citation], Iterator[Ground]]:
    """A function that gives of a citation the sentences that answer the question, best first, then
    all of them together, shown as one span.

    ``needed`` is the least weight: what merely stands beside the answer bears nothing out, and a
    sentence that asks or orders something never does.
    """

    def parts(citation: Citation) -> Iterator[Ground]:
        told = [part for part in _sentences(citation) if is_statement(part.quote)]
        weighed = [(weigh(part), part) for part in told]
        fit = [part for weight, part in sorted(weighed, key=_order) if weight >= needed]
        for part in fit:
            yield Ground(part, part)
        if len(fit) > 1:
            yield _together(citation, sorted(fit, key=lambda part: part.start))

    return parts


def _order(weighed: tuple[float, Citation]) -> tuple[float, int]:
    return -weighed[0], weighed[1].start


def _sentences(citation: Citation) -> Iterator[Citation]:
    if citation.row is not None:
        yield citation
        return
    for start, end in split_sentences(citation.quote):
        at = citation.start
        yield replace(citation, quote=citation.quote[start:end], start=at + start, end=at + end)


def _together(citation: Citation, parts: list[Citation]) -> Ground:
    start, end = parts[0].start, parts[-1].end
    quote = citation.quote[start - citation.start : end - citation.start]
    shown = replace(citation, quote=quote, start=start, end=end)
    return Ground(shown, replace(shown, quote=" ".join(part.quote for part in parts)))
