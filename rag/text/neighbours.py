"""Tells Cyrillic text in a neighbouring language from Kazakh and Russian."""

from __future__ import annotations

import re

from rag.text.quotations import unquoted
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# Ukrainian, Belarusian and Uzbek, Tatar: letters that Kazakh and Russian have not.
_LETTER = re.compile("[їєґўҳҗ]")
# Kyrgyz writes long vowels twice; a Kazakh word has neither of these.
_LONG_VOWEL = re.compile("өө|үү")
MIN_TELLING = 1.0
_WORD_TELLS, _LETTER_TELLS = 1.0, 0.5
"""A letter may be a slip or stand in a name; a word of grammar is neither."""

# Question words and words of grammar that are words of neither, however they are typed.
_NEIGHBOURS = words(
    """
    скільки хто що коли який яка яке які якого якій якою якої яким яких чому навіщо звідки куди
    скількох чий чия чиє немає має мають мав мала був було були є та або від під між цього цей ці
    цю кількість населення років році року місті міста районі області знаходиться
    знаходяться чи її їх йому якщо ще вже
    колькі хто што дзе калі які якая якое чаму навошта адкуль куды ёсць быў гэта гэты колькасць
    канча канчанчы канчасы качан эмне эмнеге эмнеси эмнени үчүн болгон болот болду эмес жашайт турат
    жөнүндө тууралуу боюнча кимдин шаары шаарда шаарында башчысы
    курулган шаарынын менин анын кайсынысы канчага
    қанча нечта неча қачон қаерда қаер нима нимага нечанчи билан учун эмас қайси бўлган бўлади
    бўлди йилда йили шаҳар шаҳри шаҳрида туман тумани туманида аҳоли ҳақида қилинган қилган
    ничә нинди кайчан күпме кеше яши нәрсә нигә белән өчен булган түгел шәһәр шәһәрендә кайларда
    """
)


def speaks_neighbour(text: str) -> bool:
    """Whether Ukrainian, Belarusian, Kyrgyz, Uzbek or Tatar is spoken, in Cyrillic script.

    Told by question words and words of grammar, less surely by letters, against the words of
    grammar of Kazakh and Russian that are no words of these; what is quoted does not count. A text
    without any is not told apart.

    >>> speaks_neighbour("Скільки людей живе в районі?"), speaks_neighbour("Сколько людей живёт?")
    (True, False)
    """
    listed = [word.group().lower() for word in _WORD.finditer(unquoted(text))]
    telling = 0.0
    for word in listed:
        if word in _NEIGHBOURS or _LONG_VOWEL.search(word):
            telling += _WORD_TELLS
        elif _LETTER.search(word):
            telling += _LETTER_TELLS
    return telling >= MIN_TELLING and telling >= sum(map(_is_at_home, listed))


def _is_at_home(word: str) -> bool:
    return (
        len(word) > 2
        and word not in _NEIGHBOURS
        and (word in STOP_WORDS["ru"] or word in STOP_WORDS["kk"])
    )
