"""Pages of a PDF as PDFium sees them: glyphs, drawn lines, pictures; and its bookmarks."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rag.documents.formats.pdf.drawn import drawn_on
from rag.documents.formats.pdf.frame import Frame, Letter
from rag.documents.formats.pdf.sheet import Sheet
from rag.errors import CorpusError, TooLarge

_PASSWORD = 4  # Source: fpdfview.h, FPDF_ERR_PASSWORD
_MAX_PAGES = 20_000
_MAX_LETTERS = 1_000_000
_MAX_BOOKMARKS = 5000
_MAX_NAME = 200
_FORCE_BOLD = 1 << 18  # Source: ISO 32000-1, table 123
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")
_SOFT_HYPHENS = "\x02\xad\ufffe"
_MAX_SLANT = 0.03


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the file's own outline: level from 1, page from 1 where it says one."""

    title: str
    level: int
    page: int | None


class PdfFile:
    """An open file; close it, or use it in a ``with`` block.

    Raises: CorpusError for a damaged file and for one behind a password, TooLarge.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._pdf = pdfium.PdfDocument(content)
            self.n_pages = len(self._pdf)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD:
                raise CorpusError(
                    "is behind a password.", mend="Save it without the password."
                ) from error
            raise CorpusError("is a damaged PDF.", mend="Copy or download it anew.") from error
        if self.n_pages > _MAX_PAGES:
            raise TooLarge(f"has more than {_MAX_PAGES} pages.", mend="Split it.")

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    @cached_property
    def title(self) -> str | None:
        """The title among the file's properties."""
        return self._property("Title")

    @cached_property
    def saved(self) -> str | None:
        """When the file was made, in ISO 8601 as far as its properties say: "2023-04-13"."""
        text = (self._property("CreationDate") or "").removeprefix("D:")
        digits = text[:8]
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits.isdigit() else None

    def bookmarks(self) -> list[Bookmark]:
        """The outline, in order; empty for a file that has none or a broken one."""
        found: list[Bookmark] = []
        try:
            for mark in self._pdf.get_toc(max_depth=9):
                place = mark.get_dest()
                index = place.get_index() if place else None
                page = None if index is None else index + 1
                found.append(Bookmark(mark.get_title(), mark.level + 1, page))
                if len(found) == _MAX_BOOKMARKS:
                    break
        except (pdfium.PdfiumError, ValueError, RuntimeWarning):
            return []
        return found

    def sheets(self) -> Iterator[Sheet]:
        """Every page in order, read as it is asked for; one that is broken is empty."""
        for index in range(self.n_pages):
            yield self.sheet(index + 1)

    def sheet(self, number: int) -> Sheet:
        """A page, counted from 1."""
        try:
            page = self._pdf[number - 1]
        except pdfium.PdfiumError:
            return Sheet(number, 1.0, 1.0, [], [], 0.0)
        try:
            return _read_sheet(page, number)
        finally:
            page.close()

    def picture(self, number: int, dots_per_inch: int) -> bytes:
        """A page drawn in grey, as a file in PNM."""
        page = self._pdf[number - 1]
        try:
            bitmap = page.render(scale=dots_per_inch / 72, grayscale=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            pixels = bytes(bitmap.buffer)
        finally:
            page.close()
        rows = (pixels[row * stride : row * stride + width] for row in range(height))
        return b"P5 %d %d 255\n" % (width, height) + b"".join(rows)

    def _property(self, name: str) -> str | None:
        try:
            return self._pdf.get_metadata_value(name) or None
        except (pdfium.PdfiumError, ValueError):
            return None


def _read_sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    box = page.get_bbox()
    text = page.get_textpage()
    try:
        letters = _letters(text.raw)
    finally:
        text.close()
    turns = Counter(letter.turn for letter in letters)
    frame = Frame(box, max(turns, key=lambda turn: turns[turn]) if turns else 0)
    rules, pictured = drawn_on(page, box)
    glyphs = [frame.glyph(letter) for letter in letters]
    kept = [
        g for g in glyphs if g.x1 >= 0 and g.x0 <= frame.width and 0 <= g.baseline <= frame.height
    ]
    placed = [frame.rule(rule) for rule in rules]
    return Sheet(number, frame.width, frame.height, kept, placed, pictured)


def _letters(text: object) -> list[Letter]:
    """The characters of a page in the order of the file; what is written aslant, as stamps and
    watermarks are, is left out."""
    n_letters = raw.FPDFText_CountChars(text)
    if n_letters > _MAX_LETTERS:
        raise TooLarge(f"has a page with more than {_MAX_LETTERS} letters.")
    found: list[Letter] = []
    looks: dict[int, _Look] = {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    spaced = False
    for i in range(n_letters):
        letter = _letter(raw.FPDFText_GetUnicode(text, i))
        owner = raw.FPDFText_GetTextObject(text, i)
        if letter == " " or not owner:  # spaces and line ends that PDFium put between words
            spaced = True
            continue
        key = ctypes.addressof(owner.contents)
        look = looks.get(key) or looks.setdefault(key, _look(text, i, owner))
        if look.turn is None:
            continue
        raw.FPDFText_GetLooseCharBox(text, i, box_at)
        raw.FPDFText_GetCharOrigin(text, i, x_at, y_at)
        edges = (box.left, box.bottom, box.right, box.top)
        found.append(
            Letter(
                letter,
                edges,
                (x.value, y.value),
                look.size,
                look.bold,
                look.font,
                spaced,
                look.turn,
            )
        )
        spaced = False
    return found


def _letter(code: int) -> str:
    """A character, " " for every kind of space; controls stay, a broken font may mean letters."""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or not code:
        return "\ufffd"
    letter = chr(code)
    if letter in _SOFT_HYPHENS:
        return "-"
    return " " if letter.isspace() and letter >= " " else letter


@dataclass(frozen=True, slots=True)
class _Look:
    """Size in points, type and direction of an object; ``turn`` in quarters, None for aslant."""

    size: float
    bold: bool
    font: str
    turn: int | None


def _look(text: object, i: int, owner: object) -> _Look:
    """How the text object of a character looks."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, i, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _MAX_SLANT else None
    font = raw.FPDFTextObj_GetFont(owner)
    name = ctypes.create_string_buffer(_MAX_NAME)
    raw.FPDFFont_GetBaseFontName(font, name, _MAX_NAME)
    # Weights are guessed from the width of stems where a file gives none: they tell nothing.
    bold = bool(raw.FPDFFont_GetFlags(font) & _FORCE_BOLD)
    bold = bold or any(word in name.value.lower() for word in _BOLD_NAMES)
    return _Look(round(max(size, 0.1) * 4) / 4, bold, name.value.decode("latin-1"), turn)
