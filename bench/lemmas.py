"""Pair-F1 of stems against gold lemmas: of two forms, do they meet when linguists say so?

    python bench/lemmas.py ../shared/data

Forms of content words from Universal Dependencies (Kazakh-KTB and Russian-GSD, both published
lemma by lemma). A pair of forms is right when one stem and one lemma hold both; precision is over
pairs that share a stem, recall over pairs that share a lemma. Kazakh is measured also without its
list of known roots, which names roots of that treebank too. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.text import kazakh, russian  # noqa: E402
from rag.text.letters import fold_lookalikes  # noqa: E402

Pairs = list[tuple[str, str]]


def read_forms(folder: Path) -> Pairs:
    """Form and lemma, the form in lower case."""
    lines = (folder / "lemma_groups.jsonl").read_text("utf-8").splitlines()
    groups = [json.loads(line) for line in lines]
    return [(fold_lookalikes(f.lower()), g["lemma"]) for g in groups for f in g["forms"]]


def pair_scores(forms: Pairs, stem: Callable[[str], str]) -> tuple[float, float, float]:
    """Precision, recall and F1, 0…1, over pairs of forms."""
    labelled = [(stem(form), lemma) for form, lemma in forms]
    both = _n_pairs(labelled)
    ours, gold = _n_pairs(s for s, _ in labelled), _n_pairs(lemma for _, lemma in labelled)
    return both / ours, both / gold, 2 * both / (ours + gold)


def _n_pairs(labels: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def without_roots(forms: Pairs) -> tuple[float, float, float]:
    """Scores of the Kazakh analyser that knows grammar and no word."""
    bare = {
        name: getattr(kazakh, name)._replace(names={}, verbs={}, elisions={})
        for name in ("EXACT", "FOLDED")
    }
    with patch.multiple(kazakh, **bare):
        _forget()
        scores = pair_scores(forms, kazakh.stem)
    _forget()
    return scores


def _forget() -> None:
    kazakh.stem.cache_clear()
    kazakh.find_root.cache_clear()


def main() -> None:
    """Print a line for each analyser."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="ud-kk-lemmas and ud-ru-lemmas lie in it")
    folder = parser.parse_args().folder
    kk, ru = (read_forms(folder / f"ud-{language}-lemmas") for language in ("kk", "ru"))
    for name, n_forms, scores in (
        ("Kazakh", len(kk), pair_scores(kk, kazakh.stem)),
        ("Kazakh without known roots", len(kk), without_roots(kk)),
        ("Russian", len(ru), pair_scores(ru, russian.stem)),
    ):
        precision, recall, f1 = scores
        print(f"{name} ({n_forms} forms): P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
