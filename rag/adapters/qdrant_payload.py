"""What a point carries beside its vectors, as both Qdrant stores keep it, and back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rag.text.calendar import day_number, days_of, months_of
from rag.text.mixture import language_keys
from rag.types import Passage, Point, SectionDate, StoredPoint, StoreHit, TermNumbers, Vector


class Scored(Protocol):
    """A point that a search found, as the engine and the client alike give it."""

    @property
    def id(self) -> object:
        """The point's id."""

    @property
    def score(self) -> float:
        """Larger for nearer."""

    @property
    def payload(self) -> Any:
        """What ``make_payload`` made."""


def make_payload(point: Point) -> dict[str, Any]:
    """The fields of a point: those it is filtered by, its passage, terms and unit vectors."""
    payload: dict[str, Any] = {
        "version_id": point.version_id,
        "source": point.source,
        "collection": point.collection,
        "groups": list(point.groups),
        "language": list(language_keys(point.passage.language, point.passage.second)),
        "passage": asdict(point.passage),
        "terms": [_packed(terms, "<u4") for terms in point.terms],
        "units": _packed(point.unit_vectors, "<f2"),
    }
    if point.date is not None:
        payload["date"] = day_number(point.date)
    if spoken := [dated for dated in point.dates if dated.kind != "published"]:
        spans = [(dated.first, dated.last) for dated in spoken]
        payload |= {"days": days_of(spans), "months": months_of(spans)}
        payload["dates"] = [_dated(dated) for dated in spoken]
    return payload


def unpacked_point(
    payload: Mapping[str, Any], vectors: Mapping[str, Any], dimension: int
) -> StoredPoint:
    """What is read back; unit vectors have unit length again after half precision."""
    return StoredPoint(
        version_id=payload["version_id"],
        passage=Passage(**payload["passage"]),
        unit_vectors=_unit_rows(payload.get("units", ""), dimension),
        terms=_unpacked(payload.get("terms", [])),
        dense=_dense(vectors),
    )


def store_hits(scored: Iterable[Scored], limit: int) -> tuple[StoreHit, ...]:
    """The first ``limit`` hits by (-score, id)."""
    hits = [
        StoreHit(
            point_id=str(point.id),
            version_id=point.payload["version_id"],
            passage=Passage(**point.payload["passage"]),
            score=point.score,
        )
        for point in scored
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.point_id))[:limit])


def _dated(dated: SectionDate) -> dict[str, Any]:
    """What the numbers were made of, for whoever looks into the store."""
    return {
        "kind": dated.kind,
        "first": dated.first.isoformat(),
        "last": dated.last.isoformat(),
        "found": dated.found,
        "year_inferred": dated.year_inferred,
    }


def _packed(numbers: npt.NDArray[Any], kind: str) -> str:
    """Numbers as the letters of their bytes: a tenth of the time that lists of numbers take."""
    return b64encode(numbers.astype(kind).tobytes()).decode("ascii")


def _unpacked(packed: Sequence[str]) -> tuple[TermNumbers, ...]:
    return tuple(np.frombuffer(b64decode(letters), "<u4") for letters in packed)


def _dense(vectors: Mapping[str, Any]) -> Vector | None:
    row = vectors.get("dense")
    return None if row is None else np.asarray(row, np.float32)


def _unit_rows(packed: str, dimension: int) -> Vector:
    units = np.frombuffer(b64decode(packed), "<f2").reshape(-1, dimension).astype(np.float32)
    lengths = np.linalg.norm(units, axis=1, keepdims=True)
    return (units / np.where(lengths == 0, 1, lengths)).astype(np.float32, copy=False)
