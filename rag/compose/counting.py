"""Says how many of something there are: «2 мероприятия», «12 іс-шара», «3 measures»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.text import russian
from rag.text.analyse import Token
from rag.text.letters import lower_same_length
from rag.text.word_class import names_thing
from rag.types import Language, Query

_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
COUNTED = re.compile(
    r"(?:скольк\w*|количеств\w*|числ[оа]|неше|қанша|how many|number of)\s+"
    # «сколько всего в плане мероприятий», «сколько в 2023 году школ»
    r"(?:(?:всего|там|же|барлығы)\s+|(?:в|во|на|по|из|для)\s+(?:\d{4}\s+)?[^\W\d_]+\s+)*"
    rf"({_WORD}(?:\s+{_WORD})?)",
    re.IGNORECASE,
)
"""What a question wants counted, with one word more that may belong to it."""
_KAZAKH_NOUN = re.compile(r"(?<=[^\W\d_]{3})(?:[лдт][аеә]р)?(?:[ғқгк][ае]|[дтн][ыі]ң?|[дт][ае])?$")
_ENGLISH_VERB = re.compile(r"(?:ed|ing|is|are|was|were|has|have|must|planned)$")
_ROWS: tuple[tuple[str, Mapping[Language, str]], ...] = (
    (
        r"мероприяти|\bмер[аыу]?\b|шара|action|event|measure|поручени|тапсырма",
        {"kk": "іс-шара", "ru": "мероприятие", "en": "measures"},
    ),
    (
        r"показател|индикатор|көрсеткіш|indicator",
        {"kk": "көрсеткіш", "ru": "показатель", "en": "indicators"},
    ),
    (r"проект|жоба|project", {"kk": "жоба", "ru": "проект", "en": "projects"}),
    (r"", {"kk": "жол", "ru": "строка", "en": "rows"}),
)
"""What rows are, by a word of the question, in each language; the last fits any table."""


def counted_rows(query: Query, n: int, language: Language) -> str:
    """The number with what is counted: in the question's words, else in those of ``language``."""
    said = counted_words(query, n, language)
    if said is not None:
        return said
    found = COUNTED.search(query.text)
    words = found[1].lower() if found else ""
    noun = next(nouns[language] for rows, nouns in _ROWS if re.search(rows, words))
    if language == "ru":
        return f"{n} {_russian_noun([noun], n) or noun}"
    return f"{n} {_english_noun(noun, n) if language == 'en' else noun}"


def counted_words(query: Query, n: int, language: Language) -> str | None:
    """The number with what is counted, in the question's words; None where the question is in
    another language than ``language`` or its noun is not known.

    The Russian noun stands in the case that the number asks for.
    """
    found = COUNTED.search(query.text)
    if found is None or query.language != language:
        return None
    words = found[1].lower().split()
    if language == "ru":
        noun = _russian_noun(words, n)
    elif language == "kk":
        noun = _KAZAKH_NOUN.sub("", words[0])
    else:
        noun = _english_noun(words[0], n)
    return f"{n} {noun}" if noun else None


def names_something(token: Token, language: Language) -> bool:
    """Whether a word of a question names or describes something and is no verb: a condition that
    has to be met before anything is counted.
    """
    word = lower_same_length(token.surface)
    if language == "en" and _ENGLISH_VERB.search(word):
        return False
    return names_thing(word, token.term, language)


def _russian_noun(words: list[str], n: int) -> str | None:
    """«мероприятие», «инвестиционных проекта», «мероприятий» out of what stands after «сколько»."""
    at = next((i for i, word in enumerate(words) if _is_noun(word)), None)
    if at is None or (at and n % 10 == 1 and n % 100 != 11):
        return None
    if n % 100 in range(11, 20) or n % 10 in (0, 5, 6, 7, 8, 9):
        signs = ("gent", "plur")
    else:
        signs = ("nomn", "sing") if n % 10 == 1 else ("gent", "sing")
    noun = russian.find_form(words[at], *signs)
    return None if noun is None else " ".join((*words[:at], noun))


def _is_noun(word: str) -> bool:
    return any("NOUN" in reading for reading in russian.readings(word)[:1])


def _english_noun(word: str, n: int) -> str:
    return word.removesuffix("s") if n == 1 else word
