"""A reranker's scores are one part of a passage's; late or broken, it changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import AdapterProtocolError, AdapterTimedOut, AdapterUnavailable
from rag.retrieve.rerank import Reranking, rerank
from rag.types import Hit
from tests.documents import make_document
from tests.fakes import FakeReranker
from tests.records import make_passage, make_record

DOCUMENT = make_document([((), [("paragraph", "Су. Жол.")])])


def hits(*texts: str) -> tuple[Hit, ...]:
    """Hits with these texts, scored 1, 1/2, 1/3 …"""
    return tuple(
        Hit(
            point_id=f"p{n}",
            version_id="v1",
            document=DOCUMENT,
            record=make_record(DOCUMENT),
            passage=replace(make_passage(ordinal=n), embedded_text=text),
            score=1 / (n + 1),
            dense=None,
            lexical=None,
        )
        for n, text in enumerate(texts)
    )


def names(found: tuple[Hit, ...]) -> list[str]:
    return [hit.point_id for hit in found]


def test_the_share_of_the_reranker_decides() -> None:
    found = hits("жол", "мектеп", "су су деңгейі")
    assert names(rerank(Reranking(FakeReranker(), 3, 0.9), "су деңгейі", found)[0])[0] == "p2"
    assert names(rerank(Reranking(FakeReranker(), 3, 0.1), "су деңгейі", found)[0])[0] == "p0"


def test_scores_by_hand() -> None:
    found, retriever = rerank(
        Reranking(FakeReranker(), 3, 0.6), "су деңгейі", hits("жол", "су", "су деңгейі")
    )
    assert {hit.point_id: hit.score for hit in found} == pytest.approx(
        {"p0": 0.4 * 1, "p1": 0.4 / 2 + 0.6 / 2, "p2": 0.4 / 3 + 0.6}
    )
    assert retriever == "hybrid, fake-words"


def test_only_the_best_are_judged_and_the_rest_comes_after_equals() -> None:
    reranker = FakeReranker()
    found, _ = rerank(Reranking(reranker, 2, 0.5), "су", hits("жол", "су", "су"))
    assert reranker.judged == [("жол", "су")]
    assert names(found) == ["p1", "p0", "p2"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (AdapterTimedOut("late"), "hybrid; fake-words was late"),
        (AdapterProtocolError("nonsense"), "hybrid; fake-words failed"),
        (AdapterUnavailable("gone"), "hybrid; fake-words failed"),
    ],
)
def test_without_the_reranker_the_order_stays_and_the_trace_says_why(
    fault: AdapterTimedOut, said: str
) -> None:
    found = hits("жол", "су")
    assert rerank(Reranking(FakeReranker(fault), 2, 1), "су", found) == (found, said)


def test_nothing_found_is_nothing_judged() -> None:
    assert rerank(Reranking(FakeReranker(), 5, 0.5), "су", ()) == ((), "hybrid, fake-words")


@given(
    st.lists(st.sampled_from(["су", "су жол", "жол", ""]), max_size=6),
    st.integers(1, 6),
    st.floats(0, 1),
)
def test_no_hit_is_lost_and_scores_stay_in_range(
    texts: list[str], n_passages: int, weight: float
) -> None:
    before = hits(*texts)
    after, _ = rerank(Reranking(FakeReranker(), n_passages, weight), "су жол", before)
    assert sorted(names(after)) == sorted(names(before))
    assert all(0 <= hit.score <= 1 for hit in after)
    assert [hit.score for hit in after] == sorted((hit.score for hit in after), reverse=True)
