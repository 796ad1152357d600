"""How many times longer than an ordinary question each kind of bad question takes.

    python bench/bad_questions.py [--corpus FOLDER] [--rounds N] [--json]

The folder's files (default: ``corpus/``) are read into a fresh index with vectors made by
hashing, so that the rest of the way from question to answer is what is timed. Medians of processor
time; every round asks another variant, so that no cache answers. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from rag.assembly import Derek, open_derek  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.types import Question  # noqa: E402
from tests.fakes.embedder import FakeEmbedder  # noqa: E402

WORDS = "сколько школ мектеп дорог бюджет район аудан вода газ қала".split()
Variants = Callable[[int], str]

ORDINARY: Variants = lambda n: f"Сколько школ построили в {2000 + n} году в районе?"  # noqa: E731
BAD: Mapping[str, Variants] = {
    "one letter": lambda n: "абвгдежзиклмнопрст"[n % 18],
    "stop words only": lambda n: " ".join(["и в на с по не что это"] * (1 + n % 3)),
    "digits only": lambda n: " ".join(str(31 * n + k) for k in range(12)),
    "2,000 characters": lambda n: (" ".join(WORDS[n % 9 :] + WORDS) * 40)[:2000],
    "2,000 characters of unknown words": lambda n: " ".join(
        f"{a}ұ{b}рғып{c}т" for a in "бдгкл" for b in "мнпрст" for c in "аеоу"
    )[n : 2000 + n],
    "emoji": lambda n: "🏫🚰🛣️👩‍👩‍👧" * (10 + n),
    "right to left": lambda n: "كم عدد المدارس في \u202eалматы\u202c " * (2 + n % 3),
    "a word of 10,000 letters": lambda n: "мектепсужолгаз"[n % 14 :] * 1_000,
    "2,000 characters with hyphens": lambda n: "-".join(
        [*"абв"[: n % 3], *("су", "ауа", "мектеп") * 200]
    )[:2000],
    "regular expressions": lambda n: (
        r"школ.* (a+)+$ [^\w]* (?<=x){9} \d{1,999} |||^^^ " * (1 + n % 5)
    ),
    "query syntax": lambda n: 'text:"школа"~5 AND (район^3 OR *) NOT _id:[0 TO *] ' * (1 + n % 5),
    "100,000 spaces": lambda n: " " * (100_000 + n) + "школа",
}


def milliseconds(derek: Derek, variants: Variants, n_rounds: int) -> float:
    """Processor time of an answer, the median of the rounds."""
    spent = []
    for number in range(n_rounds):
        question = Question(variants(number))
        began = time.process_time()
        derek.ask.ask(question)
        spent.append(1000 * (time.process_time() - began))
    return statistics.median(spent)


def main() -> None:
    """Measure every kind and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(data=Path(scratch) / "state")
        with open_derek(settings, embedder=FakeEmbedder()) as derek:
            derek.ingest.ingest_folder([asked.corpus], "default")
            milliseconds(derek, ORDINARY, asked.rounds)
            ordinary = milliseconds(derek, ORDINARY, asked.rounds)
            spent = {kind: milliseconds(derek, made, asked.rounds) for kind, made in BAD.items()}
    factors = {kind: round(each / ordinary, 2) for kind, each in spent.items()}
    figures = {"ordinary_ms": round(ordinary, 1), "times_ordinary": factors}
    print(json.dumps(figures, ensure_ascii=False, indent=None if asked.json else 2))


if __name__ == "__main__":
    main()
