"""Folders in step: what became of each file since the last run, over fakes and a real disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.chunks.pack import pack_passages
from rag.errors import UnreadableFile
from rag.types import Filters, Question, SourceFile, Upload
from tests.flows.desk import QUESTION, Desk, make_desk
from tests.flows.setting import SCHOOLS, find_outcome, outcomes


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


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
    assert report.notes == ("Files gone, documents kept: 1.",)
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
        (shut_a_folder, "Files not found again, documents kept: 1."),
        (remove_the_folder, "docs cannot be read"),
        (unmount_the_folder, "is it mounted? Documents kept: 2."),
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


LONG = "\n\n".join(
    f"Раздел {n}\n\n"
    + "\n\n".join(
        f"В ауле {n} на улице {street} стоят {street * n} домов, колодцев там {street + n}."
        for street in range(1, 6)
    )
    for n in range(1, 6)
)


def test_of_a_changed_paragraph_exactly_its_passages_are_embedded_again(desk: Desk) -> None:
    desk.write("docs/long.txt", f"Отчёт об аулах\n\n{LONG}\n")
    desk.ingest()
    n_before = len(desk.embedder.asked)
    old, new = "стоят 12 домов, колодцев там 7", "стоят 13 домов, колодцев там 7"
    desk.write("docs/long.txt", f"Отчёт об аулах\n\n{LONG.replace(old, new)}\n")
    assert outcomes(desk.ingest())["long.txt"] == "changed"
    record = next(r for r in desk.setting.registry.list_live() if r.source == "long.txt")
    limits = desk.flow.limits
    document = desk.setting.blobs.read_document(record.document_sha256 or "")
    passages = pack_passages(document, limits.budget_tokens, desk.embedder.count_tokens)
    asked = set(desk.embedder.asked[n_before:])
    again = [p for p in passages if p.embedded_text in asked]
    assert again == [p for p in passages if new in document.text[p.start : p.end]] != []
    # Beside them only their sentences, and those that are embedded with the words before them.
    assert all("13 домов" in text for text in asked)


def test_an_unchanged_folder_is_not_embedded_parsed_or_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError

    n_before = len(desk.embedder.asked)
    monkeypatch.setattr(desk.setting.store, "write_points", refuse)
    monkeypatch.setattr(desk.setting.blobs, "write_original", refuse)
    monkeypatch.setattr(desk.setting.registry, "start_version", refuse)
    assert set(outcomes(desk.ingest()).values()) == {"unchanged"}
    assert len(desk.embedder.asked) == n_before
