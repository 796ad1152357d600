"""Title and date of a page, from what its head declares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from rag.documents.properties import sensible_title
from rag.types import Block

_SITE_NAME = re.compile(r"\s+(?:\||—|–|-|::|»|·)\s+")
_DATED = (
    "meta[property='article:published_time']",
    "meta[itemprop='datePublished']",
    "time[itemprop='datePublished']",
    "meta[name='DC.date.issued']",
    "meta[name='dcterms.created']",
    "meta[name='date']",
    "time[pubdate]",
)
_LINKED_DATE = re.compile(r"\"datePublished\"\s*:\s*\"(\d{4}-\d\d-\d\d)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def find_title(tree: LexborHTMLParser, blocks: Sequence[Block]) -> str | None:
    """The title that the page declares, without the name of its site, if the text bears it out."""
    declared = tree.css_first("meta[property='og:title']")
    title = tree.css_first("title")
    names = [declared.attributes.get("content") or ""] if declared else []
    names += [title.text()] if title else []
    for name in names:
        parts = _SITE_NAME.split(name)
        for end in range(len(parts), 0, -1):
            sensible = sensible_title(" — ".join(parts[:end]) if end > 1 else parts[0], blocks)
            if sensible and _is_whole(sensible, end, blocks):
                return sensible
    return None


def _is_whole(name: str, n_parts: int, blocks: Sequence[Block]) -> bool:
    """Whether a title of several parts is one the text has so, not a name and its site's."""
    plain = re.sub(r"\W+", " ", name).casefold()
    return n_parts == 1 or any(plain in re.sub(r"\W+", " ", b.text).casefold() for b in blocks[:20])


def find_date(tree: LexborHTMLParser) -> date | None:
    """The day of publication where all places that declare one agree."""
    nodes = [node for selector in _DATED for node in tree.css(selector)[:5]]
    said = [n.attributes.get("content") or n.attributes.get("datetime") or "" for n in nodes]
    for node in tree.css("script[type='application/ld+json']")[:5]:
        said += _LINKED_DATE.findall(node.text())
    days = {match[0] for text in said if (match := _ISO.match(text.strip()))}
    if len(days) != 1:
        return None
    try:
        return date.fromisoformat(days.pop())
    except ValueError:
        return None
