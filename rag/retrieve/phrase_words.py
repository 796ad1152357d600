"""Words of a question with what they are part of, for finding what can be exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.retrieve.slots import Slot, find_slots

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Word(NamedTuple):
    """A word of a text with its span; ``in_slot``: part of a place, name or period."""

    start: int
    end: int
    lower: str
    in_slot: bool
    reach: int
    """Where what it begins to name ends: behind the number of «школа № 5», else the word's end."""


def words_of(text: str) -> list[Word]:
    """The words of a text in order, a hyphenated one as one."""
    slots = find_slots(text)
    return [_word(text, match, slots) for match in _WORD.finditer(text)]


def _word(text: str, match: re.Match[str], slots: Sequence[Slot]) -> Word:
    start, end = match.span()
    lower = match.group().lower()
    slot = next((slot for slot in slots if slot.lead <= start < slot.end), None)
    if slot is None:
        return Word(start, end, lower, False, end)
    numbered = text[slot.name_start : slot.name_end].isdigit() and slot.kind == "place"
    return Word(start, end, lower, not numbered, slot.end if numbered else end)
