"""What 8 bits cost: nDCG@10 by cosine alone, of the default and of the same weights in floats.

    python bench/embed_quality.py [--json] [--sets ../shared/data] [--folder FOLDER] [--questions N]

Both see the same texts; nothing else of Derek is in it, so that a difference is the quantisation's.
``--questions`` draws that many of each set. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eval.load import read_question_set  # noqa: E402
from eval.metrics.ndcg import ndcg  # noqa: E402
from eval.records import Case, QuestionSet  # noqa: E402
from rag.adapters.onnx_embedder import OnnxEmbedder, open_onnx_folder  # noqa: E402
from rag.ports import Embedder  # noqa: E402
from tests.e5_folder import NAME, write_onnx_folder  # noqa: E402

SETS = ("kazqad-dev", "xquad-ru")
K = 10
SEED = 0


def mean_ndcg(embedder: Embedder, question_set: QuestionSet, cases: Sequence[Case]) -> float:
    """The mean over ``cases`` of nDCG@10, passages ranked by their cosine to the question."""
    passages = question_set.corpus.passages
    rows = embedder.embed_passages([f"{p.title}\n\n{p.text}".strip() for p in passages])
    with ThreadPoolExecutor(4) as askers:
        questions = list(askers.map(embedder.embed_question, [case.question for case in cases]))
    cosines = np.stack(questions) @ rows.T
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :K]
    return float(
        np.mean(
            [
                ndcg([passages[i].id for i in found], case.relevant, K)
                for case, found in zip(cases, best, strict=True)
            ]
        )
    )


def open_embedders(folder: Path) -> Mapping[str, Embedder]:
    """The default, and the exact graph of its weights in a folder of its own."""
    written = folder / NAME if (folder / NAME / "model.onnx").is_file() else None
    exact = open_onnx_folder(written or write_onnx_folder(folder))
    return {"int8": OnnxEmbedder(folder), "float32": exact}


def measure(sets: Path, folder: Path, n_questions: int | None) -> dict[str, Any]:
    """Both figures of each set, and by how much the 8 bits are better (below 0: worse)."""
    embedders = open_embedders(folder)
    figures = {}
    for name in SETS:
        question_set = read_question_set(sets / name)
        cases = list(question_set.cases)
        if n_questions is not None and n_questions < len(cases):
            cases = random.Random(SEED).sample(cases, n_questions)
        found = {kind: mean_ndcg(e, question_set, cases) for kind, e in embedders.items()}
        found["difference"] = found["int8"] - found["float32"]
        figures[name] = {kind: round(value, 4) for kind, value in found.items()}
        figures[name]["questions"] = len(cases)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--sets", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--folder", type=Path, help="where graphs are kept (default: temporary)")
    parser.add_argument("--questions", type=int, help="of each set (default: all)")
    chosen = parser.parse_args()
    if not (chosen.sets / SETS[0]).is_dir():
        sys.exit(f"{SETS[0]} is not below --sets.")
    with tempfile.TemporaryDirectory() as temporary:
        figures = measure(chosen.sets, chosen.folder or Path(temporary), chosen.questions)
    print(json.dumps(figures, ensure_ascii=False, indent=None if chosen.json else 2))


if __name__ == "__main__":
    main()
