"""Publishes versions and lists sources, for the contract tests of registries."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from rag.ports import Registry
from rag.types import NewVersion
from tests.contracts.points import make_published

BEGIN = datetime(2025, 4, 13, 8, 0, tzinfo=UTC)
SHA_1, SHA_2 = "1" * 64, "2" * 64


class Ticking:
    """A clock that is a minute later at every look."""

    def __init__(self) -> None:
        self._minutes = itertools.count()

    def __call__(self) -> datetime:
        return BEGIN + timedelta(minutes=next(self._minutes))


def publish(registry: Registry, version: NewVersion, title: str = "Отчёт") -> str:
    version_id = registry.start_version(version)
    registry.publish_version(make_published(version_id, title=title))
    return version_id


def sources(registry: Registry, words: str | None = None) -> list[str]:
    return [record.source for record in registry.list_documents(100, None, words)[0]]
