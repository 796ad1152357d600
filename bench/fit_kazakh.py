"""Fits the weights of rag/text/kazakh_weights.py and prints them as they stand there.

    python bench/fit_kazakh.py

Two sources. UD_Kazakh-KTB says which cut of a form leaves its lemma. Texts without any notes
(KazNERD, NTREX, FLORES+) say it too: the right stem is the one that other words of the text share,
so stems are weighed by how many forms they explain, and the weights are fitted to the outcome
(one step of expectation and maximisation). Reads ../shared/data; asserts nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.text.kazakh import ending_features, shape  # noqa: E402
from rag.text.kazakh_cuts import EXACT, Cut, cuts, known_root, written_stem  # noqa: E402
from rag.text.letters import fold_lookalikes, lower_same_length  # noqa: E402

FOLDER = ROOT.parent / "shared" / "data"
LEMMAS = FOLDER / "ud-kk-lemmas" / "lemmas.tsv"
TEXTS = (FOLDER / "kazqad-dev" / "distractors.jsonl", FOLDER / "flores-kkruen" / "corpus.kk.jsonl")
CONTENT = {"NOUN", "VERB", "ADJ", "ADV", "PROPN"}
WORD = re.compile("[а-яёәіңғүұқөһ]{3,}")
FAMILY_POWER, FAMILY_FLOOR, FAMILY_ROUNDS = 1.8, 0.3, 3
SURE = 0.8
REPEAT_LEMMAS = 3
LEAST = 0.2

Option = tuple[str, bool, list[str]]
Example = list[tuple[list[str], bool]]
Weights = dict[str, float]


def options(word: str) -> list[Option]:
    """Stem, whether it is a verb, and the features of every cut of the word."""
    return [(_stem(cut), cut.is_verb, _features(cut, word)) for cut in cuts(word, EXACT)]


def _stem(cut: Cut) -> str:
    return _root(cut) or written_stem(cut)


def _root(cut: Cut) -> str | None:
    """The known root, for every other one: the rest stand for words that no list has."""
    root = known_root(cut, EXACT)
    return root if root is not None and crc32(root.encode()) % 2 else None


def _features(cut: Cut, word: str) -> list[str]:
    return [*ending_features(cut), *shape(cut, word)]


def read_lemmas() -> list[tuple[str, str]]:
    """Forms of content words and their lemmas, lower case."""
    rows = [line.split("\t") for line in LEMMAS.read_text("utf-8").splitlines()[1:]]
    pairs = {(row[0], row[1]) for row in rows if row[2] in CONTENT}
    return sorted((_plain(form), _plain(lemma)) for form, lemma in pairs)


def read_words() -> list[str]:
    """The distinct Cyrillic words of the texts."""
    found: set[str] = set()
    for path in TEXTS:
        for line in path.read_text("utf-8").splitlines():
            found.update(WORD.findall(_plain(json.loads(line)["text"])))
    return sorted(found)


def _plain(text: str) -> str:
    return lower_same_length(fold_lookalikes(text))


def from_lemmas(pairs: Iterable[tuple[str, str]]) -> list[Example]:
    """For each form that can be cut to its lemma: its cuts, and which of them leave the lemma."""
    examples = []
    for form, lemma in pairs:
        example = [
            (_features(cut, form), lemma in (known_root(cut, EXACT), written_stem(cut)))
            for cut in cuts(form, EXACT)
        ]
        if WORD.fullmatch(form) and len(example) > 1 and any(right for _, right in example):
            examples.append(example)
    return examples


def from_families(words: Sequence[str], weights: Weights) -> list[Example]:
    """For each word whose stem is beyond doubt: its cuts, and which of them leave that stem."""
    found = [options(word) for word in words]
    known = [_longest_known(word) for word in words]
    scores = [np.array([sum(weights.get(f, 0.0) for f in o[2]) for o in each]) for each in found]
    shares = [
        _softmax(score, each, root) for score, each, root in zip(scores, found, known, strict=True)
    ]
    for _ in range(FAMILY_ROUNDS):
        sizes: Counter[tuple[str, bool]] = Counter()
        for each, share in zip(found, shares, strict=True):
            for option, part in zip(each, share, strict=True):
                sizes[option[:2]] += part
        shares = [
            _softmax(score + _family(each, share, sizes), each, root)
            for score, each, share, root in zip(scores, found, shares, known, strict=True)
        ]
    return [
        [(features, stem == each[int(share.argmax())][0]) for stem, _, features in each]
        for each, share in zip(found, shares, strict=True)
        if len(each) > 1 and share.max() > SURE
    ]


def _family(each: list[Option], share: Any, sizes: Counter[tuple[str, bool]]) -> Any:
    others = [max(0.0, sizes[o[:2]] - part) for o, part in zip(each, share, strict=True)]
    return FAMILY_POWER * np.log(FAMILY_FLOOR + np.array(others))


def _softmax(score: Any, each: list[Option], root: str | None) -> Any:
    exponents = np.exp(score - score.max())
    if root is not None:
        exponents *= np.array([stem == root for stem, _, _ in each]) + 1e-6
    return exponents / exponents.sum()


def _longest_known(word: str) -> str | None:
    known = [(len(cut.stem), _root(cut)) for cut in cuts(word, EXACT)]
    longest = max((n for n, root in known if root is not None), default=0)
    return next((root for n, root in known if root and n == longest >= 3), None)


def fit(examples: list[Example], penalty: float, steps: int = 300) -> Weights:
    """Weights that make the right cuts likeliest: Adam on the mean log-likelihood."""
    names = sorted({f for example in examples for features, _ in example for f in features})
    place = {name: n for n, name in enumerate(names)}
    flat = [(n, features, right) for n, e in enumerate(examples) for features, right in e]
    of, right = np.array([n for n, _, _ in flat]), np.array([r for _, _, r in flat])
    rows = np.array([n for n, (_, features, _) in enumerate(flat) for _ in features])
    columns = np.array([place[f] for _, features, _ in flat for f in features])
    start = np.r_[0, np.flatnonzero(np.diff(of)) + 1]
    gradient = _gradient(of, right, rows, columns, start, len(names))
    weights, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        slope = gradient(weights) + penalty / 100 * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def _gradient(
    of: Any, right: Any, rows: Any, columns: Any, start: Any, n_names: int
) -> Callable[[Any], Any]:
    def gradient(weights: Any) -> Any:
        score = np.bincount(rows, weights=weights[columns], minlength=len(of))
        exponents = np.exp(score - np.maximum.reduceat(score, start)[of])
        share = exponents / np.add.reduceat(exponents, start)[of]
        wanted = exponents * right
        wanted /= np.add.reduceat(wanted, start)[of]
        difference = (share - wanted)[rows]
        return np.bincount(columns, weights=difference, minlength=n_names) / len(start)

    return gradient


def main() -> None:
    """Print every weight of at least ``LEAST`` in tenths, by name."""
    lemmas = from_lemmas(read_lemmas())
    families = from_families(read_words(), fit(lemmas, 0.1, 400))
    weights = fit(families + REPEAT_LEMMAS * lemmas, 0.05)
    kept = {name: round(10 * weight) for name, weight in weights.items() if abs(weight) >= LEAST}
    print("  ".join(f"{name} {tenths}" for name, tenths in sorted(kept.items())))


if __name__ == "__main__":
    main()
