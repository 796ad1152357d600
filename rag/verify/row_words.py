"""Checks that what a claim over several table rows says stands in the row that it says it of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.text.analyse import analyse
from rag.types import Citation, Language, Row
from rag.verify.negation import negation_carried

Terms = frozenset[str]

_END = re.compile(r";\s|\n|(?<=[.!?])\s")
_COMMA = re.compile(r",\s|\s(?:и|а|но|ал|және|мен|пен|бен|and|but|while)\s", re.IGNORECASE)
MIN_OF_LABEL = 0.5
"""Share of a row's own words, those the other rows' names lack, from which on a part names it."""


def rows_carried(claim: str, language: Language, citations: Sequence[Citation]) -> bool:
    """Whether no part of the claim names one of the rows it cites and says of it what stands only
    in another: «директор: Иванов» where another row has the name.

    A part names the rows whose names it comes nearest to, else those named last. Claims over one
    row, or over anything but rows, in another language than theirs, pass.
    """
    rows = [cited.row for cited in citations if cited.row is not None]
    if len(rows) < max(2, len(citations)) or any(c.language != language for c in citations):
        return True
    labels = [_terms(_label(row), language) for row in rows]
    known = [_terms(_all_words(row), language) for row in rows]
    named: Sequence[int] = ()
    for part in _parts(claim, labels, language):
        if any(_reads_out(part, rows[i]) for i in named):
            continue
        words = _terms(part, language)
        named = _nearest(words, labels) or named
        if not named:
            continue
        strange = words.difference(*(known[i] for i in named))
        if any(strange & terms for terms in known):
            return False
        if not any(_denied_alike(part, rows[i], language) for i in named):
            return False
    return True


def _reads_out(part: str, row: Row) -> bool:
    return any(_plain(part) in _plain(cell) for cell in row.cells)


def _denied_alike(part: str, row: Row, language: Language) -> bool:
    """Whether what the part says beside heads and the row's own cells denies what those deny."""
    told, cells = _plain(part), [cell for cell in row.cells if cell != _label(row)]
    for words in sorted(map(_plain, (*row.header, *row.cells)), key=len, reverse=True):
        told = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", told) if words else told
    return negation_carried(told, "\n".join(cells), (language, language))


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _parts(claim: str, labels: Sequence[Terms], language: Language) -> Iterator[str]:
    """The claim cut at the ends of what is said, and behind commas where another row is named."""
    for told in _END.split(claim):
        start = 0
        for comma in _COMMA.finditer(told):
            if _names_one(_terms(told[comma.end() :], language), labels):
                yield told[start : comma.start()]
                start = comma.end()
        yield told[start:]


def _names_one(words: Terms, labels: Sequence[Terms]) -> bool:
    shared = frozenset.intersection(*labels)
    own = [label - shared for label in labels]
    return any(label and len(words & label) >= MIN_OF_LABEL * len(label) for label in own)


def _nearest(words: Terms, labels: Sequence[Terms]) -> list[int]:
    """Places of the labels that share most with the words (Jaccard over words of any label); none
    where all do alike."""
    said = words & frozenset().union(*labels)
    scores = [len(said & label) / max(len(said | label), 1) for label in labels]
    best = max(scores)
    return [i for i, score in enumerate(scores) if score == best] if best > min(scores) else []


def _label(row: Row) -> str:
    """The first words of a row that state no amount."""
    stated = [amount is not None for amount in row.amounts] or [False] * len(row.cells)
    told = (cell for cell, states in zip(row.cells, stated, strict=True) if not states)
    return next((cell for cell in told if sum(map(str.isalpha, cell)) > 1), "")


def _all_words(row: Row) -> str:
    return "\n".join((*row.cells, *row.header, row.table))


def _terms(text: str, language: Language) -> Terms:
    return frozenset(token.term for token in analyse(" ".join(text.split()), language=language))
