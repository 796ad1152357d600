"""Pieces of the XML of Word documents, and the blocks that are read from a body of them."""

from __future__ import annotations

from rag.documents.formats.docx import parse_docx
from rag.types import Block
from tests.office_files import make_word

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Глава"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>
"""


def p(text: str = "", properties: str = "", run: str = "") -> str:
    words = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def styled(style: str, text: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def cell(content: str, properties: str = "") -> str:
    body = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def level(depth: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "%1.")
    + level(1, "%1.%2.")
    + level(2, "%3)", "russianLower")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "Статья %1.", "upperRoman", '<w:pStyle w:val="1"/>')
    + level(1, "%1.%2", "decimalZero", "<w:isLgl/>")
    + level(2, "\uf0b7", "bullet")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
)


PROSE = p("Работы на этом участке шли всё лето и закончились в срок, как и было обещано.")


def blocks(body: str, **parts: str) -> list[Block]:
    return list(parse_docx(make_word(body, **parts)).blocks)


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def outline(found: list[Block]) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in found if block.kind == "heading"]
