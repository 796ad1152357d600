"""What every reranker does: the fake, and cross-encoders of sentence-transformers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.adapters.sentence_transformers_reranker import SentenceTransformersReranker
from rag.ports import Reranker
from tests.contracts.embedders import needs_models
from tests.fakes import FakeReranker
from tests.tiny_bert import write_tiny_bert

TEXTS = ("су жол", "мектеп", "вода дорога школа", "", "школа " * 50)


@pytest.fixture(
    scope="module", params=["fake", pytest.param("sentence-transformers", marks=needs_models)]
)
def reranker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    if request.param == "fake":
        return FakeReranker()
    folder = write_tiny_bert(tmp_path_factory.mktemp("models") / "judge", n_labels=1)
    return SentenceTransformersReranker(folder, device="cpu", seconds=60)


def test_a_score_for_each_text_in_order(reranker: Reranker) -> None:
    scores = reranker.score("су", TEXTS)
    assert len(scores) == len(TEXTS)
    assert list(reranker.score("су", TEXTS[::-1])) == pytest.approx(list(scores)[::-1], abs=1e-5)


def test_no_texts_have_no_scores(reranker: Reranker) -> None:
    assert list(reranker.score("су", [])) == []


@pytest.mark.parametrize("text", ["", "\0", "\ud83d", "сөз " * 50_000])
def test_odd_texts_are_judged(reranker: Reranker, text: str) -> None:
    assert len(reranker.score(text, [text, "су"])) == 2


def test_callers_at_once_get_their_own_scores(reranker: Reranker) -> None:
    expected = {text: list(reranker.score(text, TEXTS)) for text in TEXTS[:3]}
    with ThreadPoolExecutor(6) as callers:
        found = list(callers.map(lambda text: list(reranker.score(text, TEXTS)), TEXTS[:3] * 4))
    assert found == [pytest.approx(expected[text], abs=1e-5) for text in TEXTS[:3] * 4]


def test_it_has_a_name(reranker: Reranker) -> None:
    assert reranker.name and "/" not in reranker.name
