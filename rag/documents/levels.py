"""Ranks of a document's headings to its levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.documents.ranks import NESTED_NUMBERED, NUMBERED, PLAIN, find_number
from rag.types import Block

_MAX_LEVEL = 9


def levelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with headings at levels 1..9, dense, in the order of their ranks."""
    blocks = _nested_numbers(blocks)
    ranks = sorted({block.level for block in blocks if block.kind == "heading"})
    levels = {rank: min(level, _MAX_LEVEL) for level, rank in enumerate(ranks, 1)}
    return tuple(
        replace(block, level=levels[block.level]) if block.kind == "heading" else block
        for block in blocks
    )


def _nested_numbers(blocks: Sequence[Block]) -> Sequence[Block]:
    """Numbers that start from 1 again under each unnumbered heading stand below those."""
    starts = 0
    for block in blocks:
        if block.kind == "heading" and block.level == NUMBERED:
            number = find_number(block.text)
            starts += number is not None and number.parts == (1,)
    has_plain = any(block.kind == "heading" and block.level == PLAIN for block in blocks)
    if starts < 2 or not has_plain:
        return blocks
    return [
        replace(block, level=NESTED_NUMBERED)
        if block.kind == "heading" and block.level == NUMBERED
        else block
        for block in blocks
    ]
