"""How SQLite goes about what is asked of the registry for each file: never over all documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rag.adapters.sql_registry import SqlRegistry
from tests.contracts.points import make_published, make_version


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[SqlRegistry]:
    opened = SqlRegistry(tmp_path / "registry.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def plans(registry: SqlRegistry) -> list[str]:
    """A line for each step of each statement from now on, filled as they are run."""
    steps: list[str] = []

    def explain(
        connection: sa.Connection, _cursor: object, statement: str, values: Any, *_: object
    ) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            raw = connection.connection.cursor()
            raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            steps.extend(f"{row[-1]}: {statement}" for row in raw.fetchall())

    sa.event.listen(registry._engine, "before_cursor_execute", explain)
    return steps


def goes_over_all(step: str) -> bool:
    """Whether a step reads a table, or all documents of a collection."""
    return step.startswith("SCAN ") or "(collection=?)" in step


def publish(registry: SqlRegistry, number: int) -> None:
    version_id = registry.start_version(make_version(number))
    registry.publish_version(replace(make_published(version_id), sketch=(1, 2, 3)))


def test_a_new_file_is_not_compared_with_all_documents(
    registry: SqlRegistry, plans: list[str]
) -> None:
    publish(registry, 1)
    registry.find_by_source("default", "docs/1.txt")
    registry.find_by_sha256("default", "1" * 64)
    registry.find_document("doc_001")
    assert registry.find_alike("default", (1, 2, 3))
    registry.fail_version(registry.start_version(make_version(3)), "broken")
    assert len(plans) > 10
    assert [step for step in plans if goes_over_all(step)] == []


def test_neither_is_one_that_changed_or_is_gone(registry: SqlRegistry, plans: list[str]) -> None:
    for number in (1, 1, 2):
        publish(registry, number)
    registry.forget_versions(registry.delete_document("doc_002"))
    registry.forget_failed("doc_001")
    assert len(plans) > 10
    assert [step for step in plans if goes_over_all(step)] == []


def test_what_asks_for_all_documents_is_told(registry: SqlRegistry, plans: list[str]) -> None:
    publish(registry, 1)
    registry.list_live()
    assert any(goes_over_all(step) for step in plans)
