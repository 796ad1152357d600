"""Measures how much of a claim's wording its source carries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rag.text.analyse import Token, analyse
from rag.types import Language

MAX_RUN = 3
"""So many content words in a row may be the claim's own within a language: more of them say
something else than the source, however much of it stands around them."""


def carried_share(claim: str, source: str, languages: tuple[Language, Language]) -> float:
    """Share 0..1 of the claim's content words that the source has, in any form or spelling.

    1 for a claim without content words, 0 for one with more than ``MAX_RUN`` words in a row that
    the source lacks in the same language; numbers are not counted. ``languages`` are those of claim
    and source.
    """
    said = [t for t in analyse(claim, language=languages[0]) if not t.surface[0].isdigit()]
    if not said:
        return 1.0
    known = _keys(analyse(source, language=languages[1]))
    carried = [bool(known & _keys([token])) for token in said]
    if languages[0] == languages[1] and _longest_run(carried) > MAX_RUN:
        return 0.0
    return sum(carried) / len(said)


def _longest_run(carried: Sequence[bool]) -> int:
    """Most words in a row that are not carried."""
    return max((len(list(run)) for has, run in groupby(carried) if not has), default=0)


def _keys(tokens: list[Token] | tuple[Token, ...]) -> frozenset[str]:
    return frozenset(key for token in tokens for key in (token.term, *token.weak))
