"""Stored records as wire models, and questions from them; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from api.schemas import ask, documents, ingest, jobs, rows, search
from rag.answering.events import SearchResult
from rag.library import Failure
from rag.progress import IngestReport
from rag.text.mixture import language_name
from rag.types import (
    Answer,
    Citation,
    Document,
    DocumentRecord,
    Filters,
    Hit,
    Job,
    Question,
    Row,
    Turn,
)


def question_record(request: ask.AskRequest) -> Question:
    """The question that a request asks."""
    return Question(
        text=request.question,
        history=tuple(Turn(turn.role, turn.content) for turn in request.history),
        filters=filters_record(request.filters),
        language=request.language,
        limit=request.limit,
    )


def filters_record(filters: search.Filters) -> Filters:
    """The filters of a request, for an asker who sees everything."""
    return Filters(
        source=tuple(filters.source),
        language=tuple(filters.language),
        collection=tuple(filters.collection),
        date_from=filters.date_from,
        date_to=filters.date_to,
    )


def wire_answer(answer: Answer) -> ask.Answer:
    """The whole answer object."""
    return ask.Answer(
        id=answer.id,
        question=answer.question,
        standalone_question=answer.standalone_question,
        language=answer.language,
        verdict=answer.verdict,
        reason=answer.reason,
        text=answer.text,
        citations=wire_citations(answer.citations),
        passages=wire_passages(answer.passages),
        timings=dict(answer.timings),
        trace=ask.Trace(
            settings=answer.trace.settings,
            composer=answer.trace.composer,
            retriever=answer.trace.retriever,
            notes=dict(answer.trace.notes),
        ),
    )


def wire_citations(citations: Iterable[Citation]) -> list[ask.Citation]:
    """Citations in order."""
    return [_wire_citation(citation) for citation in citations]


def _wire_citation(citation: Citation) -> ask.Citation:
    return ask.Citation(
        n=citation.n,
        document_id=citation.document_id,
        document_title=citation.document_title,
        source=citation.source,
        source_url=citation.source_url,
        section=list(citation.section),
        paragraph_id=citation.paragraph_id,
        kind=citation.kind,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
        page=citation.page,
        row=_wire_row(citation.row),
        language=language_name(citation.language, citation.second),
        date=citation.date,
        url=f"/documents/{citation.document_id}#{citation.paragraph_id}",
        supported=citation.supported,
    )


def _wire_row(row: Row | None) -> rows.Row | None:
    if row is None:
        return None
    amounts = [
        rows.Amount(value=a.value, last=a.last, unit=a.unit) if a else None for a in row.amounts
    ]
    return rows.Row(
        table=row.table,
        header=list(row.header),
        cells=list(row.cells),
        amounts=amounts,
        total=row.total,
    )


def wire_passages(hits: Iterable[Hit]) -> list[ask.Passage]:
    """What was considered, in order."""
    return [
        ask.Passage(
            document_id=hit.document.id,
            document_title=hit.document.title,
            paragraph_ids=_paragraph_ids(hit),
            score=hit.score,
            text=_text(hit),
            section=_section(hit),
        )
        for hit in hits
    ]


def wire_search(result: SearchResult) -> search.SearchResponse:
    """Passages found, in order, with the scores of both legs."""
    return search.SearchResponse(
        passages=[_wire_found(hit) for hit in result.passages], timings=dict(result.timings)
    )


def _wire_found(hit: Hit) -> search.FoundPassage:
    return search.FoundPassage(
        document_id=hit.document.id,
        document_title=hit.document.title,
        source=hit.record.source,
        section=_section(hit),
        paragraph_ids=_paragraph_ids(hit),
        text=_text(hit),
        start=hit.passage.start,
        end=hit.passage.end,
        score=hit.score,
        scores=search.Scores(dense=hit.dense, lexical=hit.lexical, parts=dict(hit.parts)),
        language=language_name(hit.passage.language, hit.passage.second),
        date=hit.document.sections[hit.passage.section].date or hit.record.date,
    )


def _paragraph_ids(hit: Hit) -> list[str]:
    cited = hit.document.paragraphs[hit.passage.first : hit.passage.last]
    return [paragraph.id for paragraph in cited]


def _text(hit: Hit) -> str:
    return hit.document.text[hit.passage.start : hit.passage.end]


def _section(hit: Hit) -> list[str]:
    return list(hit.document.sections[hit.passage.section].path)


def wire_document(record: DocumentRecord) -> documents.DocumentRecord:
    """What is known of a document; times in UTC."""
    return documents.DocumentRecord(
        id=record.id,
        title=record.title,
        source=record.source,
        source_url=record.source_url,
        language=record.language,
        date=record.date,
        collection=record.collection,
        groups=list(record.groups),
        paragraphs=record.n_paragraphs,
        passages=record.n_passages,
        bytes=record.n_bytes,
        sha256=record.sha256,
        state=record.state,
        reason=record.reason,
        ingested_at=_in_utc(record.ingested_at),
    )


def _in_utc(moment: datetime) -> datetime:
    """Times without a zone are UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def wire_documents(
    page: tuple[tuple[DocumentRecord, ...], str | None],
) -> documents.DocumentList:
    """A page of documents."""
    records, next_cursor = page
    return documents.DocumentList(
        documents=[wire_document(record) for record in records], next_cursor=next_cursor
    )


def wire_failures(failures: Iterable[Failure]) -> documents.FailureList:
    """Quarantined files, in order."""
    return documents.FailureList(
        failed=[
            documents.Failure(document=wire_document(failure.record), mend=failure.mend)
            for failure in failures
        ]
    )


def wire_text(document: Document) -> documents.DocumentText:
    """The text with the spans of its paragraphs."""
    return documents.DocumentText(
        text=document.text,
        paragraphs=[
            documents.Paragraph(
                id=paragraph.id,
                kind=paragraph.kind,
                start=paragraph.start,
                end=paragraph.end,
                section=list(document.sections[paragraph.section].path),
                page=paragraph.page,
                row=_wire_row(paragraph.row),
                aside=paragraph.aside,
                language=language_name(paragraph.language, paragraph.second),
            )
            for paragraph in document.paragraphs
        ],
    )


def wire_job(job: Job) -> jobs.Job:
    """How far a job has come."""
    return jobs.Job(
        state=job.state,
        done=job.done,
        total=job.total,
        documents=[
            jobs.JobDocument(source=item.source, state=item.state, reason=item.reason)
            for item in job.documents
        ],
    )


def wire_reports(reports: Sequence[IngestReport]) -> ingest.IngestReport:
    """Runs that followed one another, as one."""
    return ingest.IngestReport(
        documents=[
            ingest.FileOutcome(
                source=item.source,
                outcome=item.outcome,
                reason=item.reason,
                document_id=item.document_id,
                passages=item.n_passages,
                pages=item.n_pages,
            )
            for report in reports
            for item in report.documents
        ],
        passages=sum(report.n_passages for report in reports),
        seconds=round(sum(report.seconds for report in reports), 3),
        notes=[note for report in reports for note in report.notes],
    )
