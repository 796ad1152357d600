"""Citation markers: the ``[n]`` that ties a claim to its citation."""

from __future__ import annotations

import re

# At most three digits: a bracketed year is a year, not a marker.
_MARKER = re.compile(r"\[([1-9]\d{0,2})\]")
_MARKER_WITH_SPACE = re.compile(r"[ \t]*\[[1-9]\d{0,2}\]")


def render_marker(n: int) -> str:
    """``[n]``. Raises: ValueError when ``n`` is not in 1..999.

    >>> render_marker(3)
    '[3]'
    """
    if not 1 <= n <= 999:
        raise ValueError(f"a marker's number is 1..999, not {n}")
    return f"[{n}]"


def find_markers(text: str) -> tuple[tuple[int, int, int], ...]:
    """(start, end, n) of every marker, in order.

    >>> find_markers("Да. [1][12]")
    ((4, 7, 1), (7, 11, 12))
    """
    return tuple((m.start(), m.end(), int(m[1])) for m in _MARKER.finditer(text))


def remove_markers(text: str) -> str:
    """The text without markers and without the spaces before them.

    >>> remove_markers("241 человек [1]. Да. [2]")
    '241 человек. Да.'
    """
    return _MARKER_WITH_SPACE.sub("", text)
