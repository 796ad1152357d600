"""What an ingestion costs in processor time, and what the tokens are that the model reads for it.

    python bench/ingest_cost.py [--json] [--folder FOLDER] [--models FOLDER]

Ingests the folder (default: ../shared/seeds) twice into empty states: once with every vector to be
made, once with all of them kept from before; what is between them is the model's. Processor time
hardly depends on what else the machine does. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.assembly import Derek, open_derek  # noqa: E402
from rag.chunks.fit import fit_passages  # noqa: E402
from rag.chunks.units import split_units  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.types import Document  # noqa: E402

ROWS = ("heading", "table_row")
"""Paragraphs whose units stand alone, without the words before them."""


def ingest(home: Path, cache: Path, folder: Path) -> dict[str, Any]:
    """Seconds of processor and clock of one ingestion into an empty state, and what came of it."""
    with open_derek(Settings(data=home, cache=cache)) as derek:
        derek.embedder.embed_passages(["warm"])
        used, started = time.process_time(), time.perf_counter()
        report = derek.ingest.ingest_folder([folder], "default")
        return {
            "files": len(report.documents),
            "passages": report.n_passages,
            "processor_seconds": time.process_time() - used,
            "seconds": time.perf_counter() - started,
            "tokens": count_tokens(derek),
        }


def count_tokens(derek: Derek) -> dict[str, int]:
    """Tokens of everything that is indexed: passages, and of their units headings, the words before
    a sentence, and the sentence or row itself. Texts that stand twice count once."""
    counted: Counter[str] = Counter()
    seen: set[str] = set()
    for record in derek.registry.list_live():
        assert record.document_sha256 is not None
        document = derek.ingest.blobs.read_document(record.document_sha256)
        for text, part in _texts(derek, document):
            if text not in seen:
                seen.add(text)
                counted.update(_parts(derek, text, part))
    return dict(counted)


def _texts(derek: Derek, document: Document) -> list[tuple[str, str | None]]:
    """Every text that is embedded; with a unit of prose the words that it is about, with another
    unit nothing, with a passage its whole text."""
    model, texts = derek.embedder, []
    budget = derek.settings.chunk.budget_tokens
    for passage in fit_passages(document, budget, model.max_tokens, model.count_tokens):
        texts.append((passage.embedded_text, passage.embedded_text))
        for unit in split_units(document, passage):
            stands_alone = document.paragraphs[unit.paragraph].kind in ROWS
            words = None if stands_alone else document.text[unit.start : unit.end]
            texts.append((unit.embedded_text, words))
    return texts


def _parts(derek: Derek, text: str, words: str | None) -> dict[str, int]:
    count = derek.embedder.count_tokens
    n_all, ends = count(text), count("")
    if words == text:
        return {"passages": n_all, "n_texts": 1}
    heading = count(text.partition("\n")[0]) - ends
    own = n_all - heading if words is None else count(words)
    return {
        "unit_headings": heading,
        "unit_words": own,
        "unit_words_before": n_all - heading - own,
        "n_texts": 1,
    }


def measure(folder: Path, models: Path | None) -> dict[str, Any]:
    """All figures of one run."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        cache = home / "cache"
        if models is not None:
            cache.mkdir()
            (cache / "models").symlink_to(models.resolve())
        first = ingest(home / "first", cache, folder)
        known = ingest(home / "known", cache, folder)
    tokens, spent = first.pop("tokens"), first["processor_seconds"]
    n_texts = tokens.pop("n_texts")
    return {
        "files": first["files"],
        "passages": first["passages"],
        "texts_per_passage": round(n_texts / first["passages"], 2),
        "processor_seconds": round(spent, 2),
        "without_the_model": round(known["processor_seconds"], 2),
        "share_of_the_model": round(1 - known["processor_seconds"] / spent, 3),
        "passages_per_processor_second": round(first["passages"] / spent, 2),
        "passages_per_second": round(first["passages"] / first["seconds"], 2),
        "passages_per_second_vectors_known": round(known["passages"] / known["seconds"], 2),
        "tokens": tokens,
        "tokens_for_each_of_a_passage": round(sum(tokens.values()) / tokens["passages"], 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--models", type=Path, help="a folder that has the model built")
    chosen = parser.parse_args()
    if not chosen.folder.is_dir():
        sys.exit("There is no such folder; choose one by --folder.")
    figures = measure(chosen.folder, chosen.models)
    print(json.dumps(figures, ensure_ascii=False, indent=None if chosen.json else 2))


if __name__ == "__main__":
    main()
