"""Reads Kazakh that was typed in Latin letters, in everyday spelling or an official alphabet."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.text.kazakh import find_folded_root
from rag.text.letters import lower_same_length
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ`´][^\W\d_]+)*['’ʼʻ`´]?")
_ONLY_KAZAKH = re.compile("[ğǵñńşŋū]|q(?!u[aeio])|gh[aeiouy]|[áäóöúü](?=[^\\W\\d_])")

# Everyday spelling of function and very common words; each alone tells Kazakh from English.
_FREQUENT = words(
    """
    jane zhane bul osy sol men pen ben ushin turaly bar joq zhoq qansha kansha qanday qandai
    kanday qaysy qai kim qashan qayda qaida nege neshe boldy bolyp bolgan bolghan jyl jyly zhyly
    jylgy jylghy zhylgy jyldyn zhyldyn adam adamdar sany qala qalasy qalasynda qalasynyn kala
    kalasy kalasynda audan audany audanynda oblysy oblysynda mektep mektebi mektepter bala balalar
    qazaq qazaqstan kazak tili boyynsha boiynsha bojynsha jumys zhumys jumysy aitylgan salyndy
    berildi oryndaldy jospar zhospar kerek emes eken edi deidi degen degenimiz ne sony qaray kop
    az jana zhana ulken tolyq qalay qalai kalay kalai kayda kaida qaydan qaidan kaydan kaidan
    kashan neni nenin dep atalady atalgan atalatyn ataidy bolady biri birinshi en uzyn kim kimder
    """
)
_ENDING = re.compile(
    "(?:(?:lar|ler|dar|der|tar|ter)(?:y|i|dy|di|ga|ge|dyn|din|da|de)|[sldnt]yn?da|[sldnt]inde"
    "|[^aeiouy](?:ady|edi)|nyn|nin|dyn|din|tyn|tin|dyng|galy|geli|gan|gen|qan|ldy|ldi|yndy|yldy|atyn|etin|syn|syz)$"
)

SHORTEST_ROOT_FORM = 4
"""Letters of a word that is told by its known root. Of KazQAD's questions in everyday Latin .96 are
told so, .59 without roots; of 3,199 English questions and sentences (XQuAD, FLORES+) none is."""

# The alphabet of 2018 marks letters with an acute and writes й, и as ı; others write ы or і so.
_ACUTE = re.compile("[áóúǵńý]")
_APOSTROPHE = re.compile("([aogunscy])['’ʼʻ`´]")
_AFTER_APOSTROPHE = dict(zip("aogunscy", "äöğüñşçw", strict=True))
_SPELLINGS = str.maketrans("áóúǵńŋýāū", "äöüğññwäұ")
_GROUPS = (
    ("shch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("gh", "ğ"), ("kh", "х"),
    ("ya", "я"), ("yu", "ю"), ("yo", "ё"),
)  # fmt: skip
_SINGLE = str.maketrans("aäbcçdeəfhjklmnñöpqrsştüvwxzğï", "аәбцчдеәфхжклмнңөпқрсштүвухзғи")
_VOWELS = frozenset("aäeiïıoöuüyұəяюё")
_BACK = re.compile("[aqğұ]|(?<![aäeioöuüy])y(?![aeou])")
_FRONT = re.compile("[eikgäöü]")
_FRONT_A = re.compile("^[^aeioöuüyqğ]*a[^aouyqğ]*[ei][^aouyqğ]*$")


def is_kazakh_latin(text: str) -> bool:
    """Whether text in Latin letters is Kazakh; False for English and for single unknown words.

    >>> is_kazakh_latin("Taraz qalasynda 2017 jyly qansha adam"), is_kazakh_latin("The Quay")
    (True, False)
    """
    words = [word for word in _WORD.findall(lower_same_length(text)) if not _is_cyrillic(word)]
    if not words:
        return False
    spelt = sum(_is_spelt_kazakh(word) for word in words)
    kazakh = spelt + sum(not _is_spelt_kazakh(word) and _has_kazakh_root(word) for word in words)
    english = sum(word in STOP_WORDS["en"] for word in words)
    # Names and loans have Kazakh roots in English, too: roots alone have to be most of the words.
    return kazakh > english and (3 if spelt else 2) * kazakh >= len(words)


def transliterate_kazakh_latin(text: str) -> str:
    """The text with Latin words written in Kazakh Cyrillic; the rest unchanged.

    Reads the alphabets of 2017 (apostrophes), 2018 (acutes), 2019 and 2021 (umlauts) and everyday
    spelling without marks, where vowel harmony tells о from ө, ұ from ү, ғ from г. What spelling
    leaves open (к or қ, ә or а) may come out wrong; ``fold_kazakh`` makes that harmless.

    >>> transliterate_kazakh_latin("Taraz qalasynda 2017 jyly qansha adam")
    'Тараз қаласында 2017 жылы қанша адам'
    """
    acute = bool(_ACUTE.search(text.lower()))

    def rewrite(match: re.Match[str]) -> str:
        word = match.group()
        if _is_cyrillic(word):
            return word
        written = rewrite_word(lower_same_length(word), acute=acute)
        if word.isupper() and len(word) > 1:
            return written.upper()
        return written[:1].upper() + written[1:] if word[0].isupper() else written

    return _WORD.sub(rewrite, text)


def _is_cyrillic(word: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in word)


def _is_spelt_kazakh(word: str) -> bool:
    return bool(
        word in _FREQUENT or _ONLY_KAZAKH.search(word) or (len(word) > 5 and _ENDING.search(word))
    )


@lru_cache(maxsize=20_000)
def _has_kazakh_root(word: str) -> bool:
    if len(word) < SHORTEST_ROOT_FORM or word in STOP_WORDS["en"]:
        return False
    return find_folded_root(rewrite_word(word)) is not None


def rewrite_word(word: str, *, acute: bool = False) -> str:
    """One lower-case Latin word in Kazakh Cyrillic; ``acute`` for the alphabet of 2018.

    >>> rewrite_word("qalasynda"), rewrite_word("kop")
    ('қаласында', 'көп')
    """
    word = _APOSTROPHE.sub(lambda m: _AFTER_APOSTROPHE[m[1]], word).translate(_SPELLINGS)
    if acute:
        word = word.replace("i", "і").replace("ı", "ï")
    for group, letter in _GROUPS:
        word = word.replace(group, letter)
    word = re.sub("ng(?![aeiouyäöüığ])", "ñ", word)
    if _FRONT_A.match(word):
        word = word.replace("a", "ä", 1)
    harmony = "back" if _BACK.search(word) else "front" if _FRONT.search(word) else ""
    letters: list[str] = []
    for place, letter in enumerate(word):
        letters.append(_vowel(word, place, harmony) or letter)
        # The vowel before decides, the word as a whole only where there is none.
        harmony = "back" if letter in "aq" else "front" if letter in "eäöü" else harmony
    return "".join(letters).translate(_SINGLE)


def _vowel(word: str, place: int, harmony: str) -> str | None:
    """The Cyrillic letter for one whose reading depends on the word; None for the others."""
    letter, back, front = word[place], harmony == "back", harmony == "front"
    before, after = word[:place][-1:], word[place + 1 : place + 2]
    after_vowel = before in _VOWELS
    if letter == "g":
        return "ғ" if back else "г"
    if letter == "o":
        return "ө" if front else "о"
    if letter == "ı":
        return "ы" if back else "і"
    between = after not in _VOWELS or (after in "iy" and word[place + 2 : place + 3] in _VOWELS)
    if letter == "u" and after and between and not after_vowel:
        return "ү" if front else "ұ"
    return _glide(word, place, back=back) if letter in "iyu" else None


def _glide(word: str, place: int, *, back: bool) -> str:
    """The Cyrillic letter for i, y or u, which are consonants beside some vowels."""
    letter, before, after = word[place], word[:place][-1:], word[place + 1 : place + 2]
    # The second i of «beiim» follows a consonant: the first one is й.
    after_vowel = before in _VOWELS and not (before in "iy" and word[:place][-2:-1] in _VOWELS)
    if letter == "u":
        return "у"
    if after_vowel:
        return "й"
    if letter == "y":
        return "ы"
    return "и" if back or after in _VOWELS else "і"
