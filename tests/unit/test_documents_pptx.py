"""Slides: titles, texts, tables, notes, in the order they are shown."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pptx
import pytest
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Length

from rag.documents.formats.plain import parse_plain
from rag.documents.formats.pptx import parse_pptx
from rag.types import Block, Row
from tests.office_files import REPORT, make_pptx, make_relations, make_txt, make_zip

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTHING = Length(0)
TEXT = "Работы на участке закончены в срок, как и было обещано весной."


def saved(deck: Presentation) -> list[Block]:
    stream = BytesIO()
    deck.save(stream)
    return list(parse_pptx(stream.getvalue()).blocks)


def titled(deck: Presentation, title: str, text: str = "", layout: int = 1) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    assert slide.shapes.title is not None
    slide.shapes.title.text = title
    if text:
        slide.placeholders[1].text = text
    return slide


def one_slide(fill: Callable[[Slide], object]) -> list[Block]:
    deck = pptx.Presentation()
    slide = titled(deck, "Дороги")
    fill(slide)
    return saved(deck)


def raw(tree: str, **parts: str) -> list[Block]:
    """Blocks of one slide around the XML of its shapes; ``parts`` are related to it by kind."""
    ns = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}" xmlns:mc="urn:mc" xmlns:dgm="urn:dgm"'
    content = {
        "_rels/.rels": make_relations({"ppt/presentation.xml": "officeDocument"}),
        "ppt/presentation.xml": f'<p:presentation {ns}><p:sldIdLst><p:sldId id="1" r:id="rId1"/>'
        "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": make_relations({"slides/1.xml": "slide"}),
        "ppt/slides/1.xml": f"<p:sld {ns}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>",
        "ppt/slides/_rels/1.xml.rels": make_relations({f"{kind}.xml": kind for kind in parts}),
        **{f"ppt/slides/{kind}.xml": xml.replace("NS", ns, 1) for kind, xml in parts.items()},
    }
    return list(parse_pptx(make_zip(content)).blocks)


def shape(*paragraphs: str, place: str = "") -> str:
    return f"<p:sp><p:nvPr>{place}</p:nvPr><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def a(text: str, properties: str = "<a:pPr/>") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_the_same_content_as_text_and_as_slides_is_the_same() -> None:
    slides = parse_pptx(make_pptx(REPORT)).blocks
    plain = parse_plain(make_txt(REPORT).decode()).blocks
    assert [(b.kind, b.text, b.row) for b in slides] == [(b.kind, b.text, b.row) for b in plain]


def test_titles_are_headings_and_the_number_of_the_slide_is_the_page() -> None:
    deck = pptx.Presentation()
    titled(deck, "Итоги года", layout=0)
    titled(deck, "Дороги", TEXT)
    titled(deck, "Мосты", TEXT)
    found = [(b.kind, b.level, b.text, b.page) for b in saved(deck)]
    assert found == [
        ("heading", 1, "Итоги года", 1),
        ("heading", 2, "Дороги", 2),
        ("list_item", 0, TEXT, 2),
        ("heading", 2, "Мосты", 3),
        ("list_item", 0, TEXT, 3),
    ]


def test_slides_come_in_the_order_they_are_shown() -> None:
    deck = pptx.Presentation()
    titled(deck, "Вторая по счёту", TEXT)
    titled(deck, "Первая по счёту", TEXT)
    listed = deck.slides._sldIdLst
    listed.append(listed[0])
    assert [b.text for b in saved(deck) if b.level] == ["Первая по счёту", "Вторая по счёту"]


def test_the_title_comes_first_wherever_it_lies() -> None:
    title = shape(a("Дороги"), place='<p:ph type="title"/>')
    assert texts(raw(shape(a(TEXT)) + title)) == ["Дороги", TEXT]


def test_groups_are_opened_and_one_of_two_alternatives_is_read() -> None:
    group = f"<p:grpSp>{shape(a('Внутри группы.'))}</p:grpSp>"
    choice = f"<mc:Choice>{shape(a('Новый вид.'))}</mc:Choice>"
    either = f"<mc:AlternateContent>{choice}<mc:Fallback>{shape(a('Старый.'))}</mc:Fallback>"
    assert texts(raw(group + either + "</mc:AlternateContent>")) == [
        "Внутри группы.",
        "Новый вид.",
    ]


@pytest.mark.parametrize("role", ["sldNum", "ftr", "dt"])
def test_running_feet_are_left_out(role: str) -> None:
    foot = shape(a("Отдел развития"), place=f'<p:ph type="{role}"/>')
    assert texts(raw(shape(a(TEXT)) + foot)) == [TEXT]


def test_a_slide_number_in_a_text_is_left_out() -> None:
    field = '<a:p><a:r><a:t>Итоги.</a:t></a:r><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'
    assert texts(raw(shape(field))) == ["Итоги."]


def test_bullets_and_numbers_are_written_as_they_are_shown() -> None:
    def numbered(scheme: str, more: str = "") -> str:
        return f'<a:pPr><a:buAutoNum type="{scheme}" {more}/></a:pPr>'

    body = shape(
        a("маркер", '<a:pPr><a:buChar char="•"/></a:pPr>'),
        a("один", numbered("arabicPeriod")),
        a("два", numbered("arabicPeriod")),
        a("глубже", '<a:pPr lvl="1"><a:buAutoNum type="alphaLcParenR"/></a:pPr>'),
        a("три", numbered("arabicPeriod")),
        a("между"),
        a("снова", numbered("arabicPeriod")),
        a("римская", numbered("romanUcParenBoth", 'startAt="4"')),
    )
    assert texts(raw(body)) == [
        "- маркер",
        "1. один",
        "2. два",
        "a) глубже",
        "3. три",
        "между",
        "1. снова",
        "(IV) римская",
    ]


def test_merged_cells_hold_wherever_they_cover() -> None:
    def fill(slide: Slide) -> None:
        table = slide.shapes.add_table(3, 3, NOTHING, NOTHING, NOTHING, NOTHING).table
        rows = [("Аул", "Мера", "Сумма"), ("Көктем", "мост", "5"), ("", "дорога", "7")]
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    rows = [block.row for block in one_slide(fill) if block.kind == "table_row"]
    header = ("Аул", "Мера", "Сумма")
    assert rows == [
        Row("Дороги", header, ("Көктем", "мост", "5")),
        Row("Дороги", header, ("Көктем", "дорога", "7")),
    ]


def test_notes_come_after_their_slide() -> None:
    def fill(slide: Slide) -> None:
        slide.placeholders[1].text = TEXT
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = "Сказать о сроках."

    assert texts(one_slide(fill))[1:] == [TEXT, "Сказать о сроках."]


def test_comments_of_both_kinds_come_after_their_slide() -> None:
    old = "<p:cmLst NS><p:cm><p:text>Проверить дату.</p:text></p:cm></p:cmLst>"
    new = f"<p:cmLst NS><p:cm><p:txBody>{a('Проверить сумму.')}</p:txBody></p:cm></p:cmLst>"
    assert texts(raw(shape(a(TEXT)), comments=old)) == [TEXT, "Проверить дату."]
    assert texts(raw(shape(a(TEXT)), comments=new)) == [TEXT, "Проверить сумму."]


def test_the_texts_of_a_diagram_are_read_from_its_model() -> None:
    frame = (
        "<p:graphicFrame><a:graphic><a:graphicData>"
        '<dgm:relIds r:dm="rId1"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    model = f"<dgm:dataModel NS><dgm:pt><dgm:t>{a('Шаг первый')}</dgm:t></dgm:pt></dgm:dataModel>"
    assert texts(raw(frame, diagramData=model)) == ["Шаг первый"]


def test_line_breaks_in_a_title_are_spaces() -> None:
    def fill(slide: Slide) -> None:
        assert slide.shapes.title is not None
        runs = "<a:r><a:t>Мосты</a:t></a:r><a:br/><a:r><a:t>и дороги</a:t></a:r>"
        body = slide.shapes.title.text_frame._txBody
        body.replace(body.p_lst[0], parse_xml(f'<a:p xmlns:a="{A}">{runs}</a:p>'))

    assert texts(one_slide(fill))[0] == "Мосты и дороги"
