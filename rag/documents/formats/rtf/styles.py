"""What the names of a rich text's styles say of its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rag.documents.formats.rtf.groups import heading_level
from rag.documents.frames import TITLE_LEVEL
from rag.documents.lines import flat

_HEADING_NAME = re.compile(r"(?:heading|заголовок|тақырып)[ _]?([1-9])\b", re.I)
_TITLE_NAME = re.compile(r"(?:title|название)$", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|contents|оглавление|содержание|table of figures)\b", re.I)
_MAX_CHAIN = 20


@dataclass(slots=True)
class Styles:
    """Paragraph styles by their numbers: names, outline levels, what they are based on."""

    names: dict[int, str] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    behind: dict[int, int] = field(default_factory=dict)
    _number: int = 0

    def say(self, word: str, number: int | None) -> None:
        """Take a control word of the style sheet."""
        if word == "s":
            self._number = number or 0
        elif word == "sbasedon" and number not in (None, self._number):
            self.behind[self._number] = number or 0
        elif word == "outlinelevel":
            self.levels[self._number] = heading_level(number)

    def write(self, text: str) -> None:
        """Take a piece of a style's name, which ends in a semicolon."""
        self.names[self._number] = self.names.get(self._number, "") + text

    def level(self, number: int) -> int:
        """The level of a heading in a style, ``TITLE_LEVEL`` for the title, 0 for none."""
        for _ in range(_MAX_CHAIN):
            found = self.levels.get(number) or _named_level(self._name(number))
            if found or number not in self.behind:
                return found
            number = self.behind[number]
        return 0

    def is_contents(self, number: int) -> bool:
        """Whether it is a style for lines of a table of contents."""
        return bool(_CONTENTS_NAME.match(self._name(number)))

    def _name(self, number: int) -> str:
        return flat(self.names.get(number, "")).rstrip(" ;")


def _named_level(name: str) -> int:
    heading = _HEADING_NAME.match(name)
    if heading:
        return int(heading[1])
    return TITLE_LEVEL if _TITLE_NAME.match(name) else 0
