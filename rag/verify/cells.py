"""Checks that a figure told of table rows stands in the row and the column that are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rag.text.analyse import Token, analyse
from rag.types import Citation, Language, Row

Span = tuple[int, int]
Terms = frozenset[str]

_BREAK = re.compile(
    r";\s|\n|,\s|\.\s|\s(?:и|а|но|ал|және|мен|пен|бен|and|but|while|against|versus)\s"
    r"|\s(?:против|при|вместо|тогда\s+как|қарсы)\s",
    re.IGNORECASE,
)


def misplaced(
    claim: str,
    language: Language,
    citations: Sequence[Citation],
    find_anchors: Callable[[str], Sequence[Span]],
    value: Callable[[str], object],
) -> dict[object, bool]:
    """What each figure of the claim says, with whether it stands in another cell than is named.

    The part of the claim around a figure names a column when it has more of its head's words, and
    fewer of the others', than of any other; likewise a row, which goes on being spoken of. A
    figure is left out where no column is named, or where rows are not all that is cited.
    """
    rows = [cited.row for cited in citations if cited.row is not None]
    if len(rows) < len(citations) or any(cited.language != language for cited in citations):
        return {}
    if any(not row.header for row in rows):
        return {}
    tables = [_Table(row, language, find_anchors, value) for row in rows]
    found: dict[object, bool] = {}
    named: list[_Table] = tables
    for words, figures in _parts(claim, language, find_anchors):
        named = _nearest_rows(words, tables) or named
        for start, end in figures:
            said = value(claim[start:end])
            if not any(said in held for table in tables for held in table.values):
                continue
            fits = [table.holds(said, words) for table in named]
            if any(fit is not None for fit in fits):
                found[said] = found.get(said, False) or not any(fit is not False for fit in fits)
    return found


class _Table:
    """One row: words of its name, and of each column with figures the head and what it states."""

    def __init__(
        self,
        row: Row,
        language: Language,
        find_anchors: Callable[[str], Sequence[Span]],
        value: Callable[[str], object],
    ) -> None:
        stated = [a is not None for a in row.amounts] or [bool(find_anchors(c)) for c in row.cells]
        named = [cell for cell, states in zip(row.cells, stated, strict=True) if not states]
        lettered = (cell for cell in named if sum(map(str.isalpha, cell)) > 1)
        self.label = [token.term for token in _tokens(next(lettered, ""), language)]
        pairs = [
            (head, cell)
            for head, cell, states in zip(row.header, row.cells, stated, strict=True)
            if states and head
        ]
        self.heads = [frozenset(t.term for t in _tokens(head, language)) for head, _ in pairs]
        self.values = [{value(cell[a:b]) for a, b in find_anchors(cell)} for _, cell in pairs]

    def holds(self, said: object, words: Sequence[str]) -> bool | None:
        """Whether a column that the words name states it; None where they name none."""
        own = frozenset(_without_run(words, self.label))
        scores = _scores(own, self.heads)
        best = max(scores, default=0.0)
        if best <= min(scores, default=0.0):
            return None
        return any(
            said in held for held, score in zip(self.values, scores, strict=True) if score == best
        )


def _nearest_rows(words: Sequence[str], tables: Sequence[_Table]) -> list[_Table]:
    """The rows whose names the words come nearest to; none where they name all alike."""
    scores = _scores(frozenset(words), [frozenset(table.label) for table in tables])
    best = max(scores)
    if best <= min(scores):
        return []
    return [table for table, score in zip(tables, scores, strict=True) if score == best]


def _scores(said: Terms, names: Sequence[Terms]) -> list[float]:
    """For each name the share 0..1 that it and what is said of any of them have in common
    (Jaccard)."""
    known = said & frozenset().union(*names)
    return [len(known & name) / len(known | name) if known | name else 0.0 for name in names]


def _without_run(words: Sequence[str], label: Sequence[str]) -> list[str]:
    """The words without the longest run of them that is a run of the label: a row's name may have
    a word of a column's head."""
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(label)):
            n = 0
            while i + n < len(words) and j + n < len(label) and words[i + n] == label[j + n]:
                n += 1
            best = max(best, (n, i))
    n, start = best
    return [*words[:start], *words[start + n :]]


def _parts(
    claim: str, language: Language, find_anchors: Callable[[str], Sequence[Span]]
) -> Iterator[tuple[list[str], list[Span]]]:
    """The claim cut between figures, with the terms of each part and its figures."""
    anchors = find_anchors(claim)
    cuts = [0]
    for (_, end), (start, _) in zip(anchors, anchors[1:], strict=False):
        places = [m.end() for m in _BREAK.finditer(claim, end) if m.end() <= start]
        cuts += places[:1]
    tokens = [t for t in _tokens(claim, language) if not any(a <= t.start < b for a, b in anchors)]
    for first, last in zip(cuts, [*cuts[1:], len(claim)], strict=True):
        words = [token.term for token in tokens if first <= token.start < last]
        yield words, [(a, b) for a, b in anchors if first <= a < last]


def _tokens(text: str, language: Language) -> list[Token]:
    return list(analyse(" ".join(text.split()) if "\n" in text else text, language=language))
