"""Adapters and fakes behind one name, so that each contract test runs on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.adapters.sql_registry import SqlRegistry
from rag.ports import PassageStore, Registry
from tests.contracts.registries import Ticking
from tests.contracts.stores import KINDS, open_store
from tests.fakes import InMemoryRegistry


@pytest.fixture(scope="session", params=KINDS)
def opened_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PassageStore]:
    """One store of a kind for all tests: making the engine's files takes a second."""
    store = open_store(request.param, tmp_path_factory.mktemp("store"))
    yield store
    store.close()


@pytest.fixture
def store(opened_store: PassageStore) -> PassageStore:
    """A store that is empty again."""
    opened_store.remove_versions(list(opened_store.inventory()))
    return opened_store


@pytest.fixture(params=["fake", "sqlite"])
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registry]:
    """A new registry whose clock ticks by minutes."""
    if request.param == "fake":
        yield InMemoryRegistry(clock=Ticking())
        return
    opened = SqlRegistry(tmp_path / "registry.sqlite", clock=Ticking())
    yield opened
    opened.close()
