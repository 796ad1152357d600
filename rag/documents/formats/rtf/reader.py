"""A rich text to blocks: what a reader sees of it, in the order he reads it.

Heads and feet of pages, deleted and hidden text and the instructions of fields are left out.
Notes, comments and text boxes come after the paragraph, or the table, that they hang on.
Pictures and embedded objects are not opened, links not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.documents.asides import aside_parts, note_mark
from rag.documents.formats.rtf.codepages import Fonts, ansi_page
from rag.documents.formats.rtf.flow import Flow
from rag.documents.formats.rtf.groups import ASIDES, PLACES, SHOWN_IN_WRAPPERS, Group, Look, Place
from rag.documents.formats.rtf.properties import Properties
from rag.documents.formats.rtf.styles import Styles
from rag.documents.formats.rtf.tables import RowLook
from rag.documents.formats.rtf.tokens import Token, scan_tokens
from rag.documents.frames import outermost_title
from rag.documents.layout import layout_blocks
from rag.documents.package import damaged
from rag.documents.properties import sensible_date, sensible_title
from rag.errors import TooLarge
from rag.types import Aside, Draft

_MAX_GROUPS = 10_000
_HALF_OF_TWO = 0x10000
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "page": " ", "column": " ",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "~": "\xa0", "_": "-",
}  # fmt: skip


def parse_rtf(content: bytes) -> Draft:
    """The blocks of a rich text. Raises: CorpusError, TooLarge."""
    reader = _Reader(Fonts(ansi_page(content)))
    start = max(content.find(b"{"), 0)
    for token in scan_tokens(content[start:]):
        reader.take(token)
        if not reader.groups:
            break
    if len(reader.groups) > 1:
        raise damaged("breaks off in the middle.")
    parts = reader.body.end(Look())
    blocks = layout_blocks(outermost_title(parts))
    title = sensible_title(reader.properties.title, blocks)
    return Draft(blocks, title=title, date=sensible_date(reader.properties.saved, blocks))


@dataclass(slots=True)
class _Reader:
    """Takes one piece after the other; ``groups`` are those that are open, the whole file first."""

    fonts: Fonts
    styles: Styles = field(default_factory=Styles)
    groups: list[Group] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    row: RowLook = field(default_factory=RowLook)
    nested_row: RowLook = field(default_factory=RowLook)
    properties: Properties = field(default_factory=Properties)
    _author: str = ""
    _n_notes: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    _n_passed: int = 0

    def __post_init__(self) -> None:
        self.flows.append(Flow(self.styles))

    @property
    def body(self) -> Flow:
        """The text of the document itself."""
        return self.flows[0]

    def take(self, token: Token) -> None:
        """Take the next piece."""
        if not token.word:
            self._take_bytes(token.text)
            return
        self._decode()
        if token.word == "{":
            self._open()
        elif token.word == "}":
            self._close()
        elif self._n_passed and token.word != "u":
            self._n_passed -= 1
        elif self.groups:
            self._take_word(self.groups[-1], token.word, token.number)

    # --- groups ----------------------------------------------------------------------------------

    def _open(self) -> None:
        if len(self.groups) >= _MAX_GROUPS:
            raise TooLarge(f"has groups in groups, more than {_MAX_GROUPS} deep.")
        self._n_passed = 0
        self.groups.append(self.groups[-1].inner() if self.groups else Group(Look()))

    def _close(self) -> None:
        self._n_passed = 0
        group = self.groups.pop() if self.groups else Group(Look())
        if group.ends is None or len(self.flows) == 1:
            return
        flow = self.flows.pop()
        mark, author = "", self._author.strip()
        if group.ends == "comment" and author:
            mark = f"{author}:"
        elif group.ends == "note" and flow.mark:
            mark = note_mark(flow.mark)
        flow.mark = ""
        parts = aside_parts(flow.end(group.look), group.ends, mark)
        self.flows[-1].hanging.extend(parts)

    def _begin(self, group: Group, word: str) -> bool:
        """Whether ``word``, the first of its group, says what the group is."""
        if word == "*":
            group.starred = True
            return True
        group.opens = False
        if word == "rtf":
            group.place = group.around = Place.TEXT
            return True
        if group.place is Place.SKIPPED:
            return True
        if word in ASIDES:
            self._begin_aside(group, ASIDES[word])
        elif word in SHOWN_IN_WRAPPERS and group.place is Place.WRAPPER:
            group.place = group.around
        elif word in PLACES:
            self._begin_place(group, PLACES[word])
        elif group.starred:
            group.place = Place.STYLES if word == "s" else Place.SKIPPED
            return word != "s"
        else:
            return False
        return True

    def _begin_place(self, group: Group, place: Place) -> None:
        if place is Place.WRAPPER and group.place is not Place.WRAPPER:
            group.around = group.place
        if place is Place.AUTHOR:
            self._author = ""
        # A title is one among the properties only; elsewhere the word is unknown.
        if place is not Place.TITLE or group.place is Place.PROPERTIES:
            group.place = place

    def _begin_aside(self, group: Group, kind: Aside) -> None:
        group.place = group.around = Place.TEXT
        group.ends = kind
        group.look.say("pard", None)
        self.flows.append(Flow(self.styles, kind))

    # --- words -----------------------------------------------------------------------------------

    def _take_word(self, group: Group, word: str, number: int | None) -> None:
        if group.opens and self._begin(group, word):
            return
        if word == "u":
            self._write(chr((number or 0) % _HALF_OF_TWO))
            self._n_passed = group.n_fallback
        elif word == "uc":
            group.n_fallback = max(number or 0, 0)
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif group.place is Place.FONTS:
            self.fonts.say(word, number)
        elif group.place is Place.STYLES:
            self.styles.say(word, number)
        elif group.place is Place.PROPERTIES:
            self.properties.say(word, number)
        elif group.place in (Place.TEXT, Place.WRAPPER):
            group.look.say(word, number)
            self._take_structure(group.look, word, number)

    def _take_structure(self, look: Look, word: str, number: int | None) -> None:
        flow = self.flows[-1]
        if word in ("par", "sect"):
            flow.end_paragraph(look)
        elif word == "cell":
            flow.end_cell(look, 1)
        elif word == "nestcell":
            flow.end_cell(look, max(look.nested, 2))
        elif word == "row":
            flow.end_row(self.row, 1)
        elif word == "nestrow":
            flow.end_row(self.nested_row, max(look.nested, 2))
        elif word == "chftn" and flow.kind == "note" and not flow.mark:
            self._n_notes += 1
            flow.mark = str(self._n_notes)
        else:
            self._take_row(word, number)

    def _take_row(self, word: str, number: int | None) -> None:
        in_table = self.groups[-1].place is Place.WRAPPER
        row = self.nested_row if in_table else self.row
        if word == "trowd" and in_table:
            self.nested_row = RowLook()
        elif word == "trowd":
            self.row = RowLook()
            self.flows[-1].in_row = True
        elif word == "trleft":
            row.left = number or 0
        elif word == "trhdr":
            row.head = True
        elif word == "cellx":
            row.end_cell(number or 0)
        else:
            row.say(word)

    # --- text ------------------------------------------------------------------------------------

    def _take_bytes(self, text: bytes) -> None:
        if self._n_passed:
            passed = min(self._n_passed, len(text))
            self._n_passed -= passed
            text = text[passed:]
        if self.groups:
            self.groups[-1].opens = False
            if self.groups[-1].place not in (Place.SKIPPED, Place.WRAPPER):
                self._bytes += text

    def _decode(self) -> None:
        """Write the bytes that came in a row, which may be halves of characters."""
        if self._bytes:
            text, self._bytes = bytes(self._bytes), bytearray()
            self._write(self.fonts.decode(text, self.groups[-1].look.font))

    def _write(self, text: str) -> None:
        group = self.groups[-1]
        if group.place is Place.TEXT:
            if not group.look.hidden and not group.look.deleted:
                self.flows[-1].write(text, bold=group.look.bold)
        elif group.place is Place.MARK:
            self.flows[-1].mark += text
        elif group.place is Place.TITLE:
            self.properties.title += text
        elif group.place is Place.AUTHOR:
            self._author += text
        elif group.place is Place.STYLES:
            self.styles.write(text)
