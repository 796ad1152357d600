"""Cuts text into clauses that hold one figure, or one date, each with the words it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.text.analyse import Token, analyse
from rag.text.dates import find_dates
from rag.text.letters import fold_lookalikes
from rag.text.numbers import find_scales, find_units
from rag.text.sentences import split_sentences
from rag.types import Language
from rag.verify.names import name_word_key, name_words

Span = tuple[int, int]
FindAnchors = Callable[[str], Sequence[Span]]
"""Where in a text the figures, or the dates, stand; in order."""
# Where one clause ends and the next begins, the surest sign first.
_BREAKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r";\s|\n",
        r",\s+(?:и|а|но|ал|және|бірақ|and|but|while)\s",
        r",\s+",
        r"\s(?:и|а|но|ал|және|мен|пен|бен|and|but|while)\s",
        r":\s(?!\d)|\s[–—-]\s(?!\d)|\((?=[^\W\d_])",
    )
)
_DASH = re.compile(r"\s[–—]\s")
"""«в 2023 году – 15»: a dash stands for the verb of the clause before."""
NEAR_DASH = 6
"""So many characters from an anchor such a dash may stand: «Талдысуское – на 61 %»."""
_OF_WHICH = re.compile(
    r"\b(?:из\s+(?:них|которых)|в\s+том\s+числе|в\s+т\.\s?ч|о(?:ның|лардың)\s+ішінде|соның\s+ішінде"
    r"|of\s+(?:which|them)|including)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """``anchors`` are the figures or dates as they are written; ``words`` and ``names`` the keys of
    everything said of them, also of what stands before and is not said again."""

    anchors: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One clause as it stands: keys of its words before and behind its first anchor, and of those
    that all clauses after it share: up to a colon, or all before the anchor."""

    text: str
    anchors: tuple[str, ...]
    lead: frozenset[str]
    before: frozenset[str]
    behind: frozenset[str]
    names: frozenset[str]
    times: frozenset[str]
    opens_sentence: bool
    has_dash: bool


def clauses(text: str, language: Language, find_anchors: FindAnchors) -> tuple[Clause, ...]:
    """The clauses that hold an anchor, in order.

    A clause that names nobody, or no time, speaks of those named last; one that counts nothing
    counts what the clause before it counted; all clauses of a sentence share what opens it.
    """
    found: list[Clause] = []
    names: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    for piece in _pieces(text, language, find_anchors):
        names = piece.names or names
        times = piece.times or times
        lead = piece.lead if piece.opens_sentence else lead
        own = piece.before | piece.behind
        words = own | lead | _elided(piece, counted, words)
        counted = piece.behind or counted
        if piece.anchors:
            found.append(Clause(piece.anchors, words - names, names | times))
    return tuple(found)


def _elided(piece: _Piece, counted: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    """What of the clause before, its counted things or all its words, a clause leaves out."""
    if piece.opens_sentence:
        return frozenset()
    if piece.has_dash:
        return words
    return counted if not piece.behind or _OF_WHICH.search(piece.text) else frozenset()


def _pieces(text: str, language: Language, find_anchors: FindAnchors) -> Iterator[_Piece]:
    for start, end in split_sentences(text):
        sentence = text[start:end]
        anchors = find_anchors(sentence)
        cuts = [0, *_cuts(sentence, anchors), len(sentence)]
        for n, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False)):
            own = [(i - a, j - a) for i, j in anchors if a <= i < b]
            yield _piece(sentence[a:b], own, language, opens_sentence=n == 0)


def _cuts(sentence: str, anchors: Sequence[Span]) -> Iterator[int]:
    """Between two anchors where a sign of a new clause stands: the last of the surest kind."""
    for (_, end), (start, _) in zip(anchors, anchors[1:], strict=False):
        for sign in _BREAKS:
            places = [m.end() for m in sign.finditer(sentence, end) if m.end() <= start]
            if places:
                yield places[-1]
                break


def _piece(
    text: str, anchors: Sequence[Span], language: Language, *, opens_sentence: bool
) -> _Piece:
    tokens = [token for token in analyse(text, language=language) if not _inside(token, anchors)]
    dates = [(date.start, date.end) for date in find_dates(text)]
    named = frozenset(name_words(text))
    plain = [
        token
        for token in tokens
        if not _inside(token, dates)
        and fold_lookalikes(token.surface) not in named
        and not (find_units(token.surface) or find_scales(token.surface))
    ]
    first = anchors[0][0] if anchors else len(text)
    colon = text.rfind(": ", 0, first)
    return _Piece(
        text,
        tuple(text[start:end] for start, end in anchors),
        _terms(token for token in plain if token.start < (first if colon < 0 else colon)),
        _terms(token for token in plain if token.start < first),
        _terms(token for token in plain if token.start >= first),
        frozenset(name_word_key(word) for word in named),
        _terms(token for token in tokens if _inside(token, dates)),
        opens_sentence,
        any(_DASH.search(text[max(0, a - NEAR_DASH) : b + NEAR_DASH]) for a, b in anchors),
    )


def _terms(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.term for token in tokens)


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(start <= token.start < end for start, end in spans)
