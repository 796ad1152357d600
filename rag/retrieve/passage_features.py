"""What speaks for a passage: nearness, words, names, figures, the kind of answer asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rag.retrieve.answer_kind import shows_kind
from rag.retrieve.search import Candidate
from rag.retrieve.term_matches import Shares, asked_words, word_matches, word_weights
from rag.text.analyse import analyse
from rag.types import Query, StoredPoint, TermNumbers, Vector

STEEPNESS = 5.0
"""How fast a unit's worth falls with its distance from the nearest, in centred cosines."""

Parts = Mapping[str, float]


def passage_parts(
    query: Query,
    candidates: Sequence[Candidate],
    points: Mapping[str, StoredPoint],
    vector: Vector,
) -> tuple[Parts, ...]:
    """The features of each candidate, all in 0..1.

    near: centred cosine of the passage, scaled over the candidates; unit: e^(STEEPNESS · (c − best
    c)) with c the best centred cosine of a unit; lexical: BM25 as a share of the best; coverage,
    sentence, heading: share of the question's words, by weight, in the passage, in one of its
    units (words that stand together), in title and headings; names, figures: share of its names
    and of its numbers and years that the passage holds, 0 when none is asked for; kind: whether
    it shows the kind of answer asked for; own: whether it is in the question's language. A
    candidate without a point has 0 in what is read from there.

    A centred cosine is one of the vector from which the mean over the candidates was taken: what
    they share tells nothing about which of them answers. ``vector`` is the question's, without its
    form (see question_form.py).
    """
    read = [points.get(item.point_id) for item in candidates]
    by_words = _by_words(query, read)
    nearness, units = _nearness(read, vector), _unit_shares(read, vector)
    return tuple(
        {
            "near": nearness[row],
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


def _nearness(read: Sequence[StoredPoint | None], vector: Vector) -> list[float]:
    kept = [point.dense if point is not None else None for point in read]
    known = [row for row in kept if row is not None]
    if not known:
        return [0.0] * len(read)
    cosines = _centred(np.stack(known)) @ vector
    low, spread = float(cosines.min()), max(float(np.ptp(cosines)), 1e-9)
    scaled = iter((cosines - low) / spread)
    return [0.0 if row is None else float(next(scaled)) for row in kept]


def _unit_shares(read: Sequence[StoredPoint | None], vector: Vector) -> list[float]:
    counts = [0 if point is None else len(point.unit_vectors) for point in read]
    if not any(counts):
        return [0.0] * len(read)
    rows = [point.unit_vectors for point in read if point is not None and len(point.unit_vectors)]
    cosines = _centred(np.concatenate(rows)) @ vector
    starts = np.cumsum([0, *(count for count in counts if count)])[:-1]
    best = np.maximum.reduceat(cosines, starts)
    worths = iter(np.exp(STEEPNESS * (best - best.max())))
    return [float(next(worths)) if count else 0.0 for count in counts]


def _centred(rows: Vector) -> Vector:
    """The rows without their mean, of unit length again; of rows that are all alike, zeros."""
    moved = rows - rows.mean(axis=0)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    centred: Vector = moved / np.maximum(lengths, 1e-6)
    return centred
