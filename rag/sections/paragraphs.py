"""Splits bodies that are too long to cite at the ends of their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.sections.tongues import clear_language
from rag.text.sentences import split_sentences
from rag.types import Block

_LONGEST = 1200
_GROUP = 600
_SHORTEST_TAIL = 80
_TELLING = 40
# What has no end of a sentence for so long is a list or a table that lost its lines.
_LONGEST_SENTENCE = 3000
_BREAKS = ("; ", ", ", " ")


def citable(blocks: Iterable[Block]) -> Iterator[Block]:
    """``blocks`` with prose above 1200 characters cut into groups of sentences of up to 600.

    A new group also begins where the language changes. Only the white space between groups is
    lost. A single longer sentence stays whole up to 3000 characters, then it is cut at a
    semicolon, comma or space.
    """
    for block in blocks:
        if block.kind not in ("paragraph", "list_item") or len(block.text) <= _LONGEST:
            yield block
            continue
        for start, end in _groups(block.text):
            yield replace(block, text=block.text[start:end])


def _groups(text: str) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    tongue: str | None = None
    for start, end in _whole(text, split_sentences(text)):
        own = clear_language(text[start:end]) if end - start >= _TELLING else None
        turns = own is not None and tongue is not None and own != tongue
        tail = len(text) - start < _SHORTEST_TAIL
        if groups and not turns and (end - groups[-1][0] <= _GROUP or tail):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
            tongue = None
        tongue = own or tongue
    return groups


def _whole(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """``spans`` widened to cover every word, should the splitter leave some between sentences."""
    starts = [0, *(start for start, _ in spans[1:])]
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:following]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield from _cut(text, start + left, start + len(piece.rstrip()))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        cuts = (text.rfind(mark, start, limit) + len(mark.rstrip()) for mark in _BREAKS)
        cut = next((cut for cut in cuts if cut > start + _GROUP), 0)
        if not cut:
            break
        yield start, cut
        start = cut + (text[cut] == " ")
    yield start, end
