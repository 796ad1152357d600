"""What 8 bits cost: nDCG@10 by cosine alone, of the default and of the same weights in floats.

    python bench/embed_quality.py [--json] [--sets ../shared/data] [--folder FOLDER] [--questions N]

Both see the same texts; nothing else of Derek is in it, so that a difference is the quantisation's:
once with the vectors as the model gives them, once with those that Derek searches, which have their
language's mean taken off. ``--questions`` draws that many of each set. Asserts nothing.
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
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eval.load import read_question_set  # noqa: E402
from eval.metrics.ndcg import ndcg  # noqa: E402
from eval.records import Case, QuestionSet  # noqa: E402
from rag.adapters.onnx_embedder import OnnxEmbedder, open_onnx_folder  # noqa: E402
from rag.index.language_offsets import CentredEmbedder, find_offsets  # noqa: E402
from rag.ports import Embedder  # noqa: E402
from rag.types import Vector  # noqa: E402
from tests.e5_folder import NAME, write_onnx_folder  # noqa: E402

SETS = ("kazqad-dev", "xquad-ru")
K = 10
SEED = 0
N_RESAMPLES = 4000


class Remembering:
    """An ``Embedder`` that computes each text once, so that it can be measured in several ways."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self.max_tokens, self.count_tokens = embedder.max_tokens, embedder.count_tokens
        self._embedder = embedder
        self._passages: dict[str, Vector] = {}
        self._questions: dict[str, Vector] = {}

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._passages]
        self._passages |= zip(new, self._embedder.embed_passages(new), strict=True)
        return np.stack([self._passages[text] for text in texts])

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,)."""
        if text not in self._questions:
            self._questions[text] = self._embedder.embed_question(text)
        return self._questions[text]


def ndcg_of_each(
    embedder: Embedder, question_set: QuestionSet, cases: Sequence[Case]
) -> npt.NDArray[np.float64]:
    """nDCG@10 of each case, passages ranked by their cosine to the question."""
    passages = question_set.corpus.passages
    rows = embedder.embed_passages([f"{p.title}\n\n{p.text}".strip() for p in passages])
    with ThreadPoolExecutor(4) as askers:
        questions = list(askers.map(embedder.embed_question, [case.question for case in cases]))
    cosines = np.stack(questions) @ rows.T
    best = np.argsort(-cosines, axis=1, kind="stable")[:, :K]
    return np.array(
        [
            ndcg([passages[i].id for i in found], case.relevant, K)
            for case, found in zip(cases, best, strict=True)
        ]
    )


def compare(exact: npt.NDArray[np.float64], coarse: npt.NDArray[np.float64]) -> dict[str, Any]:
    """Means of both, their difference (below 0: 8 bits are worse), the 95 % interval of that, and
    how many questions went up and down.

    Source: paired bootstrap, Efron and Tibshirani 1993, chapter 16.
    """
    apart = coarse - exact
    drawn = np.random.default_rng(SEED).integers(0, len(apart), (N_RESAMPLES, len(apart)))
    low, high = np.quantile(apart[drawn].mean(axis=1), [0.025, 0.975])
    return {
        "float32": round(float(exact.mean()), 4),
        "int8": round(float(coarse.mean()), 4),
        "difference": round(float(apart.mean()), 4),
        "interval": [round(float(low), 4), round(float(high), 4)],
        "better": int((apart > 0).sum()),
        "worse": int((apart < 0).sum()),
    }


def open_embedders(folder: Path) -> Mapping[str, Embedder]:
    """The default, and the exact graph of its weights in a folder of its own."""
    home = folder / "float32"  # by itself: other benches keep another folder of that name
    is_there = (home / NAME / "model.onnx").is_file()
    exact = open_onnx_folder(home / NAME if is_there else write_onnx_folder(home))
    return {"int8": OnnxEmbedder(folder), "float32": exact}


def centred(embedder: Embedder, name: str) -> Embedder:
    """As Derek searches: each language's mean taken off, by the table of the model ``name``."""
    table = find_offsets(name)
    return embedder if table is None else CentredEmbedder(embedder, table)


def measure(sets: Path, folder: Path, n_questions: int | None) -> dict[str, Any]:
    """For each set what ``compare`` says, of the model's own vectors and of those that are
    searched."""
    opened = open_embedders(folder)
    name = opened["int8"].name
    embedders = {kind: Remembering(embedder) for kind, embedder in opened.items()}
    figures: dict[str, Any] = {}
    for set_name in SETS:
        question_set = read_question_set(sets / set_name)
        cases = list(question_set.cases)
        if n_questions is not None and n_questions < len(cases):
            cases = random.Random(SEED).sample(cases, n_questions)
        figures[set_name] = {"questions": len(cases)}
        for how in ("own_vectors", "searched_vectors"):
            each = [
                ndcg_of_each(
                    centred(embedders[kind], name)
                    if how == "searched_vectors"
                    else embedders[kind],
                    question_set,
                    cases,
                )
                for kind in ("float32", "int8")
            ]
            figures[set_name][how] = compare(*each)
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
