"""The body of every error response."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Problem(BaseModel):
    """RFC 9457 problem details with Derek's code and the id of the request."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:derek:problem:not-found",
                    "title": "Not found",
                    "status": 404,
                    "detail": "There is no such document.",
                    "code": "not_found",
                    "request_id": "6f1d0c0a7c5b4f1f9a0e6a2f1f3f7b11",
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
