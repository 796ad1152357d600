"""Makes points and versions for the contract tests, by number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

import numpy as np

from rag.types import Language, NewVersion, Passage, Point, PublishedVersion, SectionDate, Vector

DIMENSION = 8


def id_of(number: int) -> str:
    """The point id that goes with a number; ids sort like numbers."""
    return str(uuid.UUID(int=number + 1))


def axis(number: int) -> Vector:
    """The unit vector along one axis."""
    direction: Vector = np.eye(DIMENSION, dtype=np.float32)[number % DIMENSION]
    return direction


def unit_rows(seed: int, n: int) -> Vector:
    """Random directions, shape (n, DIMENSION)."""
    rows = np.random.default_rng(seed).normal(size=(n, DIMENSION))
    unit: Vector = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _passage(number: int, language: Language, second: Language | None) -> Passage:
    return Passage(
        id=f"ps_{number}",
        document_id="doc_1",
        ordinal=number,
        first=number,
        last=number + 1,
        start=10 * number,
        end=10 * number + 9,
        section=number % 3,
        language=language,
        embedded_text=f"Бөлім {number}\nСтрока «{number}» 😀",
        second=second,
    )


def make_point(
    number: int,
    *,
    version: str = "ver_1",
    dense: Vector | None = None,
    lexical: Mapping[int, float] | None = None,
    n_units: int = 2,
    source: str = "есеп.txt",
    collection: str = "default",
    groups: tuple[str, ...] = (),
    day: date | None = None,
    dates: tuple[SectionDate, ...] = (),
    language: Language = "ru",
    second: Language | None = None,
) -> Point:
    """A point whose words name its number."""
    passage = _passage(number, language, second)
    return Point(
        id=id_of(number),
        version_id=version,
        passage=passage,
        dense=unit_rows(number, 1)[0] if dense is None else dense,
        lexical={1: 1.0} if lexical is None else lexical,
        unit_vectors=unit_rows(1000 + number, n_units),
        source=source,
        collection=collection,
        groups=groups,
        date=day,
        dates=dates,
        terms=tuple(np.arange(number, number + n % 7, dtype=np.uint32) for n in range(n_units + 1)),
    )


def make_version(
    number: int,
    *,
    source: str | None = None,
    collection: str = "default",
    sha256: str = "a" * 64,
    groups: tuple[str, ...] = (),
) -> NewVersion:
    """A version of the document with this number."""
    return NewVersion(
        document_id=f"doc_{number:03}",
        source=source or f"file{number:03}.txt",
        collection=collection,
        groups=groups,
        source_url=None,
        date=None,
        sha256=sha256,
        n_bytes=number,
    )


def make_published(
    version_id: str, *, title: str = "Отчёт", day: date | None = None
) -> PublishedVersion:
    """What the flow says of a version whose passages are in the store."""
    return PublishedVersion(
        version_id=version_id,
        title=title,
        language="kk",
        date=day,
        document_sha256="d" * 64,
        n_paragraphs=3,
        n_passages=2,
        digest="0f" * 16,
    )
