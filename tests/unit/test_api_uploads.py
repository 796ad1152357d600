"""The upload queue: one after the other, bounded, never silent about what it did not do."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import pytest

from api.errors import Interrupted, TooBusy
from api.uploads import BROKEN, INTERRUPTED, UploadQueue
from rag.errors import StorageFull
from rag.progress import IngestReport, ProgressWatcher
from rag.types import JobDocument, Upload
from tests.fakes.fake_derek import FakeDerek, FakeIngest, FakeRegistry
from tests.fakes.shelf import Shelf

if TYPE_CHECKING:
    from rag.ingest import IngestFlow
    from rag.ports import Registry

WAIT_SECONDS = 10.0


class HeldIngest(FakeIngest):
    """Waits before every job until it is let go; may fail."""

    def __init__(self, registry: FakeRegistry) -> None:
        super().__init__(Shelf(()), registry)
        self.begun = threading.Event()
        self.go = threading.Event()
        self.failure: Exception | None = None

    def ingest_uploads(
        self, job_id: str, uploads: Sequence[Upload], watch: ProgressWatcher | None = None
    ) -> IngestReport:
        self.begun.set()
        assert self.go.wait(WAIT_SECONDS)
        if self.failure is not None:
            raise self.failure
        return super().ingest_uploads(job_id, uploads, watch)


def make_queue(ingest: FakeIngest, registry: FakeRegistry, limit_bytes: int = 100) -> UploadQueue:
    return UploadQueue(cast("IngestFlow", ingest), cast("Registry", registry), limit_bytes)


def files(*names: str, n_bytes: int = 10) -> list[Upload]:
    return [Upload(name, b"x" * n_bytes) for name in names]


def test_jobs_are_done_in_order() -> None:
    derek = FakeDerek(())
    queue = make_queue(derek.ingest, derek.registry)
    queue.start()
    jobs = [queue.put(files(name)) for name in ("a.txt", "b.txt", "c.txt")]
    while derek.registry.jobs[jobs[-1].id].state != "done":
        threading.Event().wait(0.01)
    assert queue.close(WAIT_SECONDS)
    assert [upload.source for upload in derek.ingest.uploaded] == ["a.txt", "b.txt", "c.txt"]


def test_what_waits_is_bounded_but_one_upload_always_fits() -> None:
    registry = FakeRegistry()
    queue = make_queue(HeldIngest(registry), registry, limit_bytes=25)
    queue.put(files("large.txt", n_bytes=1000))
    with pytest.raises(TooBusy):
        queue.put(files("b.txt"))
    assert len(registry.jobs) == 1


def test_stopping_fails_what_waits_and_takes_nothing_more() -> None:
    registry = FakeRegistry()
    ingest = HeldIngest(registry)
    queue = make_queue(ingest, registry)
    queue.start()
    at_work, waiting = queue.put(files("a.txt", "b.txt")), queue.put(files("c.txt"))
    assert ingest.begun.wait(WAIT_SECONDS)
    assert not queue.close(0.0)
    ingest.go.set()
    assert queue.close(WAIT_SECONDS)
    failed = (JobDocument("c.txt", "failed", INTERRUPTED),)
    assert registry.jobs[waiting.id].state == "failed"
    assert registry.jobs[waiting.id].documents == failed
    assert registry.jobs[at_work.id].state == "failed"
    assert {d.reason for d in registry.jobs[at_work.id].documents} == {INTERRUPTED}
    with pytest.raises(Interrupted):
        queue.put(files("d.txt"))


def test_a_new_process_says_what_the_last_one_left() -> None:
    registry = FakeRegistry()
    job = registry.start_job(["a.txt", "b.txt"])
    half = [JobDocument("a.txt", "ready", None), JobDocument("b.txt", "pending", None)]
    registry.update_job(job.id, "running", half)
    queue = make_queue(HeldIngest(registry), registry)
    queue.start()
    assert queue.close(WAIT_SECONDS)
    assert registry.jobs[job.id].state == "failed"
    assert registry.jobs[job.id].documents == (half[0], JobDocument("b.txt", "failed", INTERRUPTED))


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(StorageFull("No space is left."), "No space is left."), (RuntimeError("x"), BROKEN)],
)
def test_a_job_that_breaks_is_failed_and_the_next_goes_on(failure: Exception, reason: str) -> None:
    registry = FakeRegistry()
    ingest = HeldIngest(registry)
    ingest.failure = failure
    ingest.go.set()
    queue = make_queue(ingest, registry)
    queue.start()
    jobs = [queue.put(files("a.txt")), queue.put(files("b.txt"))]
    while registry.jobs[jobs[-1].id].state != "failed":
        threading.Event().wait(0.01)
    assert queue.close(WAIT_SECONDS)
    for job in jobs:
        assert [document.reason for document in registry.jobs[job.id].documents] == [reason]
