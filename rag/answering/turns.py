"""Brings several ranked lists into one in which each list has its turn."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import zip_longest
from typing import TypeVar

T = TypeVar("T")


def take_turns(lists: Sequence[Sequence[T]], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """The firsts of all lists, then the seconds, and so on; of equal keys only the first item.

    >>> take_turns([[1, 2, 5], [3, 1]], key=lambda n: n)
    (1, 3, 2, 5)
    """
    kept: dict[Hashable, T] = {}
    for row in zip_longest(*([(item,) for item in ranked] for ranked in lists)):
        for cell in row:
            if cell is not None:
                kept.setdefault(key(cell[0]), cell[0])
    return tuple(kept.values())
