"""Which evidence comes first."""

from __future__ import annotations

from rag.compose.order import likely, prefer, put_first
from tests.documents import make_document
from tests.records import make_evidence, make_hit

HIT = make_hit(make_document([((), [("paragraph", text) for text in "abcd"])], title=""))
RANKED = [make_evidence(HIT, at, score) for at, score in enumerate([0.9, 0.8, 0.2, 0.1])]


def test_only_what_is_hardly_less_likely_may_come_first() -> None:
    assert list(likely(RANKED)) == RANKED[:2]
    assert list(likely(RANKED, 0.02)) == RANKED[:3]
    assert list(likely([])) == []


def test_the_first_that_fits_comes_first_and_the_others_keep_their_order() -> None:
    best, other, late, last = RANKED
    assert prefer(RANKED, lambda item: item is not best) == (other, best, late, last)
    assert prefer(RANKED, lambda item: item is late) == (best, other, late, last)
    assert prefer([], lambda _: True) == ()
    assert put_first(last, RANKED) == (last, best, other, late)
