"""Both flows over fakes, but with folders on a real disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rag.adapters.disk_source_files import DiskSourceFiles
from rag.errors import CorpusError
from rag.ingest import IngestFlow
from rag.ports import Listing
from rag.progress import IngestReport
from rag.types import FolderRoot, Vector
from tests.fakes.embedder import FakeEmbedder
from tests.flows.setting import ROADS, SCHOOLS, Setting

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


def make_desk(home: Path) -> Desk:
    """A desk on which two documents were ingested from ``docs``."""
    made = Desk(home)
    made.write("docs/schools.txt", SCHOOLS)
    made.write("docs/roads.txt", ROADS)
    made.ingest()
    return made
