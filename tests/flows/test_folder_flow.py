"""Folders in step: what became of each file since the last run, over fakes and a real disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.adapters.disk_source_files import DiskSourceFiles
from rag.errors import CorpusError, UnreadableFile
from rag.ingest import IngestFlow
from rag.ports import Listing
from rag.progress import IngestReport, Unwatched
from rag.types import Filters, FolderRoot, Question, SourceFile, Upload, Vector
from tests.fakes.embedder import FakeEmbedder
from tests.flows.setting import ROADS, SCHOOLS, Setting, find_outcome, outcomes

QUESTION = "Сколько школ работает в районе?"


class CountingEmbedder(FakeEmbedder):
    """Remembers every passage it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        return super().embed_passages(texts)


class Faulty(DiskSourceFiles):
    """A disk on which something cannot be looked into or stands on another volume."""

    def __init__(self) -> None:
        self.fault: CorpusError | None = None
        self.volume = ""

    def list_files(self, paths: Sequence[Path]) -> Listing:
        found = super().list_files(paths)
        faults = (*found.faults, *((("shut", self.fault),) if self.fault else ()))
        roots = tuple(FolderRoot(r.id, r.path, self.volume or r.volume) for r in found.roots)
        return Listing(found.files, faults, roots, frozenset() if faults else found.whole)


class Desk:
    """A setting over real folders below ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.disk = Faulty()
        self.embedder = CountingEmbedder()
        self.setting = Setting(embedder=self.embedder)

    @property
    def flow(self) -> IngestFlow:
        return replace(self.setting.ingest_flow(), files=self.disk)

    def write(self, name: str, text: str) -> Path:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def ingest(self, *names: str, keep_gone: bool = False) -> IngestReport:
        paths = [self.home / name for name in names or ("docs",)]
        return self.flow.ingest_folder(paths, "default", keep_gone=keep_gone)

    def live(self) -> dict[str, str]:
        """Document id by source."""
        return {record.source: record.id for record in self.setting.registry.list_live()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write("docs/schools.txt", SCHOOLS)
    made.write("docs/roads.txt", ROADS)
    made.ingest()
    return made


def test_a_moved_file_keeps_ids_and_vectors_and_is_cited_from_its_new_place(desk: Desk) -> None:
    before = desk.setting.registry.list_live()
    n_embedded = len(desk.embedder.asked)
    (desk.home / "docs/2025").mkdir()
    (desk.home / "docs/schools.txt").rename(desk.home / "docs/2025/учёба.txt")
    report = desk.ingest()
    assert outcomes(report) == {"2025/учёба.txt": "moved", "roads.txt": "unchanged"}
    assert find_outcome(report, "2025/учёба.txt").reason == "From schools.txt."
    after = desk.setting.registry.list_live()
    assert [(r.id, r.version_id) for r in after] == [(r.id, r.version_id) for r in before]
    assert len(desk.embedder.asked) == n_embedded
    answer = desk.setting.ask(QUESTION)
    assert {citation.source for citation in answer.citations} == {"2025/учёба.txt"}
    here = Question(QUESTION, filters=Filters(source=("2025/учёба.txt",)))
    there = Question(QUESTION, filters=Filters(source=("schools.txt",)))
    assert desk.setting.ask_flow().ask(here).passages
    assert not desk.setting.ask_flow().ask(there).passages


def test_the_place_a_document_left_is_free_for_another(desk: Desk) -> None:
    (desk.home / "docs/schools.txt").rename(desk.home / "docs/moved.txt")
    moved = desk.live()["schools.txt"]
    desk.write("docs/schools.txt", SCHOOLS.replace("48", "51"))
    assert outcomes(desk.ingest())["moved.txt"] == "new"
    assert desk.live()["schools.txt"] == moved
    desk.write("docs/later.txt", "Отчёт\n\nВ лесу 5 озёр.\n")
    desk.ingest()
    (desk.home / "docs/later.txt").rename(desk.home / "docs/gone.txt")
    desk.ingest()
    desk.write("docs/later.txt", "Отчёт\n\nВ лесу 6 озёр.\n")
    assert outcomes(desk.ingest())["later.txt"] == "new"
    live = desk.live()
    assert live["later.txt"] != live["gone.txt"]


def test_a_crash_while_moving_is_made_good_by_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.home / "docs/schools.txt").rename(desk.home / "docs/moved.txt")

    def die(document_id: str, source: str, root: str) -> tuple[str, ...]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(desk.setting.registry, "move_document", die)
        with pytest.raises(KeyboardInterrupt):
            desk.ingest()
    assert set(desk.live()) == {"schools.txt", "roads.txt"}
    assert outcomes(desk.ingest())["moved.txt"] == "moved"
    assert set(desk.live()) == {"moved.txt", "roads.txt"}


def test_a_file_that_is_gone_takes_its_document_with_it(desk: Desk) -> None:
    (desk.home / "docs/schools.txt").unlink()
    report = desk.ingest()
    assert outcomes(report) == {"roads.txt": "unchanged", "schools.txt": "gone"}
    assert set(desk.live()) == {"roads.txt"}
    assert len(desk.setting.store.inventory()) == 1
    assert outcomes(desk.ingest()) == {"roads.txt": "unchanged"}


def test_gone_files_are_kept_when_asked_for(desk: Desk) -> None:
    (desk.home / "docs/schools.txt").unlink()
    report = desk.ingest(keep_gone=True)
    assert outcomes(report) == {"roads.txt": "unchanged"}
    assert report.notes == ("1 documents whose files are gone were kept.",)
    assert set(desk.live()) == {"roads.txt", "schools.txt"}


def test_quarantined_files_that_are_gone_leave_the_quarantine(desk: Desk) -> None:
    desk.write("docs/empty.txt", "")
    assert outcomes(desk.ingest())["empty.txt"] == "failed"
    assert [r.source for r in desk.setting.registry.list_failed()] == ["empty.txt"]
    (desk.home / "docs/empty.txt").unlink()
    assert outcomes(desk.ingest())["empty.txt"] == "gone"
    assert desk.setting.registry.list_failed() == ()


def test_a_file_that_can_be_read_again_unchanged_leaves_the_quarantine(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(file: SourceFile, max_bytes: int) -> bytes:
        raise UnreadableFile(f"{file.source} cannot be read.")

    with monkeypatch.context() as patched:
        patched.setattr(desk.disk, "read_file", refuse)
        assert set(outcomes(desk.ingest()).values()) == {"failed"}
    assert len(desk.setting.registry.list_failed()) == 2
    assert set(desk.live()) == {"schools.txt", "roads.txt"}
    assert set(outcomes(desk.ingest()).values()) == {"unchanged"}
    assert desk.setting.registry.list_failed() == ()


# --- when nothing may be called gone ------------------------------------------------------------


def lose_a_file(desk: Desk) -> None:
    (desk.home / "docs/schools.txt").unlink()


def shut_a_folder(desk: Desk) -> None:
    lose_a_file(desk)
    desk.disk.fault = UnreadableFile("shut cannot be read.")


def remove_the_folder(desk: Desk) -> None:
    shutil.rmtree(desk.home / "docs")


def unmount_the_folder(desk: Desk) -> None:
    for path in (desk.home / "docs").iterdir():
        path.unlink()
    desk.disk.volume = "another"


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (shut_a_folder, "1 documents were not found again"),
        (remove_the_folder, "docs cannot be read"),
        (unmount_the_folder, "is it mounted? Its 2 documents were kept"),
    ],
)
def test_where_not_everything_was_seen_documents_are_kept_and_it_is_said(
    desk: Desk, happens: Callable[[Desk], None], said: str
) -> None:
    happens(desk)
    report = desk.ingest()
    assert "gone" not in outcomes(report).values()
    assert set(desk.live()) == {"roads.txt", "schools.txt"}
    assert said in " ".join([*report.notes, *(item.reason or "" for item in report.failed)])


def test_a_folder_that_was_emptied_where_it_stands_is_empty(desk: Desk) -> None:
    for path in (desk.home / "docs").iterdir():
        path.unlink()
    assert set(outcomes(desk.ingest()).values()) == {"gone"}
    assert desk.live() == {}


def test_only_the_folders_given_are_compared(desk: Desk) -> None:
    desk.write("other/lakes.txt", "Озёра\n\nВ лесу 5 озёр.\n")
    assert outcomes(desk.ingest("other")) == {"lakes.txt": "new"}
    assert set(desk.live()) == {"roads.txt", "schools.txt", "lakes.txt"}
    lose_a_file(desk)
    assert outcomes(desk.ingest("other")) == {"lakes.txt": "unchanged"}
    assert outcomes(desk.ingest("docs/roads.txt")) == {"roads.txt": "unchanged"}
    assert "schools.txt" in desk.live()
    assert outcomes(desk.ingest("docs", "other"))["schools.txt"] == "gone"


def test_uploads_and_other_collections_are_left_alone(desk: Desk) -> None:
    uploads = [Upload("upload.txt", "Отчёт\n\nВ лесу 5 озёр.\n".encode())]
    job = desk.setting.registry.start_job(["upload.txt"])
    desk.flow.ingest_uploads(job.id, uploads)
    desk.flow.ingest_folder([desk.home / "docs"], "archive")
    lose_a_file(desk)
    report = desk.ingest()
    assert outcomes(report) == {"roads.txt": "unchanged", "schools.txt": "gone"}
    live = {(r.collection, r.source) for r in desk.setting.registry.list_live()}
    assert live == {
        ("default", "upload.txt"),
        ("default", "roads.txt"),
        ("archive", "roads.txt"),
        ("archive", "schools.txt"),
    }


# --- copies, and folders that hold the same names -----------------------------------------------


def test_a_copy_is_no_document_until_the_first_is_gone(desk: Desk) -> None:
    shutil.copy(desk.home / "docs/schools.txt", desk.home / "docs/copy.txt")
    first = desk.live()["schools.txt"]
    assert outcomes(desk.ingest())["copy.txt"] == "unchanged"
    lose_a_file(desk)
    assert outcomes(desk.ingest()) == {"copy.txt": "moved", "roads.txt": "unchanged"}
    assert desk.live()["copy.txt"] == first


def test_a_file_overwritten_by_a_copy_of_another_loses_its_old_words(desk: Desk) -> None:
    desk.write("docs/roads.txt", SCHOOLS)
    report = desk.ingest()
    assert outcomes(report) == {"roads.txt": "changed", "schools.txt": "unchanged"}
    assert set(desk.live()) == {"schools.txt"}
    assert "roads.txt" not in {c.source for c in desk.setting.ask("Сколько дорог?").citations}


def test_two_files_that_change_places_both_stay(desk: Desk) -> None:
    desk.write("docs/schools.txt", ROADS)
    desk.write("docs/roads.txt", SCHOOLS)
    n_embedded = len(desk.embedder.asked)
    desk.ingest()
    assert set(desk.live()) == {"schools.txt", "roads.txt"}
    assert {c.source for c in desk.setting.ask(QUESTION).citations} == {"roads.txt"}
    assert len(desk.embedder.asked) == n_embedded


def test_the_same_names_in_two_folders_do_not_overwrite_one_another(desk: Desk) -> None:
    desk.write("other/roads.txt", ROADS.replace("12", "14"))
    assert outcomes(desk.ingest("other")) == {"other/roads.txt": "new"}
    for names in (("docs",), ("other",), ("other", "docs")):
        assert set(outcomes(desk.ingest(*names)).values()) == {"unchanged"}
    assert set(desk.live()) == {"roads.txt", "schools.txt", "other/roads.txt"}


def test_a_folder_in_a_new_place_takes_its_documents_over(desk: Desk) -> None:
    before = desk.live()
    (desk.home / "docs").rename(desk.home / "papers")
    assert set(outcomes(desk.ingest("papers")).values()) == {"unchanged"}
    assert desk.live() == before
    (desk.home / "papers/schools.txt").unlink()
    assert outcomes(desk.ingest("papers"))["schools.txt"] == "gone"


def test_a_folder_is_followed_until_the_changes_end(desk: Desk) -> None:
    def changes() -> Iterator[None]:
        desk.write("docs/empty.txt", "")
        yield
        lose_a_file(desk)
        yield
        desk.write("docs/empty.txt", "Отчёт\n\nВ лесу 5 озёр.\n")
        yield

    reports: list[IngestReport] = []

    class Kept(Unwatched):
        def finished(self, report: IngestReport) -> None:
            reports.append(report)

    desk.flow.follow_folder([desk.home / "docs"], "default", changes(), Kept)
    assert [outcomes(report) for report in reports] == [
        {"empty.txt": "failed", "roads.txt": "unchanged", "schools.txt": "unchanged"},
        {"empty.txt": "failed", "roads.txt": "unchanged", "schools.txt": "gone"},
        {"empty.txt": "new", "roads.txt": "unchanged"},
    ]
