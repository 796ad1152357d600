"""Fits the weights of rag/compose/confidence.py on question sets and prints them.

    python bench/fit_confidence.py DOCUMENTS=SET.jsonl[*WEIGHT] ... [--state FOLDER]

Sets as for bench/fit_evidence.py, whose weights are fitted before; here unanswerable questions
count as well. In each set the answerable and the unanswerable weigh as much as each other; WEIGHT
multiplies a set. The weights are fitted on the even questions and scored on the odd ones, and the
other way round; those printed last use all.

The model is logistic regression with an L2 penalty on standardised weights, by Newton's method
(Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical Learning", §4.4.1).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.assembly import open_derek
from rag.compose.confidence import WEIGHTS, confidence_features
from rag.settings import Settings
from rag.types import DEFAULT_COLLECTION, Question

Numbers = npt.NDArray[np.float64]
NAMES = tuple(WEIGHTS)
L2 = 1.0
STEPS = 30


@dataclass(frozen=True)
class Cases:
    """Features of a set's questions, shape (n, len(NAMES)), and whether each has an answer."""

    features: Numbers
    answerable: npt.NDArray[np.bool_]
    weight: float

    def half(self, first: int) -> Cases:
        """Every other question, from the first or the second on."""
        return Cases(self.features[first::2], self.answerable[first::2], self.weight)

    def weights(self) -> Numbers:
        """One weight a question; both kinds together weigh ``weight`` each."""
        share = np.where(self.answerable, self.answerable.mean(), (~self.answerable).mean())
        weights: Numbers = self.weight / (share * len(self.answerable))
        return weights


def read_cases(documents: Path, questions: Path, state: Path, weight: float) -> Cases:
    """Ingest the documents and look for evidence for every question; those without count not."""
    features: list[list[float]] = []
    answerable: list[bool] = []
    with open_derek(Settings(data=state)) as derek:
        derek.ingest.ingest_folder([documents], DEFAULT_COLLECTION)
        for line in questions.read_text("utf-8").splitlines():
            row = json.loads(line)
            found = derek.ask.rank(Question(row["question"]))
            if found.evidence:
                said = confidence_features(found.query, found.evidence, found.hits)
                features.append([said[name] for name in NAMES])
                answerable.append(row["answerable"])
    return Cases(np.array(features), np.array(answerable), weight)


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
        held_out = [balanced_accuracy(cases.half(1 - first), halves[first]) for first in (0, 1)]
        print(f"{Path(name).name}: balanced accuracy {held_out[0]:.3f} {held_out[1]:.3f}")
    *weights, bias = fit(list(sets.values()))
    print(json.dumps({name: round(w, 2) for name, w in zip(NAMES, weights, strict=True)}))
    print(f"bias {bias:.2f}")


if __name__ == "__main__":
    main()
