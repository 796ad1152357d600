"""The note on a new index: whole or not there, and with it what went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.adapters.file_handovers import FAULT, NOTE, FileHandovers
from rag.errors import AdapterUnavailable, StorageFull
from rag.types import IndexHandover, VersionInventory

HANDOVER = IndexHandover(
    fingerprint='{"model": "b"}',
    before='{"model": "a"}',
    chosen={"embedder": {"kind": "openai", "model": "б", "max_tokens": None}},
    held={"v1": VersionInventory(3, "ff")},
)


def test_what_is_written_is_found_by_another(tmp_path: Path) -> None:
    assert FileHandovers(tmp_path).find_handover() is None
    FileHandovers(tmp_path).write_handover(HANDOVER)
    assert FileHandovers(tmp_path).find_handover() == HANDOVER
    assert sorted(path.name for path in tmp_path.iterdir()) == [NOTE]
    FileHandovers(tmp_path).remove_handover()
    assert list(tmp_path.iterdir()) == []


def test_a_fault_is_told_until_another_note_is_left(tmp_path: Path) -> None:
    handovers = FileHandovers(tmp_path)
    handovers.write_handover(HANDOVER)
    assert handovers.find_fault() is None
    handovers.write_fault("Нет ключа.")
    assert FileHandovers(tmp_path).find_fault() == "Нет ключа."
    assert handovers.find_handover() == HANDOVER
    handovers.write_handover(HANDOVER)
    assert handovers.find_fault() is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"fingerprint": 3}', b"\xff"])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NOTE).write_bytes(content)
    assert FileHandovers(tmp_path).find_handover() is None


def test_what_the_system_refuses_is_our_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handovers = FileHandovers(tmp_path)
    (tmp_path / NOTE).mkdir()
    with pytest.raises(AdapterUnavailable):
        handovers.find_handover()
    (tmp_path / FAULT).mkdir()
    with pytest.raises(AdapterUnavailable):
        handovers.find_fault()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rag.adapters.file_handovers.os.fsync", full)
    with pytest.raises(StorageFull):
        FileHandovers(tmp_path).write_fault("x")
