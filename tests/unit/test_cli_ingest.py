"""``derek ingest`` and the quarantine on the command line, over a fake Derek."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.main import make_commands
from rag.settings import Settings
from tests.fakes.fake_derek import FakeDerek
from tests.fakes.shelf import Shelf, passport


class Command:
    """Runs ``derek`` over a fake and remembers how it was opened."""

    def __init__(self) -> None:
        self.derek = FakeDerek()
        self.opened: list[dict[str, bool]] = []

    def open(self, settings: Settings, **how: bool) -> FakeDerek:
        self.opened.append(how)
        return self.derek

    def __call__(self, *arguments: str) -> Any:
        return CliRunner().invoke(make_commands(), arguments, obj=self.open)


@pytest.fixture
def derek(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    for name in ("DEREK_DATA", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Command()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Алғашқы құжат", "utf-8")
    return folder


def test_another_index_is_made_and_then_paths_are_ingested(derek: Command, corpus: Path) -> None:
    result = derek("ingest", "--reembed", str(corpus))
    assert result.exit_code == 0
    assert derek.derek.reembed_called
    assert derek.opened == [{"reembed": True}, {"rebuild": False}]
    assert [upload.source for upload in derek.derek.ingest.uploaded] == ["a.txt"]
    assert derek("ingest", "--reembed").exit_code == 0


@pytest.mark.parametrize(
    "arguments", [("--rebuild", "--reembed"), ("--watch",), ("--watch", "--rebuild"), ()]
)
def test_what_cannot_be_meant_is_wrong_usage(derek: Command, arguments: tuple[str, ...]) -> None:
    assert derek("ingest", *arguments).exit_code == 2
    assert derek.opened == []


def test_gone_files_are_kept_when_asked_for(derek: Command, corpus: Path) -> None:
    derek("ingest", str(corpus))
    derek("ingest", str(corpus), "--keep-gone")
    assert derek.derek.ingest.kept_gone == [False, True]


def test_changes_are_followed_until_interrupted(derek: Command, corpus: Path) -> None:
    def add() -> None:
        (corpus / "b.txt").write_text("Второй документ", "utf-8")

    def empty() -> None:
        (corpus / "c.txt").write_text("", "utf-8")

    derek.derek.folder_watch.between = [add, empty]
    result = derek("ingest", str(corpus), "--watch", "--keep-gone")
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert "Following changes (Ctrl+C stops it)." in lines
    assert "1 new, 1 unchanged; 1 passages in 0.5 s" in lines
    assert lines[-1] == "c.txt: c.txt is empty."
    assert derek.derek.ingest.kept_gone == [True] * 3
    assert derek.derek.closed


def test_each_report_of_a_watch_is_an_object_of_its_own(derek: Command, corpus: Path) -> None:
    derek.derek.folder_watch.between = [lambda: (corpus / "b.txt").write_text("Да", "utf-8")]
    printed = derek("ingest", str(corpus), "--watch", "--json").stdout
    decoder, reports = json.JSONDecoder(), list[Any]()
    while printed.strip():
        report, end = decoder.raw_decode(printed.lstrip())
        reports.append([d["outcome"] for d in report["documents"]])
        printed = printed.lstrip()[end:]
    assert reports == [["new"], ["unchanged", "new"]]


def test_the_quarantine_is_listed_with_what_mends_it(derek: Command) -> None:
    shelf = Shelf((passport(),))
    (record,) = shelf.records.values()
    reason = "bad.pdf is behind a password."
    shelf.records[record.id] = replace(record, source="bad.pdf", state="failed", reason=reason)
    derek.derek.library = type(derek.derek.library)(shelf)
    result = derek("documents", "failed")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "bad.pdf (doc_passport): bad.pdf is behind a password.",
        "    derek ingest papers",
    ]
    (failed,) = json.loads(derek("documents", "failed", "--json").stdout)["failed"]
    assert (failed["document"]["reason"], failed["mend"]) == (reason, "derek ingest papers")


def test_an_empty_quarantine_prints_nothing(derek: Command) -> None:
    assert derek("documents", "failed").stdout == ""
    assert json.loads(derek("documents", "failed", "--json").stdout) == {"failed": []}
