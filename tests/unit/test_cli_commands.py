"""The command line over a fake Derek: output, exit codes, one sentence for what went wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.main import make_commands
from rag.errors import DataFolderInUse, IndexIncompatible
from rag.settings import Settings
from tests.fakes.fake_derek import FakeDerek
from tests.golden.compare import assert_golden

ANSWERED = "Қанша ауыл сумен қамтылған?"


class Command:
    """Runs ``derek`` over a fake and remembers how it was opened."""

    def __init__(self) -> None:
        self.derek = FakeDerek()
        self.opened: list[tuple[Settings, bool]] = []
        self.failure: Exception | None = None

    def open(
        self, settings: Settings, *, rebuild: bool = False, reembed: bool = False
    ) -> FakeDerek:
        if self.failure is not None:
            raise self.failure
        self.opened.append((settings, rebuild or reembed))
        return self.derek

    def __call__(self, *arguments: str, typed: str = "") -> Any:
        return CliRunner().invoke(make_commands(), arguments, input=typed, obj=self.open)


@pytest.fixture
def derek(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    for name in ("DEREK_DATA", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Command()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_text("Алғашқы құжат", "utf-8")
    (folder / "inner" / "b.txt").write_text("Второй документ", "utf-8")
    return folder


def test_an_answer_is_printed_with_numbered_sources(derek: Command) -> None:
    result = derek("ask", ANSWERED)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Сумен қамтылған ауылдар – бірлік – 11 – 11 [1]",
        "",
        "[1] Ауылды дамыту бағдарламасы › Көрсеткіштер",
        "    «Сумен қамтылған ауылдар бірлік 11 11»",
        "    Көрсеткіш: Сумен қамтылған ауылдар; Өлшем бірлігі: бірлік; Жоспар: 11; Нақты: 11",
        "    programme.txt",
    ]
    assert derek.derek.closed


def test_an_abstention_is_no_failure_and_shows_the_closest(derek: Command) -> None:
    result = derek("ask", "Кто победил на турнире?")
    assert result.exit_code == 0
    assert result.stdout.startswith("В документах нет ответа на этот вопрос.\n\n0.000  ")


def test_an_answer_as_json_is_that_of_the_service(derek: Command) -> None:
    assert_golden("ask_answered", json.loads(derek("ask", ANSWERED, "--json").stdout))


@pytest.mark.parametrize("question", ["", "  ", "\u200b", "я" * 2001])
def test_a_question_out_of_bounds_is_wrong_usage(derek: Command, question: str) -> None:
    result = derek("ask", question)
    assert result.exit_code == 2
    assert "question" in result.stderr
    assert derek.opened == []


def test_passages_are_searched(derek: Command) -> None:
    lines = derek("search", "детские школы", "--limit", "1").stdout.splitlines()
    assert lines[0].endswith("Паспорт Заречного района › Образование")
    assert len(lines) == 3
    found = json.loads(derek("search", "школы", "--json", "--limit", "2").stdout)
    assert len(found["passages"]) == 2


def test_a_folder_is_ingested_with_a_line_for_each_file(derek: Command, corpus: Path) -> None:
    result = derek("ingest", str(corpus))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "2/2 new b.txt" in result.stderr.splitlines()
    assert result.stderr.splitlines()[-1] == "2 new; 2 passages in 0.5 s"
    assert (
        derek("ingest", str(corpus)).stderr.splitlines()[-1] == "2 unchanged; 0 passages in 0.5 s"
    )


def test_every_quarantined_file_is_named_and_the_exit_code_is_1(
    derek: Command, corpus: Path
) -> None:
    (corpus / "empty.txt").write_text("", "utf-8")
    result = derek("ingest", str(corpus), "--collection", "mayor")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "empty.txt: empty.txt is empty."
    assert {upload.collection for upload in derek.derek.ingest.uploaded} == {"mayor"}


def test_a_report_as_json_stands_alone_on_stdout(derek: Command, corpus: Path) -> None:
    (corpus / "empty.txt").write_text("", "utf-8")
    result = derek("ingest", str(corpus), "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [item["outcome"] for item in report["documents"]] == ["new", "failed", "new"]
    assert set(report) == {"documents", "passages", "seconds", "notes"}


def test_rebuilding_reads_the_originals_anew(derek: Command) -> None:
    assert derek("ingest", "--rebuild").exit_code == 0
    assert derek.derek.ingest.reread_called
    assert [rebuild for _, rebuild in derek.opened] == [True]


def test_a_path_that_is_not_there_is_said(derek: Command) -> None:
    result = derek("ingest", "nowhere")
    assert result.exit_code == 1
    assert result.stderr == "There is no nowhere.\n"
    assert derek.derek.closed


def test_ingesting_nothing_is_wrong_usage(derek: Command) -> None:
    assert derek("ingest").exit_code == 2


def test_documents_are_listed_shown_and_deleted(derek: Command) -> None:
    lines = derek("documents", "list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["doc_passport", "doc_programme"]
    assert derek("documents", "list", "-q", "ауыл").stdout.count("\n") == 1
    shown = derek("documents", "show", "doc_passport").stdout
    assert re.search(r"^title +Паспорт Заречного района$", shown, re.MULTILINE)
    assert derek("documents", "show", "doc_passport", "--text").stdout.startswith("Паспорт")
    deleted = derek("documents", "delete", "doc_passport", "--yes")
    assert deleted.stdout == "deleted passports/заречный.txt\n"
    gone = derek("documents", "show", "doc_passport")
    assert (gone.exit_code, gone.stderr) == (1, "There is no such document.\n")


def test_listed_documents_as_json_are_those_of_the_service(derek: Command) -> None:
    assert_golden("documents", json.loads(derek("documents", "list", "--json").stdout))


@pytest.mark.parametrize(("typed", "left"), [("n\n", 2), ("", 2), ("y\n", 1)])
def test_deleting_asks_first(derek: Command, typed: str, left: int) -> None:
    result = derek("documents", "delete", "doc_passport", typed=typed)
    assert result.exit_code == (0 if left == 1 else 1)
    assert derek("documents", "list").stdout.count("\n") == left


def test_deleting_several_of_which_one_is_unknown_deletes_none(derek: Command) -> None:
    result = derek("documents", "delete", "doc_passport", "doc_x", "--yes")
    assert result.exit_code == 1
    assert derek("documents", "list").stdout.count("\n") == 2


@pytest.mark.parametrize(
    "arguments", [("ask", "Вопрос"), ("search", "слова"), ("ingest", "."), ("documents", "list")]
)
def test_a_known_error_is_a_sentence_and_what_mends_it(
    derek: Command, arguments: tuple[str, ...]
) -> None:
    derek.failure = IndexIncompatible(
        "Made by another model.", mend="Run `derek ingest --rebuild`."
    )
    result = derek(*arguments)
    assert result.exit_code == 1
    assert result.stderr == "Made by another model.\nRun `derek ingest --rebuild`.\n"
    assert result.stdout == ""


def test_the_data_folder_is_chosen(derek: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    derek("documents", "list")
    monkeypatch.setenv("DEREK_DATA", "/from/environment")
    derek("documents", "list")
    derek("documents", "list", "--data", "/from/option")
    folders = [str(settings.data) for settings, _ in derek.opened]
    assert folders == [".derek", "/from/environment", "/from/option"]


def test_an_unknown_setting_is_a_sentence(derek: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEREK_PROT", "8000")
    result = derek("documents", "list")
    assert result.exit_code == 1
    assert "DEREK_PROT" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 2), (("nothing",), 2), (("--help",), 0), (("--version",), 0)]
)
def test_usage(derek: Command, arguments: tuple[str, ...], code: int) -> None:
    assert derek(*arguments).exit_code == code


def test_every_command_of_the_contract_has_help(derek: Command) -> None:
    for command in ("ingest", "ask", "search", "serve", "documents", "doctor"):
        result = derek(command, "--help")
        assert result.exit_code == 0
    assert {"list", "show", "delete"} <= set(derek("documents", "--help").stdout.split())


def test_help_loads_no_engine_and_no_framework() -> None:
    program = (
        "import sys; from api.main import make_commands; make_commands();"
        "print([m for m in ('numpy', 'pydantic', 'fastapi', 'qdrant_edge') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


class Point:
    """An entry point that gives what it is told to."""

    def __init__(self, name: str, load: Callable[[], Any]) -> None:
        self.name = name
        self.load = load


def test_other_packages_register_commands(
    derek: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    extension = typer.Typer()

    @extension.command("run")
    def run() -> None:
        raise DataFolderInUse("It is in use.")

    @extension.command("other")
    def other() -> None:
        typer.echo("other")

    def missing() -> Any:
        raise ImportError("no module named ragas")

    points = [Point("measure", lambda: extension), Point("broken", missing)]
    monkeypatch.setattr("api.main.entry_points", lambda group: points)
    assert derek("measure", "other").stdout == "other\n"
    failed = derek("measure", "run")
    assert failed.exit_code == 1
    assert "It is in use." in failed.stderr
    assert capsys.readouterr().err.count("`derek broken` is left out: no module named ragas.") == 2
