"""Notes, comments and text boxes are paragraphs that say what they are, in every format."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pptx
import pytest
from openpyxl.comments import Comment

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Aside
from tests.office_files import make_opendocument, make_word
from tests.rtf_files import rich, written

TEXT = "Работы на участке шли всё лето и закончились в срок."


def word() -> bytes:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    box = f"<w:txbxContent><w:p>{run('Врезка.')}</w:p></w:txbxContent>"
    body = (
        f'<w:p>{run(TEXT)}<w:r><w:footnoteReference w:id="2"/></w:r>'
        f'<w:r><w:commentReference w:id="3"/></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>'
    )
    note = f'<w:footnote w:id="2"><w:p>{run("По акту.")}</w:p></w:footnote>'
    comment = f'<w:comment w:id="3" w:author="Ли"><w:p>{run("Проверить.")}</w:p></w:comment>'
    return make_word(body, footnotes=note, comments=comment)


def opendocument() -> bytes:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>По акту.</text:p></text:note-body></text:note>"
    )
    comment = (
        "<office:annotation><dc:creator>Ли</dc:creator><text:p>Проверить.</text:p>"
        "</office:annotation>"
    )
    box = "<draw:frame><draw:text-box><text:p>Врезка.</text:p></draw:text-box></draw:frame>"
    return make_opendocument(f"<text:p>{TEXT}{box}{note}{comment}</text:p>")


def rich_text() -> bytes:
    note = rf"{{\footnote\pard {{\chftn}} {written('По акту.')}}}"
    comment = rf"{{\*\atnauthor {written('Ли')}}}{{\*\annotation\pard {written('Проверить.')}\par}}"
    box = rf"{{\shp{{\*\shpinst{{\shptxt {written('Врезка.')}\par}}}}}}"
    return rich(rf"\pard {written(TEXT)}{box}{note}{comment}\par ")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = TEXT
    sheet["A1"].comment = Comment("Проверить.", "Ли")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = TEXT
    slide.notes_slide.notes_text_frame.text = "По акту."
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


NOTE, COMMENT, BOX = ("¹ По акту.", "note"), ("Ли: Проверить.", "comment"), ("Врезка.", "text_box")


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (word, [NOTE, COMMENT, BOX]),
        (opendocument, [NOTE, COMMENT, BOX]),
        (rich_text, [NOTE, COMMENT, BOX]),
        (workbook, [("Проверить.", "comment")]),
        (slides, [("По акту.", "note")]),
    ],
)
def test_what_stands_beside_the_text_says_so(
    make: Callable[[], bytes], found: list[tuple[str, Aside]]
) -> None:
    draft = read_draft(make(), "a", max_line_bytes=2**20)
    document = build_document(draft, document_id="d", source="a", date=None)
    asides = [(document.text[p.start : p.end], p.aside) for p in document.paragraphs if p.aside]
    assert sorted(asides) == sorted(found)
    assert TEXT in [document.text[p.start : p.end] for p in document.paragraphs if not p.aside]
