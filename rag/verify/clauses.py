"""Cuts text into clauses of one figure, date or person, each with the words it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.text import russian
from rag.text.analyse import Token, analyse
from rag.text.dates import find_dates
from rag.text.letters import fold_lookalikes
from rag.text.numbers import find_scales, find_units
from rag.text.sentences import split_sentences
from rag.types import Language
from rag.verify.names import name_word_key, name_words

Span = tuple[int, int]
FindAnchors = Callable[[str], Sequence[Span]]
"""Where in a text the figures, the dates, or words of people's names stand; in order."""
# Where one clause ends and the next begins, the surest sign first.
_BREAKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r";\s|\n",
        r",\s+(?:и|а|но|ал|және|бірақ|and|but|while)\s",
        r",\s+",
        r"\s(?:и|а|но|ал|және|мен|пен|бен|and|but|while)\s",
        r":\s(?!\d)|\s[–—-]\s(?!\d)|\((?=[^\W\d_])",
        r"\s(?=(?:до|to)\s)",
    )
)
NUMBERED = re.compile(r"№\s?$")
"""Before a number that tells one thing from another and counts nothing."""
_NUMBER_OF = re.compile(r"№\s?(\d+)")
_YEAR_WORDS = frozenset({"год", "жыл", "year"})
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_DASH = re.compile(r"\s[–—]\s")
"""«в 2023 году – 15»: a dash stands for the verb of the clause before."""
NEAR_DASH = 6
"""So many characters from an anchor such a dash may stand: «Талдысуское – на 61 %»."""
_OTHER_END = re.compile(r"(?:до|to)\s", re.IGNORECASE)
_KAZAKH_LETTER = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
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
    cases: Mapping[str, str]
    opens_sentence: bool
    goes_on: bool


def clauses(text: str, language: Language, find_anchors: FindAnchors) -> tuple[Clause, ...]:
    """The clauses that hold an anchor, in order.

    A clause that names nobody, or no time, speaks of those named last; one that counts nothing
    counts what the clause before it counted; all clauses of a sentence share what opens it, but
    for nouns in whose place, in their case before the anchor, another noun stands: «открыли школу
    5 мая, больницу 7 июня».
    """
    found: list[Clause] = []
    names: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    cases: Mapping[str, str] = {}
    for piece in _pieces(text, language, find_anchors):
        names = piece.names or names
        times = piece.times or times
        lead = piece.lead if piece.opens_sentence else lead
        cases = {} if piece.opens_sentence else cases
        own = piece.before | piece.behind
        shared = (lead | _elided(piece, counted, words)) - _replaced(piece, cases)
        words = own | (frozenset() if own and _names(piece) else shared)
        counted = piece.behind or counted
        cases = {**cases, **piece.cases}
        if piece.anchors:
            found.append(Clause(piece.anchors, words - names, names | times))
    return tuple(found)


def _elided(piece: _Piece, counted: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    """What of the clause before, its counted things or all its words, a clause leaves out."""
    if piece.opens_sentence:
        return frozenset()
    if piece.goes_on:
        return words
    return counted if not piece.behind or _OF_WHICH.search(piece.text) else frozenset()


def _names(piece: _Piece) -> bool:
    """Whether its anchors are names: who has an office of their own shares no other's."""
    return bool(piece.anchors) and piece.anchors[0][0].isalpha()


def _replaced(piece: _Piece, cases: Mapping[str, str]) -> frozenset[str]:
    """The nouns of clauses before that stood where this one has another."""
    taken = set(piece.cases.values())
    return frozenset(term for term, case in cases.items() if case in taken)


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
    rest = _without(text, anchors)
    named = frozenset(name_words(rest))
    plain = [
        token
        for token in tokens
        if not _inside(token, dates)
        and fold_lookalikes(token.surface) not in named
        and not (find_units(token.surface) or find_scales(token.surface))
    ]
    russian_text = language == "ru" and not _KAZAKH_LETTER.search(text)
    first = anchors[0][0] if anchors else len(text)
    colon = text.rfind(": ", 0, first)
    return _Piece(
        text,
        tuple(text[start:end] for start, end in anchors),
        _terms(token for token in plain if token.start < (first if colon < 0 else colon)),
        _terms(token for token in plain if token.start < first),
        _terms(token for token in plain if token.start >= first),
        frozenset(name_word_key(word) for word in named)
        | frozenset(f"№{number}" for number in _NUMBER_OF.findall(rest)),
        _terms(token for token in tokens if _inside(token, dates)) - _YEAR_WORDS,
        _cases(token for token in plain if token.start < first) if russian_text else {},
        opens_sentence,
        _goes_on(text, anchors),
    )


def _goes_on(text: str, anchors: Sequence[Span]) -> bool:
    """Whether all that the clause before says is left out: behind a dash, at the other end of
    «с 40 до 55»."""
    near = (text[max(0, a - NEAR_DASH) : b + NEAR_DASH] for a, b in anchors)
    return _OTHER_END.match(text) is not None or any(_DASH.search(words) for words in near)


def _without(text: str, anchors: Sequence[Span]) -> str:
    """The text with anchors that are words blanked out: a person is not what is said of them."""
    for start, end in anchors:
        if text[start].isalpha():
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _cases(tokens: Iterable[Token]) -> Mapping[str, str]:
    """The case of each Russian noun, by its term."""
    tags = ((token.term, russian.readings(token.surface.lower())[0]) for token in tokens)
    return {
        term: case for term, likeliest in tags if "NOUN" in likeliest for case in likeliest & _CASES
    }


def _terms(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.term for token in tokens)


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(start <= token.start < end for start, end in spans)
