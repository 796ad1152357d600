"""The thread that looks up words before somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from api.warmup import WarmUp
from rag.compose.surroundings import section_runs
from rag.compose.word_places import word_places
from rag.errors import NotFound
from rag.types import Document
from tests.fakes.fake_derek import FakeDerek

if TYPE_CHECKING:
    from rag.assembly import Derek

WAIT_SECONDS = 30.0


def is_known(document: Document, section_at: int) -> bool:
    """Whether the section's words come from memory."""
    section = document.sections[section_at]
    n_hits = word_places.cache_info().hits
    word_places(document.text[section.start : section.end], section_runs(document, section_at))
    return word_places.cache_info().hits > n_hits


def warm(derek: FakeDerek, most_characters: int = 10**6) -> None:
    word_places.cache_clear()
    warmup = WarmUp(cast("Derek", derek), most_characters=most_characters)
    warmup.start()
    while warmup.is_reading:
        pass
    assert warmup.close(WAIT_SECONDS)


def test_the_words_of_all_documents_are_known_afterwards() -> None:
    derek = FakeDerek()
    records, _ = derek.library.list_documents(10, None, None)
    documents = [derek.library.read_document(record.id) for record in records]
    warm(derek)
    assert len(documents) > 1
    assert all(is_known(d, at) for d in documents for at in range(len(d.sections)))


def test_a_document_that_cannot_be_read_keeps_no_other_from_being_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    derek = FakeDerek()
    records, _ = derek.library.list_documents(10, None, None)
    first, last = records[0].id, derek.library.read_document(records[-1].id)
    read = derek.library.read_document

    def broken(document_id: str) -> Document:
        if document_id == first:
            raise NotFound("Its text is gone.")
        return read(document_id)

    monkeypatch.setattr(derek.library, "read_document", broken)
    warm(derek)
    assert is_known(last, 0)


def test_it_reads_no_further_than_it_may() -> None:
    derek = FakeDerek()
    records, _ = derek.library.list_documents(10, None, None)
    first, last = (derek.library.read_document(records[at].id) for at in (0, -1))
    warm(derek, most_characters=1)
    assert is_known(first, 0)
    assert not is_known(last, len(last.sections) - 1)
