"""Seconds of a search by the size of the index, without embedding the question.

    python bench/retrieve.py [--passages 10000 --passages 100000] [--questions N] [--json]
                             [--folder FOLDER] [--profile]

Documents of made-up words, whose frequencies fall as those of a language do (Zipf), go through the
real registry, engine and files; vectors come from a seeded generator. A question asks for the words
of one passage and is compared with a vector near to the passage's own. ``--folder`` keeps the
indexes for another run. Asserts nothing.
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
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.assembly import Derek, open_derek  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.types import Filters, Upload  # noqa: E402

DIMENSION = 384
N_WORDS = 40_000
WORDS_A_SENTENCE, SENTENCES_A_PASSAGE, PASSAGES_A_DOCUMENT = 12, 6, 50
DOCUMENTS_A_RUN = 40
NEARNESS = 0.7
SYLLABLES = tuple(
    a + b + c
    for a in ("б", "д", "ж", "к", "қ", "л", "м", "н", "р", "с", "т", "ш")
    for b in ("а", "е", "о", "ұ", "ы")
    for c in ("", "л", "н", "р", "с", "т")
)


class SeededEmbedder:
    """Unit vectors drawn by the text; a question's lies near the one that was told last."""

    name = "seeded"
    dimension = DIMENSION
    max_tokens = 10_000

    def __init__(self) -> None:
        self.aim = ""

    def count_tokens(self, text: str) -> int:
        """A token is four characters."""
        return 4 + len(text) // 4

    def embed_passages(self, texts: Sequence[str]) -> Any:
        """Shape (len(texts), DIMENSION)."""
        rows = [_drawn(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSION), np.float32)

    def embed_question(self, text: str) -> Any:
        """Shape (DIMENSION,)."""
        mixed = NEARNESS * _drawn(self.aim) + (1 - NEARNESS) * _drawn(text)
        return mixed / np.linalg.norm(mixed)


class NoVectorCache:
    """Vectors that cost nothing need no keeping."""

    def read_vectors(self, keys: Sequence[str]) -> dict[str, Any]:
        """Nothing is known."""
        return {}

    def write_vectors(self, vectors: Any) -> None:
        """Nothing is kept."""


def _drawn(text: str) -> Any:
    row = np.random.default_rng(abs(hash_of(text))).standard_normal(DIMENSION, np.float32)
    return row / np.linalg.norm(row)


def hash_of(text: str) -> int:
    """The same number for a text in every process."""
    return int.from_bytes(text.encode()[:64].ljust(8, b"\0"), "big") ^ len(text)


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Made-up words, the commonest first."""
    chance = random.Random(7)
    made: dict[str, None] = {}
    while len(made) < N_WORDS:
        made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return tuple(made)


@lru_cache(maxsize=1)
def shares() -> Any:
    """How often each word is drawn: Zipf's law, summed up."""
    weights = 1 / np.arange(2, N_WORDS + 2)
    return np.cumsum(weights / weights.sum())


def passage(number: int) -> str:
    """The text of one passage: one paragraph."""
    chance = np.random.default_rng(number)
    drawn = np.searchsorted(shares(), chance.random(WORDS_A_SENTENCE * SENTENCES_A_PASSAGE))
    listed = [words()[min(at, N_WORDS - 1)] for at in drawn]
    sentences = (
        " ".join(listed[left : left + WORDS_A_SENTENCE]).capitalize() + "."
        for left in range(0, len(listed), WORDS_A_SENTENCE)
    )
    return " ".join(sentences)


def document(number: int) -> str:
    """A report of ``PASSAGES_A_DOCUMENT`` paragraphs."""
    first = number * PASSAGES_A_DOCUMENT
    paragraphs = (passage(first + place) for place in range(PASSAGES_A_DOCUMENT))
    return f"Есеп {number}\n\n" + "\n\n".join(paragraphs)


def fill(derek: Derek, n_passages: int) -> None:
    """Ingest documents until about ``n_passages`` passages are there."""
    n_documents = n_passages // PASSAGES_A_DOCUMENT
    for left in range(0, n_documents, DOCUMENTS_A_RUN):
        numbers = range(left, min(n_documents, left + DOCUMENTS_A_RUN))
        uploads = [Upload(f"{number:06}.txt", document(number).encode()) for number in numbers]
        job = derek.registry.start_job([upload.source for upload in uploads])
        derek.ingest.ingest_uploads(job.id, uploads)
    derek.store.optimise()


def questions(n_passages: int, n_questions: int) -> Iterator[tuple[str, str]]:
    """Eight neighbouring words of a passage, rarer ones first in hand, and its whole text."""
    chance = random.Random(11)
    for _ in range(n_questions):
        text = passage(chance.randrange(n_passages))
        listed = text.replace(".", "").lower().split()
        start = chance.randrange(len(listed) - 8)
        yield " ".join(listed[start : start + 8]), text


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
        profiler = cProfile.Profile()
        for number, (text, aim) in enumerate(questions(n_passages, n_questions)):
            embedder.aim = aim
            if profile and number == n_questions // 5:
                profiler.enable()
            timings = derek.ask.search(text, Filters(), 10).timings
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
