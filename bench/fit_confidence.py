"""Fits the weights of rag/compose/confidence.py on question sets and prints them.

    python -m bench.fit_confidence DOCUMENTS=SET.jsonl[*WEIGHT] ... [--state FOLDER]

Sets as for bench/fit_evidence.py, whose weights are fitted before; here unanswerable questions
count as well. Each answerable question has a twin without an answer: the paragraphs that carry it
are taken out of what was found, so that the near misses beside them come first. WEIGHT multiplies
a set; within it the unanswerable weigh UNANSWERABLE of the answerable, and the twins TWINS of
that. The weights are fitted on the even questions and scored on the odd ones, and the other way
round, without twins; those printed last use all.

The model is logistic regression with an L2 penalty on standardised weights, by Newton's method
(Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", §4.4.1). What is
said around a fact is weighed against what it says itself: the weight of ``context`` is held at
AROUND times that of ``coverage``. Left free it fell to −4, and refused facts under their headings.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.fit_evidence import squeeze
from rag.answering.ranking import Ranking
from rag.assembly import open_derek
from rag.compose.confidence import WEIGHTS, confidence_features
from rag.compose.preferences import prefer_fitting
from rag.retrieve.search import Candidate
from rag.settings import Settings
from rag.types import DEFAULT_COLLECTION, Evidence, Query, Question

Numbers = npt.NDArray[np.float64]
NAMES = tuple(name for name in WEIGHTS if name != "context")
AROUND = -0.6
UNANSWERABLE = 0.6
TWINS = 0.4
FEWEST = 5
L2 = 1.0
STEPS = 30
Case = tuple[list[float], bool, bool]
"""Features, whether it has an answer, and whether it is the twin of one that has."""


@dataclass(frozen=True)
class Cases:
    """Features of a set's questions, shape (n, len(NAMES)); whether each has an answer, whether it
    is a twin, and the number of its question."""

    features: Numbers
    answerable: npt.NDArray[np.bool_]
    twin: npt.NDArray[np.bool_]
    question: npt.NDArray[np.int_]
    weight: float

    def half(self, first: int) -> Cases:
        """Every other question, from the first or the second on, with its twin."""
        return self._of(self.question % 2 == first)

    def asked(self) -> Cases:
        """Without twins."""
        return self._of(~self.twin)

    def weights(self) -> Numbers:
        """One weight a question; those of a kind together weigh their share of ``weight``."""
        natural = ~self.answerable & ~self.twin
        shares = (
            (self.answerable, 1.0),
            (natural, UNANSWERABLE * (1 - TWINS)),
            (self.twin, UNANSWERABLE * TWINS),
        )
        weights = np.zeros(len(self.answerable))
        for kind, share in shares:
            weights += kind * (self.weight * share / max(1, kind.sum()))
        return weights

    def _of(self, chosen: npt.NDArray[np.bool_]) -> Cases:
        parts = (self.features, self.answerable, self.twin, self.question)
        return Cases(*(part[chosen] for part in parts), self.weight)


def read_cases(documents: Path, questions: Path, state: Path, weight: float) -> Cases:
    """Ingest the documents and look for evidence for every question; those without count not."""
    listed: list[Case] = []
    numbers: list[int] = []
    with open_derek(Settings(data=state)) as derek:
        derek.ingest.ingest_folder([documents], DEFAULT_COLLECTION)
        for number, line in enumerate(questions.read_text("utf-8").splitlines()):
            row = json.loads(line)
            for case in make_cases(derek.ask.rank(Question(row["question"])), row):
                listed.append(case)
                numbers.append(number)
    features, answerable, twins = zip(*listed, strict=True)
    kinds = np.array(answerable, bool), np.array(twins, bool), np.array(numbers)
    return Cases(np.array(features), *kinds, weight)


def make_cases(found: Ranking, row: dict[str, Any]) -> list[Case]:
    """The question as it is and, if it has an answer, its twin."""
    cases = []
    if found.evidence:
        cases.append((said(found.query, found.evidence, found.hits), row["answerable"], False))
    if row["answerable"]:
        gone = {_paragraph(item) for item in found.evidence if carries(item, row)}
        rest = [item for item in found.evidence if _paragraph(item) not in gone]
        points = {item.hit.point_id for item in found.evidence if _paragraph(item) in gone}
        hits = [hit for hit in found.hits if hit.point_id not in points]
        if gone and len(rest) >= FEWEST:
            near = prefer_fitting(found.query, rest)
            cases.append((said(found.query, near, hits), False, True))
    return cases


def said(query: Query, ranked: Sequence[Evidence], hits: Sequence[Candidate]) -> list[float]:
    """The features in order, ``coverage`` less what ``context`` weighs against it."""
    features = confidence_features(query, ranked, hits)
    features["coverage"] += AROUND * features["context"]
    return [features[name] for name in NAMES]


def carries(item: Evidence, row: dict[str, Any]) -> bool:
    """Whether the paragraph of a unit has a gold quote or an accepted answer."""
    document = item.hit.document
    paragraph = document.paragraphs[item.unit.paragraph]
    words = squeeze(document.text[paragraph.start : paragraph.end])
    quotes = [squeeze(e["quote"]) for e in row["evidence"] if e["source"] == document.source]
    accepted = [squeeze(answer) for group in row["answers"] for answer in group]
    return any(text in words or words in text for text in quotes) or any(
        answer in words for answer in accepted
    )


def _paragraph(item: Evidence) -> tuple[str, int]:
    return item.hit.document.id, item.unit.paragraph


def fit(sets: Sequence[Cases]) -> Numbers:
    """Weights of shape (len(NAMES) + 1,), the bias last."""
    features = np.concatenate([cases.features for cases in sets])
    wanted = np.concatenate([cases.answerable for cases in sets]).astype(float)
    weights = np.concatenate([cases.weights() for cases in sets])
    weights *= len(weights) / weights.sum()
    middle, spread = features.mean(0), features.std(0) + 1e-9
    scaled = np.column_stack([(features - middle) / spread, np.ones(len(features))])
    penalty = L2 * np.diag([*np.ones(len(NAMES)), 0.0])
    fitted = np.zeros(len(NAMES) + 1)
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-scaled @ fitted))
        slope = scaled.T @ (weights * (sure - wanted)) + penalty @ fitted
        curve = (scaled * (weights * sure * (1 - sure))[:, None]).T @ scaled + penalty
        fitted = fitted - np.linalg.solve(curve, slope)
    told = fitted[:-1] / spread
    return np.append(told, fitted[-1] - told @ middle)


def balanced_accuracy(cases: Cases, weights: Numbers) -> float:
    """The mean of the shares of answerable and unanswerable questions that are told right, 0..1."""
    sure = cases.features @ weights[:-1] + weights[-1] > 0
    return float((sure[cases.answerable].mean() + (~sure[~cases.answerable]).mean()) / 2)


def main() -> None:
    """Read, fit by halves, fit on all, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", metavar="DOCUMENTS=SET[*WEIGHT]")
    parser.add_argument("--state", type=Path, default=Path(".derek/fit-confidence"))
    asked = parser.parse_args()
    sets: dict[str, Cases] = {}
    for number, given in enumerate(asked.sets):
        documents, _, rest = given.partition("=")
        questions, _, times = rest.partition("*")
        state = asked.state / str(number)
        sets[questions] = read_cases(Path(documents), Path(questions), state, float(times or 1))
    halves = [fit([cases.half(first) for cases in sets.values()]) for first in (0, 1)]
    for name, cases in sets.items():
        told = cases.asked()
        held_out = [balanced_accuracy(told.half(1 - first), halves[first]) for first in (0, 1)]
        print(f"{Path(name).name}: balanced accuracy {held_out[0]:.3f} {held_out[1]:.3f}")
    *weights, bias = fit(list(sets.values()))
    fitted = {name: round(w, 2) for name, w in zip(NAMES, weights, strict=True)}
    print(json.dumps({**fitted, "context": round(AROUND * fitted["coverage"], 2)}))
    print(f"bias {bias:.2f}")


if __name__ == "__main__":
    main()
