"""Text that any tokenizer can read, whatever was typed."""

from __future__ import annotations


def readable(text: str) -> str:
    """The text without NUL, which ends a text in C, and without halves of surrogate pairs.

    A pair of surrogates becomes its character, a half U+FFFD.
    """
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "")
