"""Cost in tokens: how many a question makes a model read or write, on average.

``model_input`` and ``model_output`` are what a language model was charged for (0 with the
extractive composer, which asks none); ``context`` is what it would have to read: the passages that
were considered. Tokens are the embedding model's, a stand-in for any other tokenizer. Lower is
better. Source: counts of the target.
"""

from __future__ import annotations

from collections.abc import Callable

from eval.metrics.metric import Share
from eval.records import Judged

KINDS = ("question", "answer", "context", "model_input", "model_output")


def mean_tokens(kind: str) -> Callable[[Judged], Share | None]:
    """A measure of one kind; None where the target does not count it."""

    def on(judged: Judged) -> Share | None:
        count = judged.row.tokens.get(kind)
        return None if count is None else Share(float(count))

    return on
