"""Ranks units by how well each one answers the question."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from rag.compose.absence import said_terms, thing_terms
from rag.compose.candidates import Candidate
from rag.compose.features import Asked, features
from rag.compose.focus import focus
from rag.compose.matching import Carried, collect, term_weights
from rag.compose.surroundings import surroundings
from rag.ports import SentenceScorer
from rag.text.analyse import Token, analyse
from rag.types import Evidence, Query

WEIGHTS: Mapping[str, float] = {
    "similarity": 7.53,
    "passage": 5.66,
    "bm25": 0.9,
    "coverage": 2.2,
    "context": 0.48,
    "absent": -2.5,
    "answering": 1.9,
    "precise": 3.45,
    "before": -1.14,
    "introduces": -0.98,
    "names": 0.66,
    "kind": 1.83,
    "period": 0.38,
    "place": 1.76,
    "counted": 0.38,
    "measure": 2.63,
    "defines": 0.63,
    "focus": 0.84,
    "foreign": 1.37,
    "heading": -3.66,
    "short": -0.39,
}
"""Weights of the features in the linear score before the logistic function, rounded.

Fitted by bench/fit_evidence.py on questions over two development corpora (weights 12 and 8),
KazQAD (1), XQuAD in Russian (.5) and in English over Russian (1). Halves held out: first unit right
.83 and .77 on the development corpora, .40 on KazQAD, .78 and .62 on XQuAD."""
BIAS = -15.4
"""Puts evidence that is as often right as wrong on the development corpora at .5."""


def rank_evidence(
    query: Query, candidates: Sequence[Candidate], scorer: SentenceScorer
) -> tuple[Evidence, ...]:
    """Candidates as evidence, best first, ties by place in the text.

    score = 1 / (1 + exp(−(BIAS + Σ weight · feature))); the features stand in
    ``Evidence.features``.
    """
    tokens = _distinct(analyse(query.text, language=query.language))
    places = surroundings(tokens, candidates)
    asked = _asked(query, tokens, [_best_of(*place.texts[:3]) for place in places])
    lexical = _lexical_scores(tokens, [place.own_keys for place in places], scorer)
    evidence = []
    for item, place, bm25, before in zip(
        candidates, places, lexical, _similarity_before(candidates), strict=True
    ):
        found = {**features(asked, item, place), "bm25": bm25, "before": before}
        logit = BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items())
        evidence.append(Evidence(item.hit, item.unit, 1 / (1 + math.exp(-logit)), found))
    return tuple(sorted(evidence, key=_order))


def _asked(query: Query, tokens: Sequence[Token], units: Sequence[Carried]) -> Asked:
    subjects = [token for token in tokens if token.term not in query.kind_terms] or tokens
    return Asked(
        query,
        tokens,
        term_weights(tokens, units),
        collect(tokens),
        focus(query.text, tokens),
        subjects,
        thing_terms(query, tokens),
        said_terms(query, tokens, units),
    )


def _best_of(*texts: Carried) -> Carried:
    """What several texts carry together."""
    best: dict[str, float] = {}
    for text in texts:
        for term, worth in text.items():
            best[term] = max(worth, best.get(term, 0.0))
    return best


def _similarity_before(candidates: Sequence[Candidate]) -> list[float]:
    """Cosine of the unit before each, 0 at the head of a document's run.

    A unit is embedded with the words before it, so that a right sentence lends its likeness to the
    next one: this takes it back.
    """
    return [0.0][: len(candidates)] + [
        before.similarity if before.hit.document.id == item.hit.document.id else 0.0
        for before, item in pairwise(candidates)
    ]


def _order(item: Evidence) -> tuple[float, str, int, int]:
    return (-item.score, item.hit.document.id, item.unit.start, item.unit.end)


def _lexical_scores(
    tokens: Sequence[Token], units: Sequence[Collection[str]], scorer: SentenceScorer
) -> Sequence[float]:
    keys = [key for token in tokens for key in (token.term, *token.weak)]
    raw = scorer.score(keys, [tuple(own) for own in units])
    top = max(raw, default=0.0)
    return [score / top if top > 0 else 0.0 for score in raw]


def _distinct(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple({token.term: token for token in tokens}.values())
