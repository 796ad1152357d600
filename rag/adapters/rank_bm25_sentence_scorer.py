"""Scores a handful of analysed texts against a question with BM25 (rank-bm25)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rank_bm25 import BM25Okapi

K1 = 1.5
B = 0.75


class RankBm25SentenceScorer:
    """A ``SentenceScorer``: Okapi BM25 with k1 1.5, b 0.75, over the texts given.

    A word's weight is ln(1 + (N - n + 0.5) / (n + 0.5)), N texts, n of them with the word: it is
    above 0 also for one text and for a word that stands in all, where the library's own weight is
    0 or negative. Source: Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and
    Beyond (2009), with Lucene's one inside the logarithm.
    """

    def score(self, question: Sequence[str], texts: Sequence[Sequence[str]]) -> Sequence[float]:
        """A score ≥ 0 for each text, larger for better; all 0 where nothing matches.

        A word that stands twice in the question counts once.
        """
        if not any(texts):
            return [0.0] * len(texts)
        words = dict.fromkeys(question)
        return [float(score) for score in _PositiveOkapi(texts, k1=K1, b=B).get_scores(words)]


class _PositiveOkapi(BM25Okapi):  # type: ignore[misc]  # the library has no types
    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        n_texts = self.corpus_size
        self.idf = {word: math.log(1 + (n_texts - n + 0.5) / (n + 0.5)) for word, n in nd.items()}
