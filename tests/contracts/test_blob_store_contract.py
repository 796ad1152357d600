"""What every blob store does, on the fake and on the folder."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.adapters.file_blobs import FileBlobs
from rag.errors import NotFound
from rag.ports import BlobStore
from rag.types import Document, Paragraph, Row, Section
from tests.fakes import InMemoryBlobs

UNKNOWN = "0" * 64


@pytest.fixture(params=["fake", "folder"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    return FileBlobs(tmp_path / "blobs") if request.param == "folder" else InMemoryBlobs()


def document(title: str = "Есеп «2025»") -> Document:
    row = Row("Жоспар", ("Көрсеткіш", "Жоспар"), ("Мектеп саны", "12"))
    return Document(
        id="doc_1",
        source="есеп.txt",
        title=title,
        text="Бірінші\n😀 Второй\n\tтретий",
        language="kk",
        date=date(2025, 4, 13),
        sections=(Section(("I", "II"), 2, 0, 20, date(2025, 4, 1), "https://example.kz/1"),),
        paragraphs=(
            Paragraph("p_0", "paragraph", 0, 7, 0, "kk"),
            Paragraph("p_1", "table_row", 8, 16, 0, "ru", 3, row),
        ),
    )


def test_bytes_come_back_by_their_sha256(blobs: BlobStore) -> None:
    content = bytes(range(256)) * 300
    address = blobs.write_original(content)
    assert address == hashlib.sha256(content).hexdigest()
    assert blobs.read_original(address) == content
    assert blobs.list_blobs() == (address,)


def test_no_bytes_are_kept_too(blobs: BlobStore) -> None:
    assert blobs.read_original(blobs.write_original(b"")) == b""


def test_the_same_bytes_are_kept_once(blobs: BlobStore) -> None:
    assert blobs.write_original(b"x") == blobs.write_original(b"x")
    assert len(blobs.list_blobs()) == 1


def test_a_document_comes_back_equal(blobs: BlobStore) -> None:
    address = blobs.write_document(document())
    assert blobs.read_document(address) == document()
    assert blobs.write_document(document()) == address
    assert blobs.write_document(document("Басқа")) != address
    assert len(blobs.list_blobs()) == 2


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_equal(blobs: BlobStore, text: str) -> None:
    kept = document(text)
    assert blobs.read_document(blobs.write_document(kept)) == kept


@pytest.mark.parametrize("address", [UNKNOWN, "", "abc", "../../etc/passwd", "A" * 64])
def test_unknown_addresses_are_not_found(blobs: BlobStore, address: str) -> None:
    with pytest.raises(NotFound):
        blobs.read_original(address)
    with pytest.raises(NotFound):
        blobs.read_document(address)
    blobs.remove_blob(address)


def test_a_removed_blob_is_gone_and_the_others_stay(blobs: BlobStore) -> None:
    gone, kept = blobs.write_original(b"1"), blobs.write_original(b"2")
    written = blobs.write_document(document())
    blobs.remove_blob(gone)
    with pytest.raises(NotFound):
        blobs.read_original(gone)
    assert blobs.read_original(kept) == b"2"
    assert blobs.list_blobs() == tuple(sorted((kept, written)))
    blobs.remove_blob(written)
    with pytest.raises(NotFound):
        blobs.read_document(written)


def test_many_writers_of_the_same_bytes_do_not_disturb_each_other(blobs: BlobStore) -> None:
    contents = [bytes([n % 5]) * 5000 for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        addresses = list(pool.map(blobs.write_original, contents))
    assert [blobs.read_original(a) for a in addresses] == contents
    assert len(blobs.list_blobs()) == 5
