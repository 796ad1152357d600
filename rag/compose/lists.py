"""Finds the items of the list that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.matching import match, words_of
from rag.compose.sequel import odds, section_key
from rag.compose.totals import asks_all
from rag.text.analyse import analyse
from rag.text.numbers import find_numbers
from rag.types import Document, Evidence, Query

MAX_ITEMS = 9
"""Of a longer list so many are said, after the sentence that tells of all of them."""
MAX_TELLING = 4
"""Of a list whose lead-in answers by itself, no more items stand beside it."""
LOOKED_AT = 15
LIST_ODDS = 0.002
"""Odds that the sentence which lists needs, as a share of the best evidence's."""
LIKELY = 0.5
"""Score that a sentence of another section needs: it is itself likelier right than wrong."""
_ENTRY = r"(?:№\s?)?[^\s,;:.]+(?: [^\s,;:.]+){0,5}"
_INLINE = re.compile(rf"(?P<head>[^:\n]{{8,160}}):\s+{_ENTRY}(?:[,;] {_ENTRY}){{1,12}}")
_STATED = re.compile(
    r"\b(?:(?P<two>дв[ае]|двух|двум|екі|two)|(?P<three>тр[иёе]х?|үш|three)|(?P<four>четыр\w+|төрт"
    r"|four)|(?P<five>пять|пяти|бес|five)|(?P<digits>\d{1,2}))\b(?!\s*(?:год|жыл|%|млн|тыс))",
    re.IGNORECASE,
)
_VALUES = {"two": 2, "three": 3, "four": 4, "five": 5}


def list_items(query: Query, best: Evidence) -> list[tuple[int, int, int]]:
    """``(paragraph, start, end)`` of the items that follow when ``best`` ends its paragraph with a
    colon, or says how many they are, and all of something is asked for; else empty."""
    document = best.hit.document
    paragraph = document.paragraphs[best.unit.paragraph]
    if best.unit.end != paragraph.end or not (query.enumerates or query.kind == "list"):
        return []
    items = _items_after(document, best.unit.paragraph)
    sentence = document.text[best.unit.start : best.unit.end]
    introduces = sentence.endswith((":", "?")) or _states_length(sentence, len(items))
    return _places(document, items) if introduces else []


def telling_items(query: Query, best: Evidence) -> list[tuple[int, int, int]]:
    """The items under ``best``, where it leads them in, that have a word of the question which it
    lacks: «Жоспарда 126 іс-шара, оның ішінде:» says less than «орындалғаны – 104» below it. Empty
    where it leads in none, none has, too many have, or all together is asked for."""
    document, language = best.hit.document, best.hit.passage.language
    paragraph = document.paragraphs[best.unit.paragraph]
    sentence = document.text[best.unit.start : best.unit.end]
    if best.unit.end != paragraph.end or not sentence.endswith(":"):
        return []
    if asks_all(query.text):
        return []
    lead = words_of(sentence, language)
    asked = analyse(query.text, language=query.language)
    missing = [token for token in asked if not match(token, lead)]
    items = _places(document, _items_after(document, best.unit.paragraph))
    telling = [
        (i, start, end)
        for i, start, end in items
        if any(match(token, words_of(document.text[start:end], language)) for token in missing)
    ]
    return telling if len(telling) <= MAX_TELLING else []


def _states_length(sentence: str, n_items: int) -> bool:
    """«Отремонтировано 28 улиц.» before a list of 28."""
    return n_items > 1 and any(number.value == n_items for number in find_numbers(sentence))


def is_whole(items: Sequence[tuple[int, int, int]], document: Document) -> bool:
    """Whether these are two items or more, and the last one is the last of its list."""
    return len(items) > 1 and not _items_after(document, items[-1][0])


def sibling_items(
    query: Query, best: Evidence, ranked: Sequence[Evidence]
) -> list[tuple[int, int, int]]:
    """All items of the list that ``best`` is one of, when another of them is among the best
    evidence too and all of something is asked for; else empty."""
    document = best.hit.document
    at = best.unit.paragraph
    if not query.enumerates or document.paragraphs[at].kind != "list_item":
        return []
    section = document.paragraphs[at].section
    first = at
    while first and _is_item(document, first - 1, section):
        first -= 1
    items = _items_from(document, first)
    beside = {
        item.unit.paragraph
        for item in ranked[1:LOOKED_AT]
        if item.hit.document.id == document.id and item.unit.paragraph in items
    }
    return _places(document, items) if beside - {at} else []


def listing_sentence(query: Query, best: Evidence, ranked: Sequence[Evidence]) -> Evidence | None:
    """A sentence that lists what is asked for in one line, where all of something is asked for and
    ``best`` lists nothing; None when there is none. It stands in the section of ``best``, or
    anywhere where that is a row which only counts the things, and is about the same place and time.

    «Какие школы работают в три смены?»: «Школы в три смены: № 8, № 14», not their number.
    """
    if not query.enumerates or query.operation is not None or _lists(query, best):
        return None
    for item in ranked[1:LOOKED_AT]:
        if odds(item) < LIST_ODDS * odds(best):
            return None
        near = section_key(item) == section_key(best) or _lists_instead(item, best)
        if near and _is_as_near(item, best) and _lists(query, item):
            return item
    return None


def _lists_instead(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence elsewhere may list what a row only counts: it is likely itself."""
    source = best.hit.document.paragraphs[best.unit.paragraph]
    return source.row is not None and item.score >= LIKELY


def _is_as_near(item: Evidence, best: Evidence) -> bool:
    """Whether it speaks of the place and the period as surely."""
    return all(item.features[name] >= best.features[name] for name in ("place", "period"))


def _lists(query: Query, item: Evidence) -> bool:
    """Whether the unit is a sentence with a list whose introduction has words of the question."""
    source = item.hit.document.paragraphs[item.unit.paragraph]
    if source.row is not None and (item.unit.start, item.unit.end) == (source.start, source.end):
        return False
    words = item.hit.document.text[item.unit.start : item.unit.end]
    found = _INLINE.search(words)
    if found is None:
        return False
    head = words_of(found["head"], item.hit.passage.language)
    apart = {*query.kind_terms, *query.names}
    asked = analyse(query.text, language=query.language)
    tokens = [token for token in asked if token.term not in apart]
    return 2 * sum(match(token, head) > 0 for token in tokens) >= len(tokens) > 0


def of_stated_length(query: Query, ranked: Sequence[Evidence]) -> Evidence | None:
    """The best evidence that introduces a list as long as the question says: «какие две улицы».

    None when the question gives no number, or no list has it.
    """
    stated = _STATED.search(query.text) if query.enumerates else None
    if stated is None or stated.lastgroup is None:
        return None
    number = int(stated[0]) if stated.lastgroup == "digits" else _VALUES[stated.lastgroup]
    for item in ranked[:LOOKED_AT]:
        document, at = item.hit.document, item.unit.paragraph
        if list_items(query, item) and len(_items_after(document, at)) == number:
            return item
    return None


def _items_after(document: Document, at: int) -> list[int]:
    follows = at + 1 < len(document.paragraphs)
    if not follows or document.paragraphs[at + 1].section != document.paragraphs[at].section:
        return []
    return _items_from(document, at + 1)


def _items_from(document: Document, first: int) -> list[int]:
    section = document.paragraphs[first].section
    last = first
    while last < len(document.paragraphs) and _is_item(document, last, section):
        last += 1
    return list(range(first, last))


def _is_item(document: Document, at: int, section: int) -> bool:
    paragraph = document.paragraphs[at]
    return paragraph.kind == "list_item" and paragraph.section == section


def _places(document: Document, items: Sequence[int]) -> list[tuple[int, int, int]]:
    chosen = [document.paragraphs[i] for i in items[:MAX_ITEMS]]
    return [(i, p.start, p.end) for i, p in zip(items, chosen, strict=False)]
