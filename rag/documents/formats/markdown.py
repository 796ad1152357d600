"""Markdown to blocks, by the tokens of markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.documents.grid import table_blocks
from rag.documents.levels import levelled
from rag.text.normalise import normalise_text
from rag.types import Block, BlockKind, Draft

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"(?P<name>[\w-]+)[ \t]*:[ \t]*(?P<value>\S.*)")
_MAX_NESTING = 40


def parse_markdown(text: str) -> Draft:
    """Blocks of decoded Markdown. Raw HTML is text; a link keeps its address in brackets.

    List marks and numbers stay in the items' text. Front matter gives title and date, and its
    lines stay in the text.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    fields, body = _front_matter(front, text)
    reader = _Reader()
    for token, content in _leaves(_parser().parse(body)):
        reader.take(token, content)
    blocks = [*(Block("paragraph", f"{name}: {value}") for name, value in fields), *reader.blocks]
    named = {name.lower(): value.strip("\"'") for name, value in fields}
    title = named.get("title") or next((b.text for b in blocks if b.level == 1), None)
    return Draft(levelled(blocks), title=title, date=_find_iso_date(named.get("date", "")))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Definitions of links would vanish from the text; indented lines in office texts are no code.
    rules = ["reference", "code"]
    options = {"html": False, "maxNesting": _MAX_NESTING}
    return MarkdownIt("commonmark", options).enable("table").disable(rules)


def _front_matter(match: re.Match[str] | None, text: str) -> tuple[list[tuple[str, str]], str]:
    """Fields of the front matter and the text behind it; no fields when a line is none."""
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


def _leaves(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Every block token, with the plain text of the inline content it holds."""
    for token in tokens:
        yield token, _plain(token.children or []) if token.type == "inline" else token.content


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


@dataclass(slots=True)
class _Reader:
    """Collects blocks while it walks over the tokens."""

    blocks: list[Block] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    pending_mark: str = ""
    heading_level: int = 0
    rows: list[tuple[str, ...]] | None = None
    cells: list[str] = field(default_factory=list)

    def take(self, token: Token, content: str) -> None:
        """Go on by one token."""
        kind = token.type
        if kind == "heading_open":
            self.heading_level = int(token.tag[1:])
        elif kind == "heading_close":
            self.heading_level = 0
        elif kind == "list_item_open":
            number = f"{token.info}{token.markup}" if token.info else "-"
            self.marks.append(number)
            self.pending_mark = number
        elif kind == "list_item_close":
            self.marks.pop()
            self.pending_mark = ""
        elif kind.startswith(("table", "tr", "th", "td")):
            self._take_table(kind)
        elif kind == "inline":
            self._take_text(content)
        elif kind in ("fence", "code_block", "html_block"):
            self._take_lines(f"{token.info}\n{content}")

    def _take_table(self, kind: str) -> None:
        if kind == "table_open":
            self.rows = []
        elif kind == "tr_open":
            self.cells = []
        elif kind == "tr_close" and self.rows is not None and any(self.cells):
            self.rows.append(tuple(self.cells))
        elif kind in ("th_open", "td_open"):
            self.cells.append("")
        elif kind == "table_close":
            self.blocks.extend(table_blocks(self.rows or [], self._caption(), first_is_header=True))
            self.rows = None

    def _caption(self) -> str:
        return next((b.text for b in reversed(self.blocks) if b.kind == "heading"), "")

    def _take_text(self, content: str) -> None:
        text = normalise_text(content).replace("\t", " ").replace("\n", " ").strip()
        if self.rows is not None:
            if self.cells:
                self.cells[-1] = text
            return
        mark, self.pending_mark = self.pending_mark, ""
        if not text:
            return
        if self.heading_level:
            self.blocks.append(Block("heading", text, level=self.heading_level))
            return
        kind: BlockKind = "list_item" if self.marks else "paragraph"
        self.blocks.append(Block(kind, f"{mark} {text}" if mark else text))

    def _take_lines(self, content: str) -> None:
        """A block of code or HTML is one paragraph, its lines as they are."""
        lines = [line.strip() for line in normalise_text(content).split("\n")]
        text = "\n".join(line for line in lines if line)
        if text:
            self.blocks.append(Block("paragraph", text))
