"""Whether a text counts what a question wants counted, and not something else beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.amounts import amounts
from rag.compose.counting import COUNTED
from rag.compose.matching import SYNONYM_MATCH, collect, match, words_of
from rag.compose.sequel import odds
from rag.text.analyse import Token, analyse
from rag.text.letters import lower_same_length
from rag.text.word_class import names_thing
from rag.types import Evidence, Language, Query

OTHER_ODDS = 0.3
"""Odds that evidence which counts the right thing needs, as a share of the best one's."""
AROUND_CHARACTERS = 600
"""How far around a unit the thing may be named."""
_LAST = re.compile(
    r"([^\W\d_]+)(?: саны)?(?: барлығы| жалпы)? (?:қанша|неше|нешеу)\s*\?*$", re.IGNORECASE
)
# Measures and people stand in a text under many names: «работников», «семей», «тенге».
_MEASURES = re.compile(
    r"(?:человек|людей|чел|лиц|раз|адам|кісі|жан|рет|people|persons?|times?|часо|часа|мест|орын"
    r"|процент|пайыз|денег|средств|сумм|тенге|теңге|ақша|қаражат|money|единиц|штук|дана|видов"
    r"|түр|еді|стоит|стоил|жас|лет|возраст)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;,](?!\d)(?=\s)|\.(?=\s+[^\W\d_a-zа-яё])")


def prefer_counting(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that counts the thing asked for, where the best counts another and
    that one is hardly less likely; else in its order."""
    if not ranked or not counts_another(query, ranked[0]):
        return tuple(ranked)
    for at, item in enumerate(ranked):
        if odds(item) < OTHER_ODDS * odds(ranked[0]):
            break
        if not counts_another(query, item):
            return (item, *ranked[:at], *ranked[at + 1 :])
    return tuple(ranked)


def counts_another(query: Query, item: Evidence) -> bool:
    """Whether the thing that the question wants counted is not said around a piece of evidence
    although it could be, or is said only where a share of it is told.

    «Тұрғындар қанша?» is not answered by «103 мың спортшы, бұл тұрғындардың 28 пайызы».
    """
    thing = _thing(query)
    if thing is None:
        return False
    language = item.hit.passage.language
    if query.language not in (language, item.hit.passage.second) and not thing.concepts:
        return False
    return (
        not _is_said(thing, item, language)
        or _shares_only(thing, item, language)
        or _is_fraction(item)
    )


def _is_fraction(item: Evidence) -> bool:
    """Whether a row has nothing but fractions without a scale or unit: nobody counts 64,3 clubs."""
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    stated = [amount for amount in row.amounts if amount is not None] if row is not None else []
    return bool(stated) and all(
        amount.unit is None and amount.value != int(amount.value) for amount in stated
    )


def _thing(query: Query) -> Token | None:
    """The noun that is to be counted: the first behind «сколько», or the last before «қанша»."""
    if query.kind != "number" or query.parts:
        return None
    found = COUNTED.search(query.text) or _LAST.search(query.text)
    if found is None:
        return None
    for token in analyse(query.text, language=query.language):
        if found.start(1) <= token.start < found.end(1):
            word = lower_same_length(token.surface)
            if _MEASURES.match(word) or not names_thing(word, token.term, query.language):
                return None
            return None if token.term in query.names else token
    return None


def _is_said(thing: Token, item: Evidence, language: Language) -> bool:
    document = item.hit.document
    paragraph = document.paragraphs[item.unit.paragraph]
    section = document.sections[paragraph.section]
    start = max(section.start, item.unit.start - AROUND_CHARACTERS)
    end = max(paragraph.end, min(section.end, item.unit.end + AROUND_CHARACTERS))
    around = "\n".join((*section.path, document.title, item.unit.embedded_text))
    return any(
        match(thing, collect(analyse(text, language=language))) > 0
        for text in (around, document.text[start:end])
    )


def _shares_only(thing: Token, item: Evidence, language: Language) -> bool:
    """Whether the clauses that name the thing tell percentages, and others the numbers."""
    source = item.hit.document.paragraphs[item.unit.paragraph]
    if source.row is not None and (item.unit.start, item.unit.end) == (source.start, source.end):
        return False
    text = item.hit.document.text[item.unit.start : item.unit.end]
    cuts = [0, *(cut.end() for cut in _CLAUSE_END.finditer(text)), len(text)]
    clauses = [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    kinds = [{number.kind == "percent" for number in amounts(clause)} for clause in clauses]
    named = [
        kind
        for clause, kind in zip(clauses, kinds, strict=True)
        if match(thing, words_of(clause, language)) > SYNONYM_MATCH
    ]
    return bool(named) and all(kind == {True} for kind in named) and any(False in k for k in kinds)
