"""A blob store in memory."""

from __future__ import annotations

import hashlib

import msgspec

from rag.errors import AdapterProtocolError, NotFound
from rag.types import Document


class InMemoryBlobs:
    """Bytes by SHA-256; documents in their stored form, so that reading gives an equal copy."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def write_original(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[sha256] = content
        return sha256

    def read_original(self, sha256: str) -> bytes:
        if sha256 not in self.kept:
            raise NotFound("There is no such stored file.")
        content = self.kept[sha256]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise AdapterProtocolError("The stored file is damaged.")
        return content

    def write_document(self, document: Document) -> str:
        return self.write_original(msgspec.json.encode(document))

    def read_document(self, sha256: str) -> Document:
        return msgspec.json.decode(self.read_original(sha256), type=Document)

    def list_blobs(self) -> tuple[str, ...]:
        return tuple(sorted(self.kept))

    def remove_blob(self, sha256: str) -> None:
        self.kept.pop(sha256, None)
