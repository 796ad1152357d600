"""Pages without a text layer: what is said of them, and the lines of recognised text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.documents.formats.pdf.joins import joined
from rag.documents.lines import Line, Style, flat
from rag.documents.shapes import find_bullet, find_item_number, is_finished
from rag.errors import CorpusError, EmptyFile
from rag.text.normalise import normalise_text

_INSTALL = (
    "Install Tesseract with Kazakh and Russian (apt-get install tesseract-ocr tesseract-ocr-kaz"
    " tesseract-ocr-rus) and ingest it again, or save it with a text layer."
)
_WHAT = {"picture": "a picture without text", "garbage": "text in a broken encoding"}
_PARAGRAPH = re.compile(r"\n\s*\n")
_NONE: frozenset[str] = frozenset()


def unreadable(states: Sequence[str], recognises: bool) -> CorpusError:
    """Why no page of a file could be read; ``states`` are "empty", "picture" or "garbage"."""
    n_pages = len(states)
    if "garbage" in states:
        what = "has a text layer in a broken encoding: its letters are not those that it shows."
    elif "picture" in states:
        what = f"has no text layer: its {n_pages} page(s) are pictures."
    else:
        return EmptyFile(f"has no words on its {n_pages} page(s).")
    return CorpusError(what, mend="" if recognises else _INSTALL)


def unread_note(page: int, state: str) -> Line:
    """The paragraph that stands for a page that was not read."""
    text = f"[Page {page} is {_WHAT[state]} and was not read.]"
    return Line(text, style=Style(whole=True, aside=True), page=page)


def recognised_lines(text: str, page: int) -> list[Line]:
    """Paragraphs of recognised text, which has a blank line between two of them."""
    found: list[Line] = []
    for part in _PARAGRAPH.split(normalise_text(text)):
        lines = [flat(line) for line in part.split("\n") if line.strip()]
        whole: list[str] = []
        for line in lines:
            marked = find_bullet(line) or find_item_number(line)
            if whole and not marked and not (is_finished(whole[-1]) and line[:1].isupper()):
                whole[-1] = joined(whole[-1], line, _NONE)
            else:
                whole.append(line)
        found += [Line(line, style=Style(whole=True), page=page) for line in whole]
    return found
