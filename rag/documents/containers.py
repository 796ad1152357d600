"""Tells what a ZIP or an OLE container holds, by the parts it declares."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

# One part is read, and no more of it than any office program writes.
_MAX_PART_BYTES = 2**20
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)

# Source: ECMA-376 part 1, content types of main parts, and Microsoft's for files with macros.
_MAIN_PARTS = (
    (rb"wordprocessingml\.(?:document|template)\.main\+xml", "docx"),
    (rb"ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml", "docx"),
    (rb"spreadsheetml\.(?:sheet|template)\.main\+xml", "xlsx"),
    (rb"ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml", "xlsx"),
    (rb"presentationml\.(?:presentation|slideshow|template)\.main\+xml", "pptx"),
    (rb"ms-powerpoint\.(?:presentation|slideshow|template)\.macroEnabled\.main\+xml", "pptx"),
    (rb"ms-excel\.sheet\.binary\.macroEnabled\.main", "xlsb"),
)
_CONTENT_TYPES = tuple((re.compile(pattern, re.I), name) for pattern, name in _MAIN_PARTS)
# Source: OpenDocument 1.3 part 2, the part "mimetype"; EPUB OCF 3.3, the same part.
_MIMETYPES = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/epub+zip", "epub"),
)
_FOLDERS = ((b"word/document", "docx"), (b"xl/workbook", "xlsx"), (b"ppt/presentation", "pptx"))

# Source: [MS-CFB] 2.2 for the header, [MS-DOC], [MS-XLS], [MS-PPT], [MS-OXMSG] and
# [MS-OFFCRYPTO] for the names of streams.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_OLE_HEADER_BYTES = 512
_OLE_ENTRY_BYTES = 128


def find_zip_kind(content: bytes) -> str | None:
    """What a ZIP holds: "docx", "xlsx", "pptx", "odt" by the parts it declares, also "xlsb",
    "ods", "odp", "epub", "zip" for any other, and None when it cannot be opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _declared_kind(archive)
    except _BROKEN_ZIP:
        return None


def find_broken_zip_kind(content: bytes) -> str:
    """What a ZIP that cannot be opened was, by the names of parts that are left in it."""
    return next((kind for name, kind in _FOLDERS if name in content), "zip")


def find_ole_kind(content: bytes) -> str | None:
    """What an OLE container holds: "doc", "xls", "ppt", "msg", "encrypted" for an office file
    behind a password; None for anything else.

    The streams of the file itself stand first in its directory, those of objects in it later.
    """
    start = _directory_start(content)
    places = [(_find_entry(content, name, start), kind) for name, kind in _STREAMS]
    return min((place for place in places if place[0] >= 0), default=(0, None))[1]


def _declared_kind(archive: zipfile.ZipFile) -> str:
    mimetype = _part(archive, "mimetype")
    for declared, kind in _MIMETYPES:
        if mimetype.startswith(declared):
            return kind
    types = _part(archive, "[Content_Types].xml").replace(b"\x00", b"")
    for pattern, kind in _CONTENT_TYPES:
        if pattern.search(types):
            return kind
    names = {name.encode() for name in archive.namelist()}
    folders = ((part + b".xml", kind) for part, kind in _FOLDERS)
    return next((kind for name, kind in folders if name in names), "zip")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part; empty when there is none or it is encrypted."""
    try:
        with archive.open(name) as part:
            return part.read(_MAX_PART_BYTES)
    except (KeyError, RuntimeError):
        return b""


def _directory_start(content: bytes) -> int:
    """Where the directory begins, by the header; 0 when the header is damaged."""
    shift = int.from_bytes(content[30:32], "little")
    sector = int.from_bytes(content[48:52], "little")
    start = _OLE_HEADER_BYTES + (sector << shift) if shift in (9, 12) else 0
    return start if start < len(content) else 0


def _find_entry(content: bytes, name: str, start: int) -> int:
    """The place of the directory entry of a stream, -1 when there is none."""
    entry = name.encode("utf-16-le") + b"\x00\x00"
    place = content.find(entry, start)
    while place >= 0 and (place - start) % _OLE_ENTRY_BYTES and start:
        place = content.find(entry, place + 1)
    return place
