"""The users' own documents, where they lie beside the project."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Document, Paragraph

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here")


@lru_cache(maxsize=8)
def seed(number: str) -> Document:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    draft = read_draft(path.read_bytes(), path.name, max_line_bytes=1 << 20)
    return build_document(draft, document_id=number, source=path.name, date=None)


def rows(document: Document, table: str) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.row and table in p.row.table]


def test_the_passport_is_cut_at_its_headings() -> None:
    document = seed("000")
    assert len(document.sections) == 27
    assert {len(section.path) for section in document.sections[1:]} == {2}
    assert sum(p.kind == "list_item" for p in document.paragraphs) == 86


def test_the_meeting_has_its_date_points_and_plan() -> None:
    document = seed("001")
    assert document.date == date(2022, 6, 23)
    tops = [s.path[-1] for s in document.sections if len(s.path) == 2]
    assert len(tops) == 6
    plan = rows(document, "план действий")
    assert [p.row.cells[0] for p in plan if p.row] == ["1", "1", "1", *map(str, range(2, 11))]
    assert all(p.row and len(p.row.header) == 5 for p in plan)


def test_the_digest_has_twenty_entries_with_date_and_address() -> None:
    entries = [s for s in seed("002").sections if s.url]
    assert len(entries) == 20
    assert all(s.date and len(s.path) == 3 for s in entries)
    assert len({s.url for s in entries}) == 20


def test_the_news_item_has_no_heading() -> None:
    assert {p.kind for p in seed("003").paragraphs} == {"paragraph"}


def test_the_programme_report_has_every_row_under_its_header_and_goal() -> None:
    document = seed("004")
    indicators = rows(document, "1. ")
    assert len(indicators) == 74
    for p in indicators:
        assert p.row is not None
        assert len(p.row.header) == len(p.row.cells) == 6
        assert document.sections[p.section].path[-1].startswith("Мақсат 3.2.")
    assert len(rows(document, "2. ")) == 59
    money = rows(document, "3. ")
    assert [len(p.row.header) for p in money if p.row] == [4] * 5
