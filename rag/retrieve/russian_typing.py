"""Spells the Russian words that ask, where they were typed as they sound or with a slip."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rag.retrieve.expand import near_words
from rag.retrieve.respelling import respell
from rag.text import russian
from rag.text.language import detect_language
from rag.text.wordlist import words

_ASKING = words(
    """
    сколько скольким скольких когда какой какая какое какие каких каким какую какого каков какова
    каково каковы почему зачем откуда который которая которое которые насколько
    """
)
_SPOKEN: Mapping[str, str] = {
    "скок": "сколько",
    "скока": "сколько",
    "скоко": "сколько",
    "када": "когда",
    "кады": "когда",
    "ково": "кого",
    "каво": "кого",
    "чо": "что",
    "че": "что",
    "чё": "что",
    "шо": "что",
}
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def spell_russian_asking(text: str) -> str:
    """A Russian question with «сколко» or «скока» as «сколько»; any other text as it is.

    A slip is one letter lost, added, mistaken or swapped with the next in a word that no dictionary
    has; two words that ask at the same distance leave it as it is.

    >>> spell_russian_asking("Сколко мест в школе?"), spell_russian_asking("када откроют мост")
    ('Сколько мест в школе?', 'когда откроют мост')
    """
    if detect_language(text, "ru") != "ru":
        return text
    return respell(text, _find_spelt)


def _find_spelt(word: str) -> str | None:
    return _SPOKEN.get(word) or (None if russian.is_known(word) else _slips().get(word))


@lru_cache(maxsize=1)
def _slips() -> Mapping[str, str]:
    """Every string one slip away from exactly one word that asks, and that word."""
    found: dict[str, set[str]] = {}
    for word in _ASKING:
        for near in near_words(word, _LETTERS):
            found.setdefault(near, set()).add(word)
    return {near: min(of) for near, of in found.items() if len(of) == 1 and near not in _ASKING}
