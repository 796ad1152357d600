"""Turns raw decoded text into the one form whose offsets everything else relies on."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# Characters that are not seen: controls, lone surrogates, zero-width and bidirectional controls,
# soft hyphen, byte order mark, fillers, variation selectors and tags. They break words apart for
# search, or hide instructions from the reader who checks a quotation.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffc\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")

# What Word's "copy as text" leaves of a bookmark. The length limit keeps the scan linear.
_BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n]{0,100}\]", re.IGNORECASE)
_BOOKMARK_START = re.compile(r"\[bookmark:", re.IGNORECASE)

# Longer runs of combining marks occur in no language and make canonical ordering quadratic.
# Source: the limit of Stream-Safe Text Format, https://www.unicode.org/reports/tr15/
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{30})"
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

_SPACES = re.compile(" {2,}")
_INDENT = re.compile("^[ \t]+", re.MULTILINE)
_TRAILING_SPACE = re.compile(" $", re.MULTILINE)
_BLANK_LINES = re.compile("\n{4,}")
_ANY_SPACE = re.compile(r"\s+")

_NO_WORD = re.compile(r"(\w{80})\w+")


def normalise_text(raw: str) -> str:
    """The text as it is stored, searched and quoted; applying it twice changes nothing more.

    Unicode NFC; every line break is "\\n"; every kind of space is " " and runs of it are one;
    invisible characters and Word's bookmark marks are gone; spaces at both ends of a line are
    gone; tabs stay, because leading tabs mark pasted table cells (a line of tabs only is an empty
    cell); at most two blank lines follow one another. Linear in the length of ``raw``.
    """
    text = _LINE_BREAK.sub("\n", raw)
    text = _INVISIBLE.sub("", text)
    text = _SPACE.sub(" ", text)
    text = _without_bookmarks(text)
    text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))
    return _lay_out(text)


def normalise_question(raw: str) -> str:
    """``normalise_text`` on one line, trimmed; empty when nothing visible was typed.

    What has more letters than any word is cut: nobody meant it, and patterns that look for words
    take time with the square of its length.
    """
    # Twice: joining lines may bring the two halves of a bookmark together.
    line = normalise_text(_ANY_SPACE.sub(" ", normalise_text(raw))).strip()
    return _NO_WORD.sub(r"\1", line)


def _without_bookmarks(text: str) -> str:
    if "[" not in text:
        return text
    text = _BOOKMARK.sub("", text)
    if _BOOKMARK.search(text):
        # Marks nested in one another: break the rest of them, so that one pass is enough.
        text = _BOOKMARK_START.sub(" ", text)
    return text


def _lay_out(text: str) -> str:
    text = _SPACES.sub(" ", text)
    text = _INDENT.sub(lambda indent: indent.group().replace(" ", ""), text)
    text = _TRAILING_SPACE.sub("", text)
    return _BLANK_LINES.sub("\n\n\n", text)
