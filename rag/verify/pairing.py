"""Checks that a figure, date or person of a claim is said of what its source says it of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rag.text.dates import find_dates
from rag.text.number_words import number_words
from rag.text.numbers import find_numbers
from rag.text.place_names import same_word
from rag.types import Citation, Language
from rag.verify.aligned import Slots, slots_carried
from rag.verify.cells import misplaced
from rag.verify.clauses import NUMBERED, Clause, FindAnchors, Span, clauses
from rag.verify.ends import ends_carried
from rag.verify.entries import repeats_entries
from rag.verify.name_lists import exchanged, find_lists, keys_of_list, named_keys
from rag.verify.names import name_word_key
from rag.verify.people import find_people

WEIGHT_OF_NAME = 3
"""A name, time or figure tells more than a word which of two clauses a claim repeats."""

MIN_WORDS_BESIDE_NAMES = 2
"""«Аким района – …» is told of one."""
MOST_OF_LABEL = 3
"""Letters of what tells kinds apart: «СШ», «№1», «ТОО»; a name in full tells more."""


def pairs_carried(claim: str, language: Language, citations: Sequence[Citation]) -> bool:
    """Whether every figure, date and person of the claim stands in a clause of the citations that
    has as much of the claim's words as the clauses with other figures, dates or people have, and no
    figure is told as the other end of a change.

    «В Медеу 48 школ» takes its figure from «в Алмалы 48 школ, в Медеу 31» and all else from the
    clause beside it. A table row is read as its label with one cell and the head of its column.
    """
    if any(cited.row is None and repeats_entries(claim, cited.quote) for cited in citations):
        return True
    if not all(_names_carried(claim, language, cited) for cited in citations):
        return False
    for find_anchors in (_figures, _dates, find_people):
        told = [cited.quote for cited in citations if cited.row is None]
        if not ends_carried(claim, told, find_anchors, _value):
            return False
        if not all(_slots_carried(claim, language, cited, find_anchors) for cited in citations):
            return False
        wrong = misplaced(claim, language, citations, find_anchors, _value)
        if any(wrong.values()):
            return False
        known = [c for cited in citations for c in _read(cited, find_anchors)]
        if len(known) < 2:
            continue
        told_clauses = clauses(claim, language, find_anchors)
        if not all(_is_paired(said, known, frozenset(wrong)) for said in told_clauses):
            return False
    return True


def _slots_carried(
    claim: str, language: Language, cited: Citation, find_anchors: FindAnchors
) -> bool:
    if cited.row is not None:
        return True
    return slots_carried(
        claim, cited.quote, (language, cited.language), Slots(find_anchors, _value)
    )


def _names_carried(claim: str, language: Language, cited: Citation) -> bool:
    """Whether no name has come to stand in another's slot."""
    if cited.row is not None:
        return True
    known, languages = named_keys(claim, cited.quote), (language, cited.language)
    find = partial(find_lists, known=known)
    return slots_carried(
        claim, cited.quote, languages, Slots(find, keys_of_list, exchanged, MIN_WORDS_BESIDE_NAMES)
    )


def _is_paired(said: Clause, known: Sequence[Clause], judged: frozenset[object]) -> bool:
    """``judged`` are figures of which it is known already."""
    values = {_value(anchor) for anchor in said.anchors} - judged
    held = [(clause, values & {_value(anchor) for anchor in clause.anchors}) for clause in known]
    others = [clause for clause, shared in held if not shared]
    for value in values:
        own = [clause for clause, shared in held if value in shared]
        # A figure that stands nowhere is worked out, or written in words: others judge it.
        if own and not any(_fits(said, clause, others) for clause in own):
            return False
    return True


def _fits(said: Clause, clause: Clause, others: Sequence[Clause]) -> bool:
    return all(_weight(said, clause, other) >= _weight(said, other, clause) for other in others)


def _weight(said: Clause, one: Clause, other: Clause) -> int:
    """What of the claim ``one`` has and ``other`` lacks."""
    alone = (said.words & one.words) - other.words
    n_figures = sum(word[0].isdigit() for word in alone)
    names = [n for n in said.names if _has(one.names, n) and not _has(other.names, n)]
    n_short = sum(len(name) <= MOST_OF_LABEL for name in names)
    return len(alone) - n_figures + WEIGHT_OF_NAME * (n_figures + len(names)) - n_short


def _has(names: frozenset[str], name: str) -> bool:
    if name in names or name.isdigit():
        return name in names
    return any(same_word(name, other) for other in names)


def _read(cited: Citation, find_anchors: FindAnchors) -> Sequence[Clause]:
    row = cited.row
    if row is not None and find_anchors is find_people:
        return ()  # a row names people in columns of their own, which no figure sets apart
    if row is None:
        return clauses(cited.quote, cited.language, find_anchors)
    heads = row.header or ("",) * len(row.cells)
    cells = list(zip(heads, row.cells, strict=True))
    states = [a is not None for a in row.amounts] or [bool(find_anchors(c)) for c in row.cells]
    # What states no amount is the row's name, or words about it: all of its figures share those.
    label = " ".join(cell for cell, stated in zip(row.cells, states, strict=True) if not stated)
    cells = [pair for pair, stated in zip(cells, states, strict=True) if stated]
    # Behind a colon a capital is no sign of a name.
    told = [f"{label}: {head}: {cell}" for head, cell in cells if find_anchors(f"{head}: {cell}")]
    return [_joined(clauses(" ".join(t.split()), cited.language, find_anchors)) for t in told]


def _joined(read: Sequence[Clause]) -> Clause:
    return Clause(
        tuple(anchor for clause in read for anchor in clause.anchors),
        frozenset().union(*(clause.words for clause in read)),
        frozenset().union(*(clause.names for clause in read)),
    )


def _figures(text: str) -> Sequence[Span]:
    dates = _dates(text)
    found = sorted((n.start, n.end) for n in (*find_numbers(text), *number_words(text, None)))
    return [
        span
        for span in found
        if not any(a < span[1] and span[0] < b for a, b in dates)
        and not NUMBERED.search(text, 0, span[0])
    ]


def _dates(text: str) -> Sequence[Span]:
    return [(date.start, date.end) for date in find_dates(text)]


def _value(anchor: str) -> object:
    """What an anchor says, however it is written."""
    dates = find_dates(anchor)
    if dates:
        return dates[0].year, dates[0].quarter, dates[0].month, dates[0].day
    numbers = [*find_numbers(anchor), *number_words(anchor, None)]
    return numbers[0].value if numbers else name_word_key(anchor)
