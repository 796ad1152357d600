"""BM25 split into a document part and a question part, for engines that add the IDF themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

from rag.text.analyse import Token
from rag.text.glossary import translations

K1 = 0.9
B = 0.6
WEAK_WEIGHT = 0.5
"""Chosen on one half of the questions of KazQAD-dev (697 passages with their titles) and XQuAD-ru
(240) from k1 0.9 to 2, b 0.4 to 0.9, weak weights 0 to 0.7; nDCG@10 on the other half .803, .960.
The optimum is flat: the usual k1 1.2 and b 0.75 give .800 and .957; without weak keys .779 and
.956, and .50 instead of .77 for Kazakh questions typed with Russian letters."""
SYNONYM_WEIGHT = 0.0
TRANSLATION_WEIGHT = 0.7
"""Weights of a question's concepts as its own language names them, and as the others do.

Chosen on one half of the questions of KazQAD, XQuAD (Russian, and English over Russian) and FLORES
(Kazakh over Russian, Russian over Kazakh), with the share of the lexical leg across languages
(rag/retrieve/fuse.py); nDCG@10 of both legs on the other half without concepts .837, .978, .912,
.934, .938, with them .837, .978, .932, .963, .974; of BM25 alone on all, .77, .965, .63, .75, .79
and .78, .964, .73, .92, .93. From .3 to 1 little changes; synonyms of one language gain nothing on
XQuAD and cost .001 to .005 on KazQAD."""


def number_of(term: str) -> int:
    """The 32-bit number of a term, the same on every machine: the first 4 bytes of BLAKE2b."""
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "big")


@lru_cache(maxsize=16_384)
def term_number(term: str) -> int:
    """``number_of`` for terms that come again and again."""
    return number_of(term)


def document_weights(
    tokens: Iterable[Token],
    *,
    average_length: float,
    k1: float = K1,
    b: float = B,
    weak_weight: float = WEAK_WEIGHT,
) -> dict[int, float]:
    """Term number → term-frequency part of BM25, above 0 and below ``k1 + 1``.

    tf·(k1 + 1) / (tf + k1·(1 − b + b·length/average_length)), where tf is the count of the term
    plus ``weak_weight`` for every token that has it as a weak key, and length the number of tokens.
    A concept is a term of its own, in the language that names it, and counts once for each time
    it is named. Empty for no tokens. Raises: ValueError when ``average_length`` is not above 0.

    Source: S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond,
    2009, https://doi.org/10.1561/1500000019
    """
    if not average_length > 0:
        raise ValueError(f"average_length must be above 0, not {average_length}")
    listed = list(tokens)
    saturation = k1 * (1 - b + b * len(listed) / average_length)
    counts = _frequencies(listed, weak_weight)
    counts.update(_concepts(listed))
    return {number: tf * (k1 + 1) / (tf + saturation) for number, tf in _by_number(counts).items()}


def question_weights(
    tokens: Iterable[Token],
    *,
    weak_weight: float = WEAK_WEIGHT,
    synonym_weight: float = SYNONYM_WEIGHT,
    translation_weight: float = TRANSLATION_WEIGHT,
) -> dict[int, float]:
    """Term number → weight: 1 for each time it is asked for, ``weak_weight`` for each weak key.

    A concept asks for itself as named in the question's language with ``synonym_weight``, and as
    named in the other languages with ``translation_weight``: apart, so that a word of one
    language is never counted as its own translation, and each has the IDF of its language.
    With an engine's IDF, the dot product with ``document_weights`` is BM25.
    """
    listed = list(tokens)
    counts = _frequencies(listed, weak_weight)
    for key, count in _concepts(listed).items():
        counts[key] += synonym_weight * count
        for translation in translations(key):
            counts[translation] += translation_weight * count
    return _by_number({term: weight for term, weight in counts.items() if weight > 0})


def term_numbers(tokens: Iterable[Token]) -> frozenset[int]:
    """The numbers of everything that the tokens can be found by: terms, weak keys, concepts."""
    keys = {key for token in tokens for key in (token.term, *token.weak, *token.concepts)}
    return frozenset(map(term_number, keys))


def _frequencies(tokens: Iterable[Token], weak_weight: float) -> defaultdict[str, float]:
    counts: defaultdict[str, float] = defaultdict(float)
    for token in tokens:
        counts[token.term] += 1
        if weak_weight > 0:
            for key in token.weak:
                counts[key] += weak_weight
    return counts


def _concepts(tokens: Iterable[Token]) -> Counter[str]:
    """How often each concept is named; the words of one phrase name it once."""
    counts: Counter[str] = Counter()
    before: tuple[str, ...] = ()
    for token in tokens:
        counts.update(key for key in token.concepts if key not in before)
        before = token.concepts
    return counts


def _by_number(counts: Mapping[str, float]) -> dict[int, float]:
    numbers: dict[int, float] = {}
    for term, count in counts.items():
        number = term_number(term)
        numbers[number] = numbers.get(number, 0.0) + count
    return numbers
