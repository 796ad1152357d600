"""When two pieces of text count as the same words: the one comparison behind answers and quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MIN_SHARED = 0.6
"""Share of the evidence's words that a quote must hold where neither holds the other."""
_QUOTES = re.compile('[«»"“”„]')
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
# «3 240», «3.240» and «3240» are one number.
_THOUSANDS = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """NFC, lower case, ё as е, quotation marks dropped, white space as single spaces."""
    text = unicodedata.normalize("NFC", text).replace("\xa0", " ").lower().replace("ё", "е")
    return _SPACE.sub(" ", _QUOTES.sub("", text)).strip()


@lru_cache(maxsize=50_000)
def squeezed(text: str) -> str:
    """``plain`` with the separators of thousands dropped."""
    return _THOUSANDS.sub("", plain(text))


def holds(text: str, accepted: str) -> bool:
    """Whether the accepted string stands in the text, thousands separated or not."""
    return plain(accepted) in plain(text) or squeezed(accepted) in squeezed(text)


def meets_groups(text: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether every group has an accepted string in the text; true without groups."""
    return all(any(holds(text, accepted) for accepted in group) for group in groups)


def overlaps(quote: str, evidence: str) -> bool:
    """Whether one holds the other, or the quote holds ``MIN_SHARED`` of the evidence's words."""
    one, other = plain(quote), plain(evidence)
    if one and (one in other or other in one):
        return True
    words = _words(other)
    return bool(words) and len(_words(one) & words) / len(words) >= MIN_SHARED


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
