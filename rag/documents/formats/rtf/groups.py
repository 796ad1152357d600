"""What holds in a group of a rich text: where its words go and how they look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from rag.types import Aside


class Place(Enum):
    """Where the words of a group go."""

    TEXT = auto()
    SKIPPED = auto()
    WRAPPER = auto()
    """Words of its own mean nothing, groups in it may."""
    FONTS = auto()
    STYLES = auto()
    PROPERTIES = auto()
    TITLE = auto()
    MARK = auto()
    AUTHOR = auto()


_SWITCHES = {"b": "bold", "v": "hidden", "deleted": "deleted"}
_NUMBERS = {"f": "font", "s": "style", "itap": "nested"}
_ALIGNED = frozenset({"qc", "ql", "qr", "qj", "qd"})
_BODY_LEVEL = 9


@dataclass(slots=True)
class Look:
    """How paragraph and words are set. ``nested``: in how many tables the paragraph stands.

    ``level`` is its outline level, 1..9, 0 for none; ``style`` the number of its style.
    """

    style: int = 0
    level: int = 0
    centred: bool = False
    nested: int = 0
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None

    def say(self, word: str, number: int | None) -> None:
        """Take a control word; those that say nothing of looks change nothing."""
        if word in _SWITCHES:
            setattr(self, _SWITCHES[word], number != 0)
        elif word in _NUMBERS:
            setattr(self, _NUMBERS[word], max(number or 0, 0))
        elif word in _ALIGNED:
            self.centred = word == "qc"
        elif word == "pard":
            self.style, self.level, self.centred, self.nested = 0, 0, False, 0
        elif word == "plain":
            self.bold, self.hidden, self.font = False, False, None
        elif word == "outlinelevel":
            self.level = heading_level(number)
        elif word == "intbl":
            self.nested = max(self.nested, 1)


def heading_level(outline: int | None) -> int:
    """The level of a heading by its outline level, counted from 0; 0 for none.

    >>> heading_level(0), heading_level(8), heading_level(9)
    (1, 9, 0)
    """
    return outline + 1 if outline is not None and 0 <= outline < _BODY_LEVEL else 0


@dataclass(slots=True)
class Group:
    """An open group. ``around`` is the place that a wrapper stands in; ``n_fallback`` how many
    characters after each ``\\u`` are for programs that do not know it."""

    look: Look
    place: Place = Place.SKIPPED
    around: Place = Place.SKIPPED
    n_fallback: int = 1
    opens: bool = True
    starred: bool = False
    ends: Aside | None = None

    def inner(self) -> Group:
        """A group that opens in this one."""
        return Group(replace(self.look), self.place, self.around, self.n_fallback)


# Groups by their first word; those of fonts, styles and the like hold no text of the page.
PLACES = {
    "fonttbl": Place.FONTS,
    "stylesheet": Place.STYLES,
    "info": Place.PROPERTIES,
    "title": Place.TITLE,
    "listtext": Place.MARK,
    "pntext": Place.MARK,
    "atnauthor": Place.AUTHOR,
    **dict.fromkeys(
        ("field", "object", "shp", "shpinst", "shpgrp", "do", "upr", "nesttableprops"),
        Place.WRAPPER,
    ),
    **dict.fromkeys(
        "colortbl pict header headerl headerr headerf footer footerl footerr footerf fldinst"
        " ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn nonshppict shprslt xe tc tcn txe rxe bxe"
        " filetbl listtable revtbl sp sn sv atnid atndate atntime atnref bkmkstart bkmkend"
        " pnseclvl pn nonesttables generator userprops private author operator subject keywords"
        " comment doccomm manager company category hlinkbase falt panose".split(),
        Place.SKIPPED,
    ),
}
SHOWN_IN_WRAPPERS = frozenset({"fldrslt", "result", "ud"})
"""Groups in a wrapper whose words stand where the wrapper does."""
ASIDES: dict[str, Aside] = {
    "footnote": "note",
    "annotation": "comment",
    "shptxt": "text_box",
    "dptxbxtext": "text_box",
}
"""Groups that are texts of their own, beside the one they stand in."""
