"""What every registry finds and counts, on the fake and on SQLite."""

from __future__ import annotations

import pytest

from rag.errors import NotFound
from rag.ports import Registry
from rag.types import JobDocument
from tests.contracts.points import make_version
from tests.contracts.registries import SHA_1, SHA_2, publish, sources

# --- looking up ---------------------------------------------------------------------------------


def test_documents_are_found_by_source_within_their_collection(registry: Registry) -> None:
    publish(registry, make_version(1, source="a.txt"))
    registry.start_version(make_version(2, source="a.txt", collection="archive"))
    live, pending = (registry.find_by_source(c, "a.txt") for c in ("default", "archive"))
    assert live is not None
    assert pending is not None
    assert (live.id, live.state) == ("doc_001", "ready")
    assert (pending.id, pending.state) == ("doc_002", "pending")
    assert registry.find_by_source("default", "b.txt") is None


def test_bytes_are_found_within_their_collection_when_ready(registry: Registry) -> None:
    publish(registry, make_version(2, sha256=SHA_1))
    publish(registry, make_version(1, sha256=SHA_1))
    publish(registry, make_version(3, sha256=SHA_2, collection="archive"))
    found = registry.find_by_sha256("default", SHA_1)
    assert found is not None
    assert found.id == "doc_001"
    assert registry.find_by_sha256("default", SHA_2) is None
    assert registry.find_by_sha256("archive", SHA_2) is not None


def test_live_documents_are_listed_by_id(registry: Registry) -> None:
    for number in (3, 1, 2):
        publish(registry, make_version(number, source=f"{9 - number}.txt"))
    assert [record.id for record in registry.list_live()] == ["doc_001", "doc_002", "doc_003"]


def test_more_live_records_than_one_statement_takes(registry: Registry) -> None:
    versions = [publish(registry, make_version(number)) for number in range(30)]
    asked = [*(f"unknown{n}" for n in range(1200)), *versions]
    assert set(registry.live_records(asked)) == set(versions)


def test_pages_go_by_source_and_stay_when_documents_come(registry: Registry) -> None:
    names = ["б.txt", "a.txt", "Z.txt", "қ.txt", "а.txt"]
    for number, name in enumerate(names):
        publish(registry, make_version(number, source=name))
    first, cursor = registry.list_documents(2, None, None)
    assert [record.source for record in first] == ["Z.txt", "a.txt"]
    publish(registry, make_version(10, source="A.txt"))
    publish(registry, make_version(11, source="в.txt"))
    second, cursor = registry.list_documents(2, cursor, None)
    assert [record.source for record in second] == ["а.txt", "б.txt"]
    third, cursor = registry.list_documents(2, cursor, None)
    assert [record.source for record in third] == ["в.txt", "қ.txt"]
    assert cursor is None


def test_one_source_in_two_collections_is_listed_twice(registry: Registry) -> None:
    publish(registry, make_version(1, source="a.txt"))
    publish(registry, make_version(2, source="a.txt", collection="archive"))
    first, cursor = registry.list_documents(1, None, None)
    second, _ = registry.list_documents(1, cursor, None)
    assert [r.id for r in (*first, *second)] == ["doc_001", "doc_002"]


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "[]", "bnVsbA==", "қ"])
def test_a_cursor_that_was_not_given_out_is_a_mistake(registry: Registry, cursor: str) -> None:
    with pytest.raises(ValueError):
        registry.list_documents(10, cursor, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ОТЧЁТ", ["a.txt"]),
        ("қаскелең", ["b.txt"]),
        ("B.TXT", ["b.txt"]),
        ("  есебі   қала ", ["b.txt"]),
        ("есебі отчёт", []),
        ("100%", []),
        ("_", ["c_d.txt"]),
        ("", ["a.txt", "b.txt", "c_d.txt"]),
        ("РАЙОН", ["c_d.txt"]),
    ],
)
def test_words_are_looked_for_in_title_and_source_whatever_the_case(
    registry: Registry, words: str, expected: list[str]
) -> None:
    publish(registry, make_version(1, source="a.txt"), title="Годовой отчёт: 1000 дорог")
    publish(registry, make_version(2, source="b.txt"), title="ҚАСКЕЛЕҢ қаласының есебі")
    # The last title has its й in two code points, as some systems write it.
    publish(registry, make_version(3, source="c_d.txt"), title="Раи\u0306он")
    assert sources(registry, words) == expected


def test_a_pending_document_is_found_by_its_source(registry: Registry) -> None:
    registry.start_version(make_version(1, source="Жоспар.txt"))
    assert sources(registry, "жоспар") == ["Жоспар.txt"]


# --- fingerprint, jobs, feedback ----------------------------------------------------------------


def test_the_fingerprint_is_the_last_one_written(registry: Registry) -> None:
    registry.write_fingerprint('{"model": "a"}')
    registry.write_fingerprint('{"model": "б"}')
    assert registry.read_fingerprint() == '{"model": "б"}'


def test_a_job_begins_queued_with_its_documents_pending(registry: Registry) -> None:
    job = registry.start_job(["b.txt", "a.txt", "b.txt"])
    assert (job.state, job.done, job.total) == ("queued", 0, 3)
    assert [d.source for d in job.documents] == ["b.txt", "a.txt", "b.txt"]
    assert {d.state for d in job.documents} == {"pending"}
    assert registry.find_job(job.id) == job
    assert registry.start_job([]).total == 0


def test_a_job_counts_what_is_no_longer_pending(registry: Registry) -> None:
    job = registry.start_job(["a", "b", "c"])
    documents = [
        JobDocument("a", "ready", None),
        JobDocument("b", "failed", "Пусто."),
        JobDocument("c", "pending", None),
    ]
    registry.update_job(job.id, "running", documents)
    found = registry.find_job(job.id)
    assert found is not None
    assert (found.state, found.done, found.total) == ("running", 2, 3)
    assert found.documents == tuple(documents)
    registry.update_job(job.id, "done", documents[:1])
    found = registry.find_job(job.id)
    assert found is not None
    assert (found.state, found.done, found.documents) == ("done", 1, tuple(documents[:1]))


def test_open_jobs_are_those_queued_or_running(registry: Registry) -> None:
    queued, running, done, failed = (registry.start_job(["a"]) for _ in range(4))
    registry.update_job(running.id, "running", running.documents)
    registry.update_job(done.id, "done", done.documents)
    registry.update_job(failed.id, "failed", failed.documents)
    found = registry.list_open_jobs()
    assert [job.id for job in found] == sorted((queued.id, running.id))


def test_an_unknown_job_cannot_be_updated(registry: Registry) -> None:
    with pytest.raises(NotFound):
        registry.update_job("job_unknown", "done", [])
