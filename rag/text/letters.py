"""Letters that look alike or stand for one another in the scripts Kazakh is written in."""

from __future__ import annotations

import re

# Source: Unicode confusables, https://www.unicode.org/Public/security/latest/confusables.txt,
# restricted to letters of Kazakh, Russian and English.
_LATIN = "aceiopxykhəɵABCEHIKMOPTXYƏƟ"
_CYRILLIC = "асеіорхукһәөАВСЕНІКМОРТХУӘӨ"
_TO_CYRILLIC = str.maketrans(_LATIN + "ëË", _CYRILLIC + "ёЁ")
_TO_LATIN = str.maketrans(_CYRILLIC + "ёЁ", _LATIN + "ëË")

_WORD = re.compile(r"[^\W\d_]+")
_BOTH_SCRIPTS = re.compile("[A-Za-zəɵƏƟëË][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zəɵƏƟëË]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")
_LATIN_LETTER = re.compile("[A-Za-zəɵƏƟëË]")

# Kazakh typed on a Russian keyboard, and what Russian makes of Kazakh names.
_KAZAKH_FOLD = str.maketrans("қңөұүәғһіыйёэъь", "кноуу" + "агхиии" + "ееьь")
KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


def fold_lookalikes(text: str) -> str:
    """The text with look-alike letters of the other script replaced inside mixed words.

    Same length, so offsets stay valid. A word is folded to the script that all its unambiguous
    letters belong to; a word with unambiguous letters of both scripts is left alone.

    >>> fold_lookalikes("бiрi Cyrilliс") == "бірі Cyrillic"
    True
    """
    if not _BOTH_SCRIPTS.search(text):
        return text
    return _WORD.sub(lambda word: _fold_word(word.group()), text)


def _fold_word(word: str) -> str:
    if not _BOTH_SCRIPTS.search(word):
        return word
    as_cyrillic = word.translate(_TO_CYRILLIC)
    as_latin = word.translate(_TO_LATIN)
    can_be_cyrillic = not _LATIN_LETTER.search(as_cyrillic)
    can_be_latin = not _CYRILLIC_LETTER.search(as_latin)
    if can_be_cyrillic and can_be_latin:
        # Every letter is ambiguous: the majority decides.
        n_cyrillic = len(_CYRILLIC_LETTER.findall(word))
        return as_cyrillic if 2 * n_cyrillic >= len(word) else as_latin
    if can_be_cyrillic:
        return as_cyrillic
    return as_latin if can_be_latin else word


def fold_kazakh(word: str) -> str:
    """A key shared by the Kazakh and the Russian spelling of a word; lower case, same length.

    қ→к ң→н ө→о ұ,ү→у ә→а ғ→г һ→х, і,ы,й→и, ё,э→е, ъ→ь. Folding ы with и goes further than a
    Russian keyboard does: people type і as either, and names vary (Қызылорда, Кзыл-Орда). The key
    is for comparing only; different words may share it.

    >>> fold_kazakh("Қаскелең") == fold_kazakh("Каскелен") == "каскелен"
    True
    """
    return lower_same_length(word).translate(_KAZAKH_FOLD)


def fold_to_cyrillic(word: str) -> str:
    """The word with every Latin letter that has a Cyrillic look-alike replaced; same length.

    >>> fold_to_cyrillic("A-9") == "А-9"
    True
    """
    return word.translate(_TO_CYRILLIC)


def lower_same_length(text: str) -> str:
    """Lower case that keeps offsets: a letter whose lower case is longer stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def has_kazakh_letter(word: str) -> bool:
    """Whether a letter occurs that Kazakh has and Russian has not."""
    return not KAZAKH_LETTERS.isdisjoint(word)
