"""Decides whether a line of prose is a heading, by its looks and by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.documents.lines import UNSTYLED, Style
from rag.documents.page import Page
from rag.documents.ranks import (
    CHAPTER,
    LETTERHEAD,
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
from rag.documents.titles import is_attendance
from rag.text.papers import is_letterhead
from rag.types import Block

_MAX_NUMBERED = 160
_MAX_ENDED_WORDS = 3
_MAX_TITLE = 300
_MIN_PROSE = 60
_MAX_SHORT = 130
_MAX_RUN = 2
_MAX_APPROVAL = 8
_MAX_STRONG = 200
_MAX_STRONG_WORDS = 12
_MIN_TITLE_WORDS = 4
_DAY = re.compile(r"\W*\d{1,2}\W+\w+ (?:19|20)\d\d\s*(?:г|года|ж|жыл)?\W*", re.I)


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of prose with the number of blank lines before and after it. ``aligned``: it has
    tabs inside, as signatures and pasted columns have."""

    text: str
    before: int
    after: int
    aligned: bool = False
    style: Style = UNSTYLED
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a run of lines: the layout of its page, whether the file begins with it,
    whether a table follows it. ``at_head``: no prose has come before the line in question;
    ``untitled``: no heading has."""

    page: Page
    opens_file: bool
    before_table: bool
    at_head: bool = False
    untitled: bool = False


def find_rank(spots: Sequence[Spot], i: int, previous: Block | None, place: Place) -> int | None:
    """The rank of line ``i`` as a heading, or None when it is none.

    ``previous`` is the block before it, None at the start of the run of lines.
    """
    spot = spots[i]
    if is_stamp(spot.text) or is_attendance(spot.text):
        return None
    if spot.style.level and len(spot.text) <= _MAX_TITLE:
        return spot.style.level
    if find_bullet(spot.text) or spot.aligned or spot.style.aside:
        return None
    if place.opens_file:
        opening = _opening_rank(spots, i, place)
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


def _opening_rank(spots: Sequence[Spot], i: int, place: Place) -> int | None:
    """The rank of the file's title, and of the name of an office that stands over it; None for any
    other line."""
    first = approval_end(spots)
    if i < first or not _is_title(spots[first:], place):
        return None
    lines = [spot.text for spot in spots[first : first + 2]]
    headed = not place.page.stated and is_letterhead(lines)
    if headed and i <= first + 1:
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
        if is_stamp(spot.text) or (end and (signed or _DAY.fullmatch(spot.text))):
            end = i + 1
        elif not end:
            break
    return end


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


def _is_title(spots: Sequence[Spot], place: Place) -> bool:
    """Whether the first line of the file names the whole of it, not just its first section."""
    spot = spots[0]
    if len(spot.text) > _MAX_TITLE or is_finished(spot.text) or is_caption(spot.text):
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
