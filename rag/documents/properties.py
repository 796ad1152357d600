"""Which of a file's properties, kept by its program and seldom by its author, are to be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.documents.lines import flat
from rag.documents.package import Package
from rag.documents.relations import find_part, read_relations
from rag.documents.xml_parts import local, parse_xml
from rag.text.dates import find_dates
from rag.text.normalise import normalise_text
from rag.types import Block

_MIN_TITLE_WORDS = 3
_MAX_TITLE = 200
_MIN_SHARED = 0.6
_HEAD_BLOCKS = 10
_MAX_DATE_LINE = 150
_WORD = re.compile(r"[^\W_]+")
_UNTITLED = re.compile(
    r"microsoft\s+\w+\s*-|\buntitled\b|\.(?:docx?|xlsx?|pptx?|odt|rtf|pdf|txt|html?)\b"
    r"|презентация\s+powerpoint|powerpoint\s+presentation|^\W*документ\s*\d*\W*$|[\\/]",
    re.I,
)
# The moment that a program's own template was saved, which its files carry on.
# Source: docProps/core.xml in the templates of python-docx and python-pptx
_TEMPLATE_MOMENTS = frozenset(
    {"2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z", "2013-01-27T09:15:58Z"}
)
_DAY = re.compile(r"\s*(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:T|\s|$)")


def read_properties(package: Package) -> tuple[str | None, str | None]:
    """The title of an Office Open XML container and the moment it was saved last, in ISO 8601."""
    part = find_part(package, read_relations(package, ""), "core-properties")
    if part is None:
        return None, None
    root = parse_xml(package.open_part(part))
    found = {local(element): element.text for element in root}
    return found.get("title"), found.get("modified") or found.get("created")


def sensible_title(title: str | None, blocks: Sequence[Block]) -> str | None:
    """``title`` when it names this document: three words or more, no file name or program's
    default, and most of its words stand in the document, which a template's title do not.
    """
    name = flat(normalise_text(title or ""))
    words = _words(name)
    if len(words) < _MIN_TITLE_WORDS or len(name) > _MAX_TITLE or _UNTITLED.search(name):
        return None
    missing = set(words)
    for block in blocks:
        missing -= set(_words(block.text))
        if len(missing) <= (1 - _MIN_SHARED) * len(set(words)):
            return name
    return None


def sensible_date(saved: str | None, blocks: Sequence[Block]) -> date | None:
    """The day a file was saved, in ISO 8601, when its head gives no day of its own, else None."""
    match = _DAY.match(saved or "")
    if match is None or saved in _TEMPLATE_MOMENTS:
        return None
    for block in blocks[:_HEAD_BLOCKS]:
        if len(block.text) <= _MAX_DATE_LINE and any(d.day for d in find_dates(block.text)):
            return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
