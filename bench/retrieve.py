"""Seconds of a search by the size of the index, without embedding the question.

    python bench/retrieve.py [--passages 10000 --passages 100000] [--questions N] [--json]
                             [--folder FOLDER] [--profile]

Documents of made-up sentences (bench/made_passages.py) are written to the real registry, engine and
files as ingestion writes them. A question asks for words of one passage with a vector near to the
passage's own. Processor time beside the clock tells what a busy machine adds. ``--folder`` keeps
the indexes for another run. Asserts nothing.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import made_passages as made  # noqa: E402

from rag.assembly import Derek, open_derek  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.text.digest import digest_ids  # noqa: E402
from rag.types import Document, Filters, NewVersion, PublishedVersion  # noqa: E402

DOCUMENTS_A_RUN = 20
NEARNESS = 0.5


class SeededEmbedder:
    """A question's vector lies near that of the passage whose number was told last."""

    name = "seeded"
    dimension = made.DIMENSION
    max_tokens = 10_000

    def __init__(self) -> None:
        self.aim = 0

    def count_tokens(self, text: str) -> int:
        """A token is four characters."""
        return 4 + len(text) // 4

    def embed_passages(self, texts: Sequence[str]) -> Any:
        """Shape (len(texts), DIMENSION)."""
        rows = [made.vectors(len(text))[0] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, made.DIMENSION), np.float32)

    def embed_question(self, text: str) -> Any:
        """Shape (DIMENSION,)."""
        near, far = made.vectors(self.aim)[0], made.vectors(2**31 + len(text))[0]
        mixed = NEARNESS * near + (1 - NEARNESS) * far
        return mixed / np.linalg.norm(mixed)


def fill(derek: Derek, n_passages: int) -> None:
    """Documents through blobs, registry and store as ingestion writes them, until about
    ``n_passages`` passages are there."""
    n_documents = n_passages // made.PASSAGES_A_DOCUMENT
    blobs = derek.library.blobs
    for left in range(0, n_documents, DOCUMENTS_A_RUN):
        numbers = range(left, min(n_documents, left + DOCUMENTS_A_RUN))
        batch = [made.make_document(number) for number in numbers]
        with derek.registry.together():
            versions = [derek.registry.start_version(_new(document)) for document in batch]
        points = [
            made.make_points(document, number, version)
            for number, document, version in zip(numbers, batch, versions, strict=True)
        ]
        derek.store.write_points([point for group in points for point in group])
        derek.store.flush()
        with derek.registry.together():
            for document, version, group in zip(batch, versions, points, strict=True):
                ids = [point.id for point in group]
                kept = blobs.write_document(document)
                derek.registry.publish_version(_published(document, version, kept, ids))
    derek.store.optimise()


def _new(document: Document) -> NewVersion:
    return NewVersion(
        document.id, document.source, "default", (), None, None, document.id, len(document.text)
    )


def _published(document: Document, version: str, kept: str, ids: Sequence[str]) -> PublishedVersion:
    return PublishedVersion(
        version_id=version,
        title=document.title,
        language="kk",
        date=None,
        document_sha256=kept,
        n_paragraphs=len(ids),
        n_passages=len(ids),
        digest=digest_ids(ids),
    )


def questions(n_passages: int, n_questions: int) -> Iterator[tuple[str, int]]:
    """Eight neighbouring words of a passage, and its number."""
    chance = random.Random(11)
    for _ in range(n_questions):
        number = chance.randrange(n_passages)
        listed = [word for sentence in made.sentences(number) for word in sentence]
        start = chance.randrange(len(listed) - 8)
        yield " ".join(listed[start : start + 8]), number


def measure(home: Path, n_passages: int, n_questions: int, profile: bool) -> dict[str, Any]:
    """Milliseconds of retrieval at one size, warm, one question after the other."""
    embedder = SeededEmbedder()
    folder = home / str(n_passages)
    is_new = not folder.exists()
    began = time.perf_counter()
    with open_derek(Settings(data=folder), embedder=embedder) as derek:
        if is_new:
            fill(derek, n_passages)
        filled = time.perf_counter() - began
        spent: list[float] = []
        busy: list[float] = []
        profiler = cProfile.Profile()
        for number, (text, aim) in enumerate(questions(n_passages, n_questions)):
            embedder.aim = aim
            if profile and number == n_questions // 5:
                profiler.enable()
            worked = time.process_time()
            timings = derek.ask.search(text, Filters(), 10).timings
            busy.append(1000 * (time.process_time() - worked))
            spent.append(1000 * (timings["total"] - timings["embed"]))
        if profile:
            profiler.disable()
            pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(35)
        found = sum(len(v) > 0 for v in [derek.ask.search("есеп", Filters(), 1).passages])
    warm = sorted(spent[n_questions // 5 :])
    return {
        "passages": n_passages,
        "seconds_to_open_or_fill": round(filled, 1),
        "p50_ms": round(statistics.median(warm), 2),
        "p95_ms": round(warm[int(0.95 * len(warm))], 2),
        "p50_cpu_ms": round(statistics.median(busy[n_questions // 5 :]), 2),
        "finds": found,
    }


def main() -> None:
    """Measure every size and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, action="append", help="default: 10000 and 100000")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="keep the indexes here")
    parser.add_argument("--profile", action="store_true", help="where the time goes, to stderr")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    asked = parser.parse_args()
    sizes = asked.passages or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as scratch:
        home = asked.folder or Path(scratch)
        rows = [measure(home, size, asked.questions, asked.profile) for size in sizes]
    figures = {
        "cores": len(os.sched_getaffinity(0)),
        "sizes": rows,
        "growth": round(rows[-1]["p50_ms"] / rows[0]["p50_ms"], 2),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=None if asked.json else 2))


if __name__ == "__main__":
    main()
