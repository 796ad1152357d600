"""Lines of a normalised text file, with the little of their layout that carries meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``text`` has no white space around it but keeps tabs inside.

    ``tabbed`` is true for a line that begins with a tab: a pasted table cell or an indent. A
    tabbed line without text is an empty cell.
    """

    text: str
    tabbed: bool

    @property
    def blank(self) -> bool:
        """Nothing on the line, not even an empty cell."""
        return not self.text and not self.tabbed


def parse_lines(text: str) -> list[Line]:
    """The lines of ``text``, split at newlines only."""
    return [
        Line(text=raw.strip(), tabbed=raw.lstrip(" ").startswith("\t")) for raw in text.split("\n")
    ]


def flat(text: str) -> str:
    """``text`` on one line: every run of white space is one space."""
    return " ".join(text.split())
