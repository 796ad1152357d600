"""Bad input on the real engine and registry: clear words, exit code 1, nothing stored is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.assembly import Derek, open_derek
from rag.errors import DataFolderInUse, IndexIncompatible, StorageFull
from rag.progress import IngestReport
from rag.settings import Settings
from rag.types import Question
from tests.fakes.embedder import FakeEmbedder

FACT = "Отчёт\n\nОбразование\nВ районе работают 48 школ и 7 гимназий.\n"


def open_here(folder: Path, **changes: object) -> Derek:
    """Derek over this data folder, with a fake model that loads at once."""
    settings = Settings.model_validate({"data": folder / "data", **changes})
    return open_derek(settings, embedder=FakeEmbedder())


def ingest(derek: Derek, folder: Path) -> IngestReport:
    return derek.ingest.ingest_folder([folder], "default")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    (made / "good.txt").write_text(FACT, "utf-8")
    return made


def test_every_kind_of_rubbish_is_named_and_the_rest_is_answered(
    tmp_path: Path, folder: Path
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b"\n \t\n\xc2\xa0\n")
    (folder / "binary.dat").write_bytes(bytes(range(256)) * 64)
    (folder / "line.txt").write_bytes(b"a" * 50 * 2**20)
    (folder / "encoding.txt").write_bytes(b"\x81\x8d\x8f\x90\x9d\xff\xfe\x00" * 40)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    with open_here(tmp_path) as derek:
        report = ingest(derek, folder)
        failed = {item.source: item.reason or "" for item in report.failed}
        assert set(failed) == {
            "empty.txt",
            "blank.txt",
            "binary.dat",
            "line.txt",
            "encoding.txt",
            "gone.txt",
        }
        assert all(source in reason for source, reason in failed.items())
        assert not any(str(tmp_path) in reason for reason in failed.values())
        assert "48 школ" in derek.ask.ask(Question("Сколько школ работает в районе?")).text


def test_nul_and_bidi_characters_are_dropped_from_the_text(tmp_path: Path, folder: Path) -> None:
    (folder / "odd.txt").write_text("Отчёт\n\nВ го\u202eроде 12\u0000 больниц\u200b.\n", "utf-8")
    with open_here(tmp_path) as derek:
        assert not ingest(derek, folder).failed
        texts = [derek.library.read_document(r.id).text for r in derek.registry.list_live()]
        assert any("В городе 12 больниц." in text for text in texts)
        answer = derek.ask.ask(Question("Сколько\u0000 больниц в \u202eгороде?"))
        assert "12 больниц" in answer.text


def test_a_second_opening_finds_everything_as_it_was(tmp_path: Path, folder: Path) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, folder)
        before = derek.registry.list_live()
    with open_here(tmp_path) as derek:
        assert derek.registry.list_live() == before
        report = ingest(derek, folder)
        assert [item.outcome for item in report.documents] == ["unchanged"]
        assert "48 школ" in derek.ask.ask(Question("Сколько школ работает в районе?")).text


def test_two_processes_cannot_share_a_data_folder(tmp_path: Path) -> None:
    with open_here(tmp_path), pytest.raises(DataFolderInUse):
        open_here(tmp_path)


def test_an_index_of_another_format_is_refused_and_can_be_rebuilt(
    tmp_path: Path, folder: Path
) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, folder)
        ids = [record.id for record in derek.registry.list_live()]
        stored = json.loads(derek.registry.read_fingerprint() or "{}")
        derek.registry.write_fingerprint(json.dumps({**stored, "format": 0}))
    with pytest.raises(IndexIncompatible, match="format was 0") as caught:
        open_here(tmp_path)
    assert "derek ingest --rebuild" in caught.value.mend
    settings = Settings.model_validate({"data": tmp_path / "data"})
    with open_derek(settings, embedder=FakeEmbedder(), rebuild=True) as derek:
        assert not derek.ingest.reread().failed
        assert [record.id for record in derek.registry.list_live()] == ids
    with open_here(tmp_path) as derek:
        assert "48 школ" in derek.ask.ask(Question("Сколько школ работает в районе?")).text


def test_a_damaged_index_is_made_again_from_what_is_stored(tmp_path: Path, folder: Path) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, folder)
        version = derek.registry.list_live()[0].version_id
        derek.store.remove_versions([version])
        derek.store.flush()
    with open_here(tmp_path) as derek:
        assert version in derek.store.inventory()
        assert "48 школ" in derek.ask.ask(Question("Сколько школ работает в районе?")).text


def test_a_full_disk_stops_ingestion_and_loses_nothing(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_here(tmp_path) as derek:
        ingest(derek, folder)
        (folder / "more.txt").write_text("Отчёт\n\nОткрыто 5 больниц.\n", "utf-8")
        monkeypatch.setattr(derek.store, "_free_bytes", lambda path: 0)
        with pytest.raises(StorageFull):
            ingest(derek, folder)
        monkeypatch.undo()
        assert "48 школ" in derek.ask.ask(Question("Сколько школ работает в районе?")).text
    with open_here(tmp_path) as derek:
        assert [r.source for r in derek.registry.list_live()] == ["good.txt"]
        assert len(ingest(derek, folder).documents) == 2
        assert {r.source for r in derek.registry.list_live()} == {"good.txt", "more.txt"}
