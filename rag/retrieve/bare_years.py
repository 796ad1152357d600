"""Finds the years in a question that are typed without a word for it: «летом 2023»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.text import kazakh, russian
from rag.text.dates import DateMention
from rag.text.quotations import unquoted
from rag.text.stopwords import STOP_WORDS
from rag.types import Language, Period

_YEAR = re.compile(r"(?<![\w№.,/«-])(?<!№ )(?:19|20)\d\d(?![\w%/-]|[.,]\d)")
_AFTER = re.compile(r" ?([^\W\d_]+)")


def bare_years(text: str, dates: Iterable[DateMention], language: Language) -> tuple[Period, ...]:
    """Years of 1900..2099 outside ``dates``, in order, that count no thing.

    >>> bare_years("сколько туристов было летом 2023", (), "ru")
    (Period(year=2023, quarter=None, month=None, day=None),)
    >>> bare_years("сколько стоит школа на 2000 мест", (), "ru")
    ()
    """
    known = [range(date.start, date.end) for date in dates]
    return tuple(
        Period(year=int(found.group()))
        for found in _years(text, language)
        if not any(found.start() in span for span in known)
    )


def _years(text: str, language: Language) -> Iterator[re.Match[str]]:
    # «Еңбек 2025» in quotation marks is a name.
    for found in _YEAR.finditer(unquoted(text)):
        after = _AFTER.match(text, found.end())
        if after is None or not _may_be_counted(after[1].lower(), language):
            yield found


def _may_be_counted(word: str, language: Language) -> bool:
    """Whether a word can stand for what a number before it counts."""
    if word in STOP_WORDS[language]:
        return False
    if language == "kk":
        return not kazakh.is_verb(word)
    return language == "en" or any("NOUN" in marks for marks in russian.readings(word)[:1])
