"""Keeps sentences that order something of whoever answers from being taken for answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.compose.matching import match, words_of
from rag.text.analyse import analyse
from rag.text.language import detect_language
from rag.text.orders import find_orders
from rag.text.sentences import Span, split_sentences
from rag.types import Evidence, Query

N_LOOKED_AT = 24
"""Of the best evidence; what stands further back is hardly said."""
ASKED_ABOUT = 0.6
"""Share of an order's words that a question holds which is about the order itself."""

MOST_BEFORE = 1_000
"""Characters before evidence that are looked at for what introduces it."""
FENCE = "```"
_ASKED = re.compile(r"(?:[^.!?…\n]|\.(?=\S))+\?")
# An apostrophe inside a word is none.
_QUOTATION = re.compile(
    r"(?P<opening>(?<!\w)[\"'«“„](?=\w))|(?P<closing>(?<=[\w.!?…,])[\"'»”](?!\w))"
)
_QUESTIONS = re.compile(r"вопрос|сұрақ|сұрау|сауал|спра[шс]|question|ask", re.IGNORECASE)


def drop_orders(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without orders, unless the question is about them; order is kept.

    Only what answers is chosen here: the passage with the order is found, shown and read as ever.
    Looked at is the best of the evidence, with all that stands in its paragraphs and may be said
    along with it.
    """
    near = {_paragraph(item) for item in ranked[:N_LOOKED_AT]}
    return tuple(
        item for item in ranked if _paragraph(item) not in near or not _is_ordered(query, item)
    )


def orders_only(query: Query, text: str) -> bool:
    """Whether the text gives an order that the question is not about."""
    return any(_is_foreign(query, text[start:end]) for start, end in _order_spans(text))


def asks_only(query: Query, text: str) -> bool:
    """Whether the text asks something that the question is not about: no question answers one.

    One that somebody asked a document's author may be what is asked about («какие вопросы
    задали»), and one of a list of answered questions has the words of the question.
    """
    if _QUESTIONS.search(query.text):
        return False
    return any(_share_asked(query, asked) < ASKED_ABOUT for asked in _ASKED.findall(text))


def _paragraph(item: Evidence) -> tuple[str, int]:
    return item.hit.document.id, item.unit.paragraph


def _is_ordered(query: Query, item: Evidence) -> bool:
    """Whether the unit, what of its sentence stands in other units, what introduces it or what
    opens the quotation it stands in is an order; the last may be a question as well."""
    text, start, end = item.hit.document.text, item.unit.start, item.unit.end
    if orders_only(query, text[start:end]) or orders_only(query, _introduction(text, start)):
        return True
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    whole = text[paragraph.start : paragraph.end]
    a, b = start - paragraph.start, end - paragraph.start
    if any(i < b and a < j and _is_foreign(query, whole[i:j]) for i, j in _order_spans(whole)):
        return True
    opened = _opened_quotation(whole[:a])
    return bool(opened) and (orders_only(query, opened) or asks_only(query, opened))


def _opened_quotation(before: str) -> str:
    """The sentence up to a quotation that is not closed before the end of ``before``, or the one
    before it where the quotation opens a sentence; empty without any."""
    marks = [(found.start(), found.lastgroup) for found in _QUOTATION.finditer(before)]
    n_closed = 0
    for place, kind in reversed(marks):
        n_closed += 1 if kind == "closing" else -1
        if n_closed < 0:
            head = before[:place].rstrip()
            return next((head[i:j] for i, j in reversed(split_sentences(head))), "")
    return ""


def _introduction(text: str, start: int) -> str:
    """The line that introduces by a colon what stands at ``start``, or the fence that is open
    there. Empty without any."""
    before = text[max(0, start - MOST_BEFORE) : start]
    if before.count(FENCE) % 2:
        before = before[: before.rindex(FENCE)]
    line = before.rstrip().rpartition("\n")[2]
    return line if line.endswith(":") else ""


@lru_cache(maxsize=10_000)
def _order_spans(text: str) -> tuple[Span, ...]:
    return find_orders(text)


def _is_foreign(query: Query, order: str) -> bool:
    return _share_asked(query, order) < ASKED_ABOUT


def _share_asked(query: Query, order: str) -> float:
    """Share of the order's words, 0..1, that the question has."""
    tokens = analyse(order, language=detect_language(order, query.language))
    if not tokens:
        return 0.0
    asked = words_of(query.text, query.language)
    return sum(match(token, asked) > 0 for token in tokens) / len(tokens)
