"""Containers that were made to break their reader, or that broke on the way."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from rag.documents.formats.docx import parse_docx
from rag.documents.formats.odt import parse_odt
from rag.documents.formats.pptx import parse_pptx
from rag.documents.formats.xlsx import parse_xlsx
from rag.documents.package import MAX_UNPACKED_BYTES, Package
from rag.documents.relations import Relation, read_relations
from rag.documents.xml_parts import scan_xml
from rag.errors import CorpusError, TooLarge
from rag.types import Draft
from tests.office_files import (
    REPORT,
    make_docx,
    make_odt,
    make_pptx,
    make_relations,
    make_word,
    make_xlsx,
    make_zip,
)

Reader = Callable[[bytes], Draft]
OFFICE: dict[str, tuple[Reader, bytes, str]] = {
    "docx": (parse_docx, make_docx(REPORT), "word/document.xml"),
    "odt": (parse_odt, make_odt(REPORT), "content.xml"),
    "pptx": (parse_pptx, make_pptx(REPORT), "ppt/slides/slide1.xml"),
    "xlsx": (parse_xlsx, make_xlsx(REPORT), "xl/worksheets/sheet1.xml"),
}
"""Each reader with a good file and the part that holds its text."""
FORMATS = pytest.mark.parametrize("name", OFFICE)


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """A container with one part changed, or left out for None."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts.pop(part))
    return make_zip(parts if changed is None else {**parts, part: changed})


def declared(entities: str, use: str) -> Callable[[bytes], bytes]:
    """Puts a document type with entities before the root, and a use of one into the first text."""

    def change(xml: bytes) -> bytes:
        body = xml.decode()
        start = body.index("?>") + 2 if body.startswith("<?xml") else 0
        body = body[start:].replace(REPORT.title, f"{REPORT.title}{use}", 1)
        return f"<!DOCTYPE x [{entities}]>{body}".encode()

    return change


@FORMATS
@pytest.mark.parametrize(
    "change",
    [
        declared('<!ENTITY a "ааа"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">', "&c;"),
        declared('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;"),
        declared('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;', ""),
    ],
)
def test_a_document_type_is_refused(name: str, change: Callable[[bytes], bytes]) -> None:
    parse, content, part = OFFICE[name]
    with pytest.raises(CorpusError, match="document type"):
        parse(with_part(content, part, change))


@FORMATS
def test_a_bomb_is_refused_before_it_is_unpacked(name: str) -> None:
    parse, content, part = OFFICE[name]
    bomb = with_part(content, part, lambda xml: xml + b"<!-- -->" * (MAX_UNPACKED_BYTES // 8))
    assert len(bomb) < MAX_UNPACKED_BYTES / 200
    with pytest.raises(TooLarge, match=r"unpacks to more|too large"):
        parse(bomb)


@FORMATS
def test_a_missing_part_is_named(name: str) -> None:
    parse, content, part = OFFICE[name]
    with pytest.raises(CorpusError, match="lacks"):
        parse(with_part(content, part, lambda _: None))


@FORMATS
def test_a_damaged_part_is_said(name: str) -> None:
    parse, content, part = OFFICE[name]
    with pytest.raises(CorpusError, match="damaged"):
        parse(with_part(content, part, lambda xml: xml[: len(xml) // 2]))


@FORMATS
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_shortened_file_is_said(name: str, share: float) -> None:
    parse, content, _ = OFFICE[name]
    with pytest.raises(CorpusError, match="damaged or shortened"):
        parse(content[: int(len(content) * share)])


@FORMATS
def test_a_part_behind_a_password_is_said(name: str) -> None:
    parse, content, part = OFFICE[name]
    locked = bytearray(content)
    start = 0
    while (start := locked.find(b"PK\x01\x02", start)) >= 0:
        locked[start + 8] |= 1
        start += 4
    assert part.encode() in locked
    with pytest.raises(CorpusError, match="password"):
        parse(bytes(locked))


@FORMATS
def test_a_container_in_a_container_is_not_opened(name: str) -> None:
    parse, content, part = OFFICE[name]
    nested = with_part(content, part, lambda xml: xml)
    with zipfile.ZipFile(BytesIO(nested)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    parts["embeddings/inner.zip"] = make_zip({"a": b"0" * 1_000_000})
    assert parse(make_zip(parts)) == parse(content)


@FORMATS
def test_no_damage_leaves_anything_but_a_draft_or_a_reason(name: str) -> None:
    parse, content, part = OFFICE[name]
    seeds = random.Random(4)

    def damage(xml: bytes) -> bytes:
        place = seeds.randrange(len(xml))
        kind = seeds.randrange(3)
        if kind == 0:
            return xml[:place] + bytes([seeds.randrange(256)]) + xml[place + 1 :]
        end = min(len(xml), place + seeds.randrange(1, 200))
        return xml[:place] + (xml[place:end] * 2 if kind == 1 else b"") + xml[end:]

    results: list[Draft | str] = []
    for _ in range(60):
        try:
            results.append(parse(with_part(content, part, damage)))
        except CorpusError as error:
            results.append(error.message)
    assert len(results) == 60
    assert any(isinstance(result, str) for result in results)


def test_elements_nested_without_end_are_refused() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000
    with pytest.raises(CorpusError, match="damaged"):
        parse_docx(make_word(nested))


def test_elements_nested_as_deep_as_the_parser_goes_are_read() -> None:
    inner = "<w:p><w:r><w:t>дно</w:t></w:r></w:p>"
    for _ in range(80):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert [block.text for block in parse_docx(make_word(inner)).blocks] == ["дно"]


def test_names_of_parts_are_compared_without_case_and_by_any_slash() -> None:
    package = Package(make_zip({"Word\\Document.XML": b"<a/>"}))
    assert "word/document.xml" in package
    assert package.open_part("word/document.xml").read() == b"<a/>"


def test_relations_that_lead_out_are_not_followed() -> None:
    listing = make_relations({"../styles.xml": "styles", "http://example.kz/x.xml": "image"})
    outside = listing.replace('Target="http', 'TargetMode="External" Target="http')
    package = Package(make_zip({"word/_rels/document.xml.rels": outside}))
    assert read_relations(package, "word/document.xml") == (
        Relation("rId1", "styles", "styles.xml"),
    )


def test_elements_without_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.documents.xml_parts.MAX_UNITS", 1000)
    assert len(list(scan_xml(BytesIO(b"<a>" + b"<r/>" * 1000 + b"</a>"), frozenset({"r"})))) == 1000
    with pytest.raises(TooLarge, match="too many parts"):
        list(scan_xml(BytesIO(b"<a>" + b"<r/>" * 1001 + b"</a>"), frozenset({"r"})))


def test_a_part_is_not_held_without_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.documents.xml_parts.MAX_UNIT_BYTES", 200_000)
    small = b"<r>" + b"<x/>" * 20_000 + b"</r>"
    assert len(list(scan_xml(BytesIO(b"<a>" + small * 5 + b"</a>"), frozenset({"r"})))) == 5
    with pytest.raises(TooLarge, match="too large"):
        list(scan_xml(BytesIO(b"<a>" + small * 5 + b"</a>"), frozenset({"other"})))


def test_what_was_read_is_freed() -> None:
    rows = b"<a>" + b"".join(b"<r><c>%d</c></r>" % i for i in range(50)) + b"</a>"
    found = list(scan_xml(BytesIO(rows), frozenset({"r"})))
    assert [len(element) for element in found] == [0] * 50
    values = [e[0].text for e in scan_xml(BytesIO(rows), frozenset({"r"}))]
    assert values == [str(i) for i in range(50)]
