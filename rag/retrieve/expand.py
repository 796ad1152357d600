"""Further terms a question may have meant: other spellings, mended slips, words written apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rag.text import kazakh, russian
from rag.text.analyse import Token, analyse
from rag.text.letters import has_kazakh_letter
from rag.types import Language

JOINED_WEIGHT = 0.8
SPELLING_WEIGHT = 0.7
MENDED_WEIGHT = 0.5
TYPO_WEIGHT = 0.25
"""Kazakh in Russian letters is nearly sure; many words are only one letter apart."""
SHORTEST, LONGEST = 6, 24
"""Letters of the words whose slips are mended: in a shorter one a slip makes another word."""
MOST_WORDS = 4
"""How many words of a question are mended: each means some hundred look-ups."""
_BACK = str.maketrans("кгиі", "қғыы")
_FRONT = str.maketrans("оуиы", "өүіі")
_RUSSIAN_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_KAZAKH_LETTERS = "абвгдежзийклмнопрстуфхшыіәғқңөұүһ"


def meant_terms(tokens: Sequence[Token], language: Language) -> Mapping[str, float]:
    """Terms beside those of the question, with their weights, each below 1.

    Of neighbouring words the one they make when written together («қан айналым» → қанайналым). Of
    words that no dictionary knows: Kazakh typed with Russian letters as it is spelt, and the words
    one slip away from a long one, in Russian those that the dictionary has. A question of known
    words gets none of the latter.
    """
    found: dict[str, float] = {}
    for term in _joined(tokens, language):
        found[term] = JOINED_WEIGHT
    unknown = [(word, token.term) for token in tokens if (word := _unknown_word(token))]
    for word, stem in list(dict.fromkeys(unknown))[:MOST_WORDS]:
        found = dict(_of_word(word, stem, language)) | found
    for token in tokens:
        found.pop(token.term, None)
    return found


def spellings(word: str) -> Iterator[str]:
    """A word typed with Russian letters as Kazakh may spell it, by back and by front harmony.

    >>> "күнделікті" in set(spellings("кунделикти")), "қоғам" in set(spellings("когам"))
    (True, True)
    """
    back, front = word.translate(_BACK), word.translate(_FRONT)
    yield back
    yield front
    first = min((word.find(letter) for letter in "уоа" if letter in word), default=-1)
    if first >= 0:
        yield back[:first] + {"у": "ұ"}.get(word[first], back[first]) + back[first + 1 :]
        if word[first] == "а":
            yield front[:first] + "ә" + front[first + 1 :]
    for form in (back, front):
        place = form.rfind("н")
        if place >= 0:
            yield f"{form[:place]}ң{form[place + 1 :]}"


def near_words(word: str, letters: str) -> list[str]:
    """Every string one slip away from the word: a letter lost, swapped, mistaken, added."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    lost = [left + right[1:] for left, right in cuts[:-1]]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in cuts[:-2]]
    mistaken = [left + letter + right[1:] for left, right in cuts[:-1] for letter in letters]
    added = [left + letter + right for left, right in cuts for letter in letters]
    return lost + swapped + mistaken + added


def _joined(tokens: Sequence[Token], language: Language) -> Iterator[str]:
    for one, other in pairwise(tokens):
        surfaces = one.surface, other.surface
        if other.start == one.end + 1 and all(s.isalpha() and s.islower() for s in surfaces):
            yield from (token.term for token in analyse("".join(surfaces), language=language))


def _unknown_word(token: Token) -> str | None:
    word = token.surface.lower().replace("ё", "е")
    if not word.isalpha() or not "\u0400" <= word[0] <= "\u04ff" or len(word) > LONGEST:
        return None
    return None if _is_known(word) else word


@lru_cache(maxsize=50_000)
def _is_known(word: str) -> bool:
    if kazakh.find_root(word) is not None:
        return True
    return not has_kazakh_letter(word) and russian.is_known(word)


@lru_cache(maxsize=2_000)
def _of_word(word: str, stem: str, language: Language) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    if language == "kk" and not has_kazakh_letter(word):
        found |= {kazakh.stem(spelt): SPELLING_WEIGHT for spelt in spellings(word)}
    if len(word) < SHORTEST:
        return tuple(found.items())
    if language == "kk" or has_kazakh_letter(word):
        # Too many forms to look each of them up: what is no stem finds nothing.
        near_stems = [*near_words(stem, _KAZAKH_LETTERS), *_beginnings(stem)]
        found = dict.fromkeys(near_stems, TYPO_WEIGHT) | found
    else:
        for near in near_words(word, _RUSSIAN_LETTERS):
            if russian.is_known(near):
                found.setdefault(russian.stem(near), MENDED_WEIGHT)
    return tuple(found.items())


def _beginnings(stem: str) -> Iterator[str]:
    """What is left of a stem when a slip in its endings kept them from being cut."""
    for length in range(max(4, len(stem) // 2), len(stem)):
        yield stem[:length]
