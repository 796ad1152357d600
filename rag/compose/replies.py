"""Finds the reply to a question that somebody put in a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.compose.sequel import odds, section_key
from rag.types import Evidence, Query

REACH_CHARACTERS = 900
"""How far behind a question its reply may stand."""
_ASKS = re.compile(r"\W{0,3}(?:вопрос|сұрақ|question)\b[^:\n]{0,30}:|[^?]*\?\s*$", re.IGNORECASE)
_OF_QUESTIONS = re.compile(r"\bвопрос|\bспроси|\bспрашив|\bсұра|\bquestion|\bask", re.IGNORECASE)
_NEXT = re.compile(r"\n\W{0,3}(?:вопрос|сұрақ|question)\b[^:\n]{0,30}:|\?\s*\n", re.IGNORECASE)


def prefer_reply(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with the likeliest sentence of its reply first where the best is a question: «Сұрақ:
    …?» says what «Жауап: …» is about. In its order where none follows, or where it is the questions
    that are asked for."""
    if not ranked or _OF_QUESTIONS.search(query.text) or not _ASKS.match(_words(ranked[0])):
        return tuple(ranked)
    best = ranked[0]
    end = _end_of_reply(best)
    replies = [
        item
        for item in ranked
        if section_key(item) == section_key(best) and best.unit.end <= item.unit.start < end
    ]
    if not replies:
        return tuple(ranked)
    first = max(replies, key=lambda item: (odds(item), -item.unit.start))
    # The question is what was found, as surely as it was.
    raised = replace(first, score=max(first.score, best.score))
    return (raised, *(item for item in ranked if item is not first))


def _words(item: Evidence) -> str:
    return item.hit.document.text[item.unit.start : item.unit.end]


def _end_of_reply(question: Evidence) -> int:
    text, start = question.hit.document.text, question.unit.end
    following = _NEXT.search(text, start, start + REACH_CHARACTERS)
    return following.start() + 1 if following is not None else start + REACH_CHARACTERS
