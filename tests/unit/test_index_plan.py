"""Sources that are told apart, and what of a folder is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rag.index.plan import looks_unmounted, missing_documents, name_apart
from rag.types import FolderRoot, SourceFile
from tests.documents import make_document
from tests.records import make_record

ONE, TWO = FolderRoot("r1", "/in/one", "8"), FolderRoot("r2", "/in/two", "8")


def files(root: FolderRoot, *sources: str) -> list[SourceFile]:
    return [SourceFile(source, Path(root.path) / source, root.id) for source in sources]


def named(
    found: list[SourceFile], holders: Mapping[str, str], roots: tuple[FolderRoot, ...] = (ONE, TWO)
) -> dict[str, str]:
    """Path below ``/in`` by source."""
    apart = name_apart(found, roots, holders)
    return {file.source: file.path.relative_to("/in").as_posix() for file in apart}


def test_the_folder_given_first_keeps_its_names() -> None:
    found = [*files(TWO, "a.txt", "b.txt"), *files(ONE, "a.txt")]
    assert named(found, {}) == {
        "a.txt": "one/a.txt",
        "b.txt": "two/b.txt",
        "two/a.txt": "two/a.txt",
    }
    assert named(found, {}, (TWO, ONE)) == {
        "a.txt": "two/a.txt",
        "b.txt": "two/b.txt",
        "one/a.txt": "one/a.txt",
    }


def test_a_folder_keeps_the_names_it_holds_whatever_the_order() -> None:
    found = [*files(TWO, "a.txt"), *files(ONE, "a.txt")]
    held = {"a.txt": "r1", "two/a.txt": "r2"}
    assert named(found, held, (TWO, ONE)) == {"a.txt": "one/a.txt", "two/a.txt": "two/a.txt"}
    assert named(files(TWO, "a.txt"), held, (TWO,)) == {"two/a.txt": "two/a.txt"}


def test_a_prefixed_name_that_is_a_path_of_its_own_gets_a_number() -> None:
    found = files(TWO, "a.txt", "two/a.txt")
    assert named(found, {"a.txt": "r1"}) == {
        "two/a.txt": "two/two/a.txt",
        "two-2/a.txt": "two/a.txt",
    }


SOURCES = st.sampled_from(["a", "b", "one/a", "two/a", "two/b", "two/two/a"])


HOLDERS = st.dictionaries(SOURCES, st.sampled_from(["r1", "r2", "r3"]))


@given(st.sets(SOURCES), st.sets(SOURCES), HOLDERS)
def test_no_file_is_lost_none_shares_a_source_and_a_second_look_says_the_same(
    one: set[str], two: set[str], holders: dict[str, str]
) -> None:
    found = [*files(ONE, *one), *files(TWO, *two)]
    apart = name_apart(found, (ONE, TWO), holders)
    assert sorted(file.path for file in apart) == sorted(file.path for file in found)
    sources = [file.source for file in apart]
    assert sources == sorted(set(sources))
    assert all(holders.get(file.source, file.root) == file.root for file in apart)
    held = holders | {file.source: file.root for file in apart}
    assert name_apart(found, (TWO, ONE), held) == apart


def test_documents_without_their_file_are_missing() -> None:
    document = make_document([((), [("paragraph", "Да.")])], source="a.txt")
    listed = {file.source: file for file in files(ONE, "a.txt", "b.txt")}
    record = make_record(document)
    mine, theirs = (replace(record, root=root) for root in ("r1", "r2"))
    assert missing_documents([mine], listed) == ()
    assert missing_documents([mine], {}) == (mine,)
    assert missing_documents([theirs], listed) == (theirs,)


def test_only_an_empty_folder_on_another_volume_looks_unmounted() -> None:
    before = FolderRoot("r1", "/in/one", "9")
    assert looks_unmounted(ONE, before, 0, 3)
    assert not looks_unmounted(ONE, ONE, 0, 3)
    assert not looks_unmounted(ONE, before, 1, 3)
    assert not looks_unmounted(ONE, before, 0, 0)
    assert not looks_unmounted(ONE, None, 0, 3)
