"""Understands a question without a model: language, words, names, numbers, periods, answer kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.retrieve.answer_kind import answer_kind, asking_spans
from rag.retrieve.bare_years import bare_years
from rag.retrieve.heads import call_head
from rag.retrieve.kazakh_typing import spell_asking_words
from rag.retrieve.name_case import capitalise_names, opens_with_name
from rag.retrieve.operations import asks_for_all, find_operation, is_polar
from rag.retrieve.parts import Part, split_question
from rag.retrieve.russian_typing import spell_russian_asking
from rag.text.analyse import Token, analyse
from rag.text.dates import DateMention, find_dates
from rag.text.foreign import is_foreign
from rag.text.language import detect_language
from rag.text.letters import fold_lookalikes
from rag.text.neighbours import speaks_neighbour
from rag.text.normalise import normalise_question
from rag.text.numbers import find_numbers
from rag.text.places import find_places
from rag.text.scripts import is_kazakh_latin, swap_layout, transliterate_kazakh_latin
from rag.types import AnswerKind, Language, Operation, Period, Query

_HOW_MUCH = re.compile(
    r"\b(?:скольк\w*|қанша|неше)\s+(?:[^\W\d_]+\s+)?(?:денег|средств|тенге|теңге|ақша|қаражат|қаржы)"
    r"|\bhow much\b",
    re.IGNORECASE,
)


def understand(text: str, language: Language | None = None) -> Query:
    """The question as it is searched. ``language`` overrides what the words say.

    A question in Kazakh Latin script or typed on the wrong keyboard layout is read as meant.
    """
    words = as_meant(text)
    spoken = language or spoken_language(words)
    return _whole(words, spoken)


def _whole(words: str, language: Language) -> Query:
    whole = _single(words, language)
    parts, alternatives = split_question(words, whole.operation)
    if not parts:
        return whole
    read = (
        replace(_single(part.text, language), kind=_kind(part), asking=part.asking)
        for part in parts
    )
    return replace(whole, parts=tuple(read), alternatives=alternatives)


def _single(words: str, language: Language) -> Query:
    tokens = analyse(words, language=language)
    dates = find_dates(words)
    return Query(
        text=words,
        language=language,
        terms=tuple(dict.fromkeys(token.term for token in tokens)),
        names=_names(words, tokens),
        numbers=_numbers(words, dates),
        periods=(*map(_period, dates), *bare_years(words, dates, language)),
        kind=answer_kind(words),
        polar=is_polar(words),
        enumerates=asks_for_all(words),
        operation=_operation(words),
        kind_terms=_kind_terms(words, tokens),
    )


def _operation(words: str) -> Operation | None:
    """Nobody counts money: «қанша қаражат?» asks for a sum as it is written."""
    operation = find_operation(words)
    return None if operation == "count" and _HOW_MUCH.search(words) else operation


def _kind_terms(words: str, tokens: Sequence[Token]) -> frozenset[str]:
    spans = asking_spans(words)
    return frozenset(t.term for t in tokens if any(a < t.end and t.start < b for a, b in spans))


def _kind(part: Part) -> AnswerKind:
    kind = answer_kind(part.asking)
    # «Где больше жителей?» asks each place for its number.
    return "number" if part.measured and kind not in ("money", "share", "date") else kind


def as_meant(text: str) -> str:
    """The text on one line, in the letters it was meant in; empty when nothing visible is there."""
    words = fold_lookalikes(normalise_question(text))
    if is_foreign(words):
        return words
    if is_kazakh_latin(words):
        return capitalise_names(transliterate_kazakh_latin(words))
    meant = spell_asking_words(capitalise_names(swap_layout(words) or words))
    return call_head(spell_russian_asking(meant))


def spoken_language(words: str, default: Language = "ru") -> Language:
    """The language that Derek speaks to one who wrote this: English to the speakers of others."""
    return "en" if is_foreign(words) else detect_language(words, default)


def frame_language(words: str, language: Language) -> Language:
    """The language of Derek's own words to one who asks this in ``language``, in which the question
    is searched: a neighbour's is searched like Kazakh or Russian and answered in English."""
    return "en" if speaks_neighbour(words) else language


def _names(words: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    # The first word of a question is capital in any case; with its type it is a place.
    spans = [(place.start, place.end) for place in find_places(words)]
    return tuple(
        dict.fromkeys(
            token.term
            for token in tokens
            if _is_name(words, token) or any(a <= token.start < b for a, b in spans)
        )
    )


def _is_name(words: str, token: Token) -> bool:
    if any(character.isdigit() for character in token.surface):
        return False
    before = words[: token.start].rstrip()
    quoted = before.endswith(("«", '"', "“"))
    capital = token.surface[:1].isupper()
    starts_sentence = not before or before[-1] in ".?!"
    if capital and starts_sentence and opens_with_name(token.surface.lower()):
        return True
    abbreviation = len(token.surface) > 1 and token.surface.isupper()
    return quoted or abbreviation or (capital and not starts_sentence)


def _numbers(words: str, dates: tuple[DateMention, ...]) -> tuple[float, ...]:
    return tuple(
        number.value
        for number in find_numbers(words)
        if number.kind != "year" and not any(d.start <= number.start < d.end for d in dates)
    )


def _period(mention: DateMention) -> Period:
    return Period(mention.year, mention.quarter, mention.month, mention.day)
