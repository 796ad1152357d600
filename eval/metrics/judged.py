"""What ragas measured on a question, read back from its row; the formulas are ragas's own.

A question that a judge left unjudged (NaN, prose, no answer in time) does not count; how many were
judged stands beside the value. 0..1, higher is better. Source: Es et al. 2024, "RAGAS", arXiv
2309.15217, and the documentation of ragas 0.4.
"""

from __future__ import annotations

from collections.abc import Callable

from eval.metrics.metric import Metric, Share
from eval.records import Judged

UNJUDGED: dict[str, str] = {
    "ragas_id_precision": "retrieved ids that are relevant",
    "ragas_id_recall": "relevant ids that were retrieved",
    "ragas_exact_match": "the reference, letter for letter",
    "ragas_string_presence": "the reference within the answer",
    "ragas_string_similarity": "Levenshtein similarity",
    "ragas_semantic_similarity": "cosine of embeddings",
}
"""Those that need no judge: on ids, on strings, on embeddings."""
WITH_JUDGE: dict[str, str] = {
    "ragas_faithfulness": "statements that the passages carry",
    "ragas_answer_relevancy": "questions that the answer would fit",
    "ragas_context_precision": "useful passages stand first",
    "ragas_context_recall": "reference that the passages carry",
}
"""Those that ask a language model."""


def _read(name: str) -> Callable[[Judged], Share | None]:
    def share(judged: Judged) -> Share | None:
        value = judged.row.judged.get(name)
        return None if value is None else Share(value)

    return share


JUDGED_METRICS = tuple(
    Metric(name, "ragas", "higher", meaning, _read(name))
    for name, meaning in {**UNJUDGED, **WITH_JUDGE}.items()
)
