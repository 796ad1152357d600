"""Lines that say where a text comes from: they answer nothing but that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.types import AnswerKind, Evidence, Query

_SOURCE = re.compile(
    r"\W*(?:источник(?: информации)?|ақпарат көзі|дереккөз(?:і)?|фото|сурет|автор(?:ы)?"
    r"|source|photo)\s*:",
    re.IGNORECASE,
)
_MAY: frozenset[AnswerKind] = frozenset({"person", "organisation", "other", "list"})
"""Kinds that such a line can be of: «Кто сообщил?», «На каком сайте?»."""
_ASKED = re.compile(
    r"источник|фото|автор|сайт|ссылк|сообщ|пресс|дереккөз|көзі|сурет|хабарла|source|photo|report",
    re.IGNORECASE,
)


def without_sources(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence without the lines that only name a source, unless it is that which is asked for.

    They share the words of an article's place and nothing of what it tells; where nothing else is
    there, they stay.
    """
    if query.kind in _MAY and _ASKED.search(query.text):
        return tuple(ranked)
    told = tuple(item for item in ranked if not _names_source(item))
    return told or tuple(ranked)


def _names_source(item: Evidence) -> bool:
    return _SOURCE.match(item.hit.document.text, item.unit.start, item.unit.end) is not None
