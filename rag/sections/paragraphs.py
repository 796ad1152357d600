"""Splits bodies that are too long to cite at the ends of their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.text.language import detect_language
from rag.text.sentences import split_sentences
from rag.types import Block

_LONGEST = 1200
_GROUP = 600
_SHORTEST_TAIL = 80
_TELLING = 40


def citable(blocks: Iterable[Block]) -> Iterator[Block]:
    """``blocks`` with prose above 1200 characters cut into groups of sentences of up to 600.

    A new group also begins where the language changes. Only the white space between groups is
    lost; a single longer sentence stays whole.
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
        own = _language(text[start:end])
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
            yield start + left, start + len(piece.rstrip())


def _language(sentence: str) -> str | None:
    """The sentence's language where it is long enough to tell, else None."""
    if len(sentence) < _TELLING:
        return None
    language = detect_language(sentence, "ru")
    return language if language == detect_language(sentence, "kk") else None
