"""What a rich text says of itself: its title, when it was saved."""

from __future__ import annotations

from dataclasses import dataclass, field

_SAVED = ("revtim", "creatim")


@dataclass(slots=True)
class Properties:
    """The title as it was written, which may be a template's; moments by their control words."""

    title: str = ""
    _moments: dict[str, dict[str, int]] = field(default_factory=dict)
    _moment: str = ""

    def say(self, word: str, number: int | None) -> None:
        """Take a control word of the properties."""
        if word.endswith("tim"):
            self._moment = word
        elif word in ("yr", "mo", "dy"):
            self._moments.setdefault(self._moment, {})[word] = number or 0

    @property
    def saved(self) -> str | None:
        """The day it was saved last, else made, in ISO 8601; None when it does not say."""
        for name in _SAVED:
            day = self._moments.get(name)
            if day:
                return "{:04d}-{:02d}-{:02d} ".format(*(day.get(k, 0) for k in ("yr", "mo", "dy")))
        return None
