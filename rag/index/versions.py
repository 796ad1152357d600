"""Makes the record of a version that is about to be indexed."""

from __future__ import annotations

import hashlib

from rag.types import DocumentRecord, NewVersion, Upload


def document_id(collection: str, source: str, n_taken: int = 0) -> str:
    """A document is the place where it was first seen: source and collection, whatever its bytes.

    ``n_taken`` documents that began there were moved away and kept their ids.
    """
    place = "\0".join((collection, source, *([str(n_taken)] if n_taken else []))).encode()
    return "doc_" + hashlib.blake2b(place, digest_size=8).hexdigest()


def new_version(upload: Upload, sha256: str, document_id: str) -> NewVersion:
    """What is known of an upload before it is parsed."""
    return NewVersion(
        document_id=document_id,
        source=upload.source,
        collection=upload.collection,
        groups=upload.groups,
        source_url=upload.source_url,
        date=upload.date,
        sha256=sha256,
        n_bytes=len(upload.content),
        root=upload.root,
    )


def stored_version(record: DocumentRecord) -> NewVersion:
    """The version of a live document, for writing its points again."""
    return NewVersion(
        document_id=record.id,
        source=record.source,
        collection=record.collection,
        groups=record.groups,
        source_url=record.source_url,
        date=record.date,
        sha256=record.sha256,
        n_bytes=record.n_bytes,
        root=record.root,
    )
