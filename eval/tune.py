"""Fits the weight of the lexical leg and the abstention threshold on a set, by cross-validation."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from eval.errors import SetError
from eval.metrics.answers import is_answered
from eval.metrics.confidence import is_right
from eval.metrics.ndcg import ndcg
from eval.metrics.ranking import FoundPassage, grades_of, ranking_of
from eval.records import Case, Judged, QuestionSet, Row, Seconds
from eval.targets.in_process import InProcess
from rag.retrieve.passage_score import passage_score
from rag.types import Hit

N_FOLDS = 5
WEIGHTS = tuple(step / 20 for step in range(21))
THRESHOLDS = tuple(step / 100 for step in range(100))
ALL_CANDIDATES = 400
"""More than both legs together may bring."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A value fitted on all questions; ``held_out`` is its score on questions that the fit did not
    see (the mean over folds), ``default_score`` what the value in force reaches on all."""

    name: str
    value: float
    held_out: float
    default: float
    default_score: float
    n: int


Scores = Sequence[Mapping[float, float]]
"""For every question: its score by candidate value."""


def fit_fusion(question_set: QuestionSet, target: InProcess, seed: int) -> Fit:
    """The lexical weight with the best mean nDCG@10. Raises: SetError when nothing is judged."""
    cases = [case for case in question_set.cases if grades_of(case)]
    if len(cases) < N_FOLDS:
        raise SetError(f"{question_set.name} judges retrieval on {len(cases)} questions only.")
    scores = [_scores_by_weight(case, target) for case in cases]
    default = target.derek.ask.lexical_weight
    return _fit("retrieve.lexical_weight", scores, _mean_score, default, seed)


def fit_abstention(
    question_set: QuestionSet,
    target: InProcess,
    in_force: float,
    seed: int,
    asked: Callable[[], None],
) -> Fit:
    """The threshold with the best mean of two shares: answerable questions answered right, and
    unanswerable ones refused. The target answers whatever the evidence, see ``with_weight``;
    ``asked`` is told after each question.

    Raises: SetError when one of the kinds is missing.
    """
    judged = [_ask(case, target, asked) for case in question_set.cases]
    kinds = [item.case.answerable for item in judged]
    if min(kinds.count(True), kinds.count(False)) < N_FOLDS:
        raise SetError(f"{question_set.name} needs {N_FOLDS} questions of either kind.")
    weight = {kind: len(kinds) / (2 * kinds.count(kind)) for kind in (True, False)}
    scores = [_scores_by_threshold(item, weight[item.case.answerable]) for item in judged]
    return _fit("compose.min_score", scores, _mean_score, in_force, seed)


def with_weight(target: InProcess, weight: float) -> InProcess:
    """The target with another lexical weight, answering whatever the evidence."""
    flow = replace(target.derek.ask, lexical_weight=weight, min_score=0.0)
    return replace(target, derek=replace(target.derek, ask=flow), _tokens={})


def render_settings(fits: Sequence[Fit], origin: str) -> str:
    """The fits as a ``derek.toml``."""
    lines = [f"# Fitted by: {origin}"]
    for fit in fits:
        table, _, name = fit.name.partition(".")
        lines += [
            "",
            f"# {fit.n} questions; held out {fit.held_out:.4f}, "
            f"with {fit.default:g} all reached {fit.default_score:.4f}",
            f"[{table}]",
            f"{name} = {fit.value:g}",
        ]
    return "\n".join(lines) + "\n"


def _fit(
    name: str,
    scores: Scores,
    total: Callable[[Scores, float], float],
    default: float,
    seed: int,
) -> Fit:
    order = list(range(len(scores)))
    random.Random(seed).shuffle(order)
    held_out = []
    for fold in range(N_FOLDS):
        unseen = [scores[place] for place in order[fold::N_FOLDS]]
        seen = [scores[p] for number, p in enumerate(order) if number % N_FOLDS != fold]
        held_out.append(total(unseen, _best(seen, total)))
    best = _best(scores, total)
    nearest = min(scores[0], key=lambda value: abs(value - default))
    return Fit(name, best, mean(held_out), default, total(scores, nearest), len(scores))


def _best(scores: Scores, total: Callable[[Scores, float], float]) -> float:
    """The middle of the values that are as good as the best: a flat top has no edge to stand on."""
    totals = {value: total(scores, value) for value in scores[0]}
    top = max(totals.values())
    good = [value for value, reached in totals.items() if reached >= top - 1e-12]
    return good[len(good) // 2]


def _mean_score(scores: Scores, value: float) -> float:
    return mean(by_value[value] for by_value in scores)


def _scores_by_weight(case: Case, target: InProcess) -> dict[float, float]:
    hits = target.derek.ask.search(case.question, case.filters, ALL_CANDIDATES).passages
    found = {
        hit.point_id: FoundPassage(target.source_of(hit), hit.document.text[slice(*_span(hit))])
        for hit in hits
    }
    scores = {}
    for weight in WEIGHTS:
        order = sorted(hits, key=lambda hit: (-passage_score(hit.parts, weight), hit.point_id))
        ranking = ranking_of(case, [found[hit.point_id] for hit in order])
        scores[weight] = ndcg(ranking, grades_of(case), 10)
    return scores


def _span(hit: Hit) -> tuple[int, int]:
    return hit.passage.start, hit.passage.end


def _ask(case: Case, target: InProcess, asked: Callable[[], None]) -> Judged:
    answer = target.ask(case)
    row = Row(
        id=case.id,
        verdict=answer.verdict,
        text=answer.text,
        citations=answer.citations,
        confidence=answer.confidence,
    )
    asked()
    return Judged(case, row, Seconds(case.id))


def _scores_by_threshold(judged: Judged, weight: float) -> dict[float, float]:
    right = is_answered(judged) and is_right(judged)
    return {
        threshold: weight * float(_is_good(judged, right, threshold)) for threshold in THRESHOLDS
    }


def _is_good(judged: Judged, right: bool, threshold: float) -> bool:
    shown = is_answered(judged) and (judged.row.confidence or 0.0) >= threshold
    return shown and right if judged.case.answerable else not shown
