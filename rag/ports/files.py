"""What the core needs of files, and of what is kept as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rag.errors import CorpusError
from rag.types import Document, Draft, FolderRoot, SourceFile

PageWatcher = Callable[[int, int], None]
"""Told of a slow reading: the page that comes next, from 1, and how many there are."""


class DraftReader(Protocol):
    """Bytes of a file, whatever its format, to blocks. Safe to call from several threads."""

    def read(self, content: bytes, source: str, watch: PageWatcher | None = None) -> Draft:
        """The file's blocks in reading order; ``watch`` hears of pages whose text is recognised.

        Raises: CorpusError and what is under it, with a sentence that names ``source``.
        """

    def close(self) -> None:
        """Release what reading needs; the reader is unusable afterwards."""


class TextRecogniser(Protocol):
    """Text of a picture of a page (OCR)."""

    def recognise(self, picture: bytes) -> str:
        """Lines of the page in reading order, a blank one between paragraphs; empty for none.

        ``picture`` is a file in PNM (P5 or P6). Raises: CorpusError when it takes too long.
        """


class BlobStore(Protocol):
    """Original bytes and normalised documents by content address, written atomically."""

    def write_original(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256 in hex. Raises: StorageFull."""

    def read_original(self, sha256: str) -> bytes:
        """The bytes. Raises: NotFound."""

    def write_document(self, document: Document) -> str:
        """Keep a document and return the SHA-256 of its stored form. Raises: StorageFull."""

    def read_document(self, sha256: str) -> Document:
        """The document, checked against its hash. Raises: NotFound."""

    def list_blobs(self) -> tuple[str, ...]:
        """Addresses of everything kept."""

    def remove_blob(self, sha256: str) -> None:
        """Remove one; unknown addresses are ignored."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Files below some ``roots``, in order of folder and source, and what could not be looked into;
    ``whole`` are the ids of roots looked through without a fault: what is not listed is not there.
    """

    files: tuple[SourceFile, ...]
    faults: tuple[tuple[str, CorpusError], ...] = ()
    roots: tuple[FolderRoot, ...] = ()
    whole: frozenset[str] = frozenset()


class SourceFiles(Protocol):
    """Files on disk that are to be ingested."""

    def list_files(self, paths: Sequence[Path]) -> Listing:
        """Regular files below these paths; of a file's own folder nothing else is listed."""

    def is_there(self, root: FolderRoot) -> bool:
        """Whether the folder still stands where it did."""

    def read_file(self, file: SourceFile, max_bytes: int) -> bytes:
        """The file's bytes. Raises: UnreadableFile, EmptyFile, TooLarge."""


class FolderWatch(Protocol):
    """Tells that something below some folders changed."""

    def changes(self, paths: Sequence[Path]) -> Iterator[None]:
        """An item whenever files below changed and then rested; nothing in between is missed."""
