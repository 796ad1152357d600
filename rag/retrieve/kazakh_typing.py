"""Spells the Kazakh words that ask, where they were typed with Russian letters."""

from __future__ import annotations

from rag.retrieve.respelling import respell
from rag.text.language import detect_language
from rag.text.letters import fold_kazakh, has_kazakh_letter
from rag.text.wordlist import words

_ASKING = words(
    """
    қанша қаншасы қаншаға қаншадан қандай қай қайсы қайсысы қайда қайдан қашан қалай кім кімге
    кімнің кімді кімнен кіммен кімдер неліктен қайсысында барлығы үлесі үлес құны көлемі
    мөлшері мерзімі уақыт уақытта үлкен көп төмен жоғары артық асып өсті өскен қарағанда айырмасы
    бөлінді бөлінген әкімі жауапты мердігері
    """
)
_SPELT = {fold_kazakh(word): word for word in sorted(_ASKING)}


def spell_asking_words(text: str) -> str:
    """A Kazakh question with «канша» as «қанша»; any other text as it is.

    Only words that ask or compare are changed: patterns look for their spelling, while all other
    words are found by their folded keys.

    >>> spell_asking_words("Ауданда канша адам бар?"), spell_asking_words("Ким Чен построил завод?")
    ('Ауданда қанша адам бар?', 'Ким Чен построил завод?')
    """
    if detect_language(text, "ru") != "kk":
        return text
    return respell(text, _find_spelt)


def _find_spelt(word: str) -> str | None:
    if has_kazakh_letter(word):
        return None
    spelt = _SPELT.get(fold_kazakh(word))
    return spelt if spelt is not None and len(spelt) == len(word) else None
