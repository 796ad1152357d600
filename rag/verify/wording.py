"""Measures how much of a claim's wording its source carries."""

from __future__ import annotations

from rag.text.analyse import Token, analyse
from rag.types import Language


def carried_share(claim: str, source: str, languages: tuple[Language, Language]) -> float:
    """Share 0..1 of the claim's content words that the source has, in any form or spelling.

    1 for a claim without content words; numbers are not counted. ``languages`` are those of claim
    and source.
    """
    said = [t for t in analyse(claim, language=languages[0]) if not t.surface[0].isdigit()]
    if not said:
        return 1.0
    known = _keys(analyse(source, language=languages[1]))
    return sum(bool(known & _keys([token])) for token in said) / len(said)


def _keys(tokens: list[Token] | tuple[Token, ...]) -> frozenset[str]:
    return frozenset(key for token in tokens for key in (token.term, *token.weak))
