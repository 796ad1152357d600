"""Makes office files for tests: one content in every format, and raw containers part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import docx
import openpyxl
import pptx
from openpyxl.styles import Font

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class Items:
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The first row is the header."""

    rows: tuple[tuple[str, ...], ...]


Part = Heading | Prose | Items | Table


@dataclass(frozen=True)
class Content:
    """What one document says, whatever it is saved as. The title stands above all parts."""

    title: str
    parts: tuple[Part, ...]


REPORT = Content(
    "Отчёт о работе отдела развития за 2024 год",
    (
        Heading("Дороги и мосты"),
        Prose("За год отремонтированы двенадцать улиц, работы приняла общая комиссия."),
        Prose("Жол жөндеу жұмыстары қыркүйек айында аяқталды, кепілдік мерзімі үш жыл."),
        Items(("улица Садовая, от рынка до школы;", "улица Полевая, весь участок.")),
        Table(
            (
                ("№", "Показатель", "План", "Факт"),
                ("1", "Отремонтировано дорог, км", "12,5", "14,2"),
                ("2", "Построено мостов, единиц", "2", "1"),
            )
        ),
        Heading("Образование"),
        Prose("Открыты две школы и один детский сад, все места в них уже заняты."),
        Heading("Школы", 2),
        Prose("Новая школа на окраине приняла триста учеников первого сентября."),
    ),
)
"""A small report in two languages with every kind of part."""

TABLES = Content(
    "Отчёт об исполнении бюджета района за 2024 год",
    (
        Heading("Доходы и расходы"),
        Prose("Доходы исполнены с превышением плана, расходы сложились ниже плана на треть."),
        Prose("Таблица 1. Исполнение бюджета по разделам"),
        Table((("№", "Раздел", "План"), ("1", "Образование", "120,5"), ("2", "Дороги", "44"))),
        Prose("Остаток средств перенесён на следующий год решением районного маслихата."),
        Prose("Таблица 2. Численность работников по разделам"),
        Table((("№", "Раздел", "План"), ("1", "Образование", "300"), ("2", "Дороги", "40"))),
        Heading("Выводы"),
        Prose("План на следующий год будет увеличен с учётом роста доходов района."),
    ),
)
"""Two tables with names of their own, one after the other."""

NUMBERED = Content(
    "Аудан бюджетінің 2024 жылғы атқарылуы туралы есеп",
    (
        Heading("Доходы и расходы"),
        Prose("Доходы исполнены с превышением плана, расходы сложились ниже плана на треть."),
        Prose("Таблица 1"),
        Prose("Исполнение бюджета по разделам"),
        Table((("№", "Раздел", "План"), ("1", "Образование", "120,5"), ("2", "Дороги", "44"))),
        Prose("Остаток средств перенесён на следующий год решением районного маслихата."),
        Prose("2-кесте"),
        Prose("Бөлімдер бойынша қызметкерлер саны"),
        Table((("№", "Бөлім", "Жоспар"), ("1", "Білім беру", "300"), ("2", "Жолдар", "40"))),
    ),
)
"""Two tables whose numbers stand on lines of their own above their names."""


def make_docx(content: Content) -> bytes:
    """A Word document with styles, lists and tables as people make them."""
    document = docx.Document()
    document.add_heading(content.title, 0)
    for part in content.parts:
        if isinstance(part, Heading):
            document.add_heading(part.text, part.level)
        elif isinstance(part, Prose):
            document.add_paragraph(part.text)
        elif isinstance(part, Items):
            for text in part.texts:
                document.add_paragraph(text, style="List Bullet")
        else:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for i, row in enumerate(part.rows):
                for j, text in enumerate(row):
                    table.cell(i, j).text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_xlsx(content: Content) -> bytes:
    """A workbook of one sheet: a line a row, headings bold, tables set apart by empty rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    rows: list[tuple[Sequence[str], bool]] = [((content.title,), True)]
    for part in content.parts:
        if isinstance(part, Heading):
            rows.append(((part.text,), True))
        elif isinstance(part, Prose):
            rows.append(((part.text,), False))
        elif isinstance(part, Items):
            rows.extend(((f"- {text}",), False) for text in part.texts)
        else:
            rows.extend([((), False), *((row, False) for row in part.rows), ((), False)])
    for i, (cells, bold) in enumerate(rows, 1):
        for j, text in enumerate(cells, 1):
            cell = sheet.cell(i, j, text)
            cell.font = Font(bold=bold)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_pptx(content: Content) -> bytes:
    """Slides: one for the title, one for each heading."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = content.title
    for part in content.parts:
        if isinstance(part, Heading):
            slide = deck.slides.add_slide(deck.slide_layouts[5])
            slide.shapes.title.text = part.text
        elif isinstance(part, Prose):
            slide.shapes.add_textbox(0, 0, 10, 10).text_frame.text = part.text
        elif isinstance(part, Items):
            frame = slide.shapes.add_textbox(0, 0, 10, 10).text_frame
            frame.text = "\n".join(f"- {text}" for text in part.texts)
        else:
            size = (len(part.rows), len(part.rows[0]))
            table = slide.shapes.add_table(*size, 0, 0, 10, 10).table
            for i, row in enumerate(part.rows):
                for j, text in enumerate(row):
                    table.cell(i, j).text = text
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def make_odt(content: Content) -> bytes:
    """An OpenDocument text with headings, lists and tables."""
    body = f'<text:p text:style-name="Title">{content.title}</text:p>'
    for part in content.parts:
        if isinstance(part, Heading):
            body += f'<text:h text:outline-level="{part.level}">{part.text}</text:h>'
        elif isinstance(part, Prose):
            body += f"<text:p>{part.text}</text:p>"
        elif isinstance(part, Items):
            items = (f"<text:list-item><text:p>{t}</text:p></text:list-item>" for t in part.texts)
            body += f'<text:list text:style-name="D">{"".join(items)}</text:list>'
        else:
            rows = (
                "".join(f"<table:table-cell><text:p>{t}</text:p></table:table-cell>" for t in row)
                for row in part.rows
            )
            made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
            body += f"<table:table>{made}</table:table>"
    bullets = '<text:list-level-style-bullet text:level="1"/>'
    return make_opendocument(body, f'<text:list-style style:name="D">{bullets}</text:list-style>')


def make_opendocument(body: str, automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    """A container around the XML of a text, its own styles, those of the document."""
    named = "office text table style draw fo meta"
    ns = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in named.split()
    )
    ns += ' xmlns:loext="urn:loext" xmlns:dc="urn:dc" xmlns:xlink="urn:xlink"'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ns}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {ns}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
    }
    return make_zip({**parts, "meta.xml": meta} if meta else parts)


def make_txt(content: Content) -> bytes:
    """The same as plain text, cells of a row on one line with tabs between them."""
    blocks = [content.title]
    for part in content.parts:
        if isinstance(part, Heading | Prose):
            blocks.append(part.text)
        elif isinstance(part, Items):
            blocks.append("\n".join(f"- {text}" for text in part.texts))
        else:
            blocks.append("\n".join("\t".join(row) for row in part.rows))
    return "\n\n".join(blocks).encode()


def make_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """A container of parts, deflated."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_relations(targets: Mapping[str, str]) -> str:
    """A list of relations: the kind and the target of each, ids rId1, rId2 …"""
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def make_word(body: str, **parts: str) -> bytes:
    """A Word container around the XML of a body; ``parts`` are those beside it by their names
    (``styles="<w:style …/>"``), their root elements made here."""
    roots = {"core": "coreProperties"}
    made = {
        f"word/{name}.xml": f'<w:{roots.get(name, name)} xmlns:w="{W}">{xml}</w:{name}>'
        for name, xml in parts.items()
    }
    return make_zip(
        {
            "_rels/.rels": make_relations({"word/document.xml": "officeDocument"}),
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="urn:mc"'
            f' xmlns:v="urn:v"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": make_relations({f"{n}.xml": n for n in parts}),
            **made,
        }
    )
