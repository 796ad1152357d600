"""What speaks for a passage, worked by hand, and the order that follows from it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.passage_features import STEEPNESS, passage_parts
from rag.retrieve.passage_score import OTHER, OWN, order_passages, passage_score
from rag.retrieve.question import understand
from rag.retrieve.search import Candidate
from rag.retrieve.term_matches import (
    TRANSLATED_WORTH,
    WEAK_WORTH,
    asked_words,
    word_matches,
    word_weights,
)
from rag.text.analyse import analyse
from rag.text.bm25 import term_numbers
from rag.types import Language, StoredPoint, TermNumbers, Vector
from tests.documents import make_document
from tests.records import make_passage, make_record

QUESTION: Vector = np.array([1.0, 0.0], np.float32)
NO_UNITS: Vector = np.zeros((0, 2), np.float32)
RECORD = make_record(make_document([((), [("paragraph", "Слово.")])]))


def candidate(
    name: str,
    dense: float | None = 0.8,
    lexical: float = 0.0,
    language: Language = "ru",
    text: str = "",
) -> Candidate:
    passage = replace(make_passage(name, language=language), embedded_text=text)
    return Candidate(name, "v1", passage, RECORD, 0.5, dense, lexical or None, lexical)


def terms_of(*texts: str, language: Language = "ru") -> tuple[TermNumbers, ...]:
    return tuple(
        np.array(sorted(term_numbers(analyse(text, language=language))), np.uint32)
        for text in texts
    )


def point(
    *texts: str, rows: tuple[tuple[float, float], ...] = (), language: Language = "ru"
) -> StoredPoint:
    """A point whose first text are its headings, the others its units."""
    vectors: Vector = np.array(rows, np.float32).reshape(-1, 2) if rows else NO_UNITS
    passage = make_passage("p", language=language)
    return StoredPoint("v1", passage, vectors, terms_of(*texts, language=language))


def parts_of(question: str, *found: tuple[Candidate, StoredPoint | None]) -> list[dict[str, float]]:
    points = {item.point_id: stored for item, stored in found if stored is not None}
    query = understand(question)
    return [dict(parts) for parts in passage_parts(query, [f[0] for f in found], points, QUESTION)]


def test_a_word_counts_whole_in_its_own_form_and_less_by_a_key_or_a_translation() -> None:
    asked = asked_words(analyse("районы", language="ru"))
    texts = (*terms_of("район"), *terms_of("району"), *terms_of("дом"))
    assert word_matches(asked, texts)[:, 0].tolist() == [1.0, 1.0, 0.0]
    near = asked_words(analyse("Медеуский", language="ru"))
    (medeu,) = terms_of("Медеу", language="kk")
    assert word_matches(near, [medeu])[0, 0] == WEAK_WORTH
    school = asked_words(analyse("школа", language="ru"))
    (mektep,) = terms_of("мектеп", language="kk")
    assert word_matches(school, [mektep])[0, 0] == TRANSLATED_WORTH


def test_nothing_asked_or_nothing_there_matches_nothing() -> None:
    assert word_matches((), terms_of("слово")).shape == (1, 0)
    asked = asked_words(analyse("школа", language="ru"))
    assert word_matches(asked, ()).shape == (0, 1)
    assert word_matches(asked, (np.zeros(0, np.uint32),)).tolist() == [[0.0]]


def test_a_word_that_all_passages_hold_weighs_next_to_nothing() -> None:
    weights = word_weights(np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]]))
    assert weights[0] == pytest.approx(math.log(1 + 0.5 / 3.5))
    assert weights[1] == pytest.approx(math.log(1 + 2.5 / 1.5))


def test_words_that_stand_together_cover_more_of_a_sentence() -> None:
    together = candidate("a"), point("", "Построен мост через реку.", "Посажен лес.")
    apart = candidate("b"), point("", "Построен дом.", "Мост старый, река узкая.")
    one, other = parts_of("Когда построен мост через реку?", together, apart)
    assert one["coverage"] == pytest.approx(other["coverage"])
    assert one["sentence"] > other["sentence"]


def test_headings_count_for_themselves_and_not_as_a_sentence() -> None:
    headed = candidate("a"), point("Ремонт дорог", "Работы идут.")
    (parts,) = parts_of("ремонт дорог", headed)
    assert (parts["heading"], parts["coverage"], parts["sentence"]) == (1.0, 1.0, 0.0)


def test_names_and_figures_are_looked_for_by_themselves() -> None:
    found = candidate("a"), point("", "В Таразе в 2017 году открыто 5 школ.")
    missed = candidate("b"), point("", "В Шымкенте в 2016 году открыто 5 школ.")
    one, other = parts_of("Сколько школ открыто в Таразе в 2017 году?", found, missed)
    assert (one["names"], one["figures"]) == (1.0, 1.0)
    assert (other["names"], other["figures"]) == (0.0, 0.0)
    (plain,) = parts_of("Сколько школ открыто?", found)
    assert (plain["names"], plain["figures"]) == (0.0, 0.0)


def beside(*rows: tuple[float, float]) -> list[tuple[Candidate, StoredPoint]]:
    """Candidates whose own vectors these are."""
    vectors = [np.array(row, np.float32) for row in rows]
    return [
        (candidate(str(place)), replace(point("", "x"), dense=vector))
        for place, vector in enumerate(vectors)
    ]


def test_nearness_is_told_by_what_the_candidates_do_not_share() -> None:
    # All are far along the second axis; without their mean only the first one is left.
    found = beside((0.6, 0.8), (0.0, 1.0), (-0.6, 0.8))
    shares = [parts["near"] for parts in parts_of("школы", *found)]
    centred = np.array([[0.6, -0.2 / 3], [0.0, 0.4 / 3], [-0.6, -0.2 / 3]])
    cosines = centred[:, 0] / np.linalg.norm(centred, axis=1)
    worked = (cosines - cosines.min()) / np.ptp(cosines)
    assert shares == pytest.approx(worked.tolist(), abs=1e-5)


def test_a_candidate_that_was_not_read_is_near_to_nothing() -> None:
    near, far, unread = parts_of("школы", *beside((0.6, 0.8), (0.0, 1.0)), (candidate("z"), None))
    assert (near["near"], far["near"], unread["near"]) == (1.0, 0.0, 0.0)
    assert unread["unit"] == 0.0


def test_the_worth_of_a_unit_falls_with_its_distance_from_the_best() -> None:
    rows = ((0.0, 1.0), (0.6, 0.8)), ((1.0, 0.0),)
    found = [(candidate(str(n)), point("", *("x" for _ in r), rows=r)) for n, r in enumerate(rows)]
    shares = [parts["unit"] for parts in parts_of("школы", *found, (candidate("z"), None))]
    moved = np.array([(0.0, 1.0), (0.6, 0.8), (1.0, 0.0)]) - np.array([1.6 / 3, 0.6])
    cosines = moved[:, 0] / np.linalg.norm(moved, axis=1)
    best = max(cosines[:2])
    assert shares == pytest.approx([math.exp(STEEPNESS * (best - cosines[2])), 1.0, 0.0], rel=1e-4)


def test_the_kind_of_answer_must_show() -> None:
    shown, hidden = parts_of(
        "Сколько школ в районе?",
        (candidate("a", text="В районе 12 школ."), None),
        (candidate("b", text="В районе есть школы."), None),
    )
    assert (shown["kind"], hidden["kind"]) == (1.0, 0.0)


def test_the_order_is_by_score_and_then_by_id() -> None:
    found = [candidate("z", 0.7, 0.5), candidate("a", 0.7, 0.5), candidate("m", 0.9, 1.0)]
    ordered = order_passages(understand("школы"), found, {}, QUESTION, 0.6)
    assert [item.point_id for item in ordered] == ["m", "a", "z"]
    assert order_passages(understand("школы"), (), {}, QUESTION, 0.6) == ()


def test_at_the_ends_only_vectors_or_only_words_count() -> None:
    by_vectors = {**dict.fromkeys(OWN, 0.0), "near": 1.0, "unit": 1.0, "own": 1.0}
    by_words = {**dict.fromkeys(OWN, 1.0), "near": 0.0, "unit": 0.0}
    assert passage_score(by_vectors, 1.0) == pytest.approx(0.0) or OWN["own"] > 0
    assert passage_score(by_words, 0.0) == 0.0
    assert passage_score(by_vectors, 0.0) > 0
    assert passage_score(by_words, 1.0) > 0


def test_both_tables_weigh_the_same_features_and_none_below_zero() -> None:
    assert OWN.keys() == OTHER.keys()
    assert min(*OWN.values(), *OTHER.values()) >= 0


@given(
    st.dictionaries(st.sampled_from(sorted(OWN)), st.floats(0, 1)),
    st.floats(0, 1),
    st.booleans(),
)
def test_scores_stay_between_0_and_1(some: dict[str, float], weight: float, own: bool) -> None:
    parts = {**dict.fromkeys(OWN, 0.0), **some, "own": float(own)}
    assert 0 <= passage_score(parts, weight) <= 1 + 1e-9
