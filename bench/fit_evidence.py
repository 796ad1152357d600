"""Fits the weights of rag/compose/evidence.py on question sets and prints them.

    python bench/fit_evidence.py DOCUMENTS=SET.jsonl[*WEIGHT] ... [--state FOLDER]

Each set is a JSONL file of questions with `question`, `answerable`, `answers` (groups of accepted
strings) and `evidence` (`source`, `quote`) over a folder of documents. WEIGHT repeats a set in
the fit. Each set is fitted on its even questions and scored on the odd ones, and the other way
round; the weights printed last use all.

The model is a listwise softmax: for each question the probability mass on its right units is
maximised (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach",
doi:10.1145/1273496.1273513), with an L2 penalty on standardised weights.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.assembly import open_derek
from rag.compose.evidence import WEIGHTS
from rag.settings import Settings
from rag.types import DEFAULT_COLLECTION, Evidence, Question

Numbers = npt.NDArray[np.float64]
NAMES = tuple(WEIGHTS)
L2 = 0.02
STEPS = 1500
STEP_SIZE = 0.03


@dataclass(frozen=True)
class Case:
    """One question: features of its units, shape (n, len(NAMES)), and which of them are right."""

    features: Numbers
    right: npt.NDArray[np.bool_]


def squeeze(text: str) -> str:
    """Lower case, one space between words."""
    return re.sub(r"\s+", " ", text.lower().replace("ё", "е")).strip()


def is_right(item: Evidence, row: dict[str, object]) -> bool:
    """Whether the unit overlaps the gold quote and holds an accepted string."""
    words = squeeze(item.hit.document.text[item.unit.start : item.unit.end])
    quotes = [
        squeeze(str(e["quote"]))
        for e in row["evidence"]  # type: ignore[attr-defined]
        if e["source"] == item.hit.document.source
    ]
    accepted = [squeeze(a) for group in row["answers"] for a in group]  # type: ignore[attr-defined]
    meets = any(quote in words or words in quote for quote in quotes)
    return meets and any(answer in words for answer in accepted)


def read_cases(documents: Path, questions: Path, state: Path) -> list[Case]:
    """Ingest the documents and rank the units of every answerable question."""
    cases: list[Case] = []
    with open_derek(Settings(data=state)) as derek:
        derek.ingest.ingest_folder([documents], DEFAULT_COLLECTION)
        for line in questions.read_text("utf-8").splitlines():
            row = json.loads(line)
            ranked = derek.ask.rank(Question(row["question"])).evidence if row["answerable"] else ()
            right = np.array([is_right(item, row) for item in ranked], bool)
            if right.any():
                features = [[item.features[name] for name in NAMES] for item in ranked]
                cases.append(Case(np.array(features), right))
    return cases


def fit(cases: Sequence[Case]) -> Numbers:
    """Weights of shape (len(NAMES),), by Adam on the softmax loss."""
    everything = np.concatenate([case.features for case in cases])
    middle, spread = everything.mean(0), everything.std(0) + 1e-6
    weights, first, second = (np.zeros(len(NAMES)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = L2 * weights
        for case in cases:
            scaled = (case.features - middle) / spread
            all_share = _softmax(scaled @ weights)
            right_share = all_share * case.right
            slope = slope - (right_share / right_share.sum() - all_share) @ scaled / len(cases)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights = weights - STEP_SIZE * (first / (1 - 0.9**step)) / rate
    fitted: Numbers = weights / spread
    return fitted


def first_right(cases: Sequence[Case], weights: Numbers) -> float:
    """Share of the questions whose first unit is right, 0..1."""
    return float(np.mean([case.right[(case.features @ weights).argmax()] for case in cases]))


def main() -> None:
    """Read, fit by halves, fit on all, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", metavar="DOCUMENTS=SET[*WEIGHT]")
    parser.add_argument("--state", type=Path, default=Path(".derek/fit"))
    asked = parser.parse_args()
    sets: list[tuple[str, list[Case], int]] = []
    for number, given in enumerate(asked.sets):
        documents, _, rest = given.partition("=")
        questions, _, times = rest.partition("*")
        cases = read_cases(Path(documents), Path(questions), asked.state / str(number))
        sets.append((Path(questions).name, cases, int(times or 1)))
    halves = [fit([c for _, cs, n in sets for c in cs[i::2] * n]) for i in (0, 1)]
    for name, cases, _ in sets:
        held_out = first_right(cases[1::2], halves[0]), first_right(cases[::2], halves[1])
        print(
            f"{name}: {len(cases)} questions, first unit right {held_out[0]:.3f} {held_out[1]:.3f}"
        )
    weights = fit([c for _, cs, n in sets for c in cs * n])
    print(json.dumps({name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)}))


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max())
    shares: Numbers = raised / raised.sum()
    return shares


if __name__ == "__main__":
    main()
