"""The document page: the text as paragraphs with their ids as anchors, rows as tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from api.pages.html import Markup, element, is_web_address, join
from api.pages.leaves import find_new_page
from api.pages.tables import is_table_part, render_table, table_end
from rag.types import Document, DocumentRecord, Paragraph, Section

Unit = tuple[Paragraph, ...]
"""A paragraph by itself, or all that make up a table."""


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
    by_section = groupby(_units(document), key=lambda unit: unit[0].section)
    named: set[tuple[str, ...]] = set()
    for number, units in by_section:
        section = document.sections[number]
        yield _section(document, section, list(units), named=section.path in named)
        named.add(section.path)


def _units(document: Document) -> Iterator[Unit]:
    """All paragraphs in order, those of one table together, whatever sections they open."""
    i = 0
    while i < len(document.paragraphs):
        end = max(table_end(document, i), i + 1)
        yield document.paragraphs[i:end]
        i = end


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


def _section(document: Document, section: Section, units: list[Unit], *, named: bool) -> Markup:
    """A section; where no paragraph is its heading, the heading is drawn from its path.

    One that was opened by a heading between the rows of a table has been named there, and one
    that goes on after a table above it: ``named``.
    """
    tag = f"h{min(max(section.level, 0) + 1, 6)}"
    first = units[0][0]
    headed = first.kind == "heading" and len(units[0]) == 1
    heading: Markup | None = None
    if headed:
        heading = _text_element(tag, document, first)
    elif section.path and not named and first.start == section.start:
        heading = element(tag, section.path[-1])
    body = units[1:] if headed else units
    return element("section", heading, _section_facts(section), *_body(document, body))


def _section_facts(section: Section) -> Markup | None:
    if section.date is None and section.url is None:
        return None
    date = section.date.isoformat() if section.date else None
    dated = element("time", date, datetime=date) if date else None
    return element("p", dated, _link(section.url), class_="facts")


def _body(document: Document, units: list[Unit]) -> Iterator[Markup]:
    for kind, alike in groupby(units, key=lambda unit: _shape(document, unit)):
        if kind == "table":
            yield from (render_table(document, unit) for unit in alike)
        elif kind == "list_item":
            yield element("ul", *(_text_element("li", document, unit[0]) for unit in alike))
        else:
            tag = "h6" if kind == "heading" else "p"
            yield join(*(_text_element(tag, document, unit[0]) for unit in alike))


def _shape(document: Document, unit: Unit) -> str:
    """How a unit is drawn: as a table, or by the kind of its paragraph."""
    first = unit[0]
    is_table = len(unit) > 1 or first.kind == "table_row"
    return "table" if is_table and is_table_part(document, first) else first.kind


def _text_element(tag: str, document: Document, paragraph: Paragraph) -> Markup:
    lang = paragraph.language if paragraph.language != document.language else None
    return element(
        tag,
        document.text[paragraph.start : paragraph.end],
        id=paragraph.id,
        lang=lang,
        class_="aside" if paragraph.aside else None,
        data_page=find_new_page(document, paragraph),
    )
