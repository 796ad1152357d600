from __future__ import annotations

import random

import pytest

from rag.documents.sniff import sniff_format
from rag.errors import UnknownFormat

PROSE = "Первый абзац о бюджете района.\n\nВторой абзац.\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", "docx"),
        (b"PK\x03\x04" + b"\0" * 30 + b"xl/workbook.xml", "xlsx"),
        (b"PK\x03\x04" + b"\0" * 40, "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "doc"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "PNG"),
        (b"<!DOCTYPE html>\n<html><body>x</body></html>", "HTML"),
        (b"{\\rtf1\\ansi x}", "RTF"),
    ],
)
def test_a_format_without_reader_is_named(content: bytes, name: str) -> None:
    with pytest.raises(UnknownFormat, match=name):
        sniff_format(content, "a.txt")


def test_the_name_does_not_make_a_pdf_text() -> None:
    with pytest.raises(UnknownFormat, match=r"a\.md"):
        sniff_format(b"%PDF-1.4 ", "a.md")


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
