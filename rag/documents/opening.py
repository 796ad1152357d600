"""What a file opens with: who approved it, the name of an office, its title."""

from __future__ import annotations

from collections.abc import Sequence

from rag.documents.ranks import (
    LETTERHEAD,
    PART,
    STATED_TITLE,
    TITLE,
    find_label_rank,
    find_number,
    find_roman,
    is_capitals,
)
from rag.documents.shapes import (
    is_caption,
    is_finished,
    is_name_like,
    is_place_or_date,
    is_signature,
    is_stamp,
    is_table_name,
    starts_lower,
)
from rag.documents.spots import Place, Spot
from rag.text.papers import is_letterhead

MAX_TITLE = 300
_MAX_APPROVAL = 8


def opening_rank(spots: Sequence[Spot], i: int, place: Place) -> int | None:
    """The rank of the file's title, and of the name of an office that stands over it; None for any
    other line."""
    if i > _MAX_APPROVAL + 1:
        return None
    first = approval_end(spots)
    if not first <= i <= first + 1 or not _is_title(spots[first:], place):
        return None
    lines = [spot.text for spot in spots[first : first + 2]]
    headed = not place.page.stated and is_letterhead(lines)
    if headed:
        return LETTERHEAD if i == first else TITLE
    if i > first:
        return None
    return STATED_TITLE if place.page.stated else TITLE


def approval_end(spots: Sequence[Spot]) -> int:
    """How many lines at the head of a file say who approved it: the stamp, «УТВЕРЖДАЮ», the post,
    the name and the day, the last two often left to be filled in; 0 where no stamp is first."""
    end = 0
    for i, spot in enumerate(spots[:_MAX_APPROVAL]):
        signed = is_signature(spot.text) or is_place_or_date(spot.text) or "__" in spot.text
        if is_stamp(spot.text) or (end and signed):
            end = i + 1
        elif not end:
            break
    return end


def _is_title(spots: Sequence[Spot], place: Place) -> bool:
    """Whether the first line of the file names the whole of it, not just its first section."""
    spot = spots[0]
    if len(spot.text) > MAX_TITLE or is_finished(spot.text) or is_caption(spot.text):
        return False
    if find_number(spot.text) or find_roman(spot.text) or starts_lower(spot.text):
        return False
    if is_table_name(spot.text) and place.before_table:
        return False
    if find_label_rank(spot.text) == PART:
        return False
    if len(spots) == 1:
        return place.before_table
    if is_capitals(spot.text) or len(spot.text.split()) >= 4:
        return len(spot.text.split()) <= 15 or is_finished(spots[1].text)
    return bool(spot.after) or is_name_like(spots[1].text)
