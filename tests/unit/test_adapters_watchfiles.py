"""Waiting for changes of real files, told by the system and found by looking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.adapters import watchfiles_folder_watch
from rag.adapters.watchfiles_folder_watch import WatchfilesFolderWatch


@pytest.mark.parametrize("looking", [False, True])
def test_what_changes_before_it_is_asked_for_is_told(
    tmp_path: Path, looking: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchfiles_folder_watch, "LOOK_MILLISECONDS", 50)
    monkeypatch.setattr(watchfiles_folder_watch, "REST_MILLISECONDS", 60)
    (tmp_path / "inner").mkdir()
    (tmp_path / "old.txt").write_text("x", "utf-8")
    changes = WatchfilesFolderWatch(looking).changes([tmp_path])
    (tmp_path / "inner" / "new.txt").write_text("x", "utf-8")
    assert next(changes) is None
    (tmp_path / "old.txt").unlink()
    assert next(changes) is None
    (tmp_path / ".derekignore").write_text("inner", "utf-8")
    assert next(changes) is None


class Scripted:
    """Plays what the library yields; ``None`` in the script ends one watch."""

    def __init__(self, script: list[list[set[Any]]]) -> None:
        self.script = script
        self.options: list[dict[str, Any]] = []

    def __call__(self, *paths: Path, **options: Any) -> Iterator[set[Any]]:
        self.options.append(options)
        return iter(self.script.pop(0))


CHANGE = {(1, "a.txt")}


def told(watch: WatchfilesFolderWatch, folder: Path, n: int) -> int:
    changes = watch.changes([folder])
    return sum(1 for _ in zip(range(n), changes, strict=False))


def test_quiet_ticks_are_not_told_but_a_long_silence_is_and_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted = Scripted([[set(), CHANGE, set(), set(), set()], [set(), CHANGE]])
    monkeypatch.setattr(watchfiles_folder_watch, "watch", scripted)
    assert told(WatchfilesFolderWatch(n_ticks=3), tmp_path, 3) == 3
    assert len(scripted.options) == 2 and scripted.script == []


def test_hidden_files_are_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / ".home" / "docs"
    home.mkdir(parents=True)
    scripted = Scripted([[CHANGE]])
    monkeypatch.setattr(watchfiles_folder_watch, "watch", scripted)
    WatchfilesFolderWatch().changes([home])
    visible = scripted.options[0]["watch_filter"]
    root = home.resolve()
    assert visible(1, str(root / "a.txt")) and visible(1, str(root / "inner/.derekignore"))
    assert not visible(1, str(root / ".derek/index/x")) and not visible(1, str(root / "in/.a.swp"))


def test_where_the_system_cannot_tell_it_is_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool | None] = []

    def refuse(*paths: Path, force_polling: bool | None, **options: Any) -> Iterator[set[Any]]:
        looked.append(force_polling)
        if not force_polling:
            raise OSError("OS file watch limit reached.")
        return iter([CHANGE])

    monkeypatch.setattr(watchfiles_folder_watch, "watch", refuse)
    assert told(WatchfilesFolderWatch(), tmp_path, 1) == 1
    assert looked == [None, True]


def test_a_folder_that_comes_back_is_watched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchfiles_folder_watch, "TICK_MILLISECONDS", 1)
    changes = WatchfilesFolderWatch(n_ticks=2).changes([tmp_path / "away"])
    assert next(changes) is None
    (tmp_path / "away").mkdir()
    scripted = Scripted([[CHANGE, CHANGE]])
    monkeypatch.setattr(watchfiles_folder_watch, "watch", scripted)
    assert next(changes) is None and next(changes) is None
    assert len(scripted.options) == 1
