"""Bytes of a page to str: what its bytes prove, then what it declares, then what reads best."""

from __future__ import annotations

import codecs
import re

from rag.documents.decode import decode_text, find_decoded, plausibility

_HEAD_BYTES = 4096
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)
# A declared encoding may read worse than the best guess by as much: short texts mislead it.
_TRUST = 0.2
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_html(content: bytes) -> str:
    """``content`` as text. Pages declare encodings that they are not in, so valid UTF-8 is UTF-8
    and another encoding than the declared one is taken when that reads much better.

    Raises: UnknownEncoding.
    """
    declared = _find_declared(content)
    if declared is None or content.startswith(_MARKS) or b"\x00" in content[:_HEAD_BYTES]:
        return decode_text(content, "")
    text = find_decoded(content, "utf-8")
    if text is not None:
        return text
    as_declared = content.decode(declared, errors="replace")
    guessed = decode_text(content, "")
    if plausibility(as_declared) + _TRUST >= plausibility(guessed):
        return as_declared
    return guessed


def _find_declared(content: bytes) -> str | None:
    """The name of the encoding that the head of a page declares, if it is known here."""
    match = _DECLARED.search(content[:_HEAD_BYTES])
    if match is None:
        return None
    name = match[1].decode("ascii")
    try:
        b"".decode(name)
    except LookupError:  # unknown, or no encoding of text
        return None
    return name
