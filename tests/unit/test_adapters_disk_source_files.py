"""Finding and reading files: names, links, ignored ones, and everything that can go wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.adapters.disk_source_files import DiskSourceFiles
from rag.errors import EmptyFile, TooLarge, UnreadableFile
from rag.ports import Listing
from rag.types import SourceFile


@pytest.fixture
def files() -> DiskSourceFiles:
    return DiskSourceFiles()


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")


def sources(listing: Listing) -> list[str]:
    return [file.source for file in listing.files]


def test_sources_are_paths_below_the_folder_in_order(
    files: DiskSourceFiles, tmp_path: Path
) -> None:
    write(tmp_path, "b.txt", "a/c.txt", "a/b/d.txt")
    listing = files.list_files([tmp_path])
    assert (sources(listing), listing.faults) == (["a/b/d.txt", "a/c.txt", "b.txt"], ())
    assert [file.n_bytes for file in listing.files] == [9, 7, 5]
    (root,) = listing.roots
    assert listing.whole == {root.id} == {file.root for file in listing.files}
    assert root.path == str(tmp_path.resolve()) and root.volume


def test_a_single_file_is_its_name(files: DiskSourceFiles, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    listing = files.list_files([tmp_path / "a.txt"])
    assert sources(listing) == ["a.txt"]
    # It belongs to its folder, of which nothing else was looked at.
    assert listing.roots == files.list_files([tmp_path]).roots
    assert listing.whole == frozenset()


def test_hidden_and_ignored_files_are_left_out(files: DiskSourceFiles, tmp_path: Path) -> None:
    write(
        tmp_path,
        ".git/x",
        ".hidden",
        "manifest.jsonl",
        "deep/manifest.jsonl",
        "skip/a.txt",
        "a.txt",
    )
    (tmp_path / ".derekignore").write_text("# lists\nmanifest.jsonl\nskip\n", "utf-8")
    assert sources(files.list_files([tmp_path])) == ["a.txt", "deep/manifest.jsonl"]


def test_two_folders_are_told_apart_by_their_roots(files: DiskSourceFiles, tmp_path: Path) -> None:
    write(tmp_path, "one/a.txt", "two/a.txt")
    listing = files.list_files([tmp_path / "one", tmp_path / "two", tmp_path / "one"])
    assert sources(listing) == ["a.txt", "a.txt"]
    assert len({file.root for file in listing.files}) == len(listing.roots) == 2
    assert len(listing.whole) == 2


def test_a_folder_is_known_again_until_it_is_gone(files: DiskSourceFiles, tmp_path: Path) -> None:
    write(tmp_path, "docs/a.txt")
    (root,) = files.list_files([tmp_path / "docs"]).roots
    (tmp_path / "link").symlink_to(tmp_path / "docs")
    assert files.list_files([tmp_path / "link"]).roots == (root,)
    assert files.is_there(root)
    (tmp_path / "docs").rename(tmp_path / "moved")
    assert not files.is_there(root)


def test_links_that_leave_the_folder_are_not_followed(
    files: DiskSourceFiles, tmp_path: Path
) -> None:
    write(tmp_path, "in/a.txt", "out/secret.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out" / "secret.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert sources(files.list_files([tmp_path / "in"])) == ["a.txt"]


def test_odd_names_become_readable_sources(files: DiskSourceFiles, tmp_path: Path) -> None:
    (tmp_path / "two\nlines.txt").write_text("x", "utf-8")
    for name in (b"\xff\xfe.txt", b"\xfe\xff.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x", "utf-8")
    listing = files.list_files([tmp_path])
    assert all(source.isprintable() for source in sources(listing))
    assert len(set(sources(listing))) == 3
    assert [files.read_file(file, 10) for file in listing.files] == [b"x"] * 3
    assert not listing.faults


def test_a_missing_path_is_a_fault(files: DiskSourceFiles, tmp_path: Path) -> None:
    listing = files.list_files([tmp_path / "nowhere"])
    assert not listing.files and not listing.roots and not listing.whole
    assert listing.faults[0][0] == "nowhere"
    assert isinstance(listing.faults[0][1], UnreadableFile)


def test_a_folder_without_permission_is_a_fault_and_the_rest_is_found(
    files: DiskSourceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "open/a.txt", "shut/b.txt")
    real = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        # The administrator may look everywhere, so the refusal is played.
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = files.list_files([tmp_path])
    assert sources(listing) == ["open/a.txt"] and not listing.whole
    assert listing.faults[0][0] == "shut"
    assert "Permission denied" in listing.faults[0][1].message


@pytest.mark.parametrize(
    ("content", "error"), [(b"", EmptyFile), (b"x" * 11, TooLarge), (None, UnreadableFile)]
)
def test_what_cannot_be_read_says_so_by_its_source(
    files: DiskSourceFiles, tmp_path: Path, content: bytes | None, error: type[Exception]
) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=r"sub/a\.txt") as caught:
        files.read_file(SourceFile("sub/a.txt", path), 10)
    assert str(tmp_path) not in str(caught.value)


def test_a_folder_is_no_file(files: DiskSourceFiles, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        files.read_file(SourceFile("folder", tmp_path), 10)
