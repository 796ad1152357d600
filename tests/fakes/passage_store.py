"""A passage store in memory: every point is looked at, by the formulas of the contract."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from rag.errors import AdapterUnavailable
from rag.text.calendar import day_number, days_of, month_number, months_of
from rag.text.digest import digest_ids
from rag.text.mixture import language_keys
from rag.types import (
    Filters,
    LegHits,
    Point,
    StoredPoint,
    StoreHit,
    Vector,
    VersionInventory,
)


class InMemoryPassageStore:
    """Cosine for the dense leg; for the lexical leg the dot product of weights and IDF."""

    def __init__(self, dimension: int = 64) -> None:
        self._dimension = dimension
        self._points: dict[str, Point] = {}
        self._open = True

    def write_points(self, points: Sequence[Point]) -> None:
        self._check()
        for point in points:
            assert point.dense.shape == (self._dimension,)
            assert point.unit_vectors.ndim == 2
            assert point.unit_vectors.shape[1] == self._dimension
            self._points[point.id] = point

    def flush(self) -> None:
        self._check()

    def optimise(self) -> None:
        self._check()

    def remove_versions(self, version_ids: Sequence[str]) -> None:
        self._check()
        gone = set(version_ids)
        self._points = {i: p for i, p in self._points.items() if p.version_id not in gone}

    def relabel_version(self, version_id: str, source: str) -> None:
        self._check()
        for point in list(self._points.values()):
            if point.version_id == version_id:
                self._points[point.id] = replace(point, source=source)

    def search(
        self, dense: Vector, lexical: Mapping[int, float], filters: Filters, limit: int
    ) -> LegHits:
        self._check()
        chosen = [point for point in self._points.values() if _passes(point, filters)]
        weights = self._weights(lexical)
        return LegHits(
            dense=_best(((p, _cosine(p.dense, dense)) for p in chosen), limit),
            lexical=_best(
                ((p, _dot(p.lexical, weights)) for p in _sharing(chosen, lexical)), limit
            ),
        )

    def read_points(self, point_ids: Sequence[str]) -> Mapping[str, StoredPoint]:
        self._check()
        found = (self._points[i] for i in point_ids if i in self._points)
        return {
            p.id: StoredPoint(p.version_id, p.passage, p.unit_vectors, p.terms, p.dense)
            for p in found
        }

    def inventory(self) -> Mapping[str, VersionInventory]:
        self._check()
        held: dict[str, list[str]] = defaultdict(list)
        for point in self._points.values():
            held[point.version_id].append(point.id)
        return {v: VersionInventory(len(ids), digest_ids(ids)) for v, ids in held.items()}

    def close(self) -> None:
        self._open = False

    def _weights(self, lexical: Mapping[int, float]) -> dict[int, float]:
        with_terms = [point for point in self._points.values() if point.lexical]
        n_with = Counter(term for point in with_terms for term in point.lexical)
        n = len(with_terms)
        return {
            term: weight * math.log(1 + (n - n_with[term] + 0.5) / (n_with[term] + 0.5))
            for term, weight in lexical.items()
        }

    def _check(self) -> None:
        if not self._open:
            raise AdapterUnavailable("The store is closed.")


def _passes(point: Point, filters: Filters) -> bool:
    keys = set(language_keys(point.passage.language, point.passage.second))
    return (
        _one_of(point.source, filters.source)
        and (not filters.language or not keys.isdisjoint(filters.language))
        and _one_of(point.collection, filters.collection)
        and _in_period(point, filters)
        and _visible(point, filters.groups)
    )


def _one_of(value: str, wanted: Sequence[str]) -> bool:
    return not wanted or value in wanted


def _in_period(point: Point, filters: Filters) -> bool:
    if filters.date_from is None and filters.date_to is None:
        return True
    spans = [(d.first, d.last) for d in point.dates if d.kind != "published"]
    published = [day_number(point.date)] if point.date else []
    return _any_within([*published, *days_of(spans)], filters, day_number) or _any_within(
        months_of(spans), filters, month_number
    )


def _any_within(numbers: Sequence[int], filters: Filters, number_of: Callable[[date], int]) -> bool:
    first = number_of(filters.date_from or date.min)
    last = number_of(filters.date_to or date.max)
    return any(first <= number <= last for number in numbers)


def _visible(point: Point, groups: tuple[str, ...] | None) -> bool:
    return groups is None or not point.groups or bool({*groups} & {*point.groups})


def _cosine(a: Vector, b: Vector) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def _sharing(points: Iterable[Point], lexical: Mapping[int, float]) -> Iterable[Point]:
    return (point for point in points if point.lexical.keys() & lexical.keys())


def _dot(a: Mapping[int, float], b: Mapping[int, float]) -> float:
    return sum(a[term] * b[term] for term in sorted(a.keys() & b.keys()))


def _best(scored: Iterable[tuple[Point, float]], limit: int) -> tuple[StoreHit, ...]:
    hits = [StoreHit(p.id, p.version_id, p.passage, score) for p, score in scored]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.point_id))[:limit])
