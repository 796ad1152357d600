"""PDF to blocks: the text layer where it is sound, recognised text where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.documents.formats.pdf.columns import Run, runs_of
from rag.documents.formats.pdf.joins import known_words
from rag.documents.formats.pdf.lines import lines_of
from rag.documents.formats.pdf.outline import with_bookmarks
from rag.documents.formats.pdf.pages import PdfFile
from rag.documents.formats.pdf.paragraphs import (
    Column,
    Type,
    column_of,
    goes_on,
    merged,
    paragraphs_of,
    type_of,
)
from rag.documents.formats.pdf.repair import is_garbage, mended
from rag.documents.formats.pdf.ruled import Grid, find_grids
from rag.documents.formats.pdf.running import without_running
from rag.documents.formats.pdf.scans import recognised_lines, unread_note, unreadable
from rag.documents.formats.pdf.sheet import Sheet, TextLine
from rag.documents.formats.pdf.tables import filled_table, row_table, without_repeated_head
from rag.documents.layout import layout_blocks
from rag.documents.lines import Line
from rag.documents.properties import sensible_date, sensible_title
from rag.documents.spans import MarkedTable
from rag.errors import TooLarge
from rag.ports import PageWatcher, TextRecogniser
from rag.types import Draft

Part = Line | MarkedTable

_SCAN_DPI = 300
_MIN_PICTURED = 0.25
_MAX_SCANS = 1000


@dataclass(slots=True)
class _Page:
    """What is left of a sheet once its glyphs are lines; ``state`` says how it is to be read."""

    number: int
    height: float
    lines: list[TextLine] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    state: str = "text"
    recognised: list[Line] = field(default_factory=list)


def parse_pdf(
    content: bytes, recogniser: TextRecogniser | None = None, watch: PageWatcher | None = None
) -> Draft:
    """Blocks of a PDF, each with its page.

    Headings by bookmarks, size and weight of type; drawn tables as rows, over pages too; heads,
    feet and page numbers left out; words parted at ends of lines whole again. A page that is a
    picture, or whose text layer names wrong letters beyond repair, is recognised where a
    ``recogniser`` is given (``watch`` hears of each), else noted; with no other page it is refused.
    Raises: CorpusError for a damaged file, one behind a password and one without readable text.
    """
    with PdfFile(content) as pdf:
        pages = [_page(sheet) for sheet in pdf.sheets()]
        _recognise(pdf, pages, recogniser, watch)
        title, saved, bookmarks = pdf.title, pdf.saved, pdf.bookmarks()
    if not any(page.lines or page.recognised for page in pages):
        raise unreadable([page.state for page in pages], recogniser is not None)
    parts = with_bookmarks(_parts(pages), bookmarks)
    blocks = layout_blocks(parts)
    return Draft(blocks, title=sensible_title(title, blocks), date=sensible_date(saved, blocks))


def _page(sheet: Sheet) -> _Page:
    page = _Page(sheet.number, sheet.height)
    page.lines = lines_of(mended(sheet.glyphs))
    if is_garbage([word.text for line in page.lines for word in line.words]):
        page.state, page.lines = "garbage", []
    elif not page.lines:
        page.state = "picture" if sheet.pictured >= _MIN_PICTURED else "empty"
    else:
        page.grids = find_grids(sheet.rules)
    return page


def _recognise(
    pdf: PdfFile,
    pages: Sequence[_Page],
    recogniser: TextRecogniser | None,
    watch: PageWatcher | None,
) -> None:
    """Read the pictures among the pages."""
    unread = [page for page in pages if page.state in ("picture", "garbage")]
    if recogniser is None:
        return
    if len(unread) > _MAX_SCANS:
        raise TooLarge(f"has {len(unread)} pages that are pictures.", mend="Split it.")
    for n, page in enumerate(unread, 1):
        if watch is not None:
            watch(n, len(unread))
        text = recogniser.recognise(pdf.picture(page.number, _SCAN_DPI))
        page.recognised = recognised_lines(text, page.number)
        page.state = "recognised" if page.recognised else "empty"


def _parts(pages: Sequence[_Page]) -> list[Part]:
    """The lines and tables of all pages in reading order."""
    outside = [
        [line for line in page.lines if not any(grid.holds(line) for grid in page.grids)]
        for page in pages
    ]
    kept = without_running(outside, [page.height for page in pages])
    every = [line for page in pages for line in page.lines]
    kind, known = type_of([line for lines in outside for line in lines]), known_words(every)
    parts: list[Part] = []
    last_table = first_table = None
    for page, lines in zip(pages, kept, strict=True):
        own = _page_parts(page, lines, kind, known)
        for i, part in enumerate(own):
            if isinstance(part, MarkedTable):
                if i == 0 and first_table and parts and parts[-1] is last_table:
                    part = without_repeated_head(part, first_table)
                else:
                    first_table = part
                last_table = part
            elif i == 0 and parts and isinstance(parts[-1], Line) and goes_on(parts[-1], part):
                parts[-1] = merged(parts[-1], part, known)
                continue
            parts.append(part)
    return parts


def _page_parts(
    page: _Page, lines: Sequence[TextLine], kind: Type, known: frozenset[str]
) -> list[Part]:
    if page.state == "recognised":
        return list(page.recognised)
    if page.state in ("picture", "garbage"):
        return [unread_note(page.number, page.state)]
    right = max([line.x1 for line in page.lines] + [grid.x1 for grid in page.grids], default=0.0)
    column = column_of(lines, right)
    parts: list[Part] = []
    rest = list(lines)
    for grid in page.grids:
        above = [line for line in rest if line.baseline < grid.y0 + 1]
        rest = rest[len(above) :]
        parts += _prose(above, page.number, column, kind, known)
        inside = [line for line in page.lines if grid.holds(line)]
        if inside:
            parts.append(filled_table(grid, inside, page.number, known))
    return parts + _prose(rest, page.number, column, kind, known)


def _prose(
    lines: Sequence[TextLine], page: int, column: Column, kind: Type, known: frozenset[str]
) -> list[Part]:
    """Lines outside of drawn tables: columns one after the other, rows without lines as tables."""
    parts: list[Part] = []
    runs = runs_of(lines)
    for run in runs:
        if run.rows:
            parts.append(row_table(run.rows, page))
        else:
            own = column if len(runs) == 1 else column_of(run.lines, _right(run, runs, column))
            parts += paragraphs_of(run.lines, page, own, kind, known)
    return parts


def _right(run: Run, runs: Sequence[Run], column: Column) -> float:
    """The right edge of a run: its own where another stands beside it, else the page's."""
    top, bottom = run.lines[0].baseline, run.lines[-1].baseline
    beside = any(
        other is not run
        and other.lines
        and other.lines[0].baseline <= bottom
        and other.lines[-1].baseline >= top
        for other in runs
    )
    return 0.0 if beside else column.right
