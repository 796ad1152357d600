"""Walks a page's tree, however deep, and collects its lines and tables in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rag.documents.formats.html.hidden import is_navigation, is_never_text
from rag.documents.formats.html.lists import HtmlList, heading_level, open_list
from rag.documents.formats.html.looks import Looks
from rag.documents.formats.html.paragraphs import Inline
from rag.documents.formats.html.tables import OpenTable, Part
from rag.documents.lines import Style
from rag.documents.wrap import unwrapped

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html legend li main menu nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul caption h1 h2 h3 h4 h5 h6".split()
)
_BOLD = frozenset("b strong th h1 h2 h3 h4 h5 h6".split())
_LISTS = frozenset("ul ol menu dir".split())
_ASIDES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes", "doc-tip", "note"})


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the text inside the open elements."""

    level: int = 0
    bold: bool = False
    centred: bool = False
    item: bool = False
    aside: bool = False
    raised: bool = False
    href: str = ""


def page_parts(tree: LexborHTMLParser, looks: Looks, *, whole: bool) -> list[Part]:
    """The lines and tables of a page, empty when it shows no word; with ``whole`` its navigation
    too."""
    if tree.root is None:
        return []
    walk = _Walk(looks, whole)
    walk.run(tree.root)
    return walk.parts


class _Walk:
    def __init__(self, looks: Looks, whole: bool) -> None:
        self._looks = looks
        self._whole = whole
        self._state = _State()
        self._mark = ""
        self._inline = Inline()
        self._lists: list[HtmlList] = []
        self._tables: list[OpenTable] = []
        self._sinks: list[list[Part]] = [[]]

    @property
    def parts(self) -> list[Part]:
        """What was collected outside of all tables."""
        return self._sinks[0]

    def run(self, root: LexborNode) -> None:
        """Visit every node that is text of the page, without recursion."""
        opened: list[tuple[LexborNode, _State]] = []
        node: LexborNode | None = root
        while node is not None:
            before = self._state
            child = self._enter(node)
            if child is not None:
                opened.append((node, before))
                node = child
                continue
            while node.next is None and opened:
                node, self._state = self._left(opened.pop())
            node = node.next
        self._flush()

    def _left(self, opened: tuple[LexborNode, _State]) -> tuple[LexborNode, _State]:
        self._leave(opened[0])
        return opened

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Begin a node; returns its first child when there is something to visit in it."""
        if node.is_text_node:
            self._take_text(node.text_content or "")
            return None
        tag = node.tag or ""
        if not node.is_element_node:  # the document, a comment
            return node.first_child
        if tag == "br":
            self._inline.add_break()
            return None
        if is_never_text(tag):
            return None
        look = self._looks.look(node)
        if look.hidden or (not self._whole and is_navigation(node)):
            return None
        if tag in _BLOCKS:
            self._flush()
        if tag == "pre" and not _holds_blocks(node):
            self._inline.add_lines(unwrapped(node.text()))
            self._flush()
            return None
        if node.first_child is None and tag not in ("td", "th", "tr"):
            return None
        self._change_state(node, tag, look.bold, look.centred)
        self._open(node, tag, markless=bool(look.markless))
        if node.first_child is None:
            self._leave(node)
        return node.first_child

    def _change_state(
        self, node: LexborNode, tag: str, bold: bool | None, centred: bool | None
    ) -> None:
        state = self._state
        level = heading_level(node) or state.level
        if bold is None:
            bold = state.bold or tag in _BOLD
        if centred is None:
            centred = (state.centred or tag == "center") and tag != "table"
        if tag == "li":
            state = replace(state, item=True)
        elif tag == "aside" or node.attributes.get("role") in _ASIDES:
            state = replace(state, aside=True)
        elif tag == "sup":
            state = replace(state, raised=True)
        elif tag == "a":
            href = (node.attributes.get("href") or "").strip()
            state = replace(state, href=href if href.lower().startswith("http") else "")
        if (level, bold, centred) != (state.level, state.bold, state.centred):
            state = replace(state, level=level, bold=bold, centred=centred)
        self._state = state

    def _open(self, node: LexborNode, tag: str, *, markless: bool) -> None:
        if tag in _LISTS:
            self._lists.append(open_list(node, markless=markless))
        elif tag == "li":
            self._mark = self._lists[-1].mark(node) if self._lists and not markless else ""
        elif tag == "table":
            places = node.attributes.get("role") in ("presentation", "none")
            self._tables.append(OpenTable(places))
        elif self._tables:
            self._open_in_table(self._tables[-1], node, tag)

    def _open_in_table(self, table: OpenTable, node: LexborNode, tag: str) -> None:
        if tag in ("thead", "tbody", "tfoot"):
            table.section = tag
        elif tag == "tr":
            table.add_row()
        elif tag in ("td", "th"):
            cell = table.add_cell(
                head=tag == "th",
                columns=node.attributes.get("colspan"),
                rows=node.attributes.get("rowspan"),
            )
            if self._state.item or self._state.level:
                self._state = replace(self._state, item=False, level=0)
            self._sinks.append(cell.parts)
        elif tag == "caption":
            self._sinks.append(table.caption)

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._flush()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._mark = ""
        elif tag in ("td", "th", "caption") and len(self._sinks) > 1:
            self._sinks.pop()
        elif tag == "table" and self._tables:
            self._sinks[-1] += self._tables.pop().closed()

    def _take_text(self, text: str) -> None:
        state = self._state
        self._inline.add(text, bold=state.bold, href=state.href, raised=state.raised)

    def _flush(self) -> None:
        """End the paragraph that is being collected."""
        if not self._inline.pieces:
            return
        state = self._state
        mark = "" if state.level else self._mark
        style = Style(state.level, item=bool(mark), aside=state.aside)
        lines = self._inline.take(mark, style, centred=state.centred)
        if lines:
            self._mark = ""
            self._sinks[-1] += lines


def _holds_blocks(node: LexborNode) -> bool:
    """Whether a node has paragraphs or tables inside, whose words must not run together."""
    return any(inner.tag in _BLOCKS for inner in node.traverse() if inner != node)
