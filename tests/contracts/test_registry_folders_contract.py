"""Folders, failures, moves and reprints in every registry, on the fake and on SQLite."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.errors import NotFound
from rag.ports import Registry
from rag.types import FolderRoot, NewVersion, VersionInventory
from tests.contracts.points import make_published, make_version
from tests.contracts.registries import SHA_1, SHA_2, publish, sources

HERE = FolderRoot("root_1", "docs", "8:1")


def from_folder(number: int, source: str, root: str = "root_1") -> NewVersion:
    return replace(make_version(number, source=source), root=root)


# --- what failed --------------------------------------------------------------------------------


def test_what_failed_is_listed_by_source(registry: Registry) -> None:
    publish(registry, make_version(1, source="c.txt"))
    for number, source in ((2, "b.txt"), (3, "a.txt")):
        version_id = registry.start_version(make_version(number, source=source))
        registry.fail_version(version_id, f"{source} is empty.")
    registry.start_version(make_version(4))
    failed = registry.list_failed()
    assert [(r.source, r.reason) for r in failed] == [
        ("a.txt", "a.txt is empty."),
        ("b.txt", "b.txt is empty."),
    ]


def test_a_failure_beside_a_live_version_is_listed_until_it_is_forgotten(
    registry: Registry,
) -> None:
    live = publish(registry, make_version(1, sha256=SHA_1))
    broken = registry.start_version(make_version(1, sha256=SHA_2))
    registry.fail_version(broken, "broken")
    assert [r.version_id for r in registry.list_failed()] == [broken]
    registry.forget_failed("doc_001")
    assert registry.list_failed() == ()
    assert [r.version_id for r in registry.list_live()] == [live]
    again = registry.start_version(make_version(1, sha256=SHA_2))
    assert again not in (live, broken)


def test_a_failure_without_a_live_version_stays(registry: Registry) -> None:
    registry.fail_version(registry.start_version(make_version(1)), "broken")
    registry.forget_failed("doc_001")
    registry.forget_failed("doc_unknown")
    assert [r.id for r in registry.list_failed()] == ["doc_001"]
    registry.delete_document("doc_001")
    assert registry.list_failed() == ()


# --- folders ------------------------------------------------------------------------------------


def test_folders_belong_to_a_collection_and_are_replaced(registry: Registry) -> None:
    assert registry.list_roots("default") == ()
    registry.keep_root("default", replace(HERE, volume="9"))
    registry.keep_root("default", HERE)
    registry.keep_root("default", FolderRoot("root_0", "old"))
    registry.keep_root("archive", FolderRoot("root_1", "elsewhere"))
    assert registry.list_roots("default") == (FolderRoot("root_0", "old"), HERE)


def test_documents_are_listed_by_the_folder_they_came_from(registry: Registry) -> None:
    publish(registry, from_folder(1, "b.txt"))
    registry.fail_version(registry.start_version(from_folder(2, "a.txt")), "broken")
    publish(registry, from_folder(3, "c.txt", "root_2"))
    publish(registry, make_version(4))
    publish(registry, replace(from_folder(5, "b.txt"), collection="archive"))
    assert [r.source for r in registry.list_of_root("default", "root_1")] == ["a.txt", "b.txt"]
    assert {r.root for r in registry.list_live()} == {"root_1", "root_2", None}
    registry.delete_document("doc_001")
    assert [r.source for r in registry.list_of_root("default", "root_1")] == ["a.txt"]


def test_the_last_that_wrote_a_document_says_where_it_came_from(registry: Registry) -> None:
    publish(registry, from_folder(1, "a.txt"))
    publish(registry, make_version(1, source="a.txt", sha256=SHA_2))
    assert registry.list_of_root("default", "root_1") == ()
    assert [r.root for r in registry.list_live()] == [None]


# --- moves --------------------------------------------------------------------------------------


def test_a_moved_document_keeps_id_and_version(registry: Registry) -> None:
    version_id = publish(registry, from_folder(1, "old.txt"), title="Отчёт")
    assert registry.move_document("doc_001", "new/place.txt", "root_2") == ()
    record = registry.find_by_source("default", "new/place.txt")
    assert record is not None
    assert (record.id, record.version_id, record.root) == ("doc_001", version_id, "root_2")
    assert registry.find_by_source("default", "old.txt") is None
    assert (sources(registry, "place"), sources(registry, "old")) == (["new/place.txt"], [])
    assert sources(registry, "отчёт") == ["new/place.txt"]


def test_what_stood_there_gives_way(registry: Registry) -> None:
    publish(registry, from_folder(1, "a.txt"))
    there = publish(registry, from_folder(2, "b.txt"))
    assert registry.move_document("doc_001", "b.txt", "root_1") == (there,)
    assert [(r.id, r.source) for r in registry.list_live()] == [("doc_001", "b.txt")]
    assert registry.live_records([there]) == {}
    assert sources(registry) == ["b.txt"]
    gone = registry.find_document("doc_002")
    assert gone is not None and gone.state == "deleted"
    # The place it left is free, also for a document that was deleted there.
    publish(registry, from_folder(3, "a.txt"))
    registry.forget_versions(registry.delete_document("doc_003"))
    assert registry.move_document("doc_001", "a.txt", "root_1") == ()
    assert sources(registry) == ["a.txt"]


def test_moving_a_document_to_its_own_place_only_says_whose_it_is(registry: Registry) -> None:
    publish(registry, make_version(1, source="a.txt"))
    assert registry.move_document("doc_001", "a.txt", "root_1") == ()
    assert [r.source for r in registry.list_of_root("default", "root_1")] == ["a.txt"]


def test_what_is_not_there_cannot_be_moved(registry: Registry) -> None:
    with pytest.raises(NotFound):
        registry.move_document("doc_001", "b.txt", "root_1")
    publish(registry, make_version(1))
    registry.delete_document("doc_001")
    with pytest.raises(NotFound):
        registry.move_document("doc_001", "b.txt", "root_1")


# --- reprints -----------------------------------------------------------------------------------


def publish_sketch(registry: Registry, version: NewVersion, sketch: tuple[int, ...]) -> str:
    version_id = registry.start_version(version)
    registry.publish_version(replace(make_published(version_id), sketch=sketch))
    return version_id


def test_texts_that_share_a_small_number_are_found_oldest_first(registry: Registry) -> None:
    first, second = tuple(range(1, 40)), (2**62, 2**63 - 1)
    publish_sketch(registry, make_version(2), first)
    publish_sketch(registry, make_version(1), (8, *second))
    publish_sketch(registry, replace(make_version(3), collection="archive"), first)
    publish_sketch(registry, make_version(4), ())
    found = registry.find_alike("default", (5, 8))
    assert [(r.id, sketch) for r, sketch in found] == [
        ("doc_002", first),
        ("doc_001", (8, *second)),
    ]
    assert registry.find_alike("default", ()) == ()
    assert registry.find_alike("default", (30,)) == ()


def test_among_many_filled_forms_the_same_one_is_found_and_not_all_are_read(
    registry: Registry,
) -> None:
    form, n_forms = (1, 2, 3, 4), 300
    filled = {n: (*form, *range(1000 + 4 * n, 1004 + 4 * n)) for n in range(n_forms)}
    with registry.together():
        for number, sketch in filled.items():
            publish_sketch(registry, make_version(number), sketch)
    for number in (0, 150, 299):
        found = dict(registry.find_alike("default", filled[number]))
        assert len(found) < n_forms / 4
        assert filled[number] in found.values()
    assert len(registry.find_alike("default", form)) < n_forms / 4


def test_only_what_is_live_is_found_alike(registry: Registry) -> None:
    publish_sketch(registry, make_version(1), (1, 2))
    publish_sketch(registry, make_version(1, sha256=SHA_2), (3, 4))
    assert registry.find_alike("default", (1, 2)) == ()
    assert len(registry.find_alike("default", (3, 4))) == 1
    registry.forget_versions(registry.delete_document("doc_001"))
    assert registry.find_alike("default", (3, 4)) == ()


def test_a_link_to_what_is_reprinted_is_kept(registry: Registry) -> None:
    version_id = registry.start_version(make_version(2))
    registry.publish_version(replace(make_published(version_id), same_as="doc_001"))
    assert [r.same_as for r in registry.list_live()] == ["doc_001"]


# --- another index ------------------------------------------------------------------------------


def test_another_index_is_recorded_with_what_it_holds(registry: Registry) -> None:
    first, second = publish(registry, make_version(1)), publish(registry, make_version(2))
    registry.write_fingerprint("old")
    registry.switch_index(
        "new", {first: VersionInventory(7, "ab"), "unknown": VersionInventory(1, "c")}
    )
    assert registry.read_fingerprint() == "new"
    counts = {r.version_id: (r.n_passages, r.digest) for r in registry.list_live()}
    assert counts == {first: (7, "ab"), second: (2, "0f" * 16)}
    registry.switch_index("newer", {})
    assert registry.read_fingerprint() == "newer"
