"""Makes PDF files for tests, in a free font that has Kazakh letters, and broken ones by hand."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from tests.office_files import Content, Heading, Items, Prose

FONTS = Path("/usr/share/fonts/truetype/dejavu")
HAS_FONT = (FONTS / "DejaVuSans.ttf").is_file()
WITHOUT_FONT = "DejaVu, a free font with Kazakh letters, is not installed (fonts-dejavu-core)"
_WIDTH = 180.0


class Paper(FPDF):
    """A document with a running head and page numbers, if given a head."""

    def __init__(self, head: str = "", size: float = 11) -> None:
        super().__init__()
        self._head = head
        self.size = size
        self.add_font("d", "", FONTS / "DejaVuSans.ttf")
        self.add_font("d", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_font("d", size=size)

    def header(self) -> None:
        if self._head:
            self.set_font("d", size=8)
            self.cell(_WIDTH, 6, self._head)
            self.ln(10)
            self.set_font("d", size=self.size)

    def footer(self) -> None:
        if self._head:
            self.set_y(-12)
            self.set_font("d", size=8)
            self.cell(_WIDTH, 6, f"{self.page_no()}", align="C")

    def say(self, text: str, *, size: float | None = None, bold: bool = False) -> None:
        """A paragraph over the whole width."""
        self.set_font("d", "B" if bold else "", size or self.size)
        self.multi_cell(
            _WIDTH, (size or self.size) * 0.5, text, align="J", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.ln(3)
        self.set_font("d", size=self.size)

    def rows(self, rows: Sequence[Sequence[str]], *, drawn: bool = True) -> None:
        """A table with lines around its cells."""
        with self.table(
            first_row_as_headings=False, borders_layout="ALL" if drawn else "NONE"
        ) as table:
            for cells in rows:
                table.row(list(cells))
        self.ln(3)


def make_paper(write: Callable[[Paper], object], head: str = "") -> bytes:
    """The file that ``write`` makes on a paper with one page."""
    paper = Paper(head)
    paper.add_page()
    write(paper)
    return bytes(paper.output())


def make_pdf(content: Content) -> bytes:
    """A printed document: larger and bold headings, bulleted items, drawn tables."""

    def write(paper: Paper) -> None:
        paper.say(content.title, size=18, bold=True)
        for part in content.parts:
            if isinstance(part, Heading):
                paper.say(part.text, size=16 - 2 * part.level, bold=True)
            elif isinstance(part, Prose):
                paper.say(part.text)
            elif isinstance(part, Items):
                for text in part.texts:
                    paper.say(f"- {text}")
            else:
                paper.rows(part.rows)

    return make_paper(write)


def make_raw_pdf(
    stream: bytes, *, n_pages: int = 1, deflated: bool = False, extra: str = ""
) -> bytes:
    """A file written by hand: pages that share one stream of drawing orders and Helvetica."""
    body = zlib.compress(stream, 9) if deflated else stream
    filters = "/Filter /FlateDecode " if deflated else ""
    kids = " ".join(f"{n + 10} 0 R" for n in range(n_pages))
    parts: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: f"<< {filters}/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream",
    }
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        f" /Resources << /Font << /F1 3 0 R >> {extra} >> >>"
    )
    parts |= {n + 10: page.encode() for n in range(n_pages)}
    out = bytearray(b"%PDF-1.4\n")
    for number, part in parts.items():
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    out += b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    return bytes(out)


def make_scan(text: str = "") -> bytes:
    """A page that is a picture, as scanners make them; ``text`` stands under it in Helvetica."""
    picture = b"q 500 0 0 700 40 60 cm BI /W 8 /H 8 /BPC 8 /CS /G ID " + bytes(64) + b" EI Q"
    said = b"BT /F1 12 Tf 50 30 Td (" + text.encode() + b") Tj ET" if text else b""
    return make_raw_pdf(picture + b"\n" + said)
