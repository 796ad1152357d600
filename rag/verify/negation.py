"""Checks that a claim denies what its source denies, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.text.analyse import Token, analyse
from rag.text.sentences import split_sentences
from rag.text.wordlist import words
from rag.types import Language

_BEFORE = words(
    """
    не ни без нет нельзя никогда отсутствует отсутствуют отсутствие отсутствии
    not no never without none neither nor cannot lacks
    """
)
"""Words that deny what follows them."""
_AFTER = words("жоқ емес нет отсутствует отсутствуют жоқпын жоқпыз жоқтығы жоқтың")
"""Words that deny what stands before them."""
# «не менее 5» bounds a number and «не только» adds to something: neither denies.
_BOUNDS = words("менее более ниже выше позднее позже ранее реже чаще только later less more only")
_CONTRACTED = re.compile(r"n['’]t$")
# Source of the endings: Kazakh negates a verb by -ма/-ме/-ба/-бе/-па/-пе behind its stem.
_KAZAKH_VERB = re.compile(
    r"[^\W\d_]{2,}(?:м|б|п)[ае](?:й(?:ды|ді|тын|тін|ынша|інше|мін|мын|міз|мыз)?|[дт][ыі](?:м|к|қ)?"
    r"|ған|ген|ғандар\w*|гендер\w*|ғаны\w*|гені\w*|с|стан|стен|уы|уі|уына|уіне)$"
)


class _Said(NamedTuple):
    """Keys of the words that are denied, and of all words."""

    denied: frozenset[str]
    all: frozenset[str]
    denies: bool


def negation_carried(claim: str, source: str, languages: tuple[Language, Language]) -> bool:
    """Whether what the claim denies is denied in the source, and what it affirms is not.

    ``languages`` are those of claim and source. Across languages words cannot be compared: the
    claim must deny if and only if the one sentence of the source does, and may do either where
    the source has several of both kinds.
    """
    said = _read(claim, languages[0])
    sentences = [_read(source[a:b], languages[1]) for a, b in split_sentences(source)]
    if not sentences:
        return not said.denies
    if languages[0] != languages[1]:
        return said.denies in {sentence.denies for sentence in sentences}
    nearest = max(sentences, key=lambda sentence: len(sentence.all & said.all))
    if said.denies and not any(_denies_alike(said, sentence) for sentence in sentences):
        return False
    affirmed = said.all - said.denied
    return not (nearest.denied & affirmed) or bool(nearest.denied & said.denied)


def denies(text: str, language: Language) -> bool:
    """Whether anything in the text is denied."""
    return _read(text, language).denies


def _denies_alike(said: _Said, sentence: _Said) -> bool:
    return sentence.denies and (not said.denied or bool(said.denied & sentence.denied))


def _read(text: str, language: Language) -> _Said:
    tokens = analyse(text, language=language, stopwords=True)
    denied: set[str] = set()
    denies = False
    for i, token in enumerate(tokens):
        word = token.surface.lower()
        following = tokens[i + 1].surface.lower() if i + 1 < len(tokens) else ""
        if following in _BOUNDS and word in _BEFORE:
            continue
        if _KAZAKH_VERB.match(word) and language == "kk":
            denied |= _keys([token])
        elif word in _BEFORE or word in _AFTER or _CONTRACTED.search(word):
            denied |= _denied(tokens, i, word)
        else:
            continue
        denies = True
    return _Said(frozenset(denied), _keys(tokens), denies)


def _denied(tokens: Sequence[Token], at: int, word: str) -> frozenset[str]:
    """Keys of the word on the side that the denial looks to; of both sides where it may be any."""
    ahead = tokens[at + 1 : at + 2] if word not in _AFTER or word in _BEFORE else ()
    behind = tokens[at - 1 : at] if word in _AFTER and at else ()
    return _keys([*ahead, *behind])


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(key for token in tokens for key in (token.term, *token.weak))
