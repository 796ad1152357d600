"""Tells whether a claim repeats entries of one list of its source, in whatever order."""

from __future__ import annotations

import re

from rag.text.sentences import split_sentences

_GAP = re.compile(r"[,;]\s+")
_DIGIT = re.compile(r"\d")


def repeats_entries(claim: str, source: str) -> bool:
    """Whether the claim is one sentence that opens like one of the source, up to a colon, and
    behind it has nothing but entries that stand there too, each whole and with a figure.

    An entry has its figure and what it is a figure of, and the opening is that of all of them: so
    nothing can have come to stand beside another's words.

    >>> repeats_entries("Жители: дети – 40; взрослые – 90.", "Жители: взрослые – 90, дети – 40.")
    True
    """
    said = _read(claim)
    if said is None or len(split_sentences(claim)) != 1:
        return False
    known = (_read(source[start:end]) for start, end in split_sentences(source))
    return any(other is not None and other[0] == said[0] and said[1] <= other[1] for other in known)


def _read(sentence: str) -> tuple[str, frozenset[str]] | None:
    """What stands before the colon and the entries behind it; None without either."""
    lead, colon, rest = " ".join(sentence.split()).rstrip(".; ").partition(": ")
    entries = frozenset(_GAP.split(rest))
    named = all(_DIGIT.search(entry) and entry[:1].isalpha() for entry in entries)
    return (lead, entries) if colon and named else None
