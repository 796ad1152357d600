"""Lines of a normalised text, with the little of their layout and style that carries meaning."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Aside


@dataclass(frozen=True, slots=True)
class Style:
    """What a source that knows styles says of a line; plain text says none of it.

    ``level`` is 1..9 for a heading by its style, 0 otherwise. ``strong``: it is set off as
    headings are, by bold type or in the middle. ``item``: it is an item of a list. ``whole``: it
    is a paragraph, so that no other line goes on in it. ``aside``: a note, comment, text box or
    line of contents, which is no heading; ``hangs`` says which, None for contents.
    """

    level: int = 0
    strong: bool = False
    item: bool = False
    whole: bool = False
    aside: bool = False
    hangs: Aside | None = None


UNSTYLED = Style()


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``text`` has no white space around it but keeps tabs inside.

    ``tabbed`` is true for a line that begins with a tab: a pasted table cell or an indent. A
    tabbed line without text is an empty cell. ``n_tabs`` is how many tabs it begins with.
    ``page`` is that of the source, where it has pages.
    """

    text: str
    tabbed: bool = False
    style: Style = UNSTYLED
    page: int | None = None
    n_tabs: int = 0

    @property
    def blank(self) -> bool:
        """Nothing on the line, not even an empty cell."""
        return not self.text and not self.tabbed


def parse_lines(text: str) -> list[Line]:
    """The lines of ``text``, split at newlines only."""
    return [_parse_line(raw) for raw in text.split("\n")]


def _parse_line(raw: str) -> Line:
    led = raw.lstrip(" ")
    if not led.startswith("\t"):
        return Line(raw.strip())
    text = led.lstrip(" \t")
    return Line(text.rstrip(), tabbed=True, n_tabs=led[: len(led) - len(text)].count("\t"))


def flat(text: str) -> str:
    """``text`` on one line: every run of white space is one space."""
    return " ".join(text.split())
