"""Verification: exact quotes, carried numbers and words, markers that exist."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.extractive import cite
from rag.types import Citation, Claim, Document
from rag.verify.quotes import is_exact
from rag.verify.support import is_supported
from rag.verify.verdict import render_answer
from tests.documents import make_document
from tests.records import make_hit
from tests.verified import keep_verified

SENTENCE = "В районе работают 48 школ и 19 детских садов."


@pytest.fixture
def document() -> Document:
    return make_document([(("Образование",), [("paragraph", SENTENCE), ("paragraph", "Итоги.")])])


@pytest.fixture
def citation(document: Document) -> Citation:
    return cite(make_hit(document), 0, 0, len(SENTENCE), 1)


def test_a_quote_that_stands_there_is_exact(document: Document, citation: Citation) -> None:
    assert is_exact(citation, document)


@pytest.mark.parametrize(
    "change",
    [
        {"quote": SENTENCE.replace("48", "49")},
        {"start": 1},
        {"end": len(SENTENCE) + 3},
        {"paragraph_id": "p_1"},
        {"paragraph_id": "p_9"},
        {"document_id": "doc_2"},
        {"start": 0, "end": 0, "quote": ""},
    ],
)
def test_anything_else_is_not(
    document: Document, citation: Citation, change: dict[str, object]
) -> None:
    assert not is_exact(replace(citation, **change), document)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        (SENTENCE, True),
        ("В районе 48 школ.", True),
        ("В районе 49 школ.", False),
        ("В районе работают 48 школ и 19,5 детских садов.", False),
        ("Бюджет города вырос почти вдвое.", False),
    ],
)
def test_a_claim_needs_its_numbers_and_words(
    citation: Citation, claim: str, supported: bool
) -> None:
    assert is_supported(Claim(claim, (1,)), [citation]) is supported


def test_a_claim_without_a_citation_is_not_supported(citation: Citation) -> None:
    assert not is_supported(Claim(SENTENCE, (7,)), [citation])


def test_a_row_is_read_with_its_header() -> None:
    document = make_document(
        [(("1",), [("table_row", "Ағылшын тілі\t17,5\t18,4")])],
        header=("Атауы", "Жоспар", "Нақты"),
        language="kk",
    )
    row = cite(make_hit(document), 0, 0, document.paragraphs[0].end, 1)
    assert is_supported(Claim("Ағылшын тілі: Жоспар – 17,5; Нақты – 18,4", (1,)), [row])
    assert not is_supported(Claim("Ағылшын тілі: Жоспар – 18,5", (1,)), [row])


def test_unsupported_claims_are_dropped_and_numbers_close_up(
    document: Document, citation: Citation
) -> None:
    second = cite(
        make_hit(document), 1, document.paragraphs[1].start, document.paragraphs[1].end, 2
    )
    claims = [Claim("В районе 50 школ.", (1,)), Claim("Итоги.", (2,)), Claim(SENTENCE, (1, 9))]
    kept, shown = keep_verified(claims, [citation, second], {document.id: document})
    assert [claim.citations for claim in kept] == [(1,), (2,)]
    assert [(c.n, c.quote) for c in shown] == [(1, "Итоги."), (2, SENTENCE)]
    assert render_answer(kept) == f"Итоги. [1] {SENTENCE} [2]"


def test_a_document_that_was_not_retrieved_cannot_be_cited(citation: Citation) -> None:
    assert keep_verified([Claim(SENTENCE, (1,))], [citation], {}) == ((), ())
