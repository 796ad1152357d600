"""Checks that what a change began with is not told as what it came to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from rag.text.sentences import split_sentences

End = Literal["from", "to"]
Span = tuple[int, int]

_FROM_BEFORE = re.compile(r"(?:^|\W)(?:с|со|от|from)\s+$", re.IGNORECASE)
_TO_BEFORE = re.compile(r"(?:^|\W)(?:до|to)\s+$", re.IGNORECASE)
# In Kazakh the ending says it, of the figure itself or of its unit: «40-тан», «40 пайыздан».
_BEHIND = r"(?!\s?теңге\b)(?:\s?%)?(?:\s?-\s?|\s+)?(?:[^\W\d_]*?)"
_FROM_BEHIND = re.compile(_BEHIND + r"(?:[дт][ае]н|н[ае]н)(?!\w)", re.IGNORECASE)
_TO_BEHIND = re.compile(_BEHIND + r"(?:[ғқ]а|[гк]е|(?<=[ыі])на|(?<=[ыі])не)(?!\w)", re.IGNORECASE)


def ends_carried(
    claim: str,
    sources: Sequence[str],
    find_anchors: Callable[[str], Sequence[Span]],
    value: Callable[[str], object],
) -> bool:
    """Whether no figure of the claim is the end of a change that it begins in the sources, or the
    other way round: «выросла с 40 до 55 %» says neither «до 40 %» nor «с 55 %».

    Only sentences that name both ends are read; a figure that stands elsewhere as well may be
    either.
    """
    said = [(what, end) for what, end in _ends(claim, find_anchors, value) if end is not None]
    if not said:
        return True
    known = [end for source in sources for end in _ends(source, find_anchors, value)]
    sides = {end for _, end in known}
    if not sides >= {"from", "to"}:
        return True
    return all(_may_be(what, end, known) for what, end in said)


def _may_be(what: object, end: End, known: Sequence[tuple[object, End | None]]) -> bool:
    ends = {known_end for known_what, known_end in known if known_what == what}
    return not ends or end in ends or None in ends


def _ends(
    text: str, find_anchors: Callable[[str], Sequence[Span]], value: Callable[[str], object]
) -> Iterator[tuple[object, End | None]]:
    for first, last in split_sentences(text):
        sentence = text[first:last]
        for start, end in find_anchors(sentence):
            yield value(sentence[start:end]), _end_of(sentence, start, end)


def _end_of(sentence: str, start: int, end: int) -> End | None:
    if _FROM_BEFORE.search(sentence, 0, start):
        return "from"
    if _TO_BEFORE.search(sentence, 0, start):
        return "to"
    if _FROM_BEHIND.match(sentence, end):
        return "from"
    return "to" if _TO_BEHIND.match(sentence, end) else None
