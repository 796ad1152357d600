"""Makes web pages for tests, and measures how much of a text a reader kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser

from rag.types import Block, Draft
from tests.office_files import Content, Heading, Items, Prose

_WORD = re.compile(r"\w+")


def make_html(content: Content) -> bytes:
    """A page with headings, lists and tables as an office program saves them."""
    parts = [f"<h1>{escape(content.title)}</h1>"]
    for part in content.parts:
        if isinstance(part, Heading):
            parts.append(f"<h{part.level + 1}>{escape(part.text)}</h{part.level + 1}>")
        elif isinstance(part, Prose):
            parts.append(f"<p>{escape(part.text)}</p>")
        elif isinstance(part, Items):
            items = "".join(f"<li>{escape(text)}</li>" for text in part.texts)
            parts.append(f"<ul>{items}</ul>")
        else:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return make_page("\n".join(parts))


def make_page(body: str, head: str = "", charset: str = "utf-8") -> bytes:
    """A whole page in an encoding that it declares."""
    declared = f'<meta charset="{charset}">'
    page = f"<!DOCTYPE html><html><head>{declared}{head}</head><body>{body}</body></html>"
    return page.encode(charset, errors="xmlcharrefreplace")


def rows(draft: Draft) -> list[tuple[str, ...]]:
    """The cells of every table row, in order."""
    return [block.row.cells for block in draft.blocks if block.kind == "table_row" and block.row]


def headers(draft: Draft) -> list[tuple[str, ...]]:
    """The header over every table row, in order."""
    return [block.row.header for block in draft.blocks if block.kind == "table_row" and block.row]


def texts(blocks: Sequence[Block], *kinds: str) -> list[str]:
    """The texts of the blocks of these kinds, of all without one."""
    return [block.text for block in blocks if not kinds or block.kind in kinds]


def kept_share(expected: str, blocks: Sequence[Block]) -> float:
    """The share of the words of a text that the blocks have, in the same order; 0..1."""
    wanted = _WORD.findall(expected)
    found = _WORD.findall(" ".join(texts(blocks)))
    matches = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(match.size for match in matches) / len(wanted)


class PlainTextOfPage(HTMLParser):
    """All that stands between the tags of a page, by the standard library's parser."""

    _INLINE = frozenset("a b del em font i s span strong sub sup u".split())
    _SKIPPED = frozenset({"script", "style", "title"})

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skipped += tag in self._SKIPPED
        self._pieces.append("" if tag in self._INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in self._SKIPPED
        self._pieces.append("" if tag in self._INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._pieces.append(data)

    def text_of(self, html: str) -> str:
        """The text of a page."""
        self.feed(html)
        return "".join(self._pieces)
