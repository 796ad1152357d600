"""What is remembered between calls: never without a bound, and little of each document's lines."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import rag.chunks
import rag.compose
import rag.documents
import rag.index
import rag.retrieve
import rag.sections
import rag.text
import rag.verify
from rag.documents import ranks, shapes

STAGES = (
    rag.chunks,
    rag.compose,
    rag.documents,
    rag.index,
    rag.retrieve,
    rag.sections,
    rag.text,
    rag.verify,
)


def caches() -> Iterator[tuple[str, Any]]:
    for stage in STAGES:
        for found in pkgutil.walk_packages(stage.__path__, f"{stage.__name__}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if hasattr(value, "cache_parameters") and value.__module__ == module.__name__:
                    yield f"{module.__name__}.{name}", value


def test_no_cache_grows_without_a_bound() -> None:
    bounds = {name: cached.cache_parameters()["maxsize"] for name, cached in caches()}
    assert len(bounds) > 40
    assert {name for name, bound in bounds.items() if bound is None} == set()


@pytest.mark.parametrize("cached", [ranks.find_number, ranks.find_label_rank, shapes.is_name_like])
def test_of_lines_those_of_a_document_are_kept_and_not_those_of_a_folder(cached: Any) -> None:
    cached.cache_clear()
    for number in range(5_000):
        cached(f"{number}. Строка, какой больше нет")
    assert cached.cache_info().currsize <= 2_000
    before = cached.cache_info().hits
    for number in range(4_000, 5_000):
        cached(f"{number}. Строка, какой больше нет")
    assert cached.cache_info().hits == before + 1_000
