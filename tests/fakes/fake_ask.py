"""An asking flow of plain Python: words are matched by their heads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from rag.answering.events import AskEvent, Done, Retrieved, SearchResult, Sentence
from rag.types import (
    Answer,
    Citation,
    Claim,
    Document,
    DocumentRecord,
    Filters,
    Hit,
    Language,
    Paragraph,
    Passage,
    Question,
    Reason,
    Trace,
)
from tests.fakes.shelf import Shelf

HEAD_LETTERS = 5
ABSTENTIONS: dict[Language, str] = {
    "kk": "Құжаттарда бұл сұраққа жауап жоқ.",
    "ru": "В документах нет ответа на этот вопрос.",
    "en": "The documents do not answer this question.",
}


class FakeAsk:
    """Answers with the paragraph that shares most word heads with the question."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.asked: list[Question] = []
        self.failure: Exception | None = None
        self.reason: Reason = "no_evidence"

    def ask(self, question: Question) -> Answer:
        *_, last = self.stream(question)
        assert isinstance(last, Done)
        return last.answer

    def stream(self, question: Question) -> Iterator[AskEvent]:
        self.asked.append(question)
        hits = self._find(question.text, question.filters)[: question.limit]
        yield Retrieved(hits)
        if self.failure is not None:
            raise self.failure
        best = _best_paragraph(question.text, hits)
        claims: tuple[Claim, ...] = ()
        citations: tuple[Citation, ...] = ()
        if best is not None:
            citations = (_citation(*best),)
            claims = (Claim(citations[0].quote.replace("\t", " – "), (1,)),)
            yield Sentence(f"{claims[0].text} [1]", citations)
        yield Done(_answer(question, hits, claims, citations, self.reason))

    def search(self, text: str, filters: Filters, limit: int) -> SearchResult:
        return SearchResult(self._find(text, filters)[:limit], {"total": 0.002})

    def _find(self, text: str, filters: Filters) -> tuple[Hit, ...]:
        hits = [
            hit
            for id_, document in sorted(self._shelf.documents.items())
            if not filters.source or document.source in filters.source
            for hit in _hits(self._shelf.records[id_], document, text)
        ]
        return tuple(sorted(hits, key=lambda hit: -hit.score))


def _heads(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {word[:HEAD_LETTERS] for word in words if len(word) >= HEAD_LETTERS}


def _overlap(question: str, text: str) -> float:
    asked = _heads(question)
    return len(asked & _heads(text)) / len(asked) if asked else 0.0


def _hits(record: DocumentRecord, document: Document, text: str) -> Iterator[Hit]:
    """One passage for each section."""
    for number, section in enumerate(document.sections):
        places = [i for i, p in enumerate(document.paragraphs) if p.section == number]
        passage = Passage(
            id=f"ps_{document.id}_{number}",
            document_id=document.id,
            ordinal=number,
            first=places[0],
            last=places[-1] + 1,
            start=section.start,
            end=document.paragraphs[places[-1]].end,
            section=number,
            language=document.language,
            embedded_text="",
        )
        score = _overlap(
            text, " ".join((*section.path, document.text[section.start : section.end]))
        )
        yield Hit(passage.id, record.version_id, document, record, passage, score, score, None)


def _best_paragraph(question: str, hits: Sequence[Hit]) -> tuple[Hit, Paragraph] | None:
    scored = [
        (_overlap(question, hit.document.text[p.start : p.end]), -place, hit, p)
        for place, hit in enumerate(hits)
        for p in hit.document.paragraphs[hit.passage.first : hit.passage.last]
        if p.kind != "heading"
    ]
    if not scored:
        return None
    score, _, hit, paragraph = max(scored, key=lambda item: item[:2])
    return (hit, paragraph) if score > 0 else None


def _citation(hit: Hit, paragraph: Paragraph) -> Citation:
    document = hit.document
    return Citation(
        n=1,
        document_id=document.id,
        document_title=document.title,
        source=document.source,
        source_url=None,
        section=document.sections[paragraph.section].path,
        paragraph_id=paragraph.id,
        kind=paragraph.kind,
        quote=document.text[paragraph.start : paragraph.end],
        start=paragraph.start,
        end=paragraph.end,
        page=None,
        row=paragraph.row,
        language=paragraph.language,
        date=document.date,
        supported=True,
    )


def _answer(
    question: Question,
    hits: tuple[Hit, ...],
    claims: tuple[Claim, ...],
    citations: tuple[Citation, ...],
    reason: Reason,
) -> Answer:
    language: Language = question.language or _language(question.text)
    text = " ".join(f"{claim.text} [1]" for claim in claims) or ABSTENTIONS[language]
    return Answer(
        id=f"ans_{hashlib.sha256(question.text.encode()).hexdigest()[:12]}",
        question=question.text,
        standalone_question=question.text,
        language=language,
        verdict="answered" if claims else "abstained",
        reason=None if claims else reason,
        text=text,
        claims=claims,
        citations=citations,
        passages=hits,
        timings={"retrieve": 0.004, "total": 0.011},
        trace=Trace("0a1b2c3d", "extractive", "fake"),
    )


def _language(text: str) -> Language:
    if re.search("[әғқңөұүһі]", text.lower()):
        return "kk"
    return "ru" if re.search("[а-я]", text.lower()) else "en"
