from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from rag.documents.sniff import sniff_format
from rag.errors import UnknownFormat

PROSE = "Первый абзац о бюджете района.\n\nВторой абзац.\n"
TYPES = (
    '<Types><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet"/><Override PartName="/m.xml" ContentType="application/vnd.{}"/></Types>'
)
OFFICE = "openxmlformats-officedocument."
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + b"\x09\0" + b"\0" * 480
MAIL = (
    "From: a@example.kz\r\nTo: b@example.kz\r\nSubject: Отчёт\r\nMIME-Version: 1.0\r\n\r\nТекст\r\n"
)
GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "dedoc-docs"


def make_zip(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def make_office(content_type: str) -> bytes:
    return make_zip({"[Content_Types].xml": TYPES.format(content_type)})


def make_ole(*streams: str) -> bytes:
    """An OLE file whose directory, in its first sector, lists these streams."""
    entries = [name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams)]
    return OLE_HEADER + b"".join(entries)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\r\n%PDF-1.4\n1 0 obj\nendobj\n", "pdf"),
        (make_office(OFFICE + "wordprocessingml.document.main+xml"), "docx"),
        (make_office("ms-word.document.macroEnabled.main+xml"), "docx"),
        (make_office(OFFICE + "spreadsheetml.sheet.main+xml"), "xlsx"),
        (make_office(OFFICE + "presentationml.presentation.main+xml"), "pptx"),
        (make_zip({"word/document.xml": "<x/>"}), "docx"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"<!DOCTYPE html>\n<html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf<html><head></head></html>", "html"),
        (b'<?xml version="1.0"?><!-- a --><!-- b --><html xmlns="x"><body/></html>', "html"),
        ("<html><body><p>Есеп</p></body></html>".encode("utf-16"), "html"),
        (b"<style>p {}</style>\n<div><p>x</p></div>", "html"),
        (MAIL.encode(), "eml"),
        (b"From a@example.kz Mon Jan  2 10:00:00 2023\n" + MAIL.encode(), "eml"),
    ],
)
def test_a_format_is_known_by_its_content_under_any_name(content: bytes, kind: str) -> None:
    assert sniff_format(content, "a.txt") == kind
    assert sniff_format(content, "a.docx") == kind


@pytest.mark.parametrize(
    ("content", "name", "mend"),
    [
        (make_zip({"x": "1"}), "ZIP archive", "Unpack"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods", ".xlsx"),
        (make_office("ms-excel.sheet.binary.macroEnabled.main"), "xlsb", ".xlsx"),
        (b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", "damaged Word", "anew"),
        (b"PK\x03\x04" + b"\0" * 40, "damaged ZIP", "anew"),
        (make_ole("WordDocument", "ObjectPool", "Workbook"), "(doc)", ".docx"),
        (make_ole("Workbook", "WordDocument"), "(xls)", ".xlsx"),
        (make_ole("EncryptionInfo", "EncryptedPackage"), "password", "without the password"),
        (make_ole("Something"), "old Microsoft Office", ".docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "PNG", "PDF"),
        ((b"From a@b.kz Mon Jan  2 10:00:00 2023\n" + MAIL.encode()) * 2, "mbox", ".eml"),
    ],
)
def test_a_format_without_reader_is_named_with_what_to_do(
    content: bytes, name: str, mend: str
) -> None:
    with pytest.raises(UnknownFormat) as caught:
        sniff_format(content, "a.txt")
    assert name in caught.value.message and "a.txt" in caught.value.message
    assert mend in caught.value.mend


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xlsx", "a.odt", "a.pptx"])
def test_text_under_the_name_of_a_container_is_a_broken_file(name: str) -> None:
    with pytest.raises(UnknownFormat, match="not what its name says"):
        sniff_format(PROSE.encode(), name)


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.rtf", "a.html", "a", "a.log"])
def test_text_under_any_other_name_is_read(name: str) -> None:
    assert sniff_format(PROSE.encode(), name) == "plain"


@pytest.mark.parametrize(
    "text",
    [
        "<p> — так в тексте отмечен абзац.\n\nДальше идёт проза.",
        "From: Астана\nTo: Алматы\nSubject: дорога\n\nЭто заметка, не письмо.",
        "Файлы PDF начинаются с %PDF-1.7 и кончаются иначе.",
        "<список> покупок\n<a> и <b>",
    ],
)
def test_text_about_a_format_is_not_that_format(text: str) -> None:
    assert sniff_format(text.encode(), "a.txt") == "plain"


def test_binary_rubbish_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="binary"):
        sniff_format(random.Random(7).randbytes(5000), "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_text_in_any_encoding_is_plain(encoding: str) -> None:
    assert sniff_format(PROSE.encode(encoding), "a.txt") == "plain"


def test_nul_in_text_is_not_binary() -> None:
    assert sniff_format("Раз\0 два\0 три".encode(), "a.txt") == "plain"


def test_markdown_is_known_by_its_content_under_any_name() -> None:
    text = "# Паспорт\n\nТекст с **важным** словом.\n\n## Школы\n\n- одна\n"
    assert sniff_format(text.encode(), "a.txt") == "markdown"
    assert sniff_format(text.encode("cp1251"), "a.txt") == "markdown"


def test_the_name_decides_where_content_leaves_it_open() -> None:
    assert sniff_format(PROSE.encode(), "a.md") == "markdown"
    assert sniff_format(PROSE.encode(), "a.txt") == "plain"
    one_sign = "# Заметка\nтекст\n".encode()
    assert sniff_format(one_sign, "a.txt") == "plain"
    assert sniff_format(one_sign, "A.MD") == "markdown"


def test_pasted_table_cells_are_never_markdown() -> None:
    cells = "# Таблица\n\n**Итог**\n" + "\n".join(f"\t{n}\n\tстрока\n" for n in range(9))
    assert sniff_format(cells.encode(), "a.md") == "plain"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the shared folder of real files is not here")
def test_real_files_are_what_they_are() -> None:
    wrong = {}
    for path in sorted(GOLD.glob("*__*")):
        suffix = path.suffix[1:].replace("txt", "plain")
        try:
            kind = sniff_format(path.read_bytes(), path.name)
        except UnknownFormat:
            kind = "refused"
        expected = "refused" if suffix == "doc" or "broken.docx" in path.name else suffix
        if kind != expected:
            wrong[path.name] = kind
    assert wrong == {}
