"""Texts printed twice are shown once, and only those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rag.retrieve.reprints import drop_reprints
from rag.types import Document, Hit
from tests.documents import make_document
from tests.records import make_hit

WORDS = ["В районе 12 школ.", "Дорога длиной 8 км."]


def hit_in(name: str, words: list[str], same_as: str | None = None, day: int = 1) -> Hit:
    """A hit over a whole document of these paragraphs, ingested on this day."""
    document = make_document([((), [("paragraph", w) for w in words])], document_id=name)
    hit = make_hit(document)
    record = replace(
        hit.record, same_as=same_as, ingested_at=datetime(2025, 1, day, tzinfo=UTC), version_id=name
    )
    return replace(hit, point_id=f"{name}/{words}", record=record)


def kept(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return drop_reprints(hits, lambda hit: hit.document)


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.record.id for hit in hits]


def test_of_a_text_printed_twice_the_first_print_stays_wherever_it_ranks() -> None:
    first, again = hit_in("a", WORDS), hit_in("b", WORDS, same_as="a", day=2)
    assert names(kept([again, first])) == ["a"]
    assert names(kept([first, again])) == ["a"]
    alone = replace(again, record=replace(again.record, same_as="a"))
    assert names(kept([alone])) == ["b"]


def test_when_the_first_print_is_not_among_them_the_oldest_stays() -> None:
    older, newer = hit_in("z", WORDS, "gone", day=3), hit_in("b", WORDS, "gone", day=4)
    assert names(kept([newer, older])) == ["z"]


def test_case_and_white_space_make_no_difference_but_words_do() -> None:
    first = hit_in("a", WORDS)
    spaced = hit_in("b", ["в районе  12 ШКОЛ.", WORDS[1]], same_as="a")
    changed = hit_in("c", ["В районе 13 школ.", WORDS[1]], same_as="a")
    assert names(kept([first, spaced, changed])) == ["a", "c"]


def test_a_passage_cut_otherwise_is_covered_by_several() -> None:
    first = [hit_in("a", [WORDS[0]]), hit_in("a", [WORDS[1]])]
    whole, longer = hit_in("b", WORDS, "a"), hit_in("c", [*WORDS, "Ещё слова."], "a")
    assert names(kept([*first, whole, longer])) == ["a", "a", "c"]


def test_equal_words_in_documents_that_are_not_linked_both_stay() -> None:
    assert names(kept([hit_in("a", WORDS), hit_in("b", WORDS)])) == ["a", "b"]


def test_words_repeated_within_one_document_both_stay() -> None:
    hits = [hit_in("a", WORDS), replace(hit_in("a", WORDS), point_id="other place")]
    assert kept(hits) == tuple(hits)
    assert kept([]) == ()


def test_documents_of_texts_that_are_printed_once_are_not_read() -> None:
    def refuse(_: Hit) -> Document:
        raise AssertionError("read")

    hits = [hit_in("a", WORDS), hit_in("b", WORDS)]
    assert drop_reprints(hits, refuse) == tuple(hits)
