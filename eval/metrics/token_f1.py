"""Token F1 between an answer and the nearest reference.

    P = |A ∩ R| / |A|,  R = |A ∩ R| / |R|,  F1 = 2PR / (P + R)

A and R are multisets of words: lower case, punctuation and English articles dropped. 0..1, higher
is better. Source: the evaluation script of SQuAD, Rajpurkar et al. 2016, arXiv 1606.05250.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from eval.metrics.answers import bare, references
from eval.records import Judged

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_NO_WORD = re.compile(r"[^\w\s]|_")


def squad_words(text: str) -> list[str]:
    """The words that are compared."""
    return _ARTICLES.sub(" ", _NO_WORD.sub("", text.lower())).split()


def f1(answer: str, reference: str) -> float:
    """F1 of two texts; 1 when both are empty of words, 0 when one is."""
    said, wanted = squad_words(answer), squad_words(reference)
    if not said or not wanted:
        return float(said == wanted)
    shared = sum((Counter(said) & Counter(wanted)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(said), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def best_f1(answer: str, wanted: Sequence[str]) -> float:
    """F1 with the nearest reference; 0 without references."""
    return max((f1(answer, reference) for reference in wanted), default=0.0)


def token_f1(judged: Judged) -> float:
    """F1 of the answer without its markers."""
    return best_f1(bare(judged.row.text), references(judged.case))
