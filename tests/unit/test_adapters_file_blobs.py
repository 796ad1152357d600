"""The folder of blobs: order of writing, damage, full disks, leftovers."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest

from rag.adapters.file_blobs import ERRORS, FileBlobs, derek_error
from rag.errors import AdapterProtocolError, AdapterUnavailable, NotFound, StorageFull


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def blobs(folder: Path) -> FileBlobs:
    return FileBlobs(folder)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_blob_lies_under_its_address(blobs: FileBlobs, folder: Path) -> None:
    address = blobs.write_original(b"abc")
    assert (folder / "originals" / address[:2] / address).read_bytes() == b"abc"


def test_blobs_are_there_after_opening_again(blobs: FileBlobs, folder: Path) -> None:
    address = blobs.write_original(b"abc")
    assert FileBlobs(folder).read_original(address) == b"abc"


def test_an_undamaged_blob_is_not_written_again(blobs: FileBlobs, folder: Path) -> None:
    blobs.write_original(b"abc")
    before = files(folder)[0].stat()
    blobs.write_original(b"abc")
    after = files(folder)[0].stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("damage", [b"abd", b"", b"abcabc"])
def test_a_damaged_blob_is_told_and_mended_by_writing_it_again(
    blobs: FileBlobs, folder: Path, damage: bytes
) -> None:
    address = blobs.write_original(b"abc")
    files(folder)[0].write_bytes(damage)
    with pytest.raises(AdapterProtocolError) as caught:
        blobs.read_original(address)
    assert address[:12] in caught.value.message
    assert "derek doctor" in caught.value.mend
    blobs.write_original(b"abc")
    assert blobs.read_original(address) == b"abc"


def test_bytes_that_are_no_document_are_told(blobs: FileBlobs, folder: Path) -> None:
    address = blobs.write_original(b'{"id": 1}')
    target = folder / "documents" / address[:2]
    target.mkdir()
    (target / f"{address}.json").write_bytes(b'{"id": 1}')
    with pytest.raises(AdapterProtocolError):
        blobs.read_document(address)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_behind(
    blobs: FileBlobs, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: str
) -> None:
    kept = blobs.write_original(b"kept")

    def full(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        if call == "fsync":
            patched.setattr(os, "fsync", full)
        else:
            patched.setattr(Path, "rename", full)
        with pytest.raises(StorageFull) as caught:
            blobs.write_original(b"abc" * 1000)
    assert caught.value.retryable
    assert [path.name for path in files(folder)] == [kept]
    assert blobs.read_original(blobs.write_original(b"abc" * 1000)) == b"abc" * 1000


def test_the_file_is_synced_before_it_is_renamed_and_the_folder_after(
    blobs: FileBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, rename = os.fsync, Path.rename

    def noted_sync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def noted_rename(path: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "rename", noted_rename)
    blobs.write_original(b"abc")
    assert steps == ["folder", "file", "rename", "folder"]


def test_leftovers_of_a_crash_are_removed_at_opening(blobs: FileBlobs, folder: Path) -> None:
    address = blobs.write_original(b"abc")
    handle, name = tempfile.mkstemp(prefix=".part-", dir=folder / "originals" / address[:2])
    os.close(handle)
    assert FileBlobs(folder).list_blobs() == (address,)
    assert not Path(name).exists()


def test_strange_files_are_not_listed(blobs: FileBlobs, folder: Path) -> None:
    address = blobs.write_original(b"abc")
    (folder / "originals" / address[:2] / "README").write_text("x")
    assert blobs.list_blobs() == (address,)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AdapterUnavailable) as caught:
        FileBlobs(tmp_path / "file" / "blobs")
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_every_system_error_has_one_of_ours(code: int) -> None:
    error = derek_error(OSError(code, os.strerror(code), "/somewhere/secret"))
    expected = ERRORS[code][0] if code in ERRORS else AdapterUnavailable
    assert type(error) is expected
    assert "secret" not in str(error)


def test_the_table_holds_the_codes_of_full_disks_and_missing_files() -> None:
    assert {ERRORS[code][0] for code in (errno.ENOSPC, errno.EDQUOT)} == {StorageFull}
    assert ERRORS[errno.ENOENT][0] is NotFound
