"""Whatever hangs on a passage, the model reads it to its end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.chunks.fit import LEAST_BUDGET, fit_passages
from rag.chunks.pack import pack_passages
from rag.types import Document
from tests.documents import documents, make_document


def count_words(text: str) -> int:
    return len(text.replace("\t", " \t ").split())


@given(documents, st.integers(1, 60), st.integers(LEAST_BUDGET, 60))
@settings(max_examples=80, deadline=None)
def test_no_text_is_over_the_limit_and_no_paragraph_lost(
    document: Document, budget: int, limit: int
) -> None:
    passages = fit_passages(document, budget, limit, count_words)
    assert max((count_words(p.embedded_text) for p in passages), default=0) <= limit
    covered = "".join(document.text[p.start : p.end] for p in passages)
    everything = "".join(document.text[p.start : p.end] for p in document.paragraphs)
    assert covered.replace("\n", "") == everything.replace("\n", "")


@given(documents, st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_what_fits_is_packed_as_ever(document: Document, budget: int) -> None:
    assert fit_passages(document, budget, 10_000, count_words) == pack_passages(
        document, budget, count_words
    )


def test_a_table_with_long_headers_is_packed_smaller() -> None:
    row = "Жол жөндеу\t12\t15\t18"
    header = tuple(f"{word} көрсеткіштің толық атауы" for word in "бірінші екінші үшінші".split())
    document = make_document(
        [((), [("table_row", row)] * 12)], header=("Атауы", *header), title="Есеп"
    )
    packed = pack_passages(document, 60, count_words)
    fitted = fit_passages(document, 60, 80, count_words)
    assert max(count_words(p.embedded_text) for p in packed) > 80
    assert len(packed) < len(fitted) < 12
    assert all("бірінші көрсеткіштің" in p.embedded_text for p in fitted)


def test_a_model_that_reads_less_than_the_headings_gets_the_words_alone() -> None:
    path = tuple(f"{'ұзақ ' * 10}тақырып {n}" for n in range(3))
    document = make_document([(path, [("paragraph", "Су деңгейі көтерілді.")])])
    (passage,) = fit_passages(document, 200, 20, count_words)
    assert passage.embedded_text == "Су деңгейі көтерілді."
