"""Ranks units by how well each one answers the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rag.compose.candidates import Candidate
from rag.compose.features import features
from rag.compose.matching import Words, term_weights, union
from rag.compose.surroundings import surroundings
from rag.ports import SentenceScorer
from rag.text.analyse import Token, analyse
from rag.types import Evidence, Query

WEIGHTS: Mapping[str, float] = {
    "similarity": 7.7,
    "passage": 5.3,
    "bm25": 1.2,
    "coverage": 2.0,
    "context": 0.1,
    "answering": 1.2,
    "precise": 4.4,
    "introduces": -0.8,
    "names": 1.5,
    "kind": 2.0,
    "period": 1.0,
    "place": 0.5,
    "counted": 0.6,
    "foreign": 2.6,
    "heading": -2.3,
    "short": -1.35,
}
"""Weights of the features in the linear score before the logistic function, rounded.

Fitted by bench/fit_evidence.py on questions over two development corpora (each six times), 300
questions of KazQAD and 370 of XQuAD (Russian, and English over Russian). Held-out halves: first
unit right .75 and .64 on the development corpora, .38 on KazQAD, .72 on XQuAD."""
BIAS = -13.4
"""Puts evidence that is as often right as wrong on the development corpora at .5."""


def rank_evidence(
    query: Query, candidates: Sequence[Candidate], scorer: SentenceScorer
) -> tuple[Evidence, ...]:
    """Candidates as evidence, best first, ties by place in the text.

    score = 1 / (1 + exp(−(BIAS + Σ weight · feature))); the features stand in
    ``Evidence.features``.
    """
    tokens = _distinct(analyse(query.text, language=query.language))
    places = [surroundings(item) for item in candidates]
    everything = [union(place.own, place.near, place.headings) for place in places]
    weights = term_weights(tokens, everything)
    lexical = _lexical_scores(tokens, [place.own for place in places], scorer)
    evidence = []
    for item, place, bm25 in zip(candidates, places, lexical, strict=True):
        found = {**features(query, tokens, weights, item, place), "bm25": bm25}
        logit = BIAS + sum(WEIGHTS[name] * value for name, value in found.items())
        evidence.append(Evidence(item.hit, item.unit, 1 / (1 + math.exp(-logit)), found))
    return tuple(sorted(evidence, key=_order))


def _order(item: Evidence) -> tuple[float, str, int, int]:
    return (-item.score, item.hit.document.id, item.unit.start, item.unit.end)


def _lexical_scores(
    tokens: Sequence[Token], units: Sequence[Words], scorer: SentenceScorer
) -> Sequence[float]:
    keys = [key for token in tokens for key in (token.term, *token.weak)]
    raw = scorer.score(keys, [sorted(words.terms | words.weak) for words in units])
    top = max(raw, default=0.0)
    return [score / top if top > 0 else 0.0 for score in raw]


def _distinct(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple({token.term: token for token in tokens}.values())
