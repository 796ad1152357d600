"""Tables of a document as HTML: header rows, rows, and the headings between rows, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.pages.heads import Name, merged_names
from api.pages.html import Markup, element
from api.pages.leaves import find_new_page
from rag.types import Document, Paragraph, Row

_MAX_BETWEEN = 6
_MIN_LONG = 12
_NO_ROW = Row("", (), ())


def table_end(document: Document, start: int) -> int:
    """The index after the last paragraph of the table that begins at ``start``, ``start`` where
    none begins.

    A table goes on over headings between its rows, and over header rows that come again.
    """
    first = _next_row(document, start)
    if first is None:
        return start
    table, end = _row(document.paragraphs[first]).table, first + 1
    while (following := _next_row(document, end)) is not None:
        if _row(document.paragraphs[following]).table != table:
            break
        end = following + 1
    return end if is_table_part(document, document.paragraphs[start]) else start


def is_table_part(document: Document, paragraph: Paragraph) -> bool:
    """Whether it is a row or a header row; headings of sections are neither."""
    return paragraph.kind == "table_row" or _is_header(document, paragraph)


def render_table(document: Document, paragraphs: Sequence[Paragraph]) -> Markup:
    """The table that these paragraphs are; each is a row with its id.

    A header that no paragraph says, because it stands over an earlier part, is drawn above. What
    the table is called is its caption where no heading right above says it.
    """
    rows = [_row(paragraph) for paragraph in paragraphs if paragraph.row]
    width = max((len(row.header or row.cells) for row in rows), default=1)
    n_head = next((i for i, p in enumerate(paragraphs) if not _is_header(document, p)), 0)
    head = _head(document, paragraphs[:n_head], width)
    if not head and rows and rows[0].header:
        head = [element("tr", *_names(rows[0].header))]
    caption = rows[0].table if rows else ""
    path = document.sections[paragraphs[0].section].path
    said = caption in path[-1:]
    body = [
        drawn
        for paragraph in paragraphs[n_head:]
        for drawn in (_leaf(document, paragraph, width), _drawn(document, paragraph, width))
        if drawn is not None
    ]
    return element(
        "div",
        element(
            "table",
            element("caption", caption) if caption and not said else None,
            element("thead", *head) if head else None,
            element("tbody", *body),
        ),
        class_="table long" if len(body) > _MIN_LONG else "table",
        tabindex="0",
    )


def _next_row(document: Document, start: int) -> int | None:
    """The index of the first row from ``start`` on, over a few headings and header rows only."""
    for i in range(start, min(start + _MAX_BETWEEN, len(document.paragraphs))):
        kind = document.paragraphs[i].kind
        if kind == "table_row":
            return i
        if kind != "heading":
            return None
    return None


def _is_header(document: Document, paragraph: Paragraph) -> bool:
    """Headings that open no section are the header rows of tables."""
    section = document.sections[paragraph.section]
    opens = bool(section.path) and paragraph.start == section.start
    return paragraph.kind == "heading" and not opens


def _row(paragraph: Paragraph) -> Row:
    return paragraph.row or _NO_ROW


def _drawn(document: Document, paragraph: Paragraph, width: int) -> Markup:
    if paragraph.kind != "heading":
        return _cells(document, paragraph)
    if _is_header(document, paragraph):
        return _header(document, paragraph, width)
    text = document.text[paragraph.start : paragraph.end]
    name = element("th", text, scope="rowgroup", colspan=str(width))
    return element("tr", name, id=paragraph.id, class_="group")


def _leaf(document: Document, paragraph: Paragraph, width: int) -> Markup | None:
    """A row that says which page begins with the next one."""
    page = find_new_page(document, paragraph)
    cell = element("td", colspan=str(width), data_page=page)
    return element("tr", cell, class_="leaf") if page else None


def _head(document: Document, paragraphs: Sequence[Paragraph], width: int) -> list[Markup]:
    """The rows of the header together, as names of one cover cells of the next."""
    rows = [document.text[p.start : p.end].split("\t") for p in paragraphs]
    if any(len(row) != width for row in rows):
        return [_header(document, paragraph, width) for paragraph in paragraphs]
    drawn = merged_names(rows)
    return [
        element("tr", *map(_name, names), id=paragraph.id)
        for names, paragraph in zip(drawn, paragraphs, strict=True)
    ]


def _name(name: Name) -> Markup:
    columns = str(name.columns) if name.columns > 1 else None
    rows = str(name.rows) if name.rows > 1 else None
    return element("th", name.text, scope="col", colspan=columns, rowspan=rows)


def _header(document: Document, paragraph: Paragraph, width: int) -> Markup:
    cells = document.text[paragraph.start : paragraph.end].split("\t")
    span = str(width) if len(cells) == 1 and width > 1 else None
    return element("tr", *_names(cells, span), id=paragraph.id)


def _names(cells: Sequence[str], span: str | None = None) -> Iterator[Markup]:
    return (element("th", cell, scope="col", colspan=span) for cell in cells)


def _cells(document: Document, paragraph: Paragraph) -> Markup:
    """A row; a value that a merged cell has in several columns is drawn over all of them."""
    row, text = _row(paragraph), document.text[paragraph.start : paragraph.end]
    cells = row.cells or (text,)
    own = text.split("\t")
    own = own if len(own) == len(cells) else list(cells)
    drawn: list[Markup] = []
    for i, cell in enumerate(cells):
        if i and cell and not own[i] and cell == cells[i - 1]:
            continue
        width = 1
        while i + width < len(cells) and cell and not own[i + width] and cells[i + width] == cell:
            width += 1
        amount = i < len(row.amounts) and row.amounts[i] is not None
        span, kind = str(width) if width > 1 else None, "amount" if amount else None
        drawn.append(element("td", cell, colspan=span, class_=kind))
    return element("tr", *drawn, id=paragraph.id, class_="total" if row.total else None)
