"""What is to be written, what was written, and how both are told."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.answering.events import Sentence
from rag.answering.stopwatch import Stopwatch
from rag.types import Answer, Citation, Claim, Document, Evidence, Language, Query
from rag.verify.verdict import Verified, render_answer, render_claim

Draft = tuple[Claim, Sequence[Citation]]
"""A claim that nobody has verified, with the citations that its numbers point to."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: ``ranked`` is best first; ``documents`` by id are those that were
    retrieved, and nothing else can be cited; ``language`` is that of the words around quotes;
    ``parts`` is the evidence for each of ``query.parts``, empty where one cannot be answered."""

    query: Query
    ranked: Sequence[Evidence]
    documents: Mapping[str, Document]
    language: Language
    parts: Sequence[Sequence[Evidence]] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What was shown: claims in order and their citations, both empty where nothing was left.

    ``composer`` is who wrote it; ``notes`` say what else happened, ``n_drafted`` and
    ``n_unsupported`` how many sentences were looked at and how many of them were dropped; ``note``
    is what Derek adds in words of its own that claim nothing.
    """

    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    composer: str = "extractive"
    notes: Mapping[str, str] = field(default_factory=dict)
    n_drafted: int = 0
    n_unsupported: int = 0
    note: str = ""

    @property
    def text(self) -> str:
        """The claims with their markers, then the note; empty without claims."""
        return " ".join(filter(None, (render_answer(self.claims), self.note)))

    def told(self) -> Mapping[str, str]:
        """Notes and counts, for the trace."""
        counts = {"sentences": str(self.n_drafted), "unsupported": str(self.n_unsupported)}
        return {**self.notes, **(counts if self.n_drafted else {})}


Writing = Generator[Sentence, None, Written]
"""A ``Sentence`` for each claim as soon as it is verified, then what was written."""


def show_verified(
    drafts: Iterable[Draft], verified: Verified, watch: Stopwatch
) -> Generator[Sentence, None, None]:
    """A ``Sentence`` for each draft that is admitted; waiting for a draft counts as composing."""
    coming = iter(drafts)
    while True:
        with watch.stage("compose"):
            draft = next(coming, None)
        if draft is None:
            return
        with watch.stage("verify"):
            kept = verified.admit(*draft)
        if kept is not None:
            cited = tuple(c for c in verified.citations if c.n in kept.citations)
            yield Sentence(render_claim(kept), cited)


def written_by(composer: str, verified: Verified, notes: Mapping[str, str]) -> Written:
    """What stands verified now, written by ``composer``."""
    return Written(
        verified.claims,
        verified.citations,
        composer,
        notes,
        verified.n_seen,
        verified.n_seen - len(verified.claims),
    )


def with_score(answer: Answer, sure: float) -> Answer:
    """The answer with its confidence in the notes, whether it is shown or not."""
    trace = replace(answer.trace, notes={**answer.trace.notes, "score": repr(sure)})
    return replace(answer, trace=trace)
