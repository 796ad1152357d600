"""Real office files, where they lie beside the project: all of their words, in order."""

from __future__ import annotations

import html
import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from rag.documents.read import read_draft
from rag.errors import CorpusError
from rag.sections.build import build_document
from rag.types import Document, Row
from tests.rtf_files import independent_text

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dedoc-docs"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="../shared/data/dedoc-docs is not here")

_WORD = re.compile(r"[^\W_]+")
_LOOK_AHEAD = 400


def named(pattern: str) -> list[str]:
    return sorted(path.name for path in FILES.glob(pattern)) if FILES.is_dir() else []


@lru_cache(maxsize=40)
def document(name: str) -> Document:
    draft = read_draft((FILES / name).read_bytes(), name, max_line_bytes=1 << 20)
    return build_document(draft, document_id=name, source=name, date=None)


def rows(name: str) -> list[Row]:
    return [p.row for p in document(name).paragraphs if p.row]


def headings(name: str) -> list[str]:
    return [section.path[-1] for section in document(name).sections if section.path]


def words_of_xml(content: bytes, part: str) -> list[str]:
    """Words by taking the tags away: knows nothing of structure."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read(part).decode()
    for gone in (r"<mc:Fallback>.*?</mc:Fallback>", r"<w:(instrText|delText)\b.*?</w:\1>"):
        xml = re.sub(gone, "", xml, flags=re.DOTALL)
    xml = re.sub(r"</w:p>|<w:tab/>|<w:br[^>]*/>|</text:p>|</text:h>|<text:[a-z-]+/>", " ", xml)
    return _WORD.findall(html.unescape(re.sub(r"<[^>]+>", "", xml)))


def share_in_order(wanted: list[str], found: list[str]) -> float:
    """The share of words that come in ``found`` in the same order; a little less than it is,
    because each is looked for in the next 400 words only."""
    place = n_found = 0
    for word in wanted:
        try:
            place = found.index(word, place, place + _LOOK_AHEAD) + 1
        except ValueError:
            continue
        n_found += 1
    return n_found / max(1, len(wanted))


@pytest.mark.parametrize("name", [n for n in named("*.docx") if n != "docx__broken.docx"])
def test_a_word_document_keeps_its_words_in_order(name: str) -> None:
    wanted = words_of_xml((FILES / name).read_bytes(), "word/document.xml")
    assert share_in_order(wanted, _WORD.findall(document(name).text)) > 0.999


def test_a_broken_file_is_refused_with_its_reason() -> None:
    with pytest.raises(CorpusError, match=r"docx__broken\.docx"):
        document("docx__broken.docx")


@pytest.mark.parametrize("name", named("*.odt"))
def test_an_opendocument_text_keeps_its_words_in_order(name: str) -> None:
    wanted = words_of_xml((FILES / name).read_bytes(), "content.xml")
    assert share_in_order(wanted, _WORD.findall(document(name).text)) > 0.999


@pytest.mark.parametrize("name", named("*.rtf"))
def test_a_rich_text_keeps_its_words_in_order(name: str) -> None:
    wanted = independent_text((FILES / name).read_bytes())
    words = _WORD.findall(document(name).text)
    assert share_in_order(_WORD.findall(wanted), words) > 0.98
    assert words == _WORD.findall(document(name.replace(".rtf", ".odt")).text)


@pytest.mark.parametrize("name", named("*.xlsx"))
def test_a_workbook_keeps_its_cells_in_their_rows(name: str) -> None:
    book = openpyxl.load_workbook(FILES / name, data_only=True)
    wanted = [
        tuple("" if value is None else str(value) for value in row)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        if any(value is not None for value in row)
    ]
    text = document(name).text.split("\n")
    found = [tuple(line.split("\t")) for line in text if "\t" in line]
    assert wanted == found


def test_list_numbers_are_those_that_the_document_speaks_of() -> None:
    text = document("docx__numeration.docx").text
    assert re.findall(r"^[\d.]+", text, re.M) == [
        *("5.", "5.1", "5.2", "5.2.1.", "5.2.2.", "5.3.", "5.3.1", "5.3.2", "5.4.", "5.5.")
    ]


def test_nine_levels_of_headings_are_told_apart() -> None:
    sections = document("annotation_docx__example_2.docx").sections
    assert [section.level for section in sections[:9]] == list(range(1, 10))


def test_merged_cells_name_their_columns() -> None:
    found = rows("docx__size2.docx")
    assert found[0].header == (
        "Грейды, категория",
        "Доля КПЭ, % / командные",
        "Доля КПЭ, % / индивидуальные",
    )
    assert [row.cells for row in found] == [
        ("5-17", "10", "90"),
        ("18-20", "20", "80"),
        ("21-22", "30", "70"),
        ("ТОП-100", "30", "70"),
    ]


def test_articles_of_a_law_are_sections() -> None:
    found = headings("laws__ukrf.docx")
    assert [title.split(".")[0] for title in found[1:]] == [f"Статья {n}" for n in range(1, 9)]


def test_a_contract_is_cut_at_its_bold_headings() -> None:
    found = [re.match(r"(\d+)\.", title) for title in headings("docx__13_moloko_1_polug.docx")]
    assert [int(match[1]) for match in found if match] == list(range(1, 13))


def test_tables_of_a_specification_have_their_header_on_every_row() -> None:
    found = [row for row in rows("docx__tz.docx") if row.header]
    assert {row.header for row in found} == {
        (
            "№ п/п",
            "Наименование оказываемой услуги",
            "Единица измерения",
            "Объем оказываемой услуги",
        ),
        ("№ п/п", "Наименование", "Единица измерения", "Объем"),
    }
    assert [row.cells[0] for row in found] == [f"{n}." for n in [*range(1, 6), *range(1, 11)]]
