"""The few words that Derek puts around what it quotes or works out, in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from rag.text.analyse import analyse
from rag.types import Language

Frame = Literal[
    "more", "less", "equal", "together", "difference", "most", "least", "of_which",
    "first", "all", "yes", "no", "disagree", "other_time", "and", "compared",
    "shown_first", "rows_compared",
]  # fmt: skip

_FRAMES: Mapping[Frame, Mapping[Language, str]] = {
    "more": {"kk": "Көбірек", "ru": "Больше", "en": "More"},
    "less": {"kk": "Азырақ", "ru": "Меньше", "en": "Less"},
    "equal": {"kk": "Тең", "ru": "Поровну", "en": "Equal"},
    "together": {"kk": "Барлығы", "ru": "Всего", "en": "Together"},
    "difference": {"kk": "Айырма", "ru": "Разница", "en": "Difference"},
    "most": {"kk": "Ең көбі", "ru": "Больше всего", "en": "The most"},
    "least": {"kk": "Ең азы", "ru": "Меньше всего", "en": "The least"},
    "of_which": {"kk": "соның ішінде", "ru": "из них", "en": "of which"},
    "first": {"kk": "алғашқылары", "ru": "первые из них", "en": "the first of them"},
    "all": {"kk": "олар", "ru": "это", "en": "namely"},
    "yes": {"kk": "Иә", "ru": "Да", "en": "Yes"},
    "no": {"kk": "Жоқ", "ru": "Нет", "en": "No"},
    "disagree": {
        "kk": "Дереккөздер әртүрлі мән береді",
        "ru": "Источники расходятся",
        "en": "The sources disagree",
    },
    "other_time": {
        "kk": "Басқа уақыттағы дереккөзде",
        "ru": "В источнике за другое время",
        "en": "In a source of another time",
    },
    "and": {"kk": "және", "ru": "и", "en": "and"},
    "shown_first": {
        "kk": "алғашқылары көрсетілді",
        "ru": "показаны первые",
        "en": "the first are shown",
    },
    "rows_compared": {
        "kk": "салыстырылған жолдар",
        "ru": "сравнено строк",
        "en": "rows compared",
    },
    "compared": {"kk": "салыстырылғаны", "ru": "для сравнения", "en": "compared with"},
}


_NOTES = frozenset((*_FRAMES["disagree"].values(), *_FRAMES["other_time"].values()))
_LEADS = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(words)}:" for said in _FRAMES.values() for words in said.values()
    ),
    re.IGNORECASE,
)


def frame(name: Frame, language: Language) -> str:
    """The words of a frame."""
    return _FRAMES[name][language]


def split_lead(text: str) -> tuple[bool | None, str]:
    """The yes or no that a text begins with, None for neither, and what follows the frame.

    >>> split_lead("Нет. Мост не открыт.")
    (False, 'Мост не открыт.')
    >>> split_lead("Источники расходятся: мост открыт.")
    (None, 'мост открыт.')
    """
    lead, colon, told = text.partition(": ")
    if colon and lead in _NOTES:
        return None, told
    first, dot, rest = text.partition(". ")
    if dot and first in _FRAMES["yes"].values():
        return True, rest
    if dot and first in _FRAMES["no"].values():
        return False, rest
    return None, text


def without_frames(text: str) -> str:
    """The text without the frames that stand before a colon in it."""
    return _LEADS.sub(" ", text)


@lru_cache(maxsize=1)
def frame_terms() -> frozenset[str]:
    """The analysed words of all frames: they claim nothing about the documents by themselves."""
    return frozenset(
        token.term
        for words in _FRAMES.values()
        for language, text in words.items()
        for token in analyse(text, language=language)
    )
