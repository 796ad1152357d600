"""Fits the weights of rag/retrieve/passage_score.py on question sets and prints them.

    python bench/fit_rerank.py ../shared/data [--gov DOCUMENTS=SET.jsonl] [--keep FILE] [--most N]

Sets: KazQAD-dev; XQuAD-ru with Russian and with English questions; FLORES+ with Kazakh questions
over Russian passages, the other way round, and both ways over passages of both languages, where the
one in the question's own language is left out (what is asked for stands in the other). ``--gov``
adds a folder of documents with questions that name their evidence. Weights are fitted on the even
questions and nDCG@10 is shown on the odd ones, and the other way round; KazQAD-dev with its
distractors is only shown. The weights printed last use all questions. ``--keep`` holds the features
for another fit; ``--most`` asks at most so many questions of a set, evenly taken.

The model is a listwise softmax (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to
Listwise Approach", doi:10.1145/1273496.1273513) with weights of at least 0 and an L2 penalty on
standardised ones. Vectors and the model come from the folder that DEREK_CACHE names.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eval.load import read_question_set  # noqa: E402
from eval.loaders.options import LoadOptions  # noqa: E402
from eval.loaders.passages import read_passages  # noqa: E402
from eval.metrics.ndcg import ndcg  # noqa: E402
from eval.metrics.ranking import FoundPassage, grades_of, ranking_of  # noqa: E402
from eval.records import Case, Corpus, QuestionSet  # noqa: E402
from eval.targets.in_process import InProcess  # noqa: E402
from eval.targets.opening import open_scratch  # noqa: E402
from rag.retrieve.passage_score import OTHER, OWN  # noqa: E402
from rag.retrieve.search import Candidate  # noqa: E402
from rag.settings import read_settings  # noqa: E402
from rag.types import Question  # noqa: E402

Numbers = npt.NDArray[np.float64]
NAMES = tuple(OWN)
L2 = 0.02
STEPS, STEP_SIZE = 600, 0.05
SHOWN_ONLY = "kazqad-dev with distractors"
TWICE = "kazqad-dev"
"""Counted twice: the only set of questions that were asked in Kazakh, of Kazakh text."""


@dataclass(frozen=True)
class Asked:
    """A question with its candidates: features, shape (n, len(NAMES)), and which are right."""

    case: Case
    features: Numbers
    right: npt.NDArray[np.bool_]
    found: tuple[FoundPassage, ...]


def read_sets(folder: Path, gov: Sequence[str]) -> Iterator[tuple[str, QuestionSet]]:
    """Every set by name."""
    kazqad = read_question_set(folder / "kazqad-dev", LoadOptions(queries="queries.jsonl"))
    yield "kazqad-dev", kazqad
    for queries in ("queries", "queries.en"):
        options = LoadOptions(queries=f"{queries}.jsonl")
        yield f"xquad-ru {queries}", read_question_set(folder / "xquad-ru", options)
    flores = folder / "flores-kkruen"
    for asked, over in (("kk", "ru"), ("ru", "kk")):
        options = LoadOptions(
            queries=f"queries.{asked}.jsonl", corpus=flores / f"corpus.{over}.jsonl"
        )
        yield f"flores {asked} over {over}", read_question_set(flores, options)
        yield f"flores {asked} over both", _over_both(flores, asked, over)
    for given in gov:
        documents, _, questions = given.partition("=")
        yield (
            Path(questions).stem,
            read_question_set(Path(questions), LoadOptions(corpus=Path(documents))),
        )
    more = read_passages(folder / "kazqad-dev" / "distractors.jsonl")
    passages = (*kazqad.corpus.passages, *more)
    yield SHOWN_ONLY, replace(kazqad, corpus=Corpus(passages=passages))


def _over_both(flores: Path, asked: str, over: str) -> QuestionSet:
    """The passages of both languages, those of ``over`` under ids of their own that are right."""
    options = LoadOptions(queries=f"queries.{asked}.jsonl", corpus=flores / f"corpus.{asked}.jsonl")
    own = read_question_set(flores, options)
    other = [
        replace(passage, id=f"other-{passage.id}")
        for passage in read_passages(flores / f"corpus.{over}.jsonl")
    ]
    cases = tuple(
        replace(case, relevant={f"other-{name}": 1 for name in case.relevant}) for case in own.cases
    )
    return replace(own, cases=cases, corpus=Corpus(passages=(*own.corpus.passages, *other)))


def ask_all(question_set: QuestionSet, folder: Path, most: int) -> list[Asked]:
    """Ingest the set's corpus and find candidates for questions that judge retrieval."""
    settings = read_settings()
    with open_scratch(settings, question_set.corpus, folder) as target:
        cases = [case for case in question_set.cases if any(grades_of(case).values())]
        return [_ask(case, target) for case in cases[:: -(-len(cases) // most)]]


def _ask(case: Case, target: InProcess) -> Asked:
    flow = target.derek.ask
    twins = {name.removeprefix("other-") for name in case.relevant if name.startswith("other-")}
    candidates = [
        item
        for item in flow.candidates_of(Question(case.question))
        if _source(item, target) not in twins
    ]
    found = []
    for item in candidates:
        assert item.record.document_sha256 is not None
        text = flow.documents.read(item.record.document_sha256).text
        words = text[item.passage.start : item.passage.end]
        found.append(FoundPassage(_source(item, target), words))
    grades = grades_of(case)
    right = [any(grades.get(n, 0) > 0 for n in ranking_of(case, [one])) for one in found]
    features = [[item.parts[name] for name in NAMES] for item in candidates]
    shaped = np.array(features, np.float64).reshape(-1, len(NAMES))
    return Asked(case, shaped, np.array(right, bool), tuple(found))


def _source(item: Candidate, target: InProcess) -> str:
    return target._source(item.record.source)


def doubled(asked: Asked) -> Numbers:
    """Features apart for passages in the question's language and in another, (n, 2·len(NAMES))."""
    own = asked.features[:, [NAMES.index("own")]]
    return np.concatenate([asked.features * own, asked.features * (1 - own)], axis=1)


def fit(groups: Iterable[Sequence[Asked]]) -> Numbers:
    """Weights of shape (2·len(NAMES),), every set counting alike, by projected Adam."""
    listed = [(doubled(a), a.right, 1 / len(g)) for g in groups for a in g if a.right.any()]
    spread = np.concatenate([features for features, _, _ in listed]).std(0) + 1e-6
    spread[spread < 1e-5] = np.inf
    longest = max(len(right) for _, right, _ in listed)
    rows = np.zeros((len(listed), longest, len(spread)))
    right = np.zeros((len(listed), longest), bool)
    there = np.zeros_like(right)
    for place, (features, marks, _) in enumerate(listed):
        rows[place, : len(marks)] = features / spread
        right[place, : len(marks)] = marks
        there[place, : len(marks)] = True
    shares = np.array([share for _, _, share in listed])
    shares /= shares.sum()
    weights, first, second = (np.zeros(len(spread)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = L2 * weights + _slope(rows, right, there, shares, weights)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights = np.maximum(0, weights - STEP_SIZE * (first / (1 - 0.9**step)) / rate)
    fitted: Numbers = weights / spread
    return fitted


def _slope(rows: Any, right: Any, there: Any, shares: Any, weights: Any) -> Any:
    scores = np.where(there, rows @ weights, -np.inf)
    raised = np.exp(scores - scores.max(1, keepdims=True))
    all_shares = raised / raised.sum(1, keepdims=True)
    kept = raised * right
    right_shares = kept / kept.sum(1, keepdims=True)
    return -np.einsum("n,nl,nld->d", shares, right_shares - all_shares, rows)


def quality(asked: Sequence[Asked], weights: Numbers) -> float:
    """Mean nDCG@10."""
    scores = []
    for item in asked:
        order = np.argsort(-(doubled(item) @ weights), kind="stable")
        ranking = ranking_of(item.case, [item.found[place] for place in order])
        scores.append(ndcg(ranking, grades_of(item.case), 10))
    return float(np.mean(scores))


def without(name: str) -> Numbers:
    """The weights that the code has now, none for this feature."""
    return in_force() * np.array([kept != name for kept in NAMES * 2])


def in_force() -> Numbers:
    """The weights that the code has now."""
    return np.array([*(OWN[n] for n in NAMES), *(OTHER[n] for n in NAMES)])


def render(weights: Numbers) -> str:
    """Both tables as they stand in the module."""
    tables = np.split(np.round(weights, 2), 2)
    named: list[Mapping[str, float]] = [dict(zip(NAMES, t.tolist(), strict=True)) for t in tables]
    return "\n".join(json.dumps(table) for table in named)


def main() -> None:
    """Read or ask, fit by halves, fit on all, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gov", action="append", default=[], metavar="DOCUMENTS=SET")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--most", type=int, default=10_000)
    asked = parser.parse_args()
    sets: dict[str, list[Asked]] = {}
    if asked.keep and asked.keep.exists():
        sets = pickle.loads(asked.keep.read_bytes())
    for name, question_set in read_sets(asked.folder, asked.gov):
        if name not in sets:
            with tempfile.TemporaryDirectory() as scratch:
                sets[name] = ask_all(question_set, Path(scratch), asked.most)
            print(f"asked {name}: {len(sets[name])} questions", file=sys.stderr, flush=True)
            if asked.keep:
                asked.keep.write_bytes(pickle.dumps(sets))
    seen = {name: items for name, items in sets.items() if name != SHOWN_ONLY}
    fitted_on = [*seen.values(), seen[TWICE]]
    halves = [fit([items[half::2] for items in fitted_on]) for half in (0, 1)]
    print(f"{'nDCG@10':32} held out   as the code has it")
    for name, items in sets.items():
        held = [quality(items[1 - half :: 2], halves[half]) for half in (0, 1)]
        print(f"{name:32} {np.mean(held):.4f}     {quality(items, in_force()):.4f}")
    print(render(fit(fitted_on)))
    for left_out in NAMES:
        changes = (quality(i, without(left_out)) - quality(i, in_force()) for i in sets.values())
        print(f"without {left_out:10}", *(f"{change:+.4f}" for change in changes))


if __name__ == "__main__":
    main()
