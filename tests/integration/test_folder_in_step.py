"""Folders in step and another model's index, on the real engine, registry and disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.adapters.file_handovers import FileHandovers
from rag.assembly import Derek, open_derek, open_next_index
from rag.errors import AdapterUnavailable, IndexIncompatible
from rag.index.fingerprint import short_fingerprint
from rag.progress import IngestReport, Unwatched
from rag.settings import Settings
from rag.types import Filters, IndexHandover, Question, Vector
from tests.fakes.embedder import FakeEmbedder

SCHOOLS = "Отчёт\n\nОбразование\nВ районе работают 48 школ и 7 гимназий.\n"
LAKES = "Озёра\n\nВ лесу 5 озёр, рыбу ловят в двух из них.\n"
QUESTION = "Сколько школ работает в районе?"


def open_here(folder: Path, dimension: int = 64) -> Derek:
    settings = Settings.model_validate({"data": folder / "data"})
    return open_derek(settings, embedder=FakeEmbedder(dimension))


def reembed_here(folder: Path, model: FakeEmbedder) -> IngestReport:
    """What `derek ingest --reembed` does."""
    settings = Settings.model_validate({"data": folder / "data"})
    with open_next_index(settings, embedder=model) as index:
        return index.reembed()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "schools.txt").write_text(SCHOOLS, "utf-8")
    (folder / "lakes.txt").write_text(LAKES, "utf-8")
    return folder


def ingest(derek: Derek, folder: Path) -> dict[str, str]:
    return outcomes(derek.ingest.ingest_folder([folder], "default"))


def outcomes(report: IngestReport) -> dict[str, str]:
    return {item.source: item.outcome for item in report.documents}


def test_what_moved_is_filtered_by_its_new_place_and_what_is_gone_is_gone(
    tmp_path: Path, docs: Path
) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, docs)
        before = {r.id: r.version_id for r in derek.registry.list_live()}
    (docs / "schools.txt").rename(docs / "учёба.txt")
    (docs / "lakes.txt").unlink()
    with open_here(tmp_path) as derek:
        assert ingest(derek, docs) == {"учёба.txt": "moved", "lakes.txt": "gone"}
        (record,) = derek.registry.list_live()
        assert before[record.id] == record.version_id
        found = derek.ask.ask(Question(QUESTION, filters=Filters(source=("учёба.txt",))))
        assert [citation.source for citation in found.citations] == ["учёба.txt"]
        assert derek.ask.search("школ", Filters(source=("schools.txt",)), 5).passages == ()
        assert set(derek.store.inventory()) == {record.version_id}
    with open_here(tmp_path) as derek:
        assert ingest(derek, docs) == {"учёба.txt": "unchanged"}


def test_quarantine_names_the_command_that_tries_again(tmp_path: Path, docs: Path) -> None:
    (docs / "empty.txt").write_bytes(b"")
    with open_here(tmp_path) as derek:
        ingest(derek, docs)
        (failure,) = derek.library.list_failed()
        assert failure.record.reason == "empty.txt is empty."
        assert failure.mend == f"derek ingest {docs.resolve()}"
        derek.ingest.ingest_folder([docs], "the archive")
        assert {f.mend for f in derek.library.list_failed()} == {
            f"derek ingest {docs.resolve()}",
            f"derek ingest {docs.resolve()} --collection 'the archive'",
        }


def test_another_model_takes_over_and_its_predecessor_is_removed(
    tmp_path: Path, docs: Path
) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, docs)
        before = derek.registry.list_live()
    with pytest.raises(IndexIncompatible) as caught:
        open_here(tmp_path, 96)
    assert "derek ingest --reembed" in caught.value.mend
    assert set(outcomes(reembed_here(tmp_path, FakeEmbedder(96))).values()) == {"changed"}
    with open_here(tmp_path, 96) as derek:
        assert [r.version_id for r in derek.registry.list_live()] == [r.version_id for r in before]
        assert "48 школ" in derek.ask.ask(Question(QUESTION)).text
        assert ingest(derek, docs) == {"lakes.txt": "unchanged", "schools.txt": "unchanged"}
    assert len(list((tmp_path / "data/index").iterdir())) == 1


class Failing(FakeEmbedder):
    """A model that answers questions only."""

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        raise AdapterUnavailable("The model is away.")


def test_an_interrupted_takeover_leaves_the_old_index_and_is_resumed(
    tmp_path: Path, docs: Path
) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, docs)
    with pytest.raises(AdapterUnavailable):
        reembed_here(tmp_path, Failing(96))
    with open_here(tmp_path) as derek:
        assert "48 школ" in derek.ask.ask(Question(QUESTION)).text
    reembed_here(tmp_path, FakeEmbedder(96))
    assert set(outcomes(reembed_here(tmp_path, FakeEmbedder(96))).values()) == {"unchanged"}
    with open_here(tmp_path, 96) as derek:
        assert "48 школ" in derek.ask.ask(Question(QUESTION)).text


def test_what_a_crash_left_after_the_change_is_tidied_at_the_next_start(
    tmp_path: Path, docs: Path
) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, docs)
        fingerprint = derek.fingerprint
    before = tmp_path / "data" / "index" / short_fingerprint("before")
    before.mkdir()
    (before / "segment").write_bytes(b"points")
    handovers = FileHandovers(tmp_path / "data")
    handovers.write_handover(IndexHandover(fingerprint, "before", {}, {}))
    with open_here(tmp_path) as derek:
        assert "48 школ" in derek.ask.ask(Question(QUESTION)).text
        assert derek.take_over() is False
    assert not before.exists()
    assert handovers.find_handover() is None


def test_a_folder_is_followed_on_a_real_disk(tmp_path: Path, docs: Path) -> None:
    with open_here(tmp_path) as derek:
        changes: Iterator[None] = derek.folder_watch.changes([docs])
        ingest(derek, docs)
        following = derek.ingest.follow_folder(
            [docs], "default", changes, Unwatched, failed=lambda error: None
        )
        (docs / "new.txt").write_text("Дороги\n\nОтремонтировано 12 километров.\n", "utf-8")
        assert outcomes(next(following))["new.txt"] == "new"
        (docs / "lakes.txt").unlink()
        assert outcomes(next(following))["lakes.txt"] == "gone"
