"""The users' own documents, where they lie beside the project."""

from __future__ import annotations

import re
from collections import Counter
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


# --- counted from the files themselves -----------------------------------------------------------


def raw(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


def flat(text: str) -> str:
    return " ".join(text.split())


def pasted_cells(number: str) -> Counter[str]:
    """First lines of cells with words, each of which stands behind a tab on a line of its own."""
    cells = (flat(line) for line in raw(number).split("\n") if line.startswith("\t"))
    return Counter(cell for cell in cells if cell)


@pytest.mark.parametrize("number", ["001", "004"])
def test_every_pasted_cell_is_in_a_row_a_header_or_a_heading(number: str) -> None:
    document = seed(number)
    found: Counter[str] = Counter()
    for p in document.paragraphs:
        text = document.text[p.start : p.end]
        parts = text.split("\t") if p.kind in ("table_row", "heading") else [text]
        found.update(flat(part.split("\n")[0]) for part in parts)
    assert pasted_cells(number) - found == Counter()


def test_the_plan_has_as_many_rows_as_its_cells_make() -> None:
    n_cells = sum(line.startswith("\t") for line in raw("001").split("\n"))
    assert len(rows(seed("001"), "план действий")) == n_cells // 5 - 1


def test_the_programme_has_as_many_rows_as_runs_of_cells() -> None:
    """A row is a run of tab-led lines between blank ones; runs of fewer cells are torn rows."""
    runs: list[int] = []
    headed = 0
    for run in re.split(r"\n[ \t]*\n(?!\t*\n)", raw("004")):
        cells = [line for line in run.split("\n") if line.startswith("\t")]
        headed += bool(cells) and cells[0].strip() == "№"
        runs.append(len(cells))
    whole = sum(n == 6 for n in runs)
    found = [p for p in seed("004").paragraphs if p.row and len(p.row.header) == 6]
    assert len(found) >= whole - headed
    assert all(p.row and p.row.cells[0] != "№" for p in found)


def test_the_digest_has_an_entry_for_every_source_that_it_names() -> None:
    wanted = re.findall(r"Источник информации\s*:\s*(\S+)", raw("002"))
    entries = [section for section in seed("002").sections if section.url]
    assert [section.url for section in entries] == wanted
    for section in entries:
        assert section.date and section.path[-1] and section.path[-1] in flat(raw("002"))
