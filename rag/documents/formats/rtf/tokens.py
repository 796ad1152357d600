"""Cuts the bytes of a rich text into braces, control words and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Source: Rich Text Format Specification 1.9.1, «RTF Syntax»: a space behind a word belongs to it,
# line breaks mean nothing, \binN is followed by N bytes of anything.
_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)",
    re.S,
)


class Token(NamedTuple):
    """One piece. ``word`` is a control word or sign, "{" or "}", empty for text; ``number`` is
    the one behind the word, None for none; ``text`` are bytes in some code page."""

    word: str
    number: int | None = None
    text: bytes = b""


OPEN, CLOSE = Token("{"), Token("}")


def scan_tokens(content: bytes) -> Iterator[Token]:
    """The pieces in order. An escaped byte is text; what makes no sense is left out."""
    position = 0
    while (match := _TOKEN.search(content, position)) is not None:
        position = match.end()
        word, number, escaped, sign, brace, text = match.groups()
        if text is not None:
            yield Token("", text=text)
        elif brace is not None:
            yield OPEN if brace == b"{" else CLOSE
        elif escaped is not None:
            yield Token("", text=bytes([int(escaped, 16)]))
        elif sign is not None:
            yield _sign(sign)
        else:
            value = None if number is None else int(number)
            if word == b"bin":
                position += max(value or 0, 0)
                continue
            yield Token(word.decode("ascii"), value)


def _sign(sign: bytes) -> Token:
    """Braces and the backslash stand for themselves when they are escaped; an escaped line break
    ends a paragraph."""
    if sign in (b"{", b"}", b"\\"):
        return Token("", text=sign)
    if sign in (b"\r", b"\n"):
        return Token("par")
    return Token(sign.decode("latin-1"))
