"""Exact match: whether the answer's words are those of a reference, no more and no fewer.

    EM = 1 if words(answer) = words(reference) for some reference, else 0

Words as in token F1. 0 or 1, higher is better. An extractive answer is a sentence, so this is low
by nature; it is there to compare with systems that answer in phrases. Source: Rajpurkar et al.
2016, arXiv 1606.05250.
"""

from __future__ import annotations

from eval.metrics.answers import bare, references
from eval.metrics.token_f1 import squad_words
from eval.records import Judged


def exact_match(judged: Judged) -> float:
    """1.0 or 0.0."""
    said = squad_words(bare(judged.row.text))
    return float(any(said == squad_words(wanted) for wanted in references(judged.case)))
