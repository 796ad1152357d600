"""What speaks for a passage: nearness, words, names, figures, the kind of answer asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from rag.retrieve.answer_kind import shows_kind
from rag.retrieve.search import Candidate
from rag.retrieve.term_matches import Shares, asked_words, word_matches, word_weights
from rag.text.analyse import analyse
from rag.types import Query, StoredPoint, TermNumbers, Vector

STEEPNESS = 10.0
"""How fast a passage's worth falls with its distance from the nearest, in cosines."""

Parts = Mapping[str, float]


def passage_parts(
    query: Query,
    candidates: Sequence[Candidate],
    points: Mapping[str, StoredPoint],
    vector: Vector,
) -> tuple[Parts, ...]:
    """The features of each candidate, all in 0..1.

    near: e^(STEEPNESS · (cosine − best cosine)), 0 where the dense leg did not find it; unit: best
    cosine of a unit, scaled over the candidates; lexical: BM25 as a share of the best; coverage,
    sentence, heading: share of the question's words, by weight, in the passage, in one of its
    units (words that stand together), in title and headings; names, figures: share of its names
    and of its numbers and years that the passage holds, 0 when none is asked for; kind: whether
    it shows the kind of answer asked for; own: whether it is in the question's language. A
    candidate without a point has 0 in what is read from there.
    """
    read = [points.get(item.point_id) for item in candidates]
    by_words = _by_words(query, read)
    units = _unit_shares(read, vector)
    best = max((item.dense for item in candidates if item.dense is not None), default=0.0)
    return tuple(
        {
            "near": 0.0 if item.dense is None else math.exp(STEEPNESS * (item.dense - best)),
            "unit": units[row],
            "lexical": item.lexical_share,
            **{name: float(shares[row]) for name, shares in by_words.items()},
            "kind": float(shows_kind(item.passage.embedded_text, query.kind)),
            "own": float(query.language in (item.passage.language, item.passage.second)),
        }
        for row, item in enumerate(candidates)
    )


def _by_words(query: Query, read: Sequence[StoredPoint | None]) -> Mapping[str, Shares]:
    asked = asked_words(analyse(query.text, language=query.language))
    groups: list[TermNumbers] = []
    starts = []
    for point in read:
        starts.append(len(groups))
        groups.extend(point.terms if point and point.terms else _NOTHING)
    matches = word_matches(asked, groups)
    if not len(matches) or not asked:
        return {name: np.zeros(len(read)) for name in _BY_WORDS}
    whole = np.maximum.reduceat(matches, starts)
    weights = word_weights(whole[[point is not None for point in read]])
    names = np.array([word.term in query.names for word in asked])
    figures = np.array([word.term[:1].isdigit() for word in asked])
    covered = _share(matches, weights)
    return {
        "coverage": _share(whole, weights),
        "sentence": np.maximum.reduceat(_but_first(covered, starts), starts),
        "heading": covered[starts],
        "names": _share(whole, names),
        "figures": _share(whole, figures),
    }


_BY_WORDS = ("coverage", "sentence", "heading", "names", "figures")
_NOTHING = (np.zeros(0, np.uint32),)


def _share(matches: Shares, weights: Shares) -> Shares:
    total = float(weights.sum())
    shares: Shares = matches @ weights / total if total > 0 else np.zeros(len(matches))
    return shares


def _but_first(covered: Shares, starts: Sequence[int]) -> Shares:
    """The units' shares; those of the headings, first of each passage, count as none."""
    units = covered.copy()
    units[list(starts)] = 0
    return units


def _unit_shares(read: Sequence[StoredPoint | None], vector: Vector) -> list[float]:
    best = [
        float((point.unit_vectors @ vector).max()) if point and len(point.unit_vectors) else None
        for point in read
    ]
    known = [cosine for cosine in best if cosine is not None]
    low = min(known, default=0.0)
    spread = max(max(known, default=0.0) - low, 1e-9)
    return [0.0 if cosine is None else (cosine - low) / spread for cosine in best]
