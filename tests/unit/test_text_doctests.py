"""The examples in the docstrings of rag.text and of the reading of questions are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import rag.retrieve
import rag.text

MODULES = [
    f"{package.__name__}.{found.name}"
    for package in (rag.text, rag.retrieve)
    for found in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    modules = [importlib.import_module(name) for name in MODULES]
    assert (
        sum(bool(test.examples) for m in modules for test in doctest.DocTestFinder().find(m)) > 15
    )
