"""A draft of blocks to the document that everything else cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from rag.errors import EmptyFile
from rag.sections.dates import Published, date_sections
from rag.sections.digest import mark_entries
from rag.sections.head import find_date, find_title
from rag.sections.paragraphs import citable
from rag.sections.tongues import paragraph_languages
from rag.sections.tree import build_sections
from rag.text.amounts import is_total, row_amounts
from rag.types import Block, Document, Draft, Paragraph, ParagraphKind, Row

_SEPARATOR = "\n"


def build_document(draft: Draft, *, document_id: str, source: str, date: date | None) -> Document:
    """The document of a draft; ``date`` None looks for one in the draft and at its head.

    Its text is the blocks' texts in order, a newline between two; every block with words is one
    paragraph, and the newline after it belongs to the same section.
    Raises: EmptyFile when no paragraph results.
    """
    blocks = tuple(block for block in citable(mark_entries(draft.blocks)) if block.text.strip())
    if not any(character.isalnum() for block in blocks for character in block.text):
        raise EmptyFile(f"{source} has no words.")
    starts, text = _laid_out(blocks)
    sections, of_block = build_sections(blocks, starts, len(text))
    tongues, language = paragraph_languages(blocks, of_block)
    ids = _paragraph_ids(document_id, blocks)
    paragraphs = tuple(
        Paragraph(
            id=ids[i],
            kind=_kind(block),
            start=starts[i],
            end=starts[i] + len(block.text),
            section=of_block[i],
            language=tongues[i][0],
            second=tongues[i][1],
            page=block.page,
            row=_measured(block.row) if block.row and block.kind == "table_row" else None,
            aside=block.aside,
        )
        for i, block in enumerate(blocks)
    )
    title = draft.title or find_title(blocks, source)
    published = _published(date, draft, title, blocks)
    return Document(
        id=document_id,
        source=source,
        title=title,
        text=text,
        language=language,
        date=published.day if published else None,
        sections=date_sections(sections, blocks, starts, of_block, title, published),
        paragraphs=paragraphs,
    )


def _published(
    given: date | None, draft: Draft, title: str, blocks: Sequence[Block]
) -> Published | None:
    """The document's own date: as it was given, as the file declares it, or from its head."""
    if given is not None:
        return Published(given, "sender")
    if draft.date is not None:
        return Published(draft.date, "file")
    found = find_date(title, blocks)
    return Published(found, "head") if found else None


def _kind(block: Block) -> ParagraphKind:
    return "heading" if block.kind == "table_header" else block.kind


def _measured(row: Row) -> Row:
    """``row`` with what its cells state."""
    amounts = row_amounts(row.cells, row.header, row.table)
    return replace(row, amounts=amounts, total=is_total(row.cells))


def _laid_out(blocks: Sequence[Block]) -> tuple[list[int], str]:
    """Where each block begins, and the text they make."""
    starts: list[int] = []
    offset = 0
    for block in blocks:
        starts.append(offset)
        offset += len(block.text) + len(_SEPARATOR)
    return starts, _SEPARATOR.join(block.text for block in blocks)


def _paragraph_ids(document_id: str, blocks: Sequence[Block]) -> list[str]:
    """Ids that hang on a paragraph's words and, among equal ones, on its place between them."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for block in blocks:
        words = " ".join(block.text.split())
        key = f"{document_id}\0{words}\0{seen[words]}".encode("utf-8", "surrogatepass")
        ids.append("p_" + blake2b(key, digest_size=8).hexdigest())
        seen[words] += 1
    return ids
