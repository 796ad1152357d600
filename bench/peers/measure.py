"""Times one peer on one job in this process; runs in the peer's own environment.

    python bench/peers/measure.py JOB.json RESULT.json

Only the standard library is imported here, so that the memory counted is the peer's.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol, TypeVar

LIMIT = 10
ANSWER_CHARACTERS = 700

Result = TypeVar("Result")


class Peer(Protocol):
    """What an adapter script offers as ``open_peer(job)``."""

    packages: tuple[str, ...]

    def ingest(self, passages: list[dict[str, str]]) -> int:
        """Index passages (``id``, ``text``); returns how many units the peer made of them."""

    def search(self, question: str, limit: int) -> list[tuple[str, str]]:
        """Passage id and text of what was found, best first; ids may repeat."""

    def answer(self, question: str) -> str | None:
        """The answer's text; None where the peer has no answers of its own without a model."""


def timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """What the call returned, its wall-clock seconds, and processor seconds of this process.

    The second is what a busy machine does not spoil; other processes (the embeddings server,
    Derek's readers of files) are not in it.
    """
    started, began = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - started, time.process_time() - began


def read_rows(path: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line]


def peak_mib() -> float:
    """Highest resident memory of this process, MiB.

    Not ``ru_maxrss``: Linux hands the parent's down through fork and exec.
    """
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    kib = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return round(int(kib) / 1024, 1)


def measure(job: dict[str, Any]) -> dict[str, Any]:
    """Ingest, then ask every question; see ``run.py`` for what a job holds."""
    passages, questions = read_rows(job["passages"]), read_rows(job["questions"])
    module = importlib.import_module(f"{job['peer']}_peer")
    peer: Peer = module.open_peer(job)
    before = peak_mib()
    n_units, ingest_seconds, ingest_cpu = timed(lambda: peer.ingest(passages))
    peer.search(questions[0]["text"], LIMIT)  # the first one opens what is opened late
    asked = [ask(peer, question, bool(job["answers"])) for question in questions]
    return {
        "versions": {name: metadata.version(name) for name in peer.packages},
        "n_passages": len(passages),
        "n_units": n_units,
        "ingest_seconds": ingest_seconds,
        "ingest_cpu_seconds": ingest_cpu,
        "memory_before_mib": before,
        "memory_mib": peak_mib(),
        "asked": asked,
    }


def ask(peer: Peer, question: dict[str, Any], with_answer: bool) -> dict[str, Any]:
    """The ranking (ids once each), what a reader sees first, the peer's own answer, seconds."""
    found, seconds, cpu = timed(lambda: peer.search(question["text"], LIMIT))
    row: dict[str, Any] = {
        "id": question["id"],
        "ranking": list(dict.fromkeys(name for name, _ in found)),
        "first": "\n".join(text for _, text in found)[:ANSWER_CHARACTERS],
        "seconds": seconds,
        "cpu_seconds": cpu,
    }
    if with_answer:
        text, spent, _ = timed(lambda: peer.answer(question["text"]))
        if text is not None:
            row |= {"answer": text[:ANSWER_CHARACTERS], "answer_seconds": spent}
    return row


def main() -> None:
    """Measure the job named first, write what came of it to the file named second."""
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    Path(sys.argv[2]).write_text(json.dumps(measure(job), ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
