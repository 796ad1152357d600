"""Words a second of the whole analyser chain, by language: cold, with its cache, with detection.

    python bench/analyser.py [--rounds N] [--json]

The texts are the passages of the sets in ``../shared/data``. A busy machine spoils processor time
less than the clock. Cold is the first round, which fills the cache; of the others the median;
detecting is the same without being told the language of the text. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from rag.text.analyse import analyse  # noqa: E402
from rag.types import Language  # noqa: E402

SETS: dict[Language, str] = {
    "kk": "kazqad-dev/corpus.jsonl",
    "ru": "xquad-ru/corpus.jsonl",
    "en": "xquad-ru/corpus.en.jsonl",
}
SHARED = ROOT.parent / "shared" / "data"


def texts_of(name: str) -> list[str]:
    """The texts of a set's passages."""
    lines = (SHARED / name).read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def rates(language: Language, texts: list[str], n_rounds: int) -> dict[str, int]:
    """Words a second of processor time."""
    n_words = sum(len(text.split()) for text in texts)
    cold = seconds(texts, language)
    warm = statistics.median(seconds(texts, language) for _ in range(n_rounds))
    detecting = statistics.median(seconds(texts, None) for _ in range(n_rounds))
    return {
        "words": n_words,
        "cold": round(n_words / cold),
        "warm": round(n_words / warm),
        "detecting": round(n_words / detecting),
    }


def seconds(texts: list[str], language: Language | None) -> float:
    """Processor time of one round."""
    began = time.process_time()
    for text in texts:
        analyse(text, language)
    return time.process_time() - began


def main() -> None:
    """Measure each language and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    asked = parser.parse_args()
    figures = {
        language: rates(language, texts_of(name), asked.rounds) for language, name in SETS.items()
    }
    print(json.dumps(figures, indent=None if asked.json else 2))


if __name__ == "__main__":
    main()
