"""Server-Sent Events of an answer being made and of a job at work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import anyio
import structlog
from anyio import to_thread
from pydantic import BaseModel

from api.schemas.ask import ErrorEvent, RetrievedEvent, SentenceEvent
from api.wire import wire_answer, wire_citations, wire_job, wire_passages
from rag.answering.events import AskEvent, Done, Retrieved, Sentence
from rag.ask import AskFlow
from rag.errors import DerekError
from rag.ports import Registry
from rag.types import Job, Question

log = structlog.get_logger()

HEADERS = {"X-Accel-Buffering": "no"}
"""Asks a proxy in front to pass every event on at once."""
JOB_POLL_SECONDS = 0.4


def answer_events(ask: AskFlow, question: Question) -> Iterator[str]:
    """``retrieved``, then a ``sentence`` for each that was verified, then ``done``; or ``error``.

    The status line is sent by then, so a failure can only be told as an event.
    """
    try:
        for event in ask.stream(question):
            yield _render_ask_event(event)
    except DerekError as error:
        log.warning("stream_failed", code=error.code, reason=str(error))
        yield render_event(ErrorEvent(code=error.code, message=error.message), "error")
    except Exception:
        log.exception("stream_failed")
        message = "Something went wrong inside."
        yield render_event(ErrorEvent(code="internal_error", message=message), "error")


def _render_ask_event(event: AskEvent) -> str:
    match event:
        case Retrieved():
            return render_event(RetrievedEvent(passages=wire_passages(event.passages)), "retrieved")
        case Sentence():
            citations = wire_citations(event.citations)
            return render_event(SentenceEvent(text=event.text, citations=citations), "sentence")
        case Done():
            return render_event(wire_answer(event.answer), "done")


async def job_events(registry: Registry, job_id: str, job: Job) -> AsyncIterator[str]:
    """The job now and after every change, until it is done or failed."""
    shown: Job | None = None
    current: Job | None = job
    while current is not None:
        if current != shown:
            yield render_event(wire_job(current))
            shown = current
        if current.state in ("done", "failed"):
            return
        await anyio.sleep(JOB_POLL_SECONDS)
        current = await to_thread.run_sync(registry.find_job, job_id)


def render_event(payload: BaseModel, name: str | None = None) -> str:
    """One event in the format of the HTML standard; JSON has no line ends, so one data line.

    Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    head = "" if name is None else f"event: {name}\n"
    return f"{head}data: {payload.model_dump_json()}\n\n"
