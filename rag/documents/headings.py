"""Decides whether a line of prose is a heading, by its looks and by what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.documents.opening import MAX_TITLE, opening_rank
from rag.documents.page import Page
from rag.documents.ranks import (
    CHAPTER,
    PART,
    PLAIN,
    STATED_PART,
    STATED_TITLE,
    TITLE,
    Number,
    find_label_rank,
    find_number,
    find_roman,
    is_capitals,
    number_rank,
)
from rag.documents.shapes import (
    find_bullet,
    has_figures,
    has_verb,
    is_caption,
    is_ended_name,
    is_finished,
    is_label,
    is_name_like,
    is_place_or_date,
    is_signature,
    is_stamp,
    is_table_name,
    starts_lower,
)
from rag.documents.spots import Place, Spot
from rag.documents.titles import is_attendance
from rag.types import Block

_MAX_NUMBERED = 160
_MAX_ENDED_WORDS = 3
_MIN_PROSE = 60
_MAX_SHORT = 130
_MAX_RUN = 2
_MAX_STRONG = 200
_MAX_STRONG_WORDS = 12
_MIN_TITLE_WORDS = 4


def find_rank(spots: Sequence[Spot], i: int, previous: Block | None, place: Place) -> int | None:
    """The rank of line ``i`` as a heading, or None when it is none.

    ``previous`` is the block before it, None at the start of the run of lines.
    """
    spot = spots[i]
    if is_stamp(spot.text) or is_attendance(spot.text):
        return None
    if spot.style.level and len(spot.text) <= MAX_TITLE:
        return spot.style.level
    if find_bullet(spot.text) or spot.aligned or spot.style.aside:
        return None
    if place.opens_file:
        opening = opening_rank(spots, i, place)
        if opening is not None:
            return opening
    label = find_label_rank(spot.text)
    if label is not None:
        return STATED_PART if place.page.stated and label == PART else label
    if spot.style.strong and place.page.set_off:
        return _strong_rank(spots, i, previous, place)
    if (place.page.stated or place.page.marked) and not is_capitals(spot.text):
        return None
    return _unmarked_rank(spots, i, previous, place)


def _unmarked_rank(
    spots: Sequence[Spot], i: int, previous: Block | None, place: Place
) -> int | None:
    """The rank of a line that nothing marks as a heading but its words and its place."""
    spot = spots[i]
    number = find_number(spot.text)
    if number is not None:
        return _numbered_rank(spots, i, number, previous, place.before_table)
    roman = find_roman(spot.text)
    if roman is not None:
        return CHAPTER if _numbered_rank(spots, i, roman, previous, place.before_table) else None
    if place.at_head and _is_headline(spots, i):
        return PLAIN
    return _plain_rank(spots, i, previous, place)


def _strong_rank(spots: Sequence[Spot], i: int, previous: Block | None, place: Place) -> int | None:
    """Short lines in bold type or in the middle, unless they say something or sign or date it;
    the first line of the file is its title, or the first of several words after lines of its head.
    """
    text = spots[i].text
    last = i + 1 == len(spots) and not place.before_table
    if last or len(text) > _MAX_STRONG or starts_lower(text) or has_figures(text):
        return None
    if text in place.page.running or is_table_name(text) or is_caption(text):
        return None
    if is_place_or_date(text) or (is_signature(text) and len(text.split()) <= _MAX_STRONG_WORDS):
        return None
    number = find_number(text) or find_roman(text)
    if number is not None:
        # «… о следующем:» leads in a list, but no list of headings.
        before = previous if previous and previous.kind == "list_item" else None
        rank = _numbered_rank(spots, i, number, before, place.before_table)
        return CHAPTER if rank and number.roman else rank
    says = has_verb(text) and not (is_capitals(text) and text.endswith(":"))
    finished = is_finished(text) and (says or len(text.split()) > _MAX_STRONG_WORDS)
    if finished or text.endswith((";", ",")) or not any(map(str.isalpha, text)):
        return None
    names_all = place.at_head and place.untitled and len(text.split()) >= _MIN_TITLE_WORDS
    if place.opens_file and (i == 0 or names_all):
        return STATED_TITLE if place.page.stated else TITLE
    return PART if is_capitals(text) else PLAIN


def _is_headline(spots: Sequence[Spot], i: int) -> bool:
    """The headline of a notice may state figures and have a verb: it is the unfinished line set
    apart before the first prose of the file."""
    spot = spots[i]
    if i + 1 == len(spots) or not (spot.before or spot.after) or len(spot.text) > _MAX_NUMBERED:
        return False
    after = spots[i + 1].text
    if len(after) < _MIN_PROSE or not is_finished(after) or is_finished(spot.text):
        return False
    is_line = is_caption(spot.text) or is_signature(spot.text) or is_place_or_date(spot.text)
    return len(spot.text.split()) >= 3 and not starts_lower(spot.text) and not is_line


def _numbered_rank(
    spots: Sequence[Spot], i: int, number: Number, previous: Block | None, before_table: bool
) -> int | None:
    """A numbered line is a heading unless it is an item of a list or a whole sentence."""
    if i + 1 == len(spots) and not before_table:
        return None
    if _is_sentence(spots[i].text, number) or _is_counted_item(spots, i, number, previous):
        return None
    return number_rank(number)


def _is_sentence(text: str, number: Number) -> bool:
    if len(text) > _MAX_NUMBERED or text.endswith((";", ",", ":")):
        return True
    if len(number.parts) == 1 and has_figures(number.rest):
        return True
    long = has_verb(number.rest) or len(number.rest.split()) > _MAX_ENDED_WORDS
    return is_finished(number.rest) and long


def _is_counted_item(spots: Sequence[Spot], i: int, number: Number, previous: Block | None) -> bool:
    """Whether the number only counts items: a lead-in before it, or its neighbours beside it."""
    if number.mark == ")" or (previous is not None and previous.text.endswith(":")):
        return True
    return len(number.parts) == 1 and (
        _counts_on(spots, i, number) or _counts_from(previous, number)
    )


def _counts_on(spots: Sequence[Spot], i: int, number: Number) -> bool:
    """Whether the next line carries the next number: then both are items of a list."""
    if i + 1 >= len(spots):
        return False
    after = _same_kind(number)(spots[i + 1].text)
    return after is not None and _is_counted_alike(after, number, number.parts[0] + 1)


def _counts_from(previous: Block | None, number: Number) -> bool:
    """Whether the block before is the item with the number before."""
    if previous is None or previous.kind != "list_item":
        return False
    before = _same_kind(number)(previous.text)
    return before is not None and _is_counted_alike(before, number, number.parts[0] - 1)


def _is_counted_alike(other: Number, number: Number, part: int) -> bool:
    """Whether ``other`` is the number ``part`` in the list of ``number``: «2)» is none of «3.»."""
    return other.parts == (part,) and other.mark == number.mark


def _same_kind(number: Number) -> Callable[[str], Number | None]:
    return find_roman if number.roman else find_number


def _plain_rank(spots: Sequence[Spot], i: int, previous: Block | None, place: Place) -> int | None:
    spot = spots[i]
    if spot.text in place.page.running or is_table_name(spot.text):
        return None
    capitals = is_capitals(spot.text)
    if _is_heading_by_stop(spots, i, previous, place.page):
        return PLAIN
    if capitals and len(spot.text) <= _MAX_NUMBERED and not spot.text.endswith((";", ",", ".")):
        return PART if i + 1 < len(spots) or place.before_table else None
    if not is_name_like(spot.text) or has_verb(spot.text) or not _stands_free(spots, i, previous):
        return None
    if not _leads_to_text(spots, i, place.before_table):
        return None
    apart = spot.before >= 2 and not place.page.spaced and i + 1 == len(spots)
    return PART if apart else PLAIN


def _is_heading_by_stop(spots: Sequence[Spot], i: int, previous: Block | None, page: Page) -> bool:
    """Headings that end in a full stop: «Образование.» before prose, or a name set apart."""
    spot = spots[i]
    if i + 1 >= len(spots) or find_bullet(spots[i + 1].text):
        return False
    opens = spot.before > 0 or previous is None or previous.kind == "heading"
    if is_label(spot.text) and opens and len(spots[i + 1].text) > 60:
        return not (page.spaced and spot.after)
    apart = spot.before > 0 and spot.after > 0 and not page.spaced
    return apart and is_ended_name(spot.text)


def _stands_free(spots: Sequence[Spot], i: int, previous: Block | None) -> bool:
    """Whether the line before is done: a heading, a statement, an item, or a blank line."""
    if spots[i].before or previous is None or previous.kind != "paragraph":
        return True
    before = spots[i - 1].text
    done = is_finished(before) or has_figures(before) or is_caption(before)
    return done or len(before) > _MAX_SHORT


def _leads_to_text(spots: Sequence[Spot], i: int, before_table: bool) -> bool:
    """Whether prose, a list or a table follows, over at most one more short line."""
    for step in range(_MAX_RUN):
        j = i + step
        if j + 1 == len(spots):
            return before_table
        after = spots[j + 1].text
        if find_bullet(after) or find_number(after) or find_label_rank(after) is not None:
            return True
        if not is_name_like(after):
            return j + 2 < len(spots) or not is_signature(after)
        if spots[j].after:
            return True
    return False
