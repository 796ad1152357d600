"""What becomes of a file on its way through a run, and the steps that threads take with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from rag.errors import CorpusError, EmptyFile
from rag.index.alike import sketch_of
from rag.index.embed import embed_texts
from rag.ingest.cutting import CutDocument, cut_document, points_of, split_vectors
from rag.ports import DraftReader, Embedder, PageWatcher, VectorCache
from rag.progress import FileOutcome
from rag.sections.build import build_document
from rag.text.orders import find_orders
from rag.types import NewVersion, Point, Upload

INTERRUPTED = "Interrupted; ingest it again."
"""Why a version failed whose work was cut off: nothing is wrong with the file."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file to be ingested. ``stub`` says all of it but its bytes; ``load`` adds them.

    ``load`` raises CorpusError when the file cannot be read.
    """

    stub: Upload
    load: Callable[[], Upload]
    n_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file with its bytes and their hash; ``fault`` says why it has none."""

    item: Item
    upload: Upload
    sha256: str
    fault: CorpusError | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A file with a pending version; ``outcome`` is what it will be when nothing goes wrong."""

    content: bytes
    version_id: str
    version: NewVersion
    outcome: FileOutcome


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that is cut and waits for its vectors, that failed, or that was known.

    ``version_id`` is None for one that was known: its outcome is certain.
    """

    outcome: FileOutcome
    version_id: str | None = None
    cut: CutDocument | None = None
    fault: CorpusError | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are embedded and written together; ``points`` are those of the cut ones."""

    parsed: tuple[Parsed, ...]
    points: tuple[tuple[Point, ...], ...] = ()

    @property
    def cuts(self) -> list[CutDocument]:
        """The documents to be embedded and written, in order."""
        return [parsed.cut for parsed in self.parsed if parsed.cut is not None]

    @property
    def n_texts(self) -> int:
        """Texts that the model reads."""
        return sum(len(cut.texts) for cut in self.cuts)


def load_item(item: Item) -> Loaded:
    """The file's bytes and their SHA-256."""
    try:
        upload = item.load()
    except CorpusError as error:
        return Loaded(item, item.stub, "", error)
    return Loaded(item, upload, hashlib.sha256(upload.content).hexdigest())


def parse_file(
    begun: Begun,
    reader: DraftReader,
    embedder: Embedder,
    budget_tokens: int,
    watch: PageWatcher,
) -> Parsed:
    """The file's document, cut for the index, or its fault."""
    version = begun.version
    try:
        draft = reader.read(begun.content, version.source, watch)
        document = build_document(
            draft, document_id=version.document_id, source=version.source, date=version.date
        )
        cut = cut_document(begun.version_id, version, document, embedder, budget_tokens)
        if not cut.passages:
            raise EmptyFile(f"{version.source} holds no passage.")
    except CorpusError as error:
        return Parsed(begun.outcome, begun.version_id, fault=error)
    n_pages = max((paragraph.page or 0 for paragraph in document.paragraphs), default=0)
    cut = replace(cut, sketch=sketch_of(document.text, document.title))
    outcome = replace(begun.outcome, n_pages=n_pages, n_orders=len(find_orders(document.text)))
    return Parsed(outcome, begun.version_id, cut)


def embed_group(
    group: Group, embedder: Embedder, cache: VectorCache, batch: int, done: Callable[[int], None]
) -> Group:
    """The group with its points; texts that several documents share are embedded once."""
    texts = [text for cut in group.cuts for text in cut.texts]
    vectors = embed_texts(embedder, cache, texts, batch, done)
    parts = zip(group.cuts, split_vectors(group.cuts, vectors), strict=True)
    return replace(group, points=tuple(points_of(cut, part) for cut, part in parts))
