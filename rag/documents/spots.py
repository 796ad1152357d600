"""A line of prose at its place: what stands around it, and whether the file begins with it."""

from __future__ import annotations

from dataclasses import dataclass

from rag.documents.lines import UNSTYLED, Style
from rag.documents.page import Page


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
