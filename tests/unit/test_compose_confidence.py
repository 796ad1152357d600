from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.compose.confidence import WEIGHTS, confidence, confidence_features
from rag.retrieve.question import understand
from rag.types import Evidence, Hit
from tests.documents import make_document
from tests.records import make_evidence, make_hit

QUERY = understand("Сколько школ построили в районе?")
DOCUMENT = make_document([((), [("paragraph", "В районе построили 48 школ.")])])


def found(dense: list[float | None], lexical: float = 6.0) -> list[Hit]:
    return [replace(make_hit(DOCUMENT), dense=value, lexical=lexical) for value in dense]


def evidence(score: float = 0.6, **features: float) -> Evidence:
    best = make_evidence(make_hit(DOCUMENT), 0, score)
    full = {**dict.fromkeys(WEIGHTS, 0.0), "similarity": 0.5, **best.features, **features}
    return replace(best, features=full)


def test_without_evidence_nothing_is_sure() -> None:
    assert confidence(QUERY, [], found([0.9])) == 0.0


def test_features_are_what_they_say() -> None:
    ranked = [evidence(0.8, similarity=0.6), evidence(0.5, similarity=0.2), evidence(0.2)]
    features = confidence_features(QUERY, ranked, found([0.5, 0.3, 0.1, None]))
    # Of three cases, ten neutral ones beside them: (3 · (.5 − (.5 + .3 + .1) / 3) + 10 · .15) / 13
    assert features["rise"] == pytest.approx(2.1 / 13)
    assert features["length"] == len(QUERY.terms)
    assert features["lexical"] == pytest.approx((4 * 6 / len(QUERY.terms) + 10 * 4) / 14)
    assert features["contradicted"] == features["letters"] == features["alike"] == 0.0
    assert set(features) == set(WEIGHTS)


def test_another_period_and_other_letters_are_seen() -> None:
    other = confidence_features(QUERY, [evidence(period=-0.4)], found([0.5]))
    assert other["contradicted"] == 1.0
    english = understand("How many schools were built?")
    features = confidence_features(english, [evidence(similarity=0.6)], found([0.5]))
    assert (features["letters"], features["alike"]) == (1.0, 0.6)


def test_words_without_likeness_are_seen() -> None:
    agreed = found([0.5, 0.3])
    assert confidence_features(QUERY, [evidence()], agreed)["apart"] == 0.0
    worded = [replace(hit, lexical=score) for hit, score in zip(agreed, (2.0, 9.0), strict=True)]
    assert confidence_features(QUERY, [evidence()], worded)["apart"] == pytest.approx(0.2)
    unknown = [*agreed, replace(found([None])[0], lexical=20.0)]
    assert confidence_features(QUERY, [evidence()], unknown)["apart"] == pytest.approx(0.2)
    assert confidence(QUERY, [evidence()], worded) < confidence(QUERY, [evidence()], agreed)


@given(st.floats(0, 0.3), st.floats(0, 0.3))
def test_a_passage_that_stands_out_is_surer(one: float, other: float) -> None:
    low, high = sorted((one, other))
    sure = [confidence(QUERY, [evidence()], found([0.4 + x, 0.4, 0.4])) for x in (low, high)]
    assert 0 < sure[0] <= sure[1] < 1


@pytest.mark.parametrize("name", ["names", "coverage", "kind"])
def test_what_is_asked_and_said_makes_surer(name: str) -> None:
    hits = found([0.5, 0.4])
    said = confidence(QUERY, [evidence(**{name: 1.0})], hits)
    assert said > confidence(QUERY, [evidence(**{name: 0.0})], hits)


@pytest.mark.parametrize("name", ["unsaid", "another", "elsewhere"])
def test_words_that_are_said_nowhere_make_less_sure(name: str) -> None:
    hits = found([0.5, 0.4])
    assert confidence(QUERY, [evidence(**{name: 0.4})], hits) < confidence(
        QUERY, [evidence()], hits
    )


def test_hits_of_one_leg_alone_are_no_error() -> None:
    assert 0 < confidence(QUERY, [evidence()], found([None, None])) < 1
    words_missing = [replace(hit, lexical=None) for hit in found([0.5])]
    assert 0 < confidence(QUERY, [evidence()], words_missing) < 1
