"""The document page: the text as paragraphs with their ids as anchors, rows as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from api.pages.html import Markup, element, is_web_address, join
from rag.types import Document, DocumentRecord, Paragraph, Row, Section


def render_document_page(record: DocumentRecord, document: Document) -> str:
    """A whole HTML page; all text in it is escaped."""
    page = element(
        "html",
        _head(document),
        element(
            "body",
            element(
                "header",
                element("a", "Derek", href="/", class_="brand"),
                element(
                    "a",
                    "Original file",
                    href=f"/v1/documents/{record.id}/file",
                    data_word="original",
                    class_="button quiet",
                ),
                class_="bar",
            ),
            element("main", *_article(record, document), class_="document", id="text"),
            element("script", type="module", src="/web/document.js"),
        ),
        lang=document.language,
    )
    return f"<!doctype html>\n{page}\n"


def _head(document: Document) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{document.title} – Derek"),
        element("link", rel="icon", href="/web/icon.svg", type="image/svg+xml"),
        element("link", rel="stylesheet", href="/web/style.css"),
        element("link", rel="stylesheet", href="/web/document.css"),
        element("script", src="/web/theme.js"),
    )


def _article(record: DocumentRecord, document: Document) -> Iterator[Markup]:
    if not _opens_with_title(document):
        yield element("h1", document.title)
    yield _facts(record, document)
    numbered = groupby(document.paragraphs, key=lambda paragraph: paragraph.section)
    for number, paragraphs in numbered:
        yield _section(document, document.sections[number], list(paragraphs))


def _opens_with_title(document: Document) -> bool:
    first = document.paragraphs[0] if document.paragraphs else None
    return (
        first is not None
        and first.kind == "heading"
        and document.text[first.start : first.end].strip() == document.title.strip()
    )


def _facts(record: DocumentRecord, document: Document) -> Markup:
    date = document.date.isoformat() if document.date else None
    return element(
        "p",
        element("span", record.source),
        element("time", date, datetime=date) if date else None,
        _link(record.source_url),
        class_="facts",
    )


def _link(url: str | None) -> Markup | None:
    if url is None or not is_web_address(url):
        return None
    return element("a", url, href=url, rel="noopener noreferrer nofollow", target="_blank")


def _section(document: Document, section: Section, paragraphs: list[Paragraph]) -> Markup:
    """A section; where no paragraph is its heading, the heading is drawn from its path."""
    tag = f"h{min(max(section.level, 0) + 1, 6)}"
    headed = paragraphs[0].kind == "heading"
    heading: Markup | None
    if headed:
        heading = _text_element(tag, document, paragraphs[0])
    else:
        heading = element(tag, section.path[-1]) if section.path else None
    body = paragraphs[1:] if headed else paragraphs
    return element("section", heading, _section_facts(section), *_body(document, body))


def _section_facts(section: Section) -> Markup | None:
    if section.date is None and section.url is None:
        return None
    date = section.date.isoformat() if section.date else None
    dated = element("time", date, datetime=date) if date else None
    return element("p", dated, _link(section.url), class_="facts")


def _body(document: Document, paragraphs: list[Paragraph]) -> Iterator[Markup]:
    for (kind, table, header), alike in groupby(paragraphs, key=_shape):
        if kind == "table_row":
            yield _table(document, table, header, alike)
        elif kind == "list_item":
            yield element("ul", *(_text_element("li", document, item) for item in alike))
        else:
            tag = "h6" if kind == "heading" else "p"
            yield join(*(_text_element(tag, document, item) for item in alike))


def _shape(paragraph: Paragraph) -> tuple[str, str, tuple[str, ...]]:
    """What neighbours must share to stand in one list or table."""
    row = paragraph.row or Row("", (), ())
    return paragraph.kind, row.table, row.header


def _text_element(tag: str, document: Document, paragraph: Paragraph) -> Markup:
    lang = paragraph.language if paragraph.language != document.language else None
    return element(tag, document.text[paragraph.start : paragraph.end], id=paragraph.id, lang=lang)


def _table(
    document: Document, table: str, header: tuple[str, ...], rows: Iterable[Paragraph]
) -> Markup:
    head = element("tr", *(element("th", cell, scope="col") for cell in header))
    return element(
        "div",
        element(
            "table",
            element("caption", table) if table else None,
            element("thead", head) if header else None,
            element("tbody", *(_row(document, row) for row in rows)),
        ),
        class_="table",
        tabindex="0",
    )


def _row(document: Document, paragraph: Paragraph) -> Markup:
    cells = paragraph.row.cells if paragraph.row else ()
    cells = cells or (document.text[paragraph.start : paragraph.end],)
    return element("tr", *(element("td", cell) for cell in cells), id=paragraph.id)
