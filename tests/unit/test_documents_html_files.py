from __future__ import annotations

from pathlib import Path

import pytest

from rag.documents.formats.html import parse_html
from rag.documents.read import read_draft
from rag.types import Draft
from tests.office_files import REPORT, make_txt
from tests.web_files import (
    PlainTextOfPage,
    headers,
    kept_share,
    make_html,
    rows,
)

GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "dedoc-docs"
ENCODINGS = {"htmls__example_cp1251.html": "cp1251", "htmls__example_koi.html": "koi8-r"}


def kinds(draft: Draft) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in draft.blocks]


def test_the_same_content_as_page_and_as_text_is_the_same_document() -> None:
    page = read_draft(make_html(REPORT), "a.html", max_line_bytes=2**20)
    text = read_draft(make_txt(REPORT), "a.txt", max_line_bytes=2**20)
    assert kinds(page) == kinds(text)
    assert rows(page) == rows(text)
    assert headers(page) == headers(text)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the shared folder of real files is not here")
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.html")), ids=lambda path: path.name)
def test_real_pages_keep_their_words_in_order(path: Path) -> None:
    html = path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8-sig"))
    draft = read_draft(path.read_bytes(), path.name, max_line_bytes=2**20)
    assert kept_share(PlainTextOfPage().text_of(html), draft.blocks) >= 0.98


@pytest.mark.skipif(not GOLD.is_dir(), reason="the shared folder of real files is not here")
def test_a_real_page_with_spanned_cells_has_them_in_every_row() -> None:
    page = (GOLD / "htmls__210.html").read_bytes()
    found = [row for row in rows(parse_html(page)) if row[0].startswith("16:")]
    assert len(found) == 7
    assert [row[2] for row in found] == ["Альметьевский"] * 4 + ["Заинский"] * 3
