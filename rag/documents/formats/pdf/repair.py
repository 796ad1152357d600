"""Text layers that name the wrong letters: mended where that is certain, else known as garbage."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rag.documents.decode import plausibility
from rag.documents.formats.pdf.sheet import Glyph

# Ghostscript splits a font of many glyphs in parts of 256; the last figures of a part's name are
# the upper byte of the glyph numbers that the text then holds instead of letters.
_PART = re.compile(r"_(?P<upper>0[0-9A-Fa-f])$")
# Glyph numbers in the fonts of Windows: the standard order of the Macintosh first, then that of
# WGL4. Source: https://developer.apple.com/fonts/TrueType-Reference-Manual/RM06/Chap6post.html
_ASCII_SHIFT = 29
_MAC_SHIFT = 30
_LAST_MAC = 225
_CYRILLIC = {
    **dict(zip(range(556, 568), range(0x401, 0x40D), strict=True)),
    568: 0x40E,
    569: 0x40F,
    **dict(zip(range(570, 634), range(0x410, 0x450), strict=True)),
    **dict(zip(range(634, 646), range(0x451, 0x45D), strict=True)),
    646: 0x45E,
    647: 0x45F,
    651: 0x2116,
}
_MISREAD_AS = ("cp1252", "latin-1", "mac_roman")
_MEANT = ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "kz1048")
_MIN_LETTERS = 20
# As in ``rag.documents.decode``: running text lies at -3.2 to -2.8, single words down to -3.7.
_SURE = -3.5
_MAX_UNKNOWN_SHARE = 0.05
_MAX_ODD_SHARE = 0.2
_MIN_TOKENS = 20
_ODD = re.compile(r"\w[\[\]\\^_`{|}~<>@;?=\x00-\x1f]+\w|[\x00-\x1f\ufffd\ue000-\uf8ff]")
_UNKNOWN = re.compile("[\x00-\x1f\ufffd\ue000-\uf8ff]")
_WESTERN = re.compile("[\xc0-\xff]")


def mended(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs with their letters put right, font by font, where only one reading makes sense;
    spaces that were glyphs are gone. Others stay as they are."""
    by_font: dict[str, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_font[glyph.font].append(glyph)
    families: dict[str, list[str]] = defaultdict(list)
    for font in by_font:
        if _PART.search(font):
            families[_PART.sub("", font)].append(font)
    for parts in families.values():
        _mend_split([glyph for part in parts for glyph in by_font[part]])
    for font, own in by_font.items():
        if not _PART.search(font):
            _mend_misread(own)
    return _without_spaces(glyphs)


def is_garbage(words: Sequence[str]) -> bool:
    """Whether the words of a page are not those that it shows: letters without a meaning, or
    signs inside of too many words."""
    text = "".join(words)
    if len(_UNKNOWN.findall(text)) > _MAX_UNKNOWN_SHARE * max(len(text), 1):
        return True
    told = [word for word in words if len(word) > 2]
    if len(told) < _MIN_TOKENS:
        return False
    odd = sum(bool(_ODD.search(word)) for word in told)
    western = sum(len(_WESTERN.findall(word)) > len(word) / 2 for word in told)
    return max(odd, western) > _MAX_ODD_SHARE * len(told)


def _mend_split(glyphs: Sequence[Glyph]) -> None:
    letters = [_by_number(glyph) for glyph in glyphs]
    known = [letter for letter in letters if letter]
    cyrillic = "".join(letter for letter in known if letter > "\x7f")
    if len(known) < (1 - _MAX_UNKNOWN_SHARE) * len(letters):
        return
    if len(cyrillic) < _MIN_LETTERS or plausibility(cyrillic) < _SURE:
        return
    for glyph, letter in zip(glyphs, letters, strict=True):
        glyph.text = letter or "\ufffd"


def _by_number(glyph: Glyph) -> str:
    """The letter of a glyph whose text is the lower byte of its number; empty for unknown."""
    part = _PART.search(glyph.font)
    try:
        lower = glyph.text.encode("latin-1" if glyph.text < "\x80" else "mac_roman")[0]
    except UnicodeEncodeError:
        return ""
    number = 256 * int(part["upper"], 16) + lower if part else 0
    if 3 <= number <= 97:
        return chr(number + _ASCII_SHIFT)
    if number <= _LAST_MAC:
        return bytes([number + _MAC_SHIFT]).decode("mac_roman") if number > 97 else ""
    return chr(_CYRILLIC[number]) if number in _CYRILLIC else ""


def _mend_misread(glyphs: Sequence[Glyph]) -> None:
    """Cyrillic bytes that were read as Western letters."""
    text = "".join(glyph.text for glyph in glyphs)
    if len(_WESTERN.findall(text)) < max(_MIN_LETTERS, len(text) / 3):
        return
    best, score = None, _SURE
    for misread in _MISREAD_AS:
        for meant in _MEANT:
            table = _table(set(text), misread, meant)
            read = plausibility("".join(table.get(c, c) for c in text))
            if read > score:
                best, score = table, read
    if best is not None:
        for glyph in glyphs:
            glyph.text = "".join(best.get(c, c) for c in glyph.text)


def _table(letters: set[str], misread: str, meant: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for letter in letters:
        try:
            table[letter] = letter.encode(misread).decode(meant)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return table


def _without_spaces(glyphs: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    spaced = False
    for glyph in glyphs:
        if glyph.text.isspace():
            spaced = True
            continue
        glyph.spaced = glyph.spaced or spaced
        spaced = False
        kept.append(glyph)
    return kept
