"""``POST /v1/feedback``: was an answer any good."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import RegistryDep
from api.schemas.feedback import Feedback

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/feedback", status_code=201)
def give_feedback(feedback: Feedback, registry: RegistryDep) -> Feedback:
    """Keep a rating of an answer."""
    registry.add_feedback(feedback.answer_id, feedback.rating, feedback.comment)
    return feedback
