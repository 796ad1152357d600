"""Records of what the passage store keeps and finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rag.types.documents import Passage, SectionDate
from rag.types.names import TermNumbers, TextLanguage, Vector


@dataclass(frozen=True, slots=True)
class Point:
    """A passage as the store keeps it. ``id`` is a UUID made from version and passage id.

    ``lexical`` maps a 32-bit term number to its BM25 term-frequency part (see rag/text/bm25.py).
    ``unit_vectors`` has shape (n_units, dimension), one row for each unit of the passage in order.
    ``terms`` are the terms of its title and headings, then those of each of its units.
    ``date`` is when it was published, ``dates`` are those of its section that hold for it.
    """

    id: str
    version_id: str
    passage: Passage
    dense: Vector
    lexical: Mapping[int, float]
    unit_vectors: Vector
    source: str
    collection: str
    groups: tuple[str, ...]
    date: date | None
    dates: tuple[SectionDate, ...] = ()
    terms: tuple[TermNumbers, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Constraints on both legs; an empty tuple or None means no constraint.

    Between ``date_from`` and ``date_to`` lies what was published then, and what speaks of a time
    that overlaps: a day, or a period by its months. What has no date at all is left out.

    A language finds what is in it, wholly or for a true part; "mixed" what is in two.

    ``groups`` None is an asker who sees everything; a tuple shows documents without groups and
    those that share one.
    """

    source: tuple[str, ...] = ()
    language: tuple[TextLanguage, ...] = ()
    collection: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class StoreHit:
    """One point found by one leg, with its passage as it was written. ``score`` is larger for
    better, comparable within a leg only."""

    point_id: str
    version_id: str
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """What is read back of a point: its passage, the vectors of its units in order, the terms of
    its headings and of each unit, and its own vector, None where that was not kept."""

    version_id: str
    passage: Passage
    unit_vectors: Vector
    terms: tuple[TermNumbers, ...] = ()
    dense: Vector | None = None


@dataclass(frozen=True, slots=True)
class LegHits:
    """Both legs of one search, best first, ties by point id."""

    dense: tuple[StoreHit, ...]
    lexical: tuple[StoreHit, ...]


@dataclass(frozen=True, slots=True)
class VersionInventory:
    """What the store holds of one version: ``digest`` is the XOR of hashed point ids, hex."""

    n_points: int
    digest: str


@dataclass(frozen=True, slots=True)
class IndexHandover:
    """An index that is whole and waits to take the place of the one ``before``.

    ``chosen`` are the settings that it is asked by, without secrets; ``held`` is what it holds of
    each version that was live when it was made.
    """

    fingerprint: str
    before: str | None
    chosen: Mapping[str, Mapping[str, object]]
    held: Mapping[str, VersionInventory]
