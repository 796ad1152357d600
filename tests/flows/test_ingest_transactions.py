"""Files of one run share transactions, and a transaction that fails leaves nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag.errors import StorageFull
from rag.progress import Unwatched
from rag.types import PublishedVersion
from tests.flows.setting import Setting
from tests.flows.test_ingest_pipeline import Reader, flow_with, ingest, letters, wait


def test_files_share_transactions() -> None:
    setting, n_transactions = Setting(), 0
    together = setting.registry.together

    @contextmanager
    def counted() -> Iterator[None]:
        nonlocal n_transactions
        n_transactions += 1
        with together():
            yield

    setting.registry.together = counted  # type: ignore[method-assign]
    setting.files.contents = dict(letters(60))
    released = threading.Event()
    reader = Reader(lambda source: wait(released) if source == "000.txt" else None)

    class Watch(Unwatched):
        def file_started(self, source: str) -> None:
            if source == "059.txt":
                released.set()

    flow_with(setting, reader).ingest_folder([Path("folder")], "default", Watch())
    assert len(setting.registry.list_live()) == 60
    assert n_transactions < 60


def test_a_registry_that_fails_makes_none_of_a_group_live() -> None:
    setting = Setting()
    publish = setting.registry.publish_version

    def fail_third(version: PublishedVersion) -> tuple[str, ...]:
        if version.title == "Письмо 2":
            raise StorageFull("No space is left.")
        return publish(version)

    setting.registry.publish_version = fail_third  # type: ignore[method-assign]
    with pytest.raises(StorageFull):
        ingest(flow_with(setting), setting, letters(3))
    assert "002.txt" not in {record.source for record in setting.registry.list_live()}
    assert setting.registry.list_unpublished() == ()
    setting.registry.publish_version = publish  # type: ignore[method-assign]
    ingest(flow_with(setting), setting, letters(3))
    assert {r.source for r in setting.registry.list_live()} == set(letters(3))
    held = {r.version_id for r in setting.registry.list_live()}
    assert set(setting.store.inventory()) >= held
