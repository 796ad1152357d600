"""Joins many ways of saying something into one pattern that is quick to search with."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FLAGS = re.IGNORECASE | re.VERBOSE | re.MULTILINE
_AT_WORD = r"\b"
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|.", re.DOTALL)


def compile_any(*patterns: str) -> re.Pattern[str]:
    r"""One pattern that finds whatever any of the verbose ``patterns`` does, whatever the case.

    A search tries every alternative at every letter. Those that begin with ``\b`` are gathered
    behind one such mark and are tried where a word begins, so they must begin with a word.

    >>> bool(compile_any(r"\bcat\b | \bdog", "[#]").search("A hot dog"))
    True
    """
    alternatives = [one for pattern in patterns for one in split_alternatives(pattern)]
    at_word = [one.removeprefix(_AT_WORD) for one in alternatives if one.startswith(_AT_WORD)]
    others = [one for one in alternatives if not one.startswith(_AT_WORD)]
    gathered = [rf"{_AT_WORD}(?=\w)(?:{'|'.join(at_word)})"] if at_word else []
    return re.compile("|".join([*gathered, *others]), _FLAGS)


def split_alternatives(pattern: str) -> Iterator[str]:
    r"""The alternatives of a pattern that stand in no group, without the space around them.

    >>> list(split_alternatives(r"a(?:b|c) | [|] | \|"))
    ['a(?:b|c)', '[|]', '\\|']
    """
    depth, one = 0, ""
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            yield one.strip()
            one = ""
        else:
            one += piece
    yield one.strip()
