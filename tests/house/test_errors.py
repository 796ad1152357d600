"""Every error that Derek raises on purpose has its answer in the API's table."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping

from rag import errors
from rag.errors import DerekError


def raised_on_purpose() -> set[type[DerekError]]:
    return {
        member
        for _, member in inspect.getmembers(errors, inspect.isclass)
        if issubclass(member, DerekError)
    }


def answered() -> set[type[DerekError]]:
    """The keys of every table of errors in ``api.errors``."""
    tables = vars(importlib.import_module("api.errors")).values()
    return {
        key
        for table in tables
        if isinstance(table, Mapping)
        for key in table
        if inspect.isclass(key) and issubclass(key, DerekError)
    }


def test_every_error_has_an_answer() -> None:
    missing = {error.__name__ for error in raised_on_purpose() - answered()}
    assert missing == set()


def test_every_error_is_drawn_in_the_tree_with_a_code_of_its_own() -> None:
    codes = {error.code for error in raised_on_purpose()}
    assert len(codes) == len(raised_on_purpose())
    drawn = errors.__doc__ or ""
    assert [e.__name__ for e in raised_on_purpose() if e.__name__ not in drawn] == []
