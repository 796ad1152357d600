"""Chooses the excerpts of documents that a language model is shown, each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.compose.extractive import cite
from rag.text.sentences import split_sentences
from rag.types import Citation, Document, Evidence, Hit

MAX_EXCERPTS = 8
MAX_CHARACTERS = 900
"""Of one excerpt: a long paragraph is cut down to the sentences around the best one."""
MAX_TOTAL_CHARACTERS = 6_000
"""Of all excerpts: with the instructions some 3,000 tokens, so that a context of 4,096 is enough
for most models; Kazakh takes the most tokens a letter."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``document.text[start:end]``, a span of one paragraph, with the number it is shown under."""

    n: int
    hit: Hit
    paragraph: int
    start: int
    end: int

    def citation(self) -> Citation:
        """The citation of the whole excerpt, with its number."""
        return cite(self.hit, self.paragraph, self.start, self.end, self.n)


def choose_excerpts(ranked: Sequence[Evidence]) -> tuple[Excerpt, ...]:
    """The paragraphs of the best evidence, each once, best first, numbered from 1."""
    chosen: list[Excerpt] = []
    seen: set[tuple[str, int]] = set()
    n_characters = 0
    for item in ranked:
        document, place = item.hit.document, item.unit.paragraph
        if (document.id, place) in seen:
            continue
        seen.add((document.id, place))
        start, end = _around(document, place, item.unit.start, item.unit.end)
        n_characters += end - start
        if len(chosen) == MAX_EXCERPTS or (chosen and n_characters > MAX_TOTAL_CHARACTERS):
            break
        chosen.append(Excerpt(len(chosen) + 1, item.hit, place, start, end))
    return tuple(chosen)


def _around(document: Document, place: int, start: int, end: int) -> tuple[int, int]:
    """The whole paragraph, or as many whole sentences around the given span as may be shown."""
    paragraph = document.paragraphs[place]
    if paragraph.end - paragraph.start <= MAX_CHARACTERS:
        return paragraph.start, paragraph.end
    text = document.text[paragraph.start : paragraph.end]
    spans = [(paragraph.start + a, paragraph.start + b) for a, b in split_sentences(text)]
    before = [span for span in spans if span[1] <= start]
    after = [span for span in spans if span[0] >= end]
    while before or after:
        grown = start, end
        if before and end - before[-1][0] <= MAX_CHARACTERS:
            start = before.pop()[0]
        if after and after[0][1] - start <= MAX_CHARACTERS:
            end = after.pop(0)[1]
        if (start, end) == grown:
            break
    return start, min(end, start + MAX_CHARACTERS)
