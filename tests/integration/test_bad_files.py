"""Files made to break a reader, in the process and under the limits that Derek reads with: each is
refused with a reason that names it, within 20 s of processor time and 1 GiB, and the next is read.
"""

from __future__ import annotations

import socket
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from rag.adapters.disk_source_files import DiskSourceFiles
from rag.adapters.sandboxed_draft_reader import Limits, SandboxedDraftReader
from rag.documents.package import MAX_UNPACKED_BYTES
from rag.documents.read import read_draft
from rag.errors import CorpusError, TooLarge, UnreadableFile
from rag.parsing import parse_file
from rag.types import SourceFile
from tests.office_files import (
    REPORT,
    Content,
    make_docx,
    make_odt,
    make_opendocument,
    make_relations,
    make_word,
    make_xlsx,
    make_zip,
)
from tests.pdf_files import make_raw_pdf
from tests.rtf_files import make_rtf, rich
from tests.web_files import make_html, make_page

pytestmark = pytest.mark.integration

GOOD = b"\xd0\x9e\xd1\x82\xd1\x87\xd1\x91\xd1\x82 \xd0\xb7\xd0\xb0 \xd0\xb3\xd0\xbe\xd0\xb4.\n"
N_ROWS = 100_000
PADDING = "<!-- -->" * (MAX_UNPACKED_BYTES // 8)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ааа"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///x">]>'


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedDraftReader]:
    made = SandboxedDraftReader(parse_file, {"max_line_bytes": 4 * 2**20}, Limits(), 1)
    yield made
    made.close()


def word_rows() -> bytes:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in ("а", "5"))
    return make_word(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * N_ROWS}</w:tbl>")


def opendocument_rows() -> bytes:
    cells = "".join(f"<table:table-cell><text:p>{t}</text:p></table:table-cell>" for t in "а5")
    return make_opendocument(
        f"<table:table>{f'<table:table-row>{cells}</table:table-row>' * N_ROWS}</table:table>"
    )


def workbook_rows() -> bytes:
    book = make_xlsx(REPORT)
    with zipfile.ZipFile(BytesIO(book)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    rows = '<row><c t="inlineStr"><is><t>а</t></is></c></row>' * N_ROWS
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    )
    return make_zip(parts)


def workbook_bomb() -> bytes:
    with zipfile.ZipFile(BytesIO(make_xlsx(REPORT))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return make_zip({**parts, "xl/worksheets/sheet1.xml": f"<worksheet>{PADDING}</worksheet>"})


def nested(depth: int) -> bytes:
    content = b"0" * 1000
    for _ in range(depth):
        content = make_zip({"a.zip": content})
    return content


BAD: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: make_word(PADDING),
    "bomb.xlsx": workbook_bomb,
    "nested.zip": lambda: nested(50),
    "nested.docx": lambda: nested(50),
    "entities.docx": lambda: make_zip(
        {
            "_rels/.rels": make_relations({"word/document.xml": "officeDocument"}),
            "word/document.xml": f"{ENTITIES}<w:document>&b;&c;</w:document>",
        }
    ),
    "bomb.pdf": lambda: make_raw_pdf(
        b"BT /F1 12 Tf 50 700 Td (word) Tj ET " * 2_500_000, deflated=True
    ),
    "loop.pdf": lambda: make_raw_pdf(b"/X Do", extra="/XObject << /X 4 0 R >>"),
    "pages.pdf": lambda: make_raw_pdf(b"", n_pages=10_000),
    "deep.html": lambda: make_page("<div>" * 100_000 + "слово"),
    "rows.html": lambda: make_page(f"<table>{'<tr><td>а<td>5' * N_ROWS}</table>"),
    "rows.docx": word_rows,
    "rows.odt": opendocument_rows,
    "rows.xlsx": workbook_rows,
    "groups.rtf": lambda: rich("{" * N_ROWS + "a" + "}" * N_ROWS),
    "line.txt": lambda: b"a" * (5 * 2**20),
    "parts.eml": lambda: (
        b"From: a@b\nTo: c@d\nMIME-Version: 1.0\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(5000)
        )
    ),
    "picture.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "text.pdf": lambda: GOOD,
    "empty.docx": lambda: b"",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_reason_and_the_next_is_read(
    reader: SandboxedDraftReader, name: str
) -> None:
    with pytest.raises(CorpusError) as caught:
        reader.read(BAD[name](), name)
    assert name in caught.value.message
    assert caught.value.message.endswith(".")
    assert len(reader.read(GOOD, "good.txt").blocks) == 1


def test_rows_and_paragraphs_without_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.documents.spangrid._MAX_ROWS", 100)
    monkeypatch.setattr("rag.documents.read.MAX_BLOCKS", 100)
    for content, name in (
        (rich(r"\pard\intbl a\cell b\cell\row " * 102), "rows.rtf"),
        (b"Some words.\n\n" * 101, "lines.txt"),
    ):
        with pytest.raises(TooLarge, match=r"too large|more than 100 paragraphs"):
            read_draft(content, name, max_line_bytes=2**20)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (make_docx, "report.pdf"),
        (make_xlsx, "report.txt"),
        (make_odt, "report.docx"),
        (make_rtf, "report.doc"),
        (make_html, "report.docx"),
    ],
)
def test_a_wrong_extension_does_no_harm(make: Callable[[Content], bytes], name: str) -> None:
    draft = read_draft(make(REPORT), name, max_line_bytes=2**20)
    assert draft.blocks[0].text == REPORT.title


def test_a_text_of_200_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 2**20)
    with pytest.raises(TooLarge, match=r"huge\.txt"):
        DiskSourceFiles().read_file(SourceFile("huge.txt", path), 64 * 2**20)


def test_names_of_any_kind_and_loops_of_links_are_listed(tmp_path: Path) -> None:
    long = "z" + "я" * 125 + ".txt"
    for name in ("two\nlines.txt", "..txt.txt", "a..b.txt", "-rf.txt", long, "пробел .txt"):
        (tmp_path / name).write_bytes(GOOD)
    assert len(long.encode()) == 255
    (tmp_path / "x").symlink_to(tmp_path / "y")
    (tmp_path / "y").symlink_to(tmp_path / "x")
    (tmp_path / "here").symlink_to(tmp_path)
    files = DiskSourceFiles()
    listing = files.list_files([tmp_path])
    read = {f.source for f in listing.files if f.path.is_file()}
    assert {"a..b.txt", "-rf.txt", long, "пробел .txt"} <= read and len(read) == 5
    assert all(source.isprintable() and ".." not in source.split("/") for source in read)
    for file in listing.files:
        if file.source in read:
            assert files.read_file(file, 100) == GOOD
            continue
        with pytest.raises(UnreadableFile, match=file.source):
            files.read_file(file, 100)
    assert {f.source for f in listing.files} - read == {"x", "y"}


# --- nothing is run, opened or fetched -----------------------------------------------------------

EMBEDDED: dict[str, str | bytes] = {
    "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "word/embeddings/oleObject1.bin": b"MZ\x90" + bytes(500),
    "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
}
OUTSIDE = 'TargetMode="External" Target="http://192.0.2.1/x"'


def macros() -> bytes:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    linked = '<w:hyperlink r:id="rId1">' + run("ссылка") + "</w:hyperlink>"
    field = '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe">' + run("12") + "</w:fldSimple>"
    ole = '<w:r><w:object><o:OLEObject xmlns:o="urn:o" r:id="rId2"/></w:object></w:r>'
    body = f"<w:p>{run('Отчёт ')}{linked}{run(' ')}{field}{ole}{run('.')}</w:p>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="urn:x/hyperlink" {OUTSIDE}/>'
        f'<Relationship Id="rId2" Type="urn:x/oleObject" {OUTSIDE}/>'
        f'<Relationship Id="rId3" Type="urn:x/attachedTemplate" {OUTSIDE}/></Relationships>'
    )
    namespaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    namespaces += ' xmlns:r="urn:r"'
    return make_zip(
        {
            "_rels/.rels": make_relations({"word/document.xml": "officeDocument"}),
            "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations,
            **EMBEDDED,
        }
    )


LIVE: dict[str, Callable[[], bytes]] = {
    "macros.docm": macros,
    "page.html": lambda: make_page(
        '<p>Отчёт ссылка 12.</p><img src="http://192.0.2.1/x.png"><script src="http://192.0.2.1/x.js">'
        'document.write("тайно")</script><iframe src="http://192.0.2.1/"></iframe>',
        head='<link rel=stylesheet href="http://192.0.2.1/x.css"><base href="http://192.0.2.1/">',
    ),
    "link.rtf": lambda: rich(
        r"\pard {\field{\*\fldinst INCLUDEPICTURE http://192.0.2.1/x}{\fldrslt }}"
        r"{\*\template http://192.0.2.1/x}{\object\objautlink{\*\objdata 0105}}"
        r"\'ce\'f2\'f7\'b8\'f2 \'f1\'f1\'fb\'eb\'ea\'e0 12.\par "
    ),
}


@pytest.mark.parametrize("name", LIVE)
def test_macros_objects_and_links_are_text_or_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    draft = read_draft(LIVE[name](), name, max_line_bytes=2**20)
    assert [block.text for block in draft.blocks] == ["Отчёт ссылка 12."]
