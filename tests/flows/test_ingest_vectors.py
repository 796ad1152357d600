"""Vectors are kept by the words they were made of: only words that are new are embedded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.ingest import IngestLimits
from rag.types import Vector
from tests.fakes.embedder import FakeEmbedder
from tests.flows.setting import ROADS, SCHOOLS, Setting


class CountingEmbedder(FakeEmbedder):
    """Remembers every passage it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        return super().embed_passages(texts)


def test_only_what_changed_is_embedded_again() -> None:
    embedder = CountingEmbedder()
    setting = Setting(embedder=embedder)
    setting.ingest({"a.txt": SCHOOLS})
    n_before = len(embedder.asked)
    setting.ingest({"a.txt": SCHOOLS.replace("7 поликлиник", "9 поликлиник")})
    assert embedder.asked[n_before:]
    assert all("9 поликлиник" in text for text in embedder.asked[n_before:])


def test_cutting_anew_embeds_only_texts_that_were_not_there() -> None:
    embedder = CountingEmbedder()
    setting = Setting(embedder=embedder)
    setting.ingest({"a.txt": SCHOOLS, "b.txt": ROADS})
    known = set(embedder.asked)
    setting.ingest_flow().reread()
    assert len(embedder.asked) == len(known)
    smaller = replace(setting.ingest_flow(), limits=IngestLimits(2**20, 20, 4))
    smaller.reread()
    fresh = embedder.asked[len(known) :]
    assert fresh and known.isdisjoint(fresh)
