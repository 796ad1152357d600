"""Real PDF files from elsewhere, where they are at hand."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from rag.documents.formats.pdf import parse_pdf
from rag.documents.read import read_draft
from rag.errors import CorpusError
from tests.web_files import kept_share, rows, texts

GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "dedoc-docs"
TEXT_LAYERS = (
    "VVP_6_tables VVP_global_table big_table_with_merged_cells cp1251 example multipage".split()
)
with_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared folder is not here")


def independent_texts(path: Path) -> list[str]:
    """The words of a file by another program, in the three orders that it knows."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils), the independent extractor, is not installed")
    calls = ([program, *mode, str(path), "-"] for mode in (["-raw"], ["-layout"], []))
    return [subprocess.run(call, capture_output=True, check=True).stdout.decode() for call in calls]


@with_gold
@pytest.mark.parametrize(
    "name",
    [
        *(f"pdf_with_text_layer__{name}" for name in TEXT_LAYERS),
        "tables__multipage_table",
        "tz__alpaca_tz",
    ],
)
def test_real_files_keep_their_words_in_order(name: str) -> None:
    path = GOLD / f"{name}.pdf"
    draft = read_draft(path.read_bytes(), path.name, max_line_bytes=2**20)
    assert max(kept_share(text, draft.blocks) for text in independent_texts(path)) >= 0.98


@with_gold
def test_real_tables_have_their_values_in_the_right_row_and_column() -> None:
    gold = json.loads((GOLD / "gold_cells.json").read_text("utf-8"))["VVP_6_tables.pdf"]["tables"]
    draft = parse_pdf((GOLD / "pdf_with_text_layer__VVP_6_tables.pdf").read_bytes())
    found = rows(draft)
    for table in gold:
        body = [tuple(row) for row in table if row[0] and row != table[0]]
        assert [row for row in body if row not in found] == []
    forecast = next(b.row for b in draft.blocks if b.row and b.row.cells[0] == "Сальдо бюджета")
    assert forecast is not None
    assert (
        dict(zip(forecast.header, forecast.cells, strict=True))["2018 / Прогноз бюджета"] == "-2,2"
    )


@with_gold
def test_a_real_text_layer_of_glyph_numbers_is_put_right() -> None:
    draft = parse_pdf((GOLD / "laws__ukodeksrf.pdf").read_bytes())
    assert "Уголовный кодекс Российской Федерации от 13 июня 1996 г. N 63-ФЗ" in texts(draft.blocks)
    assert not any("консультация по телефонам" in text for text in texts(draft.blocks))


@with_gold
@pytest.mark.parametrize("name", ["tables__gost_multipage_table", "laws__with_applications"])
def test_real_scans_are_refused_without_a_recogniser(name: str) -> None:
    with pytest.raises(CorpusError, match="no text layer"):
        parse_pdf((GOLD / f"{name}.pdf").read_bytes())


@with_gold
def test_a_page_that_is_a_picture_among_others_is_noted() -> None:
    draft = parse_pdf((GOLD / "pdf_auto__mixed_pdf.pdf").read_bytes())
    assert "Page 1 is a picture" in draft.blocks[0].text
    assert len(draft.blocks) == 5
