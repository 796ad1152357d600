"""One process at a time holds a data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.adapters.file_lock import DataFolderLock
from rag.errors import AdapterUnavailable, DataFolderInUse

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from rag.adapters.file_lock import DataFolderLock
lock = DataFolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_the_folder_is_made(tmp_path: Path) -> None:
    lock = DataFolderLock(tmp_path / "a" / "b")
    lock.acquire()
    assert (tmp_path / "a" / "b").is_dir()
    lock.release()


def test_a_second_lock_is_refused_with_pid_and_advice(tmp_path: Path) -> None:
    lock = DataFolderLock(tmp_path)
    lock.acquire()
    with pytest.raises(DataFolderInUse) as caught:
        DataFolderLock(tmp_path).acquire()
    assert str(os.getpid()) in caught.value.message
    assert caught.value.mend
    assert caught.value.retryable
    lock.release()


def test_a_released_lock_may_be_taken_again(tmp_path: Path) -> None:
    first, second = DataFolderLock(tmp_path), DataFolderLock(tmp_path)
    first.acquire()
    first.release()
    first.release()
    second.acquire()
    with pytest.raises(DataFolderInUse):
        first.acquire()
    second.release()


def test_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    locks = [DataFolderLock(tmp_path / name) for name in "ab"]
    for lock in locks:
        lock.acquire()
    locks[0].release()
    with pytest.raises(DataFolderInUse):
        DataFolderLock(tmp_path / "b").acquire()
    locks[1].release()


def test_releasing_what_is_not_held_leaves_the_holder(tmp_path: Path) -> None:
    lock = DataFolderLock(tmp_path)
    lock.acquire()
    DataFolderLock(tmp_path).release()
    with pytest.raises(DataFolderInUse, match=str(os.getpid())):
        DataFolderLock(tmp_path).acquire()
    lock.release()


def test_another_process_holds_it_until_it_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as holder:
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == "held\n"
            with pytest.raises(DataFolderInUse, match=str(holder.pid)):
                DataFolderLock(tmp_path).acquire()
        finally:
            holder.send_signal(signal.SIGKILL)
    lock = DataFolderLock(tmp_path)
    lock.acquire()
    lock.release()


@pytest.mark.parametrize("content", ["", "rubbish", "\x00", "12 13"])
def test_a_pid_that_cannot_be_read_is_left_out(tmp_path: Path, content: str) -> None:
    lock = DataFolderLock(tmp_path)
    lock.acquire()
    (tmp_path / "derek.pid").write_text(content)
    with pytest.raises(DataFolderInUse) as caught:
        DataFolderLock(tmp_path).acquire()
    assert "pid" not in caught.value.message
    lock.release()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AdapterUnavailable) as caught:
        DataFolderLock(tmp_path / "file" / "folder").acquire()
    assert str(tmp_path) not in str(caught.value)
