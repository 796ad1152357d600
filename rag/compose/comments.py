"""What the comments of a table row tell: a status, a reason, who did it, a figure of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.compose.columns import asking_tokens, column_roles
from rag.compose.kinds import holds_kind
from rag.compose.matching import TRANSLATION_MATCH, Words, match, words_of
from rag.text.analyse import Token, analyse
from rag.text.cells import says_done
from rag.text.places import find_places
from rag.text.sentences import split_sentences
from rag.types import AnswerKind, Language, Query, Row

MAX_CELL_CHARACTERS = 160
"""A longer cell is a comment. It is left out where the row has values; its sentences are
evidence of their own, and the citation holds it whole."""
MAX_STATUS_CHARACTERS = 40
"""A status of this length stands beside plan and actual figure without being asked for."""
_STATUS_END = re.compile(r"\s*[,:;(]\s|\.\s|\s[–—-]\s")
_WHO: frozenset[AnswerKind] = frozenset({"person", "organisation"})
_HOW_MUCH: frozenset[AnswerKind] = frozenset({"number", "money", "share"})
_TIMES = frozenset({"жыл", "тоқсан", "ай", "год", "квартал", "месяц", "year", "quarter", "month"})


def cut(cell: str) -> str:
    """The words of a cell, cut at the end of one when they are many."""
    words = " ".join(cell.split())
    if len(words) <= MAX_CELL_CHARACTERS:
        return words
    return words[:MAX_CELL_CHARACTERS].rsplit(" ", 1)[0] + " …"


def comment(row: Row, i: int, label: int | None, query: Query, language: Language) -> str:
    """A status when it is short; of a comment the sentence that says more than the name does, else
    the status that it begins with."""
    words = " ".join(row.cells[i].split())
    if len(words) <= MAX_STATUS_CHARACTERS:
        return words
    tokens = asking_tokens(row, label, query, language)
    sentences = [words[start:end] for start, end in split_sentences(words)]
    said = [words_of(sentence, language) for sentence in sentences]
    hits = [sum(match(token, own) > 0 for token in tokens) for own in said]
    best = max(range(len(hits)), key=lambda n: (hits[n], -n))
    return cut(sentences[best]) if hits[best] else _status_before(words)


def _status_before(words: str) -> str:
    """«Не исполнено: два двора перенесены …» without its reasons, '' where it begins otherwise."""
    first = _STATUS_END.split(words, maxsplit=1)[0]
    return first if len(first) <= MAX_STATUS_CHARACTERS and says_done(first) is not None else ""


def told_in_comment(
    row: Row, label: int | None, said: Sequence[int], query: Query, language: Language
) -> dict[int, str]:
    """The sentence of a comment that tells what is asked, by its column; empty where none does.

    Who: in a word of the question that no header has, «Мердігер – «Құрылыс» ЖШС» beside the
    department that is responsible. How much: where the comment has the question's words that the
    row's name has and one more, «камералар саны 1 284-ке жетті» beside the share of crimes.
    ``label`` is the column of the row's name, ``said`` are those behind it that are not empty.
    """
    if not row.header or query.kind not in _WHO | _HOW_MUCH:
        return {}
    headers = words_of("\n".join(row.header), language)
    asking = asking_tokens(row, label, query, language)
    tokens = [token for token in asking if not match(token, headers)]
    for i, words in _comments(row, said):
        sentences = [words[start:end] for start, end in split_sentences(words)]
        if query.kind in _WHO:
            told = _tells_who(sentences, tokens, query, language)
        else:
            told = _tells_figure(row, label, sentences, tokens, query, language)
        if told:
            return {i: cut(told)}
    return {}


def _comments(row: Row, said: Sequence[int]) -> Iterator[tuple[int, str]]:
    roles = column_roles(row)
    for i in said:
        words = " ".join(row.cells[i].split())
        if roles[i] in ("status", "other") and len(words) > MAX_STATUS_CHARACTERS:
            yield i, words


def _tells_who(
    sentences: Sequence[str], tokens: Sequence[Token], query: Query, language: Language
) -> str:
    for sentence in sentences:
        own = words_of(sentence, language)
        named = any(match(token, own) == 1 for token in tokens)
        if named and holds_kind(sentence, query.kind) == 1:
            return sentence
    return ""


def _tells_figure(
    row: Row,
    label: int | None,
    sentences: Sequence[str],
    tokens: Sequence[Token],
    query: Query,
    language: Language,
) -> str:
    """The sentence with a figure and most words that the row's name lacks, of a comment that has
    all that the name has."""
    name = words_of(row.cells[label] if label is not None else "", language)
    things = _things(query, tokens)
    shared = [t for t in analyse(query.text, language=query.language) if match(t, name)]
    whole = words_of(" ".join(sentences), language)
    if not all(match(token, whole) for token in shared):
        return ""
    holding = [sentence for sentence in sentences if holds_kind(sentence, query.kind) == 1]
    best = max(holding, key=lambda sentence: _n_said(things, sentence, language), default="")
    return best if best and _n_said(things, best, language) else ""


def _things(query: Query, tokens: Sequence[Token]) -> list[Token]:
    """The words of a question but its places and words for times."""
    places = find_places(query.text)
    return [
        token
        for token in tokens
        if token.term not in _TIMES
        and token.term not in query.names
        and not any(place.start <= token.start < place.end for place in places)
    ]


def _n_said(tokens: Sequence[Token], sentence: str, language: Language) -> int:
    own: Words = words_of(sentence, language)
    return sum(match(token, own) >= TRANSLATION_MATCH for token in tokens)
