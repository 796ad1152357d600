"""Finds the words that name people: a first name, a surname, a father's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text import russian
from rag.text.letters import fold_lookalikes
from rag.verify.names import OF_PLACE, is_name, is_ordinary

Span = tuple[int, int]

_NAMED = re.compile(r"(?<![\w«“\"])[^\W\d_a-zа-яёәіңғүұқөһ]\w+(?:-\w+)?(?![\w»”\"])")
_OF_PEOPLE = frozenset({"Name", "Surn", "Patr"})
_BETWEEN = re.compile(r"\s(?:[^\W\d_]\.\s?){0,2}")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,2}$")


def find_people(text: str) -> Sequence[Span]:
    """Where in the text each word of people's names stands, in order: words with a capital that
    follow one another or initials, none of which is a place or an ordinary word."""
    text = fold_lookalikes(text)
    words = [match for match in _NAMED.finditer(text) if _may_name(match.group())]
    found: list[Span] = []
    for i, match in enumerate(words):
        beside = [
            words[j] for j in (i - 1, i + 1) if 0 <= j < len(words) and _touch(text, words, i, j)
        ]
        if beside or _INITIALS.search(text, 0, match.start()):
            found.append(match.span())
    return found


def _touch(text: str, words: Sequence[re.Match[str]], i: int, j: int) -> bool:
    first, second = sorted((words[i].span(), words[j].span()))
    return _BETWEEN.fullmatch(text, first[1], second[0]) is not None


def _may_name(word: str) -> bool:
    lower = word.lower()
    if word.isupper() or OF_PLACE.search(lower) or russian.is_only_place(lower):
        return False
    if any(reading & _OF_PEOPLE for reading in russian.readings(lower)):
        return True
    return not is_ordinary(lower) and not is_name(lower)
