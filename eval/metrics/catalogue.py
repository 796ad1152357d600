"""Every metric by name, in the order in which reports show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Literal

from eval.errors import UnknownMetric
from eval.metrics.accepted import correct, found
from eval.metrics.answers import over_answerable
from eval.metrics.balanced_accuracy import balance, decision
from eval.metrics.calibration import brier_score, expected_calibration_error
from eval.metrics.citation_precision import right_citations
from eval.metrics.citation_recall import backed_share
from eval.metrics.citing import over_citations, over_gold
from eval.metrics.confidence import sure_answer
from eval.metrics.exact_match import exact_match
from eval.metrics.exact_span import exact_citations
from eval.metrics.first_citation import first_is_right
from eval.metrics.judged import JUDGED_METRICS
from eval.metrics.latency import STAGES, ask_seconds, percentile, percentiles, search_seconds
from eval.metrics.length import is_long
from eval.metrics.metric import Combine, Feature, Metric, Share
from eval.metrics.ndcg import ndcg
from eval.metrics.ranking import over_ranking
from eval.metrics.recall import recall
from eval.metrics.reciprocal_rank import reciprocal_rank
from eval.metrics.refusals import false_answer, false_refusal
from eval.metrics.risk_coverage import area_under_risk
from eval.metrics.success import success
from eval.metrics.token_f1 import token_f1
from eval.metrics.tokens import KINDS, mean_tokens
from eval.metrics.unsupported import unsupported
from eval.records import Judged

Measure = Callable[[Sequence[str], Mapping[str, int]], float]


def _retrieval(name: str, meaning: str, measure: Measure) -> Metric:
    on = over_ranking(measure)

    def share(judged: Judged) -> Share | None:
        value = on(judged)
        return None if value is None else Share(value)

    return Metric(name, "retrieval", "higher", meaning, share=share)


def _whole(
    name: str, better: Literal["higher", "lower"], meaning: str, feature: Feature, combine: Combine
) -> Metric:
    return Metric(name, "abstention", better, meaning, feature=feature, combine=combine)


def _seconds(name: str, meaning: str, feature: Feature, percent: float) -> Metric:
    return Metric(
        name,
        "speed",
        "lower",
        meaning,
        feature=feature,
        combine=percentile(percent),
        combine_many=percentiles(percent),
        unit="seconds",
    )


RETRIEVAL = (
    _retrieval("ndcg@10", "ranking quality of the first ten", partial(ndcg, k=10)),
    _retrieval(
        "mrr@10", "one over the place of the first relevant", partial(reciprocal_rank, k=10)
    ),
    _retrieval("success@1", "relevant at the first place", partial(success, k=1)),
    _retrieval("success@5", "relevant among the first five", partial(success, k=5)),
    _retrieval("recall@10", "share of the relevant in the first ten", partial(recall, k=10)),
    _retrieval("recall@50", "share of the relevant in the first fifty", partial(recall, k=50)),
)
ANSWERS = (
    Metric("correct", "answers", "higher", "the answer holds every part", over_answerable(correct)),
    Metric(
        "found", "answers", "higher", "answer or quotes hold every part", over_answerable(found)
    ),
    Metric("token_f1", "answers", "higher", "words shared with gold", over_answerable(token_f1)),
    Metric("exact_match", "answers", "higher", "word for word gold", over_answerable(exact_match)),
    Metric("long", "answers", "lower", "longer than promised", over_answerable(is_long)),
)
CITATIONS = (
    Metric(
        "first_citation",
        "citations",
        "higher",
        "the first citation holds the answer",
        over_gold(first_is_right),
    ),
    Metric(
        "citation_precision",
        "citations",
        "higher",
        "citations that hold some of it",
        over_citations(right_citations),
    ),
    Metric(
        "citation_recall",
        "citations",
        "higher",
        "parts of it that citations hold",
        over_gold(backed_share),
    ),
    Metric(
        "exact_span",
        "citations",
        "higher",
        "quotes that stand at their place",
        over_citations(exact_citations),
    ),
    Metric("unsupported", "citations", "lower", "drafted sentences without support", unsupported),
)
ABSTENTION = (
    Metric("false_answer", "abstention", "lower", "answered, but not in the corpus", false_answer),
    Metric("false_refusal", "abstention", "lower", "refused, but in the corpus", false_refusal),
    _whole("balanced_accuracy", "higher", "right to answer or not", decision, balance),
    _whole("aurc", "lower", "area under risk–coverage", sure_answer, area_under_risk),
    _whole("ece", "lower", "calibration error", sure_answer, expected_calibration_error),
    _whole("brier", "lower", "squared error of confidence", sure_answer, brier_score),
)
SPEED = (
    *(
        _seconds(f"{stage}_p50", f"half are faster in {stage}", ask_seconds(stage), 50)
        for stage in STAGES[:-1]
    ),
    _seconds("total_p50", "half of the answers are faster", ask_seconds("total"), 50),
    _seconds("total_p95", "95 % of the answers are faster", ask_seconds("total"), 95),
    _seconds("search_p50", "half of the searches are faster", search_seconds, 50),
    _seconds("search_p95", "95 % of the searches are faster", search_seconds, 95),
)
TOKENS = tuple(
    Metric(
        f"tokens_{kind}",
        "tokens",
        "lower",
        f"tokens of {kind.replace('_', ' ')}",
        mean_tokens(kind),
        unit="tokens",
    )
    for kind in KINDS
)
METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (*RETRIEVAL, *ANSWERS, *CITATIONS, *ABSTENTION, *SPEED, *TOKENS, *JUDGED_METRICS)
}


def find_metrics(names: Iterable[str]) -> tuple[Metric, ...]:
    """The metrics of these names, in the order given. Raises: UnknownMetric."""
    wanted = list(names)
    if unknown := [name for name in wanted if name not in METRICS]:
        raise UnknownMetric(
            f"There is no metric {', '.join(unknown)}.", mend=f"Metrics: {', '.join(METRICS)}."
        )
    return tuple(METRICS[name] for name in wanted)
