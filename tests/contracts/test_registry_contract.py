"""The life of versions in every registry, on the fake and on SQLite."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rag.errors import NotFound
from rag.ports import Registry
from tests.contracts.points import make_published, make_version
from tests.contracts.registries import BEGIN, SHA_1, SHA_2, publish, sources
from tests.fakes import InMemoryRegistry

# --- a version's life ---------------------------------------------------------------------------


def test_a_new_registry_is_empty(registry: Registry) -> None:
    assert registry.list_live() == ()
    assert registry.list_unpublished() == ()
    assert registry.list_documents(10, None, None) == ((), None)
    assert registry.list_open_jobs() == ()
    assert registry.find_document("doc_001") is None
    assert registry.find_by_source("default", "file001.txt") is None
    assert registry.find_by_sha256("default", SHA_1) is None
    assert registry.find_job("job_1") is None
    assert registry.read_fingerprint() is None


def test_a_started_version_is_pending_and_not_live(registry: Registry) -> None:
    version = replace(make_version(1, groups=("a", "b")), date=date(2024, 2, 29))
    version_id = registry.start_version(replace(version, source_url="https://example.kz/қ"))
    record = registry.find_document("doc_001")
    assert record is not None
    assert (record.version_id, record.state, record.reason) == (version_id, "pending", None)
    assert (record.source, record.collection) == ("file001.txt", "default")
    assert (record.groups, record.date) == (("a", "b"), date(2024, 2, 29))
    assert (record.source_url, record.sha256, record.n_bytes) == (
        "https://example.kz/қ",
        "a" * 64,
        1,
    )
    assert (record.language, record.document_sha256, record.n_passages) == (None, None, 0)
    assert record.ingested_at == BEGIN
    assert registry.list_live() == ()
    assert registry.live_records([version_id]) == {}
    assert registry.find_by_sha256("default", "a" * 64) is None
    assert registry.list_unpublished() == (record,)


def test_a_published_version_is_live_with_what_was_found_in_it(registry: Registry) -> None:
    version_id = registry.start_version(make_version(1))
    day = date(2025, 1, 31)
    published = make_published(version_id, title="Есеп", day=day)
    assert registry.publish_version(published) == ()
    record = registry.find_document("doc_001")
    assert record is not None
    assert (record.state, record.title, record.language, record.date) == (
        "ready",
        "Есеп",
        "kk",
        day,
    )
    assert (record.document_sha256, record.digest) == ("d" * 64, "0f" * 16)
    assert (record.n_paragraphs, record.n_passages) == (3, 2)
    assert record.ingested_at == BEGIN + timedelta(minutes=1)
    assert registry.live_records([version_id, "unknown"]) == {version_id: record}
    assert registry.list_live() == (record,)
    assert registry.list_unpublished() == ()


def test_the_live_version_stays_until_the_next_is_published(registry: Registry) -> None:
    old = publish(registry, make_version(1, sha256=SHA_1))
    new = registry.start_version(make_version(1, sha256=SHA_2))
    assert old != new
    assert set(registry.live_records([old, new])) == {old}
    assert [r.version_id for r in registry.list_live()] == [old]
    assert [r.version_id for r in registry.list_unpublished()] == [new]
    found = registry.find_document("doc_001")
    assert found is not None
    assert found.version_id == old

    assert registry.publish_version(make_published(new)) == (old,)
    assert set(registry.live_records([old, new])) == {new}
    assert registry.find_by_sha256("default", SHA_1) is None
    assert registry.find_by_sha256("default", SHA_2) == registry.find_document("doc_001")


def test_a_failed_version_gives_its_reason(registry: Registry) -> None:
    version_id = registry.start_version(make_version(1))
    registry.fail_version(version_id, "Файл пуст.")
    record = registry.find_document("doc_001")
    assert record is not None
    assert (record.state, record.reason) == ("failed", "Файл пуст.")
    assert registry.list_unpublished() == ()
    assert registry.list_live() == ()
    assert sources(registry) == ["file001.txt"]


def test_a_failed_version_leaves_the_live_one(registry: Registry) -> None:
    old = publish(registry, make_version(1))
    registry.fail_version(registry.start_version(make_version(1, sha256=SHA_2)), "broken")
    record = registry.find_document("doc_001")
    assert record is not None
    assert (record.version_id, record.state, record.reason) == (old, "ready", None)
    assert [r.version_id for r in registry.list_live()] == [old]


def test_publishing_after_failures_replaces_the_live_one(registry: Registry) -> None:
    old = publish(registry, make_version(1))
    registry.fail_version(registry.start_version(make_version(1, sha256=SHA_2)), "broken")
    new = registry.start_version(make_version(1, sha256=SHA_1))
    assert old in registry.publish_version(make_published(new))
    assert [r.version_id for r in registry.list_live()] == [new]


@pytest.mark.parametrize("state", ["unknown", "failed", "ready", "deleted"])
def test_only_a_pending_version_is_published_or_failed(registry: Registry, state: str) -> None:
    version_id = registry.start_version(make_version(1))
    if state == "unknown":
        version_id = "ver_unknown"
    elif state == "failed":
        registry.fail_version(version_id, "broken")
    elif state == "ready":
        registry.publish_version(make_published(version_id))
    else:
        registry.delete_document("doc_001")
    before = registry.find_document("doc_001")
    with pytest.raises(NotFound):
        registry.publish_version(make_published(version_id, title="other"))
    with pytest.raises(NotFound):
        registry.fail_version(version_id, "other")
    assert registry.find_document("doc_001") == before


def test_forget_drops_only_what_is_neither_live_nor_newest(registry: Registry) -> None:
    first = publish(registry, make_version(1, sha256=SHA_1))
    second = publish(registry, make_version(1, sha256=SHA_2))
    third = registry.start_version(make_version(1))
    registry.forget_versions([first, second, third, "unknown"])
    assert [r.version_id for r in registry.list_live()] == [second]
    assert [r.version_id for r in registry.list_unpublished()] == [third]
    assert registry.publish_version(make_published(third)) == (second,)
    registry.forget_versions([])


def test_version_ids_never_repeat(registry: Registry) -> None:
    seen = []
    for _ in range(4):
        seen.append(publish(registry, make_version(1)))
        registry.forget_versions(registry.delete_document("doc_001"))
    assert len(set(seen)) == 4


# --- deletion -----------------------------------------------------------------------------------


def test_a_deleted_document_is_gone_at_once(registry: Registry) -> None:
    live = publish(registry, make_version(1, sha256=SHA_1))
    pending = registry.start_version(make_version(1, sha256=SHA_2))
    assert set(registry.delete_document("doc_001")) == {live, pending}
    assert registry.live_records([live, pending]) == {}
    assert registry.list_live() == ()
    assert registry.list_unpublished() == ()
    assert registry.find_by_sha256("default", SHA_1) is None
    assert sources(registry) == []
    record = registry.find_document("doc_001")
    assert record is None or record.state == "deleted"


def test_deleting_twice_or_the_unknown_is_not_found(registry: Registry) -> None:
    with pytest.raises(NotFound):
        registry.delete_document("doc_001")
    versions = registry.delete_document(_id_of(publish(registry, make_version(1)), registry))
    registry.forget_versions(versions)
    with pytest.raises(NotFound):
        registry.delete_document("doc_001")


def _id_of(version_id: str, registry: Registry) -> str:
    return registry.live_records([version_id])[version_id].id


def test_a_deleted_source_comes_back_with_a_new_version(registry: Registry) -> None:
    old = publish(registry, make_version(1, sha256=SHA_1))
    registry.forget_versions(registry.delete_document("doc_001"))
    new = registry.start_version(make_version(1, sha256=SHA_1))
    assert new != old
    record = registry.find_document("doc_001")
    assert record is not None
    assert record.state == "pending"
    registry.publish_version(make_published(new))
    assert set(registry.live_records([old, new])) == {new}
    assert sources(registry) == ["file001.txt"]


# --- together -----------------------------------------------------------------------------------


def test_many_threads_read_and_write(registry: Registry) -> None:
    if isinstance(registry, InMemoryRegistry):
        pytest.skip("the fake has no locks; one thread writes to it")

    def work(number: int) -> bool:
        version_id = publish(registry, make_version(number))
        return set(registry.live_records([version_id])) == {version_id}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(24)))
    assert len(registry.list_live()) == 24


# --- several writes as one --------------------------------------------------------------------


def test_what_is_written_together_is_seen_at_once_and_stays(registry: Registry) -> None:
    with registry.together():
        first = publish(registry, make_version(1))
        with registry.together():
            second = publish(registry, make_version(2))
        assert {record.version_id for record in registry.list_live()} == {first, second}
    assert {record.version_id for record in registry.list_live()} == {first, second}


def test_an_error_undoes_all_that_was_written_together(registry: Registry) -> None:
    kept = publish(registry, make_version(1))

    def fail_after_writing() -> None:
        with registry.together():
            publish(registry, make_version(2))
            registry.delete_document("doc_001")
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fail_after_writing()
    assert [record.version_id for record in registry.list_live()] == [kept]
    assert registry.find_document("doc_002") is None
    assert publish(registry, make_version(2))


def test_a_version_that_is_gone_does_not_undo_the_others(registry: Registry) -> None:
    with registry.together():
        kept = publish(registry, make_version(1))
        with pytest.raises(NotFound):
            registry.publish_version(make_published("ver_unknown"))
    assert [record.version_id for record in registry.list_live()] == [kept]
