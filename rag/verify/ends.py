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


_DATE = re.compile(r"[^\W\d_]{3}|\d\.\d\d?\.|^(?:19|20)\d\d")
_RANGE = re.compile(r"\s*(?:года?|гг?\.?|жыл\w*)?\s*(?:по|до|to|[–—-])\s*", re.IGNORECASE)


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
    ends = {known_end for known_what, known_end in known if _is_one(known_what, what)}
    return not ends or end in ends or None in ends


def _is_one(one: object, other: object) -> bool:
    """Whether two values are equal; of dates, where both say a part."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))
    return one == other


def _ends(
    text: str, find_anchors: Callable[[str], Sequence[Span]], value: Callable[[str], object]
) -> Iterator[tuple[object, End | None]]:
    for first, last in split_sentences(text):
        sentence = text[first:last]
        anchors = find_anchors(sentence)
        for n, (start, end) in enumerate(anchors):
            near = [anchors[n - 1][1] if n else None, *(a for a, _ in anchors[n + 1 : n + 2])]
            ranged = _end_of_range(sentence, start, end, near)
            yield value(sentence[start:end]), ranged or _end_of(sentence, start, end)


def _end_of_range(sentence: str, start: int, end: int, near: Sequence[int | None]) -> End | None:
    """Which end of «5 мая – 7 июня» or «01.05.2023 по 07.06.2023» a date is; None of a number,
    which may stand beside any other. ``near``: where the anchor before ends, the next begins."""
    before, *behind = near
    if not _DATE.search(sentence[start:end]):
        return None
    if before is not None and _RANGE.fullmatch(sentence, before, start):
        return "to"
    return "from" if any(_RANGE.fullmatch(sentence, end, b) for b in behind if b) else None


def _end_of(sentence: str, start: int, end: int) -> End | None:
    if _FROM_BEFORE.search(sentence, 0, start):
        return "from"
    if _TO_BEFORE.search(sentence, 0, start):
        return "to"
    if _FROM_BEHIND.match(sentence, end):
        return "from"
    return "to" if _TO_BEHIND.match(sentence, end) else None
