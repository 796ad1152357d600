"""Judges of wording: by shared words, by vectors across languages, by entailment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from rag.errors import AdapterUnavailable
from rag.types import Language, Vector
from rag.verify.judges import EntailmentJudge, SimilarityJudge
from rag.verify.source import Source
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.entailment import FakeEntailment

RUSSIAN = "В районе открыли новую школу."


def source(text: str = RUSSIAN, language: Language = "ru", *around: str) -> Source:
    return Source(text, around, (), language)


class Planes(FakeEmbedder):
    """Texts of the judge's own scale lie on axes, one a line; others are given their angle."""

    def __init__(self, cosine: float) -> None:
        super().__init__()
        self._cosine = cosine
        self.n_asked = 0

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.n_asked += 1
        if len(texts) == 2:
            rows = np.zeros((2, 8))
            rows[:, 0] = 1, self._cosine
            rows[1, 1] = np.sqrt(1 - self._cosine**2)
            return rows.astype(np.float32)
        return np.eye(8, dtype=np.float32)[np.arange(len(texts)) // 3]


@pytest.mark.parametrize(("cosine", "borne_out"), [(0.7, True), (0.6, False), (-0.5, False)])
def test_nearness_decides_across_languages(cosine: float, borne_out: bool) -> None:
    # The scale goes from 0, nothing in common, to 1, the same sentence.
    judge = SimilarityJudge(Planes(cosine))
    assert judge("Ауданда жаңа мектеп ашылды.", source(), 0.1) is borne_out


def test_within_a_language_shared_words_decide_where_they_can() -> None:
    embedder = Planes(1.0)
    judge = SimilarityJudge(embedder)
    assert judge("Открыли новую школу.", source(), 0.9)
    assert not judge("Бюджет района вырос вдвое.", source(), 0.1)
    assert embedder.n_asked == 0
    assert judge("Новая школа открылась.", source(), 0.5)
    assert not SimilarityJudge(Planes(0.75))("Новая школа открылась.", source(), 0.5)


def test_the_scale_is_read_once() -> None:
    embedder = Planes(0.9)
    judge = SimilarityJudge(embedder)
    for _ in range(3):
        judge("Ауданда жаңа мектеп ашылды.", source(), 0.1)
    assert embedder.n_asked == 4


def test_entailment_decides_alone_and_sees_the_headings() -> None:
    entailment = FakeEntailment()
    judge = EntailmentJudge(entailment)
    assert judge("в районе школу", source(RUSSIAN.lower(), "ru", "Школы", "Отчёт"), 0.0) is True
    assert not judge("бюджет вырос", source(), 1.0)
    assert entailment.judged[0][0] == f"Отчёт\nШколы\n{RUSSIAN.lower()}"


def test_what_the_judge_cannot_say_is_an_error() -> None:
    with pytest.raises(AdapterUnavailable):
        EntailmentJudge(FakeEntailment(AdapterUnavailable("gone")))("a", source(), 1.0)
