"""Tells from its bytes what kind of file something is."""

from __future__ import annotations

import re

from rag.documents.containers import find_broken_zip_kind, find_ole_kind, find_zip_kind
from rag.errors import UnknownFormat

_SAVE = "Open it in an office program and save it as .{}."
_UNPACK = "Unpack it and ingest the files in it."
_PICTURE = "Scan it to PDF, or recognise its text."

# What a file without a reader looks like, and what to do with it.
_FOREIGN = {
    "doc": ("an old Word document (doc)", _SAVE.format("docx")),
    "xls": ("an old Excel workbook (xls)", _SAVE.format("xlsx")),
    "ppt": ("old PowerPoint slides (ppt)", _SAVE.format("pptx")),
    "ole": ("an old Microsoft Office file", _SAVE.format("docx, .xlsx or .pptx")),
    "msg": ("an Outlook message (msg)", "Save it as .eml."),
    "encrypted": ("an office file behind a password", "Save it without the password."),
    "xlsb": ("a binary Excel workbook (xlsb)", _SAVE.format("xlsx")),
    "ods": ("an OpenDocument table (ods)", _SAVE.format("xlsx")),
    "odp": ("OpenDocument slides (odp)", _SAVE.format("pptx")),
    "epub": ("an EPUB book", "Convert it to .docx or .html."),
    "zip": ("a ZIP archive", _UNPACK),
    "mbox": ("a folder of mail (mbox)", "Save its messages as .eml."),
}
_DAMAGED = {
    "docx": "a damaged Word document (docx)",
    "xlsx": "a damaged Excel workbook (xlsx)",
    "pptx": "damaged PowerPoint slides (pptx)",
    "zip": "a damaged ZIP archive",
}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"GIF8", "a GIF image", _PICTURE),
    (b"II*\x00", "a TIFF image", _PICTURE),
    (b"MM\x00*", "a TIFF image", _PICTURE),
    (b"AT&TFORM", "a DjVu book", "Convert it to PDF."),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"SQLite format 3\x00", "an SQLite database", ""),
    (b"RIFF", "RIFF media", ""),
    (b"ID3", "MP3 sound", ""),
    (b"OggS", "Ogg media", ""),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"%PDF-\d")
# Readers of PDF look for its mark in the first kilobyte.
# Source: ISO 32000-1, Adobe's implementation note 13 in appendix H
_PDF_HEAD_BYTES = 1024
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}\{\\rtf")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|style|script|table|div|p|h[1-6]|article"
    rb"|section|ul|ol|span|center|font|base|link)(?=[\s>/]))",
    re.I | re.S,
)
_TAG = re.compile(rb"</?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,500})?/?>", re.I)
_MIN_TAGS = 3
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\n]*\n(?:[ \t]+\S[^\n]*\n)*")
_MAIL_HEADERS = frozenset(
    b"from to cc subject date message-id mime-version content-type received return-path"
    b" delivered-to reply-to in-reply-to references sender x-mailer"
    b" content-transfer-encoding".split()
)
_SURE_MAIL_HEADERS = frozenset(b"mime-version message-id received return-path".split())
_MIN_MAIL_HEADERS = 3
_MBOX = re.compile(rb"^From \S+ .{0,60}\d{4}\r?\n", re.M)

_SAMPLE_BYTES = 64 * 1024
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Share of control bytes above which no text file is; random bytes have 11 %.
_MAX_CONTROL_SHARE = 0.02
_CONTROL = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f\v\x1a\x00") + b"\x7f"

# Programs never write text under these names: a file that is text is a wrong or damaged one.
_CONTAINER_NAME = re.compile(r"\.(?:docx|docm|xlsx|xlsm|pptx|odt|pdf)$", re.I)
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
    """One of "pdf", "docx", "xlsx", "pptx", "odt", "rtf", "html", "eml", "markdown", "plain".

    By content; the name decides only between plain text and Markdown, and refuses text that is
    named like a container (``.docx``, ``.pdf`` …), which is a damaged or mistaken file.
    Raises: UnknownFormat for anything else, saying what it looks like and what to do.
    """
    kind = _binary_kind(content)
    if kind in _FOREIGN:
        raise _unknown(source, *_FOREIGN[kind])
    if kind is not None:
        return kind
    if content.startswith(b"PK\x03\x04"):
        damaged = _DAMAGED[find_broken_zip_kind(content)]
        raise _unknown(source, damaged, "Copy or download it anew.")
    for magic, name, mend in _MAGIC:
        if content.startswith(magic):
            raise _unknown(source, name, mend)
    if content[4:8] == b"ftyp":
        raise _unknown(source, "MP4 media", "")
    if _is_binary(content[:_SAMPLE_BYTES]) or _is_binary(content[-_SAMPLE_BYTES:]):
        raise UnknownFormat(f"{source} is binary, of no format that is known.")
    return _text_kind(content, source)


def _unknown(source: str, name: str, mend: str) -> UnknownFormat:
    return UnknownFormat(f"{source} looks like {name}, which is not read.", mend=mend)


def _binary_kind(content: bytes) -> str | None:
    """What a file is by the marks of formats that programs write, None when it has none."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return find_zip_kind(content)
    if content.startswith(_OLE):
        return find_ole_kind(content) or "ole"
    if _RTF.match(content):
        return "rtf"
    mark = _PDF.search(content, 0, _PDF_HEAD_BYTES)
    if mark and (mark.start() == 0 or b"endobj" in content):
        return "pdf"
    return None


def _text_kind(content: bytes, source: str) -> str:
    sample = _ascii_sample(content)
    if _is_html(sample):
        return "html"
    if _MBOX.match(sample) and len(_MBOX.findall(content)) > 1:
        raise _unknown(source, *_FOREIGN["mbox"])
    if _is_mail(sample):
        return "eml"
    if _CONTAINER_NAME.search(source):
        raise UnknownFormat(
            f"{source} is not what its name says: it reads like plain text.",
            mend="Save it anew from its program, or rename it to .txt.",
        )
    return "markdown" if _is_markdown(content[:_SAMPLE_BYTES], source) else "plain"


def _ascii_sample(content: bytes) -> bytes:
    """The beginning of a text with its ASCII readable: no mark, no gaps of UTF-16, "\\n" breaks."""
    sample = content[:_SAMPLE_BYTES]
    for mark in _TEXT_MARKS:
        sample = sample.removeprefix(mark)
    return sample.replace(b"\x00", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _is_html(sample: bytes) -> bool:
    opening = _HTML.match(sample)
    if opening is None:
        return False
    whole = re.search(rb"<(?:!doctype\s+html|html|head|body)\b", opening[0], re.I)
    return bool(whole) or len(_TAG.findall(sample)) >= _MIN_TAGS


def _is_mail(sample: bytes) -> bool:
    """Whether a block of headers opens the file that a mail program would write."""
    position = len(match[0]) if (match := _MBOX.match(sample)) else 0
    names: set[bytes] = set()
    while (header := _HEADER.match(sample, position)) is not None:
        names.add(header[1].lower())
        position = header.end()
    ends = sample[position : position + 1] in (b"", b"\n")
    known = names & _MAIL_HEADERS
    return ends and len(known) >= _MIN_MAIL_HEADERS and bool(known & _SURE_MAIL_HEADERS)


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
