"""Tells from its bytes what kind of file something is."""

from __future__ import annotations

import re

from rag.errors import UnknownFormat

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Microsoft Office (doc, xls)"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"AT&TFORM", "DjVu"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"RIFF", "RIFF media"),
    (b"ID3", "MP3 sound"),
    (b"OggS", "Ogg media"),
)
_ZIP_PARTS = (
    (b"word/", "Word document (docx)"),
    (b"xl/", "Excel workbook (xlsx)"),
    (b"ppt/", "PowerPoint slides (pptx)"),
    (b"opendocument.text", "OpenDocument text (odt)"),
    (b"opendocument.spreadsheet", "OpenDocument table (ods)"),
    (b"application/epub", "EPUB book"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_SAMPLE_BYTES = 64 * 1024
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Share of control bytes above which no text file is; random bytes have 11 %.
_MAX_CONTROL_SHARE = 0.02
_CONTROL = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f\v\x1a\x00") + b"\x7f"

_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd)$", re.I)
_MARKDOWN_SIGNS = (
    re.compile(r"^ {0,3}#{1,6} +\S", re.M),
    re.compile(r"^ {0,3}(?:```|~~~)", re.M),
    re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|/|#|mailto:)[^)\n]{0,500}\)"),
    re.compile(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+ *(?::?-{3,}:? *)?$", re.M),
    re.compile(r"(?<![\w*])\*\*[^*\n]{1,200}\*\*(?![\w*])"),
    re.compile(r"^[^\n]{1,120}\n(?:={3,}|-{3,}) *$", re.M),
)


def sniff_format(content: bytes, source: str) -> str:
    """ "markdown" or "plain", by content; the name decides only where the content leaves it open.

    Raises: UnknownFormat for anything else, naming what it looks like where that is known.
    """
    looks_like = find_foreign_format(content)
    if looks_like:
        raise UnknownFormat(f"{source} looks like {looks_like}, which has no reader yet.")
    if _is_binary(content[:_SAMPLE_BYTES]) or _is_binary(content[-_SAMPLE_BYTES:]):
        raise UnknownFormat(f"{source} is binary, of no format that is known.")
    return "markdown" if _is_markdown(content[:_SAMPLE_BYTES], source) else "plain"


def find_foreign_format(content: bytes) -> str | None:
    """What a file without a reader is, by its first bytes; None when they say nothing."""
    if content.startswith(b"PK\x03\x04"):
        return _zip_name(content)
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    if content[4:8] == b"ftyp":
        return "MP4 media"
    return "HTML" if _HTML.match(content[:2048].removeprefix(b"\xef\xbb\xbf")) else None


def _zip_name(content: bytes) -> str:
    ends = content[:_SAMPLE_BYTES] + content[-_SAMPLE_BYTES:]
    return next((name for part, name in _ZIP_PARTS if part in ends), "ZIP archive")


def _is_binary(sample: bytes) -> bool:
    """Whether control bytes are more than strays. NULs are judged as the gaps of UTF-16."""
    if not sample or sample.startswith(_TEXT_MARKS):
        return False
    n_control = len(sample) - len(sample.translate(None, _CONTROL))
    return n_control > _limit(sample)


def _limit(sample: bytes) -> float:
    # UTF-16 Cyrillic has 04 as every second byte: it is text, and the decoder proves it.
    wide = max(_share(sample[0::2]), _share(sample[1::2])) > 0.9
    return len(sample) if wide else max(1.0, _MAX_CONTROL_SHARE * len(sample))


def _share(half: bytes) -> float:
    return (half.count(0) + half.count(4) + half.count(0x20)) / max(1, len(half))


def _is_markdown(sample: bytes, source: str) -> bool:
    # Signs of Markdown are ASCII, so any encoding that keeps ASCII shows them.
    text = sample.replace(b"\x00", b"").decode("utf-8", errors="replace").replace("\r", "\n")
    if text.count("\n\t") > 8:
        # Pasted table cells; Markdown would read them as code.
        return False
    n_kinds = sum(bool(sign.search(text)) for sign in _MARKDOWN_SIGNS)
    n_headings = len(_MARKDOWN_SIGNS[0].findall(text))
    if n_kinds >= 2 or n_headings >= 3:
        return True
    return bool(_MARKDOWN_NAME.search(source))
