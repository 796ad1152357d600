"""Speed and memory of ingestion: an unchanged folder, Word files parsed, text through the pipeline,
many small files.

    python bench/ingest.py [--json] [--part unchanged|docx|text|memory] [--model] [--documents N]
                           [--files N] [--minutes N] [--megabytes N] [--folder PATH]

Real disk, registry, engine and parsing processes; letters of one make in Kazakh and Russian. In
place of the model stands a stand-in that costs nothing, so that the figures are those of the
pipeline around it; ``--model`` takes the real one. Each part runs in a process of its own. Points
of a long run are told on stderr as they come. Asserts nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from api.heaps import bound_heaps  # noqa: E402
from bench.letters import letter, word_files, write_folder  # noqa: E402
from bench.memory import Points  # noqa: E402

PACKAGES = ("qdrant-edge-py", "sqlalchemy", "onnxruntime", "numpy")
PARTS = ("unchanged", "docx", "text", "memory")


class FreeEmbedder:
    """Vectors that cost nothing: one hash of the text, spread over the dimensions."""

    name = "free"
    dimension = 384
    max_tokens = 512

    def count_tokens(self, text: str) -> int:
        """A token is four characters."""
        return 4 + len(text) // 4

    def embed_passages(self, texts: Sequence[str]) -> Any:
        """Shape (len(texts), 384)."""
        rows = [self._embed(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def embed_question(self, text: str) -> Any:
        """Shape (384,)."""
        return self._embed(text)

    def _embed(self, text: str) -> Any:
        seed = np.frombuffer(hashlib.blake2b(text.encode(), digest_size=48).digest(), np.uint8)
        row = np.tile(seed, self.dimension // len(seed)).astype(np.float32) - 127.5
        return row / np.linalg.norm(row)


def open_here(home: Path, model: bool) -> Any:
    """Derek on a data folder below ``home``."""
    from rag.assembly import open_derek
    from rag.settings import Settings

    settings = Settings(data=home / "data")
    return open_derek(settings, embedder=None if model else FreeEmbedder())


def ingest(derek: Any, folder: Path, watch: Any = None) -> tuple[Any, float]:
    """The report of a run, and its seconds."""
    started = time.perf_counter()
    report = derek.ingest.ingest_folder([folder], "default", watch)
    return report, time.perf_counter() - started


def measure_unchanged(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Documents a second of a folder that did not change, and of the same when it was new."""
    n_bytes = write_folder(home / "docs", options.documents, 2)
    with open_here(home, options.model) as derek:
        _, new = ingest(derek, home / "docs")
        runs = [ingest(derek, home / "docs") for _ in range(3)]
        assert all(item.outcome == "unchanged" for report, _ in runs for item in report.documents)
        seconds = sorted(spent for _, spent in runs)[1]
    return {
        "documents": options.documents,
        "mean_kib": round(n_bytes / options.documents / 1024, 1),
        "new_documents_per_second": round(options.documents / new, 1),
        "unchanged_documents_per_second": round(options.documents / seconds, 1),
    }


def measure_docx(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Megabytes of Word files a minute, from their bytes to documents with sections, as many at
    once as there are parsing processes; files that cannot be read are left out."""
    from rag.errors import CorpusError
    from rag.sections.build import build_document

    files = word_files(options.folder, options.megabytes * 10**6)
    with open_here(home, model=False) as derek, ThreadPoolExecutor(2) as pool:

        def build(content: bytes) -> int:
            try:
                draft = derek.ingest.reader.read(content, "letter.docx")
            except CorpusError:
                return 0
            return len(build_document(draft, document_id="d", source="letter.docx", date=None).text)

        list(pool.map(build, files[:2]))
        started = time.perf_counter()
        n_characters = sum(pool.map(build, files))
        spent = time.perf_counter() - started
    n_bytes = sum(map(len, files))
    return {
        "files": len(files),
        "megabytes": round(n_bytes / 1e6, 2),
        "characters": n_characters,
        "megabytes_per_minute": round(n_bytes / 1e6 / spent * 60, 1),
        "characters_per_second": round(n_characters / spent),
    }


def measure_text(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Megabytes of text a minute from file to live document."""
    n_sections = 40
    size = len(letter(0, n_sections).encode())
    n_bytes = write_folder(home / "docs", max(1, options.megabytes * 10**6 // size), n_sections)
    with open_here(home, options.model) as derek:
        report, spent = ingest(derek, home / "docs")
    return {
        "megabytes": round(n_bytes / 1e6, 2),
        "passages": report.n_passages,
        "passages_per_second": round(report.n_passages / spent, 1),
        "megabytes_per_minute": round(n_bytes / 1e6 / spent * 60, 2),
    }


def measure_memory(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Memory as the number of small files grows; what there is so far, when interrupted or when
    ``--minutes`` are over."""
    from rag.progress import FileOutcome, Unwatched

    n_bytes = write_folder(home / "docs", options.files, 0)
    points = Points(options.files, options.minutes * 60)

    class Watch(Unwatched):
        def file_started(self, source: str) -> None:
            points.check_time()

        def file_done(self, outcome: FileOutcome) -> None:
            points.count()

    with open_here(home, options.model) as derek, points.until_the_end():
        ingest(derek, home / "docs", Watch())
    return {"mean_bytes": round(n_bytes / options.files), **points.figures()}


def measure(part: str, options: argparse.Namespace) -> dict[str, Any]:
    """One part, in this process."""
    work = {
        "unchanged": measure_unchanged,
        "docx": measure_docx,
        "text": measure_text,
        "memory": measure_memory,
    }[part]
    with tempfile.TemporaryDirectory() as home:
        return work(Path(home), options)


def apart(part: str, arguments: Sequence[str]) -> dict[str, Any]:
    """One part, in a process of its own."""
    command = [sys.executable, __file__, *arguments, "--json", "--alone", "--part", part]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            told, _ = child.communicate()
        except KeyboardInterrupt:
            told, _ = child.communicate()  # it was interrupted too, and says what it has
    return dict(json.loads(told))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.split(":")[1].strip() for line in lines if "model name" in line), "unknown")
    return {
        "processor": name,
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "packages": {package: metadata.version(package) for package in PACKAGES},
    }


def parse_arguments() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--part", choices=PARTS, help="measure only this")
    parser.add_argument("--model", action="store_true", help="with the real model")
    parser.add_argument("--documents", type=int, default=1000, help="of the unchanged folder")
    parser.add_argument("--files", type=int, default=10_000, help="small ones, for memory")
    parser.add_argument("--minutes", type=float, default=60, help="at most, for memory")
    parser.add_argument("--megabytes", type=int, default=5, help="of text or Word files")
    parser.add_argument("--folder", type=Path, help="Word files to parse, in place of letters")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    bound_heaps()
    options = parse_arguments()
    parts = [options.part] if options.part else PARTS
    if options.alone:
        print(json.dumps(measure(parts[0], options)))
        return
    arguments = [word for word in sys.argv[1:] if word != "--json" and word not in PARTS]
    arguments = [word for word in arguments if word != "--part"]
    figures = {"machine": machine(), "model": options.model}
    figures |= {part: apart(part, arguments) for part in parts}
    print(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2))


if __name__ == "__main__":
    main()
