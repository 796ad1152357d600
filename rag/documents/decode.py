"""Bytes of a text file to str, whatever encoding an office program left them in."""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter

from rag.errors import UnknownEncoding

# The 32-bit mark begins with the 16-bit one, so it is looked for first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Cyrillic code pages and what a rarer one must be better by. The Kazakh two are cp1251 in the
# Russian letters.
_LEGACY = {
    "cp1251": 0.0,
    "kz1048": 0.01,
    "ptcp154": 0.02,
    "koi8_r": 0.05,
    "cp866": 0.05,
    "iso8859_5": 0.2,
}
_SAMPLE_BYTES = 64 * 1024
# Above this share of replaced characters a damaged UTF-8 file is not UTF-8 at all.
_MAX_DAMAGED_SHARE = 0.001

# Letters per thousand in running text, the Kazakh ones as in a Kazakh text.
# Source: https://ru.wikipedia.org/wiki/Частотность (Russian National Corpus)
_PER_MILLE = """
    о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12
    х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 ъ1 ё1 і50 қ30 ң15 ғ15 ә12 ү10 ұ7 ө10 һ1
"""
_LOG = {pair[0]: math.log(int(pair[1:]) / 1000) for pair in _PER_MILLE.split()}
# What a character weighs that no text in our languages holds.
_ALIEN = math.log(1e-5)
# Quotes, dashes and the like: commoner than a rare letter, yet no word is made of them.
_TYPOGRAPHY = frozenset("«»“”„‘’–—…№•·°§\xa0")
_LOG.update(dict.fromkeys(_TYPOGRAPHY, math.log(4e-3)))
_CONTROL = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f\v\x1a")
_HIGH_BYTE = re.compile(rb"[\xc0-\xff]")
_ACCENTED = re.compile(rb"[A-Za-z][\xc0-\xff](?![\x80-\xff])")
_CASE_BREAK = re.compile("[а-яё][А-ЯЁ]")
_CASE_BREAK_COST = 2.0
_CAPITAL_COST = 0.4
# Running text in the right code page lies at -3.2 to -2.8, single words down to -3.7.
_MIN_PLAUSIBILITY = -3.9


def decode_text(content: bytes, source: str) -> str:
    """``content`` as text: byte order marks, UTF-8, UTF-16 with or without a mark, then cp1251,
    KOI8-R and the other Cyrillic code pages, the Kazakh ones included.

    NULs inside UTF-8 stay, for normalisation to drop. Rare broken bytes in UTF-8 become U+FFFD.
    Raises: UnknownEncoding when no decoding reads like Cyrillic or Latin text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, source)
    wide = _find_unmarked_utf16(content)
    if wide:
        return _strict(content, wide, source)
    text = _find_utf8(content)
    if text is None:
        text = _find_legacy(content)
    if text is None:
        raise UnknownEncoding(f"{source} reads like text in no known encoding.")
    return text


def find_decoded(content: bytes, encoding: str) -> str | None:
    """``content`` in the encoding, None when it is not in it or nobody knows such an encoding."""
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _strict(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(f"{source} is marked as {encoding} but does not decode.") from error


def _find_unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: of every pair of bytes the same one is 00 (Latin) or 04 (Cyrillic)."""
    sample = content[:_SAMPLE_BYTES]
    if len(sample) < 4 or len(content) % 2:
        return None
    for high, low, encoding in (
        (sample[1::2], sample[0::2], "utf-16-le"),
        (sample[0::2], sample[1::2], "utf-16-be"),
    ):
        n_letters = high.count(0) + high.count(4)
        n_signs = high.count(0x20)
        # The low byte is NUL in padding only, never in letters.
        is_text = low.count(0) < 0.1 * len(low) and n_letters > 0.7 * len(high)
        if is_text and n_letters + n_signs > 0.9 * len(high):
            return encoding
    return None


def _find_utf8(content: bytes) -> str | None:
    whole = find_decoded(content, "utf-8")
    if whole is not None:
        return whole
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return text if damaged <= _MAX_DAMAGED_SHARE * len(text) else None


def _find_legacy(content: bytes) -> str | None:
    """``content`` in the code page in which it reads best, or None when it reads like no text."""
    page = find_code_page(content)
    return content.decode(page, errors="replace") if page else None


def find_code_page(content: bytes) -> str | None:
    """The code page in which a text reads best, None when it reads like no text in any."""
    sample = content[:_SAMPLE_BYTES]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _MAX_DAMAGED_SHARE * len(sample):
        return None
    if _is_western(sample):
        return "cp1252"
    scores = {
        page: plausibility(sample.decode(page, errors="replace")) - handicap
        for page, handicap in _LEGACY.items()
    }
    best = max(scores, key=lambda page: scores[page])
    return best if _is_plausible(sample.decode(best, errors="replace")) else None


def _is_western(sample: bytes) -> bool:
    """Whether Latin words make the text: letters above ASCII stand inside them, as accents do and
    Cyrillic does not, or there are only quotes and dashes above ASCII."""
    n_high = len(_HIGH_BYTE.findall(sample))
    if n_high:
        return len(_ACCENTED.findall(sample)) > 0.6 * n_high
    n_latin = sum(sample.count(letter) for letter in b"aeiou")
    signs = [c for c in sample.decode("cp1252", errors="replace") if c > "\x7f"]
    return n_latin > len(signs) and _TYPOGRAPHY.issuperset(signs)


def _is_plausible(text: str) -> bool:
    """Whether the letters above ASCII read like text; a file that has only signs there does."""
    letters = "".join(c for c in text if c > "\x7f" and c not in _TYPOGRAPHY)
    return not letters or plausibility(letters) > _MIN_PLAUSIBILITY


def plausibility(text: str) -> float:
    """How much ``text`` reads like Kazakh or Russian, as a mean log frequency of its characters
    above ASCII, less a cost for capitals, above all those inside words. Larger is better."""
    counts = Counter(character for character in text if character > "\x7f")
    total = counts.total()
    if not total:
        return _ALIEN
    likelihood = sum(n * _LOG.get(c.lower(), _ALIEN) for c, n in counts.items())
    capitals = sum(n for c, n in counts.items() if c.isupper())
    breaks = len(_CASE_BREAK.findall(text))
    return (likelihood - _CAPITAL_COST * capitals - _CASE_BREAK_COST * breaks) / total
