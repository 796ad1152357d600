"""A paragraph's pieces of text, bold or not, to lines with their style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.documents.lines import Line, Style, flat
from rag.text.normalise import normalise_text

Pieces = Sequence[tuple[str, bool]]
"""Texts in order with whether they are bold; a line break is "\\n"."""

# A number or bullet that was typed, and the tab behind it, which sets no column apart.
_TYPED_MARK = re.compile(
    r"^((?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLІХ]{1,6}|[а-яёәіa-z]|[-–—•·*])[.)]?)\t\s*", re.I
)


def styled_lines(
    pieces: Pieces,
    *,
    level: int = 0,
    mark: str = "",
    item: bool = False,
    set_off: bool = False,
    contents: bool = False,
) -> Iterator[Line]:
    """The lines of one paragraph, of which only the first is ``whole``; at least one.

    ``level`` is that of a heading, 0 for none: its lines are joined. ``mark`` is the number that
    its program writes before it, with the space behind. ``set_off``: it stands in the middle, or
    is otherwise set off as headings are. ``contents``: it is a line of a table of contents.
    """
    segments = _segments(pieces)
    if level:
        segments = [(" ".join(text for text, _ in segments), True)]
    for i, (raw, bold) in enumerate(segments):
        text = normalise_text(raw).strip()
        text = flat(text) if contents else _TYPED_MARK.sub(r"\1 ", text)
        if i == 0:
            text = f"{mark}{text}" if text else mark.strip()
        strong = bool(text) and not contents and (bold or set_off)
        style = Style(level, strong, item or contents, whole=i == 0, aside=contents)
        yield Line(text, style=style)


def _segments(pieces: Pieces) -> list[tuple[str, bool]]:
    """Texts between line breaks with whether all of their letters and figures are bold."""
    segments: list[tuple[list[str], bool]] = [([], True)]
    for text, bold in pieces:
        for i, part in enumerate(text.split("\n")):
            if i:
                segments.append(([], True))
            parts, strong = segments[-1]
            parts.append(part)
            segments[-1] = (parts, strong and (bold or not any(map(str.isalnum, part))))
    return [("".join(parts), strong) for parts, strong in segments]
