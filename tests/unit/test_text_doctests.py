"""The examples in the docstrings of rag.text are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import rag.text

MODULES = [found.name for found in pkgutil.iter_modules(rag.text.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"rag.text.{name}")).failed == 0


def test_there_are_examples() -> None:
    modules = [importlib.import_module(f"rag.text.{name}") for name in MODULES]
    assert (
        sum(bool(test.examples) for m in modules for test in doctest.DocTestFinder().find(m)) > 15
    )
