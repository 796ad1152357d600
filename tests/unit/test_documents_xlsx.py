"""Workbooks: sheets, titles, tables and notes as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from rag.documents.formats.plain import parse_plain
from rag.documents.formats.xlsx import parse_xlsx
from rag.documents.formats.xlsx.book import read_book
from rag.documents.formats.xlsx.sheet import Budget, read_sheet
from rag.documents.package import Package
from rag.errors import TooLarge
from rag.types import Block, Draft, Row
from tests.office_files import REPORT, make_relations, make_txt, make_xlsx, make_zip

X = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Value = str | float | date | None


def saved(fill: Callable[[Worksheet], object], name: str = "Лист1") -> Draft:
    """A workbook of one sheet that ``fill`` has filled, read back."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill(sheet)
    return parse_xlsx(bytes_of(book))


def bytes_of(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def of_rows(*rows: Sequence[Value], merge: Sequence[str] = (), bold: Sequence[str] = ()) -> Draft:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))
        for place in bold:
            sheet[place].font = Font(bold=True)
        for reference in merge:
            sheet.merge_cells(reference)

    return saved(fill)


def raw(sheet: str, **parts: str) -> bytes:
    """A workbook around the XML of a sheet; ``parts`` are those beside it by their names."""
    beside = {f"{name}.xml": name for name in parts}
    return make_zip(
        {
            "_rels/.rels": make_relations({"xl/workbook.xml": "officeDocument"}),
            "xl/workbook.xml": f"<workbook {X}><sheets>"
            '<sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": make_relations({"s/1.xml": "worksheet", **beside}),
            "xl/s/1.xml": f"<worksheet {X}>{sheet}</worksheet>",
            **{f"xl/{name}.xml": xml for name, xml in parts.items()},
        }
    )


def rows(draft: Draft) -> list[Row]:
    return [block.row for block in draft.blocks if block.kind == "table_row" and block.row]


def outline(draft: Draft) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in draft.blocks if b.row is None]


def test_the_same_content_as_text_and_as_a_workbook_is_the_same() -> None:
    def told(blocks: Sequence[Block]) -> list[tuple[str, str, Row | None]]:
        return [(b.kind, b.text, b.row) for b in blocks]

    plain = parse_plain(make_txt(REPORT).decode()).blocks
    assert told(parse_xlsx(make_xlsx(REPORT)).blocks) == told(plain)


def test_sheets_stand_under_their_names_and_hidden_ones_are_out() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Доходы"
    first.append(["Всего по району получено больше, чем за прошлый год."])
    second = book.create_sheet("Расходы")
    second.append(["Потрачено меньше, чем было в плане на этот год."])
    hidden = book.create_sheet("Справочник")
    hidden.append(["не для читателя"])
    hidden.sheet_state = "veryHidden"
    book.create_sheet("Пустой")
    assert outline(parse_xlsx(bytes_of(book))) == [
        ("heading", "Доходы"),
        ("paragraph", "Всего по району получено больше, чем за прошлый год."),
        ("heading", "Расходы"),
        ("paragraph", "Потрачено меньше, чем было в плане на этот год."),
    ]


@pytest.mark.parametrize(("name", "headings"), [("Лист1", []), ("Бюджет", ["Бюджет"])])
def test_the_only_sheet_has_a_heading_when_somebody_named_it(
    name: str, headings: list[str]
) -> None:
    draft = saved(lambda sheet: sheet.append(["Работы закончены в срок и без замечаний."]), name)
    assert [b.text for b in draft.blocks if b.kind == "heading"] == headings


def test_cells_are_read_as_they_are_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Показатель", "Доля", "Сумма", "Дата", "Да", "Формула"])
        sheet.append(["Школы", 0.157, 1234567.5, datetime(2024, 4, 13), True, "=1+1"])
        sheet["B2"].number_format = "0.0%"
        sheet["C2"].number_format = "#,##0.00"
        sheet["D2"].number_format = "dd.mm.yyyy"

    # A formula whose value no program has saved shows nothing.
    shown = ("Школы", "15,7%", "1 234 567,50", "13.04.2024", "ИСТИНА", "")
    assert rows(saved(fill))[0].cells == shown


def test_formulas_have_the_value_saved_with_them() -> None:
    sheet = (
        '<sheetData><row><c t="inlineStr"><is><t>Сумма</t></is></c><c><f>1+1</f><v>2</v></c></row>'
        '<row><c t="str"><f>A1</f><v>Итого</v></c><c t="e"><v>#REF!</v></c></row></sheetData>'
    )
    assert [b.text for b in parse_xlsx(raw(sheet)).blocks] == ["Сумма\t2", "Итого\t#REF!"]


def test_rich_strings_are_whole_and_without_phonetic_guides() -> None:
    strings = f"<sst {X}><si><r><t>Сады</t></r><r><t xml:space='preserve'> и парки</t></r>"
    strings += "<rPh><t>нет</t></rPh></si></sst>"
    sheet = '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row></sheetData>'
    assert [b.text for b in parse_xlsx(raw(sheet, sharedStrings=strings)).blocks] == [
        "Сады и парки"
    ]


def test_tables_are_parted_by_empty_rows_and_titled_by_the_rows_above() -> None:
    draft = of_rows(
        ["Школы по аулам", None, None],
        ["Аул", "План", "Факт"],
        ["Көктем", 5, 6],
        [],
        ["Дороги по аулам"],
        ["Аул", "Длина, км"],
        ["Көктем", 12.5],
        ["* без просёлочных дорог, которые ещё не приняты"],
    )
    assert rows(draft) == [
        Row("Школы по аулам", ("Аул", "План", "Факт"), ("Көктем", "5", "6")),
        Row("Дороги по аулам", ("Аул", "Длина, км"), ("Көктем", "12,5")),
    ]
    assert outline(draft)[-1][1] == "* без просёлочных дорог, которые ещё не приняты"


def test_merged_cells_hold_wherever_they_cover() -> None:
    draft = of_rows(
        ["Аул", "Учеников", None],
        [None, "2023", "2024"],
        ["Көктем", 5, 7],
        [None, 6, None],
        merge=["A1:A2", "B1:C1", "A3:A4", "B4:C4"],
    )
    header = ("Аул", "Учеников / 2023", "Учеников / 2024")
    assert rows(draft) == [
        Row("", header, ("Көктем", "5", "7")),
        Row("", header, ("Көктем", "6", "6")),
    ]


def test_a_header_may_begin_over_the_middle_of_the_table() -> None:
    draft = of_rows(
        [None, "Учеников"],
        ["Аул", "2023", "2024"],
        ["Көктем", 5, 7],
        ["Бұлақ", 3, 4],
        merge=["B1:C1"],
    )
    assert rows(draft)[0].header == ("Аул", "Учеников / 2023", "Учеников / 2024")


def test_bold_or_merged_cells_alone_in_their_row_are_headings_between_rows() -> None:
    draft = of_rows(
        ["Көрсеткіш", "Жоспар", "Нақты"],
        ["Оңтүстік", None, None],
        ["Мектеп", 5, 6],
        ["Солтүстік", None, None],
        ["Мектеп", 7, 8],
        ["Қойма", None, None],
        ["Мектеп", 9, 1],
        merge=["A2:C2"],
        bold=["A4"],
    )
    assert [b.text for b in draft.blocks if b.kind == "heading"] == ["Оңтүстік", "Солтүстік"]
    assert [row.cells[0] for row in rows(draft)] == ["Мектеп", "Мектеп", "Қойма", "Мектеп"]


def test_empty_columns_and_rows_far_away_cost_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        for place, value in {"B2": "Имя", "XFD2": "Лет", "B3": "Ли", "XFD3": 30}.items():
            sheet[place] = value
        sheet["C1048576"] = "Примечание внизу листа."

    draft = saved(fill)
    assert [row.cells for row in rows(draft)] == [("Ли", "30")]
    assert draft.blocks[-1].text == "Примечание внизу листа."


def test_one_empty_row_under_a_header_does_not_part_it_from_its_table() -> None:
    draft = of_rows(["Аул", "План", "Факт"], [], ["Көктем", 5, 6], ["Бұлақ", 7, 8])
    assert {row.header for row in rows(draft)} == {("Аул", "План", "Факт")}


def test_centred_and_bold_titles_are_headings() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Сведения о дорогах района"
        sheet["A1"].alignment = Alignment(horizontal="center")
        sheet.merge_cells("A1:C1")
        sheet["A3"] = "В таблице приведены только дороги, которые приняты комиссией."

    assert outline(saved(fill))[0] == ("heading", "Сведения о дорогах района")


def test_hidden_rows_and_columns_are_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Аул", "План", "Факт"], ["Көктем", 5, 6], ["Бұлақ", 7, 8]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert [row.cells for row in rows(saved(fill))] == [("Көктем", "5", "6"), ("Бұлақ", "7", "8")]


def test_comments_come_at_the_end_of_their_sheet() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Работы закончены в срок и без замечаний."])
        sheet["A1"].comment = Comment("Проверить по акту.", "Ли")

    assert outline(saved(fill))[-1] == ("paragraph", "Проверить по акту.")


def test_a_workbook_in_latin_letters_is_written_in_their_way() -> None:
    draft = saved(lambda sheet: [sheet.append(["Roads", 1.5]), sheet.append(["Parks", 2.5])], "S")
    assert [row.cells for row in rows(draft)] == [("Roads", "1.5"), ("Parks", "2.5")]


@pytest.mark.parametrize(
    ("budget", "row"),
    [
        (Budget(rows=100), "<row><c><v>1</v></c></row>"),
        (Budget(cells=100), "<row><c><v>1</v></c></row>"),
        (Budget(characters=100), "<row><c><v>1</v></c></row>"),
        (Budget(visited=100), "<row><c/></row>"),
    ],
)
def test_a_sheet_without_measure_is_refused(budget: Budget, row: str) -> None:
    package = Package(raw(f"<sheetData>{row * 101}</sheetData>"))
    with pytest.raises(TooLarge):
        read_sheet(package, "xl/s/1.xml", read_book(package), budget)


def test_one_string_shown_without_end_is_refused() -> None:
    strings = f"<sst {X}><si><t>{'я' * 30_000}</t></si></sst>"
    cells = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 20
    with pytest.raises(TooLarge):
        parse_xlsx(raw(f"<sheetData>{cells}</sheetData>", sharedStrings=strings))


def test_a_range_merged_over_everything_costs_nothing() -> None:
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row>" * 2
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    draft = parse_xlsx(raw(f"<sheetData>{cells}</sheetData>{merged}"))
    assert len(draft.blocks) >= 1


def test_ranges_merged_over_one_another_without_end_are_refused() -> None:
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row>" * 2000
    merged = '<mergeCell ref="A1:B2000"/>' * 2000
    with pytest.raises(TooLarge):
        parse_xlsx(raw(f"<sheetData>{cells}</sheetData><mergeCells>{merged}</mergeCells>"))
