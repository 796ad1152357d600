"""Markdown to blocks, by the tokens of markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.documents.captions import join_number, name_table, table_caption
from rag.documents.cells import scan_table
from rag.documents.grid import table_blocks
from rag.documents.layout import parse_layout
from rag.documents.levels import levelled
from rag.documents.lines import flat, parse_lines
from rag.text.normalise import normalise_text
from rag.types import Block, BlockKind, Draft

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"(?P<name>[\w-]+)[ \t]*:[ \t]*(?P<value>\S.*)")
_WORD = re.compile(r"[^\W_]+")
_MAX_NESTING = 100


def parse_markdown(text: str) -> Draft:
    """Blocks of decoded Markdown. Raw HTML is text; a link keeps its address in brackets.

    List marks and numbers stay in the items' text. Front matter gives title and date, and its
    lines stay in the text. Read as plain text are a file without any mark but those of lists,
    which only its name calls Markdown, and one that nests deeper than the parser goes, so that
    no word is lost.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(text)
    reader = _Reader()
    for token in _parser().parse(body):
        reader.take(token)
    if not (reader.marked or fields) or _n_words(reader.blocks) < len(
        _WORD.findall(normalise_text(unescape(body)))
    ):
        return parse_layout(text)
    blocks = [*(Block("paragraph", f"{name}: {value}") for name, value in fields), *reader.blocks]
    named = {name.lower(): value.strip("\"'") for name, value in fields}
    title = named.get("title") or next((b.text for b in blocks if b.level == 1), None)
    return Draft(levelled(blocks), title=title, date=_find_iso_date(named.get("date", "")))


class _Parser(MarkdownIt):
    """Leaves addresses as they are written, not percent-encoded."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Definitions of links would vanish from the text; indented lines in office texts are no code;
    # cells beyond a table's header would be dropped, so tables are read by our own rows.
    parser = _Parser("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.disable(["reference", "code"])
    return parser


def _n_words(blocks: Sequence[Block]) -> int:
    return sum(len(_WORD.findall(block.text)) for block in blocks)


def _front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    """Fields of the front matter and the text behind it; no fields when a line is none."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return [], text
    lines = [line for line in match[1].split("\n") if line.strip()]
    found = [_FIELD.fullmatch(line.rstrip()) for line in lines]
    if not lines or not all(found):
        return [], text
    fields = [(m["name"], normalise_text(m["value"])) for m in found if m]
    return fields, text[match.end() :]


def _find_iso_date(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _plain(children: Sequence[Token]) -> str:
    """Inline tokens as text: marks are gone, line breaks are spaces, addresses in brackets."""
    parts: list[str] = []
    links: list[tuple[int, str]] = []
    for token in children:
        if token.type == "link_open":
            links.append((len(parts), _address(token, "href")))
        elif token.type == "link_close" and links:
            start, address = links.pop()
            if address and "".join(parts[start:]) not in (address, address.removeprefix("mailto:")):
                parts.append(f" ({address})")
        elif token.type == "image":
            parts.append(f"{_plain(token.children or [])} ({_address(token, 'src')})")
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(token.content)
    return "".join(parts)


def _address(token: Token, name: str) -> str:
    address, title = token.attrs.get(name), token.attrs.get("title")
    return f"{address} {title}" if title else str(address or "")


def _plain_line(token: Token) -> str:
    return flat(normalise_text(_plain(token.children or [])))


def _plain_cell(cell: str) -> str:
    return " ".join(_plain_line(token) for token in _parser().parseInline(cell))


def _is_mark(token: Token) -> bool:
    """Whether a token stands for anything that plain text does not have."""
    if token.type in ("heading_open", "fence", "blockquote_open"):
        return True
    inline = token.children or []
    return "|" in token.content or any(c.type not in ("text", "softbreak") for c in inline)


@dataclass(slots=True)
class _Reader:
    """Collects blocks while it walks over the tokens."""

    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    mark: str = ""
    heading_level: int = 0
    marked: bool = False

    def take(self, token: Token) -> None:
        """Go on by one token."""
        self.marked = self.marked or _is_mark(token)
        if token.type == "heading_open":
            self.heading_level = int(token.tag[1:])
        elif token.type == "heading_close":
            self.heading_level = 0
        elif token.type == "list_item_open":
            self.depth += 1
            self.mark = f"{token.info}{token.markup}" if token.info else "-"
        elif token.type == "list_item_close":
            self._take_text("")
            self.depth -= 1
        elif token.type == "inline":
            self._take_inline(token)
        elif token.type in ("fence", "code_block", "html_block"):
            self._take_code(f"{token.info}\n{token.content}")

    def _take_inline(self, token: Token) -> None:
        if self.heading_level:
            # A heading inside a list item carries the item's number.
            mark, self.mark = self.mark.removeprefix("-"), ""
            self._add("heading", f"{mark} {_plain_line(token)}".strip(), self.heading_level)
            return
        lines = parse_lines(token.content) if "|" in token.content else []
        table = next((i for i, line in enumerate(lines) if "|" in line.text), None)
        rows = scan_table(lines, table) if table is not None else None
        if table is None or rows is None or not rows.headed:
            self._take_text(_plain_line(token))
            return
        self._take_text(_plain_cell("\n".join(line.text for line in lines[:table])))
        cells = [tuple(_plain_cell(cell) for cell in row) for row in rows.rows]
        outside = [block for block in self.blocks if block.row is None]
        join_number(self.blocks, outside)
        made = table_blocks(cells, table_caption(outside), first_is_header=True)
        name_table(self.blocks, made)
        self.blocks.extend(made)
        self._take_text(_plain_cell("\n".join(line.text for line in lines[rows.end :])))

    def _take_text(self, text: str) -> None:
        mark, self.mark = self.mark, ""
        if text or mark not in ("", "-"):
            self._add("list_item" if self.depth else "paragraph", f"{mark} {text}".strip())

    def _take_code(self, content: str) -> None:
        """A block of code or HTML is one paragraph, its lines as they are."""
        lines = (flat(line) for line in normalise_text(content).split("\n"))
        self._add("paragraph", "\n".join(line for line in lines if line))

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if text:
            self.blocks.append(Block(kind, text, level=level))
