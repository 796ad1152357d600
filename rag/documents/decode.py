"""Bytes of a text file to str, whatever encoding an office program left them in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from rag.errors import UnknownEncoding

# The 32-bit mark begins with the 16-bit one, so it is looked for first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5")
# Code pages that are cp1251 in the Russian letters and differ in the Kazakh ones.
_KAZAKH_CODE_PAGES = ("cp1251", "kz1048", "ptcp154")
_SAMPLE_BYTES = 64 * 1024
# Above this share of replaced characters a damaged UTF-8 file is not UTF-8 at all.
_MAX_DAMAGED_SHARE = 0.001

_RUSSIAN_LETTER = re.compile("[А-Яа-яЁё]")
_KAZAKH_LETTER = re.compile("[ӘәІіҢңҒғҮүҰұҚқӨөҺһ]")
# Letters of neither Kazakh nor Russian, signs that no office text holds, and control characters.
_ALIEN = re.compile(
    "[ЂЃѓЄєЇїЈјЉљЊњЋћЌќЎўЏџҐґЅѕ‰†‡ҖҗҲҳҸҹҶҷҘҙҺһӮӯӢӣҜҝ\u2500-\u25ff\x00-\x08\x0e-\x1f\x80-\x9f]"
)
_CASE_BREAK = re.compile("[а-яё][А-ЯЁ]")
_WORD = re.compile("[А-Яа-яЁё]{3,}")
_VOWEL = re.compile("[аеёиоуыэюяАЕЁИОУЫЭЮЯ]")


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


def _strict(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(f"{source} is marked as {encoding} but does not decode.") from error


def _find_unmarked_utf16(content: bytes) -> str | None:
    """Latin and Cyrillic letters have the high bytes 00 and 04, always on the same side."""
    sample = content[:_SAMPLE_BYTES]
    if len(sample) < 4 or len(content) % 2:
        return None
    pairs = len(sample) // 2
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        low = sample[1 - start :: 2]
        fits = high.count(0) + high.count(4) + high.count(0x20)
        if fits > 0.9 * pairs and high.count(0) < len(high) + 1 and _low_varies(low, high):
            return encoding
    return None


def _low_varies(low: bytes, high: bytes) -> bool:
    """False for NUL padding and for ASCII, where both sides of a pair look alike."""
    zeros = low.count(0)
    return zeros < 0.1 * len(low) and high.count(0) + high.count(4) > 0.7 * len(high)


def _find_utf8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return text if damaged <= _MAX_DAMAGED_SHARE * len(text) else None


def _find_legacy(content: bytes) -> str | None:
    sample = content[:_SAMPLE_BYTES]
    guesses = [match.encoding for match in from_bytes(sample, cp_isolation=list(_LEGACY))]
    ranked = sorted(
        dict.fromkeys([*guesses, *_LEGACY]),
        key=lambda encoding: -_plausibility(_lenient(sample, encoding)),
    )
    best = ranked[0]
    if best == "cp1251":
        best = max(_KAZAKH_CODE_PAGES, key=lambda page: _plausibility(_lenient(sample, page)))
    if _plausibility(_lenient(sample, best)) < _MIN_PLAUSIBILITY:
        return None
    return _lenient(content, best)


# Plain Russian and Kazakh prose scores .8 to 1, the same bytes in a wrong code page below .5.
_MIN_PLAUSIBILITY = 0.6


def _lenient(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="replace")


def _plausibility(text: str) -> float:
    """How much ``text`` reads like Kazakh or Russian: 1 for clean prose, below 0 for rubbish.

    Cyrillic prose has few capitals inside words, few signs and letters of other alphabets, and a
    vowel in nearly every word.
    """
    letters = len(_RUSSIAN_LETTER.findall(text)) + len(_KAZAKH_LETTER.findall(text))
    if not letters:
        return 0.0
    alien = len(_ALIEN.findall(text)) + text.count("\ufffd")
    breaks = len(_CASE_BREAK.findall(text))
    words = _WORD.findall(text)
    voiced = sum(bool(_VOWEL.search(word)) for word in words)
    capitals = sum(letter.isupper() for letter in text)
    vocal = voiced / len(words) if words else 0.5
    high = sum(character > "\x7f" for character in text)
    return (
        vocal * letters / high - 2 * alien / high - 3 * breaks / letters - 0.2 * capitals / letters
    )
