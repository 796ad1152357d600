"""Recognises a text that was printed before, by the smallest hashes of its word shingles.

Source: A. Broder, "On the resemblance and containment of documents", SEQUENCES 1997: the sketch
of a text is the set of its s smallest shingle hashes; of the s smallest hashes of two texts
together, the share that both sketches hold estimates |A ∩ B| / |A ∪ B| without bias.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from heapq import nsmallest

from rag.types import DocumentRecord

SHINGLE_WORDS = 5
SKETCH_SIZE = 128
"""The estimate's standard error is at most .044 (at a resemblance of .5), .027 at .9."""
ALIKE = 0.9
"""Resemblance from which a text is a reprint: what a new letterhead or page numbers leave of it."""
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


def sketch_of(text: str, title: str = "") -> tuple[int, ...]:
    """The smallest hashes (63 bits) of runs of five words, ascending; empty without words.

    Case, white space and punctuation do not matter. A shorter text is one run. Numbers in the
    title are part of every run: texts whose titles name different ones have nothing in common.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return ()
    n_runs = max(1, len(words) - SHINGLE_WORDS + 1)
    numbers = "".join(f"{number}\n" for number in _NUMBER.findall(title))
    runs = {numbers + " ".join(words[left : left + SHINGLE_WORDS]) for left in range(n_runs)}
    return tuple(nsmallest(SKETCH_SIZE, map(_hash, runs)))


def resemblance(first: Sequence[int], second: Sequence[int]) -> float:
    """How much of two texts is the same, 0..1, from their sketches; 0 when one is empty."""
    if not first or not second:
        return 0.0
    both = set(first) & set(second)
    union = nsmallest(SKETCH_SIZE, {*first, *second})
    return sum(number in both for number in union) / len(union)


def find_reprinted(
    title: str,
    sketch: Sequence[int],
    others: Iterable[tuple[DocumentRecord, Sequence[int]]],
) -> DocumentRecord | None:
    """The first of the documents that this text reprints, or None.

    Titles that name different numbers are of different papers, however much of their form they
    share: last year's report and this year's.
    """
    numbers = _NUMBER.findall(title)
    for record, other in others:
        if _NUMBER.findall(record.title) == numbers and resemblance(sketch, other) >= ALIKE:
            return record
    return None


def _hash(run: str) -> int:
    digest = blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
