"""Both flows wired over fakes, and files to feed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.adapters.rank_bm25_sentence_scorer import RankBm25SentenceScorer
from rag.ask import AskFlow
from rag.errors import CorpusError, EmptyFile
from rag.ingest import IngestFlow, IngestLimits
from rag.library import DocumentCache, Library
from rag.parsing import InlineDraftReader
from rag.ports import Listing
from rag.progress import FileOutcome, IngestReport
from rag.types import Answer, FolderRoot, Question, SourceFile
from tests.fakes.blobs import InMemoryBlobs
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.passage_store import InMemoryPassageStore
from tests.fakes.registry import InMemoryRegistry
from tests.fakes.vector_cache import InMemoryVectorCache

SCHOOLS = """ЖАРКЕНТСКИЙ РАЙОН

Образование
В районе работают 48 школ, из них 20 частных. Дефицит ученических мест составляет 3 986.

Медицина
Жителей обслуживают 7 поликлиник и 2 больницы.
"""
ROADS = """Отчёт о дорогах

Ремонт
В 2022 году отремонтировано 12 километров дорог. Работы вело ТОО «Жолшы».
"""


@dataclass
class Files:
    """Files in memory; an error instead of bytes is raised when the file is read."""

    contents: dict[str, bytes | CorpusError]

    def list_files(self, paths: Sequence[Path]) -> Listing:
        root = FolderRoot("root_1", "folder", "volume")
        sizes = {name: len(c) if isinstance(c, bytes) else 0 for name, c in self.contents.items()}
        files = [SourceFile(name, Path(name), root.id, n) for name, n in sorted(sizes.items())]
        return Listing(tuple(files), (), (root,), frozenset([root.id]))

    def is_there(self, root: FolderRoot) -> bool:
        return root.id == "root_1"

    def read_file(self, file: SourceFile, max_bytes: int) -> bytes:
        content = self.contents[file.source]
        if isinstance(content, CorpusError):
            raise content
        if not content:
            raise EmptyFile(f"{file.source} is empty.")
        return content


@dataclass
class Setting:
    """Everything a flow test touches."""

    files: Files = field(default_factory=lambda: Files({}))
    blobs: InMemoryBlobs = field(default_factory=InMemoryBlobs)
    registry: InMemoryRegistry = field(default_factory=InMemoryRegistry)
    store: InMemoryPassageStore = field(default_factory=InMemoryPassageStore)
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    cache: InMemoryVectorCache = field(default_factory=InMemoryVectorCache)

    def ingest_flow(self) -> IngestFlow:
        limits = IngestLimits(2**20, 60, 4)
        return IngestFlow(
            self.files,
            InlineDraftReader(2**16),
            self.blobs,
            self.registry,
            self.store,
            self.embedder,
            self.cache,
            limits,
        )

    def ingest(self, contents: Mapping[str, str | bytes | CorpusError]) -> IngestReport:
        """Ingest a folder that holds exactly these files."""
        self.files.contents = {
            name: value.encode() if isinstance(value, str) else value
            for name, value in contents.items()
        }
        return self.ingest_flow().ingest_folder([Path("folder")], "default")

    def ask_flow(self) -> AskFlow:
        documents = DocumentCache(self.blobs)
        scorer = RankBm25SentenceScorer()
        return AskFlow(
            self.embedder, self.store, self.registry, documents, scorer, 50, 0.5, "fingerprint"
        )

    def ask(self, text: str) -> Answer:
        return self.ask_flow().ask(Question(text))

    def library(self) -> Library:
        return Library(self.registry, self.blobs, DocumentCache(self.blobs))


def outcomes(report: IngestReport) -> dict[str, str]:
    """Outcome by source."""
    return {item.source: item.outcome for item in report.documents}


def find_outcome(report: IngestReport, source: str) -> FileOutcome:
    """The outcome of one file."""
    return next(item for item in report.documents if item.source == source)
