"""Fingerprints, repair plans and embedding through the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.errors import IndexIncompatible
from rag.index.embed import embed_texts
from rag.index.fingerprint import check_fingerprint, short_fingerprint
from rag.index.keys import point_id, text_key
from rag.index.reconcile import plan_repair
from rag.types import Vector, VersionInventory
from tests.documents import make_document
from tests.records import make_record


@pytest.mark.parametrize("stored", [None, '{"model": "a"}'])
def test_a_new_or_equal_index_is_accepted(stored: str | None) -> None:
    check_fingerprint(stored, '{"model": "a"}')
    assert short_fingerprint('{"model": "a"}') == short_fingerprint(stored or '{"model": "a"}')


@pytest.mark.parametrize(
    ("stored", "command"),
    [
        ('{"model": "b", "format": 1}', "derek ingest --reembed"),
        ('{"model": "a", "format": 2}', "derek ingest --rebuild"),
        ('{"model": "b", "format": 2}', "derek ingest --rebuild"),
        ("rubbish", "derek ingest --rebuild"),
        ("{}", "derek ingest --rebuild"),
        ("[]", "derek ingest --rebuild"),
    ],
)
def test_another_index_is_refused_with_the_command_that_mends_it(stored: str, command: str) -> None:
    with pytest.raises(IndexIncompatible) as caught:
        check_fingerprint(stored, '{"model": "a", "format": 1}')
    assert command in caught.value.mend


def test_the_refusal_names_what_differs() -> None:
    with pytest.raises(IndexIncompatible, match="model was b, is a"):
        check_fingerprint('{"model": "b", "format": 1}', '{"model": "a", "format": 1}')


def test_short_fingerprints_differ_with_the_settings() -> None:
    assert short_fingerprint("a") != short_fingerprint("b")


def test_points_of_two_versions_never_meet() -> None:
    assert point_id("v1", 0) != point_id("v2", 0)
    assert point_id("v1", 0) == point_id("v1", 0)


def test_a_cached_vector_belongs_to_model_role_and_text() -> None:
    keys = {text_key(*parts) for parts in [("m", "r", "t"), ("n", "r", "t"), ("m", "s", "t")]}
    assert len(keys) == 3


class CountingEmbedder:
    """Gives each text a vector by its length and counts what it was asked."""

    name = "counting"
    dimension = 2
    max_tokens = 10

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32)

    def embed_question(self, text: str) -> Vector:
        return np.array([len(text), 1], np.float32)


class DictCache:
    """A vector cache in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, Vector] = {}

    def read_vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    def write_vectors(self, vectors: Mapping[str, Vector]) -> None:
        self.kept.update(vectors)

    def close(self) -> None:
        pass


def test_each_text_is_embedded_once_and_order_is_kept() -> None:
    embedder, cache, told = CountingEmbedder(), DictCache(), list[int]()
    texts = ["ccc", "a", "bb", "a", "ccc"]
    vectors = embed_texts(embedder, cache, texts, 2, told.append)
    assert vectors[:, 0].tolist() == [3, 1, 2, 1, 3]
    assert sorted(embedder.asked) == ["a", "bb", "ccc"]
    assert sum(told) == len(texts)
    embed_texts(embedder, cache, [*texts, "dddd"], 2, told.append)
    assert embedder.asked[3:] == ["dddd"]


def test_vectors_of_another_length_are_of_another_model_by_the_same_name() -> None:
    embedder, cache = CountingEmbedder(), DictCache()
    embed_texts(embedder, cache, ["a"], 2, lambda n: None)
    cache.kept = {key: np.ones(3, np.float32) for key in cache.kept}
    assert embed_texts(embedder, cache, ["a"], 2, lambda n: None).shape == (1, 2)
    assert embedder.asked == ["a", "a"]


def test_no_texts_give_no_rows() -> None:
    assert embed_texts(CountingEmbedder(), DictCache(), [], 4, lambda n: None).shape == (0, 2)


def test_repair_writes_what_is_missing_or_torn_and_removes_strangers() -> None:
    document = make_document([((), [("paragraph", "Да.")])])
    records = [
        replace(make_record(document), version_id=name, n_passages=3, digest="aa")
        for name in ("whole", "missing", "short", "other")
    ]
    held = {
        "whole": VersionInventory(3, "aa"),
        "short": VersionInventory(2, "aa"),
        "other": VersionInventory(3, "bb"),
        "stranger": VersionInventory(1, "cc"),
    }
    repair = plan_repair(records, held)
    assert [record.version_id for record in repair.write] == ["missing", "short", "other"]
    assert repair.remove == ("other", "short", "stranger")
    assert repair.needed and not plan_repair(records[:1], {"whole": held["whole"]}).needed
