"""Writes the passages and questions that every peer gets: public sets, and made-up growth."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.load import read_question_set
from eval.loaders.options import LoadOptions
from eval.loaders.passages import read_passages
from eval.records import Case, SetPassage

SEED = 0
N_GROWTH_QUESTIONS = 60
REPLACED_WORDS = 0.2
"""Share of words that a made-up passage has from elsewhere."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Job:
    """One corpus with its questions. ``cases`` by set; none when only speed is measured."""

    name: str
    passages: Path
    questions: Path
    n_passages: int
    cases: Mapping[str, Sequence[Case]]


def write_set_jobs(root: Path, folder: Path, n_questions: int) -> list[Job]:
    """kazqad-dev, and xquad-ru with its questions in Russian and in English."""
    kazqad = _read_cases(root / "kazqad-dev", "queries.jsonl", n_questions)
    xquad = {
        name: _read_cases(root / "xquad-ru", queries, n_questions)
        for name, queries in (("xquad-ru", "queries.jsonl"), ("xquad-en-ru", "queries.en.jsonl"))
    }
    return [
        _write(folder, "kazqad-dev", _corpus(root / "kazqad-dev"), {"kazqad-dev": kazqad}),
        _write(folder, "xquad-ru", _corpus(root / "xquad-ru"), xquad),
    ]


def write_growth_job(root: Path, folder: Path, n_passages: int) -> Job:
    """``n_passages`` in Kazakh: KazQAD's, then its distractors, then made-up ones."""
    real = [*_corpus(root / "kazqad-dev"), *_distractors(root / "kazqad-dev")]
    made = _made_up(real, random.Random(SEED))
    passages = real[:n_passages]
    while len(passages) < n_passages:
        passages.append(next(made))
    cases = _read_cases(root / "kazqad-dev", "queries.jsonl", N_GROWTH_QUESTIONS)
    job = _write(folder, f"growth-{n_passages}", passages, {"growth": cases})
    return Job(job.name, job.passages, job.questions, job.n_passages, {})


def _made_up(real: Sequence[SetPassage], random_: random.Random) -> Iterator[SetPassage]:
    """Sentences of two passages in another order, a fifth of the words from anywhere."""
    vocabulary = [word for passage in real for word in passage.text.split()]
    number = 0
    while True:
        one, other = random_.sample(real, 2)
        sentences = _half(one.text, random_) + _half(other.text, random_)
        random_.shuffle(sentences)
        words = [
            random_.choice(vocabulary) if random_.random() < REPLACED_WORDS else word
            for word in " ".join(sentences).split()
        ]
        yield SetPassage(f"made_{number:06}", "", " ".join(words), "kk")
        number += 1


def _half(text: str, random_: random.Random) -> list[str]:
    sentences = _SENTENCE_END.split(text)
    return random_.sample(sentences, max(1, len(sentences) // 2))


def _read_cases(path: Path, queries: str, n: int) -> tuple[Case, ...]:
    cases = read_question_set(path, LoadOptions(queries=queries)).cases
    chosen = sorted(random.Random(SEED).sample(range(len(cases)), min(n, len(cases))))
    return tuple(cases[i] for i in chosen)


def _corpus(path: Path) -> list[SetPassage]:
    return list(read_passages(path / "corpus.jsonl"))


def _distractors(path: Path) -> list[SetPassage]:
    return list(read_passages(path / "distractors.jsonl"))


def _write(
    folder: Path,
    name: str,
    passages: Sequence[SetPassage],
    cases: Mapping[str, Sequence[Case]],
) -> Job:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{"id": p.id, "text": f"{p.title}\n\n{p.text}".strip()} for p in passages]
    asked = [
        {"id": f"{set_name}/{case.id}", "text": case.question}
        for set_name, group in cases.items()
        for case in group
    ]
    files = folder / f"{name}.passages.jsonl", folder / f"{name}.questions.jsonl"
    for path, lines in zip(files, (rows, asked), strict=True):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_text(text + "\n", "utf-8")
    return Job(name, *files, len(rows), cases)
