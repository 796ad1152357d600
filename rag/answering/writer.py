"""Writes an answer out of evidence and lets nothing through that is not verified."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

from rag.answering.events import Sentence
from rag.answering.stopwatch import Stopwatch
from rag.compose.extractive import compose_answer
from rag.types import Citation, Claim, Document, Evidence, Language, Query
from rag.verify.verdict import Verified, render_claim

EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class Written:
    """What was shown: claims in order and their citations, both empty where nothing was left.

    ``composer`` is who wrote it; ``notes`` say what else happened.
    """

    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    composer: str = EXTRACTIVE
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """Composes by extraction. Safe to use from several threads."""

    def write(
        self,
        query: Query,
        ranked: Sequence[Evidence],
        documents: Mapping[str, Document],
        language: Language,
        watch: Stopwatch,
    ) -> Generator[Sentence, None, Written]:
        """A ``Sentence`` for each claim as soon as it is verified, then what was written.

        ``ranked`` is best first; ``documents`` by id are those that were retrieved: nothing else
        can be cited. ``language`` is that of the words around what is quoted.
        """
        verified = Verified(documents)
        with watch.stage("compose"):
            claims, citations = compose_answer(query, ranked)
        for claim in claims:
            with watch.stage("verify"):
                kept = verified.admit(claim, citations)
            if kept is not None:
                cited = tuple(c for c in verified.citations if c.n in kept.citations)
                yield Sentence(render_claim(kept), cited)
        return Written(verified.claims, verified.citations, EXTRACTIVE, verified.counts())
