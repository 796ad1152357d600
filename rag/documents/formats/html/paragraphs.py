"""The inline text between two block elements, to lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.documents.formats.html.lists import marked_item
from rag.documents.lines import Line, Style, flat
from rag.text.normalise import normalise_text

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\n"
_NAMES_SOURCE = re.compile(
    r"(?:источник|ақпарат|дереккөз|дерек\s+көзі|сілтеме|ссылка|source)[^\n]{0,300}"
    r"|(?:подробнее|читать\s+(?:далее|полностью)|толығырақ|толық\s+оқу|read\s+more)\W*",
    re.I,
)
_ADDRESS = re.compile(r"https?://|www\.", re.I)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of text; ``href`` is the outside address of the link it is in, else empty."""

    text: str
    bold: bool
    href: str


@dataclass(slots=True)
class Inline:
    """Collects text until a block element begins or ends."""

    pieces: list[_Piece] = field(default_factory=list)

    def add(self, text: str, *, bold: bool, href: str, raised: bool) -> None:
        """A text node; its white space counts as one space."""
        plain = _SPACE.sub(" ", text)
        before = self.pieces[-1].text[-1:] if self.pieces else ""
        if raised and before.isalnum() and not before.isalpha():
            plain = plain.translate(_SUPERSCRIPT)
        if plain:
            self.pieces.append(_Piece(plain, bold, href))

    def add_break(self) -> None:
        """A line break within the paragraph."""
        self.pieces.append(_Piece(_BREAK, bold=False, href=""))

    def add_lines(self, text: str) -> None:
        """Text whose line breaks count."""
        for line in text.splitlines():
            self.pieces += [_Piece(line, bold=False, href=""), _Piece(_BREAK, False, "")]

    def take(self, mark: str, style: Style, *, centred: bool) -> list[Line]:
        """The lines collected, and begin anew. A heading is one line. A line after a single break
        may go on from the one before it, one after two breaks is a paragraph of its own."""
        pieces, self.pieces = self.pieces, []
        lines: list[Line] = []
        whole = True
        for part in _parts(pieces, joined=bool(style.level)):
            text = _line_text(part)
            if not text:
                whole = True
                continue
            if not lines:
                text = marked_item(mark, text)
            strong = _is_bold(part) or centred
            own = Style(style.level, strong, style.item and not lines, whole, style.aside)
            lines.append(Line(text, style=own))
            whole = False
        return lines


def _parts(pieces: list[_Piece], *, joined: bool) -> Iterator[list[_Piece]]:
    """Pieces between line breaks; an empty part between two of them."""
    part: list[_Piece] = []
    for piece in pieces:
        if piece.text != _BREAK:
            part.append(piece)
        elif joined:
            part.append(_Piece(" ", piece.bold, ""))
        else:
            yield part
            part = []
    yield part


def _line_text(part: list[_Piece]) -> str:
    text = _shown("".join(piece.text for piece in part))
    links = {piece.href for piece in part if piece.href}
    if len(links) != 1 or not _NAMES_SOURCE.fullmatch(text) or _ADDRESS.search(text):
        return text
    if all(piece.href for piece in part if piece.text.strip()):
        return f"{text.rstrip(' .…>»:')}: {links.pop()}"
    return _shown("".join(_with_addresses(part, links.pop())))


def _with_addresses(part: list[_Piece], href: str) -> Iterator[str]:
    """The line's text with the address of its one link before the link's own words."""
    told = False
    for piece in part:
        if piece.href and not told:
            told = True
            yield f"{href} "
        yield piece.text


def _shown(text: str) -> str:
    return flat(normalise_text(text))


def _is_bold(part: list[_Piece]) -> bool:
    words = [piece for piece in part if any(map(str.isalnum, piece.text))]
    return bool(words) and all(piece.bold for piece in words)
