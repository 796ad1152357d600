"""``POST /v1/ask``: a question in, a cited answer out, whole or sentence by sentence."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import Response, StreamingResponse

from api.deps import AskDep
from api.examples import ANSWER_RESPONSE, QUESTIONS
from api.schemas.ask import Answer, AskRequest
from api.streams import HEADERS, answer_events
from api.wire import question_record, wire_answer

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask", response_model=Answer, responses=ANSWER_RESPONSE)
def ask(
    request: Annotated[AskRequest, Body(openapi_examples=QUESTIONS)], flow: AskDep
) -> Answer | Response:
    """Answer a question from the documents, every sentence cited to its exact source.

    With `stream: true` the answer comes as Server-Sent Events: `retrieved`, `sentence`…, `done`,
    or `error`. When the documents do not carry an answer the verdict is `abstained`.
    """
    question = question_record(request)
    if request.stream:
        return StreamingResponse(
            answer_events(flow, question), headers=HEADERS, media_type="text/event-stream"
        )
    return wire_answer(flow.ask(question))
