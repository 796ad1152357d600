"""Fits the direction that questions of a language share (rag/retrieve/question_form.py).

    python bench/fit_question_form.py kk=../shared/data/kazqad-dev/queries.jsonl \\
        ru=../shared/data/xquad-ru/queries.jsonl en=../shared/data/xquad-ru/queries.en.jsonl

Each file has questions as JSON lines with `text`; every second one is used, so that the others can
measure. The table holds a mean of vectors for each language, no text. The model is the one that the
settings name (DEREK_EMBEDDER_…), with its language offsets: fit those first.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import cast

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.index_choice import choose_index  # noqa: E402
from rag.retrieve.question_form import DIRECTIONS, fit_form, render_forms  # noqa: E402
from rag.settings import read_settings  # noqa: E402
from rag.types import Language  # noqa: E402


def read_questions(path: Path) -> list[str]:
    """Every second question of a file of JSON lines."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line]
    return [json.loads(line)["text"] for line in lines[::2]]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="+", metavar="LANGUAGE=FILE")
    asked = parser.parse_args()
    embedder = choose_index(read_settings(), lambda told: print(told, file=sys.stderr)).embedder
    forms = {}
    for given in asked.questions:
        language, _, path = given.partition("=")
        texts = read_questions(Path(path))
        vectors = np.stack([embedder.embed_question(text) for text in texts])
        forms[cast(Language, language)] = fit_form(vectors)
        print(
            f"{language}: {len(texts)} questions, mean of length "
            f"{np.linalg.norm(vectors.mean(axis=0)):.2f}"
        )
    place = ROOT / "rag" / "retrieve" / DIRECTIONS
    place.mkdir(exist_ok=True)
    path = place / f"{embedder.name.replace('/', '-')}.json"
    path.write_text(render_forms(embedder.name, forms) + "\n", "utf-8")
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
