"""Tells words that name things and their qualities from those of actions, times and manners."""

from __future__ import annotations

from rag.text import kazakh, russian
from rag.text.wordlist import words
from rag.types import Language

_ACTIONS_AND_MANNERS = frozenset(
    {"VERB", "INFN", "GRND", "PRTS", "ADVB", "COMP", "PRED", "NPRO", "PREP", "CONJ", "PRCL", "INTJ"}
)
"""Marks of OpenCorpora, see http://opencorpora.org/dict.php?act=gram."""
_TIMES_AND_MANNERS = words(
    """
    год месяц день неделя квартал время январь февраль март апрель май июнь июль август сентябрь
    октябрь ноябрь декабрь
    жыл ай күн апта тоқсан уақыт қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан
    қараша желтоқсан керек көп аз артық кем
    year month day week quarter time january february march april may june july august september
    october november december
    """
)


def names_thing(word: str, stem: str, language: Language) -> bool:
    """Whether a lower-case word names a thing or a quality, as far as its form and lists tell.

    A text may say what happens in many words and mostly keeps the word of the thing itself. Numbers
    are things unless they may be a year; of English words only those of time are known.
    """
    if word.isdigit():
        return not (len(word) == 4 and word[:2] in {"19", "20"})
    if stem in _TIMES_AND_MANNERS or word in _TIMES_AND_MANNERS:
        return False
    if language == "ru":
        marks = russian.readings(word)
        return not marks or _ACTIONS_AND_MANNERS.isdisjoint(marks[0])
    return language != "kk" or not kazakh.is_verb(word)
