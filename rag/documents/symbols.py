"""What signs of symbol fonts are in text, by their codes in those fonts."""

from __future__ import annotations

# Of the fonts Symbol (first line) and Wingdings, where text has them.
_SIGNS = {
    0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xBB: "≈", 0xB7: "•",
    0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFD: "☒", 0xE0: "→",
}  # fmt: skip


def symbol_sign(code: int) -> str:
    """The sign of a code of such a font, as a byte or in U+F000..F0FF; empty for an unknown one.

    >>> symbol_sign(0xF0B1), symbol_sign(0xFC), symbol_sign(0x20)
    ('±', '✓', '')
    """
    return _SIGNS.get(code & 0xFF, "")
