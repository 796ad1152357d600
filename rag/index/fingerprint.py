"""The fingerprint of an index: everything that must be equal for its vectors and terms to match."""

from __future__ import annotations

import hashlib
import json

from rag.errors import IndexIncompatible
from rag.index.points import AVERAGE_LENGTH
from rag.ports import Embedder
from rag.text.bm25 import K1, WEAK_WEIGHT, B
from rag.text.glossary import read_glossary_digest

ANALYSIS_VERSION = 9
"""Raised when rag/text makes other terms of the same words."""
INDEX_FORMAT = 8
"""Raised when what a point holds, or how passages and units are cut, changes."""


REEMBEDDABLE = frozenset({"model", "dimension", "budget_tokens"})
"""Parts that a stored document does not depend on."""
REEMBED = (
    "Run `derek ingest --reembed` to make another beside it, or go back to the settings before."
)
REBUILD = "Run `derek ingest --rebuild` to make it anew from the stored originals."


def index_fingerprint(embedder: Embedder, budget_tokens: int) -> str:
    """Model, dimension, analysis, glossary, packer and format as JSON with sorted keys."""
    parts = {
        "model": embedder.name,
        "dimension": embedder.dimension,
        "analysis": ANALYSIS_VERSION,
        "glossary": read_glossary_digest(),
        "bm25": [K1, B, WEAK_WEIGHT, AVERAGE_LENGTH],
        "budget_tokens": budget_tokens,
        "format": INDEX_FORMAT,
    }
    return json.dumps(parts, sort_keys=True)


def short_fingerprint(fingerprint: str) -> str:
    """Eight hex digits that name an index folder and stand in an answer's trace."""
    return hashlib.blake2b(fingerprint.encode(), digest_size=4).hexdigest()


def check_fingerprint(stored: str | None, current: str) -> None:
    """Raises: IndexIncompatible, naming what differs, when an index was made otherwise."""
    if stored is None or stored == current:
        return
    before, after = _parts(stored), _parts(current)
    differing = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    shown = ", ".join(f"{n} was {before.get(n)}, is {after.get(n)}" for n in differing)
    raise IndexIncompatible(
        f"The index was made otherwise: {shown or 'its fingerprint cannot be read'}.",
        mend=REEMBED if before and REEMBEDDABLE.issuperset(differing) else REBUILD,
    )


def _parts(fingerprint: str) -> dict[str, object]:
    """What a fingerprint says by name; empty for one that cannot be read."""
    try:
        parts = json.loads(fingerprint)
    except ValueError:
        return {}
    return parts if isinstance(parts, dict) else {}
