"""NoMIRACL's layout: answered and unanswerable topics apart, over one corpus."""

from __future__ import annotations

from pathlib import Path

from eval.errors import SetError
from eval.loaders.options import LoadOptions
from eval.loaders.passages import read_passages
from eval.loaders.tab_lines import read_qrels, read_topics
from eval.records import Case, Corpus


def recognises(path: Path) -> bool:
    """A folder of one language with ``topics/<split>.relevant.tsv``."""
    return any((path / "topics").glob("*.relevant.tsv"))


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """Both subsets of a split (default test), the answerable one first.

    Topics of ``non_relevant`` were judged to have no relevant passage: they are unanswerable.
    Source: Thakur et al. 2024, "Knowing When You Don't Know", arXiv 2312.11361. Raises: SetError.
    """
    split = options.split or "test"
    cases = (
        *_cases(path, split, "relevant", options),
        *_cases(path, split, "non_relevant", options),
    )
    corpus = path / "corpus.jsonl"
    if options.corpus is not None:
        return cases, Corpus()
    return cases, Corpus(passages=read_passages(corpus, options.lang or path.name))


def _cases(path: Path, split: str, subset: str, options: LoadOptions) -> list[Case]:
    topics = path / "topics" / f"{split}.{subset}.tsv"
    if not topics.is_file():
        raise SetError(f"NoMIRACL: there is no topics/{topics.name}.")
    answerable = subset == "relevant"
    qrels = read_qrels(path / "qrels" / f"{split}.{subset}.tsv") if answerable else {}
    return [
        Case(
            id=name,
            question=question,
            lang=options.lang or path.name,
            kind="fact" if answerable else "none",
            answerable=answerable,
            relevant=qrels.get(name, {}),
            split=split,
        )
        for name, question in read_topics(topics).items()
    ]
