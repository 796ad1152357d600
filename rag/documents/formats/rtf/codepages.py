"""In which code page the bytes of a rich text are written."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from rag.documents.decode import find_code_page
from rag.documents.symbols import symbol_sign

_WESTERN = "cp1252"
_SYMBOLS = 2
# Source: Rich Text Format Specification 1.9.1, table of \fcharset
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp866",
}  # fmt: skip
_NUMBERED = {20866: "koi8_r", 21866: "koi8_u", 65001: "utf-8", 28595: "iso8859_5"}
_NUMBERED |= {10000: "mac_roman", 10007: "mac_cyrillic", 1361: "johab", 936: "gbk"}
_STATED = re.compile(rb"\\ansicpg(\d{1,5})")
_NOT_ANSI = re.compile(rb"\\(mac|pca|pc)(?![a-z])")
_OLD = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_ESCAPED = re.compile(rb"\\'([0-9a-fA-F]{2})")
_FALLBACK = re.compile(rb"\\u-?\d{1,6} ?(?:\\'[0-9a-fA-F]{2}|\?)?")
_WORD = re.compile(rb"\\[a-zA-Z]{1,32}-?\d{0,10} ?|[{}\r\n]")
_HEAD_BYTES = 4096
_SAMPLE_BYTES = 256 * 1024


@dataclass(slots=True)
class Fonts:
    """Code pages of fonts by their numbers; ``ansi`` is that of a font that names none."""

    ansi: str
    default: int | None = None
    charsets: dict[int, int] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    _number: int = 0

    def say(self, word: str, number: int | None) -> None:
        """Take a control word of the table of fonts."""
        if word == "f":
            self._number = number or 0
        elif word == "fcharset" and number is not None:
            self.charsets[self._number] = number
        elif word == "cpg" and (page := find_page(number)):
            self.pages[self._number] = page

    def decode(self, text: bytes, font: int | None) -> str:
        """Bytes in a font as text."""
        number = self.default if font is None else font
        charset = self.charsets.get(number, 1) if number is not None else 1
        if charset == _SYMBOLS:
            return "".join(map(_symbol, text))
        page = self.pages.get(number or 0) if number is not None else None
        return text.decode(page or _CHARSETS.get(charset, self.ansi), errors="replace")


def find_page(number: int | None) -> str | None:
    """The codec of a numbered code page, None for an unknown one.

    >>> find_page(1251), find_page(20866), find_page(7)
    ('cp1251', 'koi8_r', None)
    """
    name = _NUMBERED.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def ansi_page(content: bytes) -> str:
    """The code page for fonts that name none.

    The one that the file states; programs that know only Western Europe state its page whatever
    they write, so then what the letters say counts.
    """
    head = content[:_HEAD_BYTES]
    stated = _STATED.search(head)
    page = find_page(int(stated[1])) if stated else None
    old = _NOT_ANSI.search(head)
    if page is None:
        page = _OLD[old[1]] if old else _WESTERN
    if page != _WESTERN:
        return page
    letters = _ESCAPED.sub(_byte, _WORD.sub(b" ", _FALLBACK.sub(b"", content[:_SAMPLE_BYTES])))
    return find_code_page(letters) or page


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def _symbol(code: int) -> str:
    return symbol_sign(code) or (chr(code) if 0x20 <= code < 0x7F else "•")
