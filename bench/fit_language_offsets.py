"""Fits the language offsets of an embedding model on parallel text and writes them as a table.

    python bench/fit_language_offsets.py --parallel ../shared/data/flores-kkruen/parallel.jsonl

Each row of the file has one sentence in `kk`, `ru` and `en`, and `split`; only rows of the split
`dev` are used, so that `devtest` can measure. The table holds means of vectors, no text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from rag.adapters.onnx_embedder import OnnxEmbedder
from rag.index.language_offsets import LANGUAGES, OffsetTable, fit_means, render_offsets
from rag.types import Language, Vector

OFFSETS = Path(__file__).resolve().parent.parent / "rag" / "index" / "offsets"


def read_parallel(path: Path) -> dict[Language, list[str]]:
    """The sentences of the split `dev`, by language, in the same order."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    kept = [row for row in rows if row.get("split", "dev") == "dev"]
    return {language: [row[language] for row in kept] for language in LANGUAGES}


def fit(embedder: OnnxEmbedder, texts: dict[Language, list[str]], share: float) -> OffsetTable:
    """The table of this model."""
    passages: dict[Language, Vector] = {}
    questions: dict[Language, Vector] = {}
    for language, sentences in texts.items():
        passages[language] = embedder.embed_passages(sentences)
        questions[language] = np.stack([embedder.embed_question(s) for s in sentences])
        print(f"{language}: {len(sentences)} sentences")
    return OffsetTable(embedder.name, share, fit_means(passages), fit_means(questions))


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path(".derek/models"))
    parser.add_argument("--share", type=float, default=1.0)
    asked = parser.parse_args()
    embedder = OnnxEmbedder(asked.models)
    table = fit(embedder, read_parallel(asked.parallel), asked.share)
    path = OFFSETS / f"{embedder.name.replace('/', '-')}.json"
    path.write_text(render_offsets(table) + "\n", "utf-8")
    print(f"wrote {path.name}, digest {table.digest}")


if __name__ == "__main__":
    main()
