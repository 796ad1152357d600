"""The wire of ``POST /v1/search``, with the filters that asking shares."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from api.schemas.wire import QuestionText, TextLanguage, Wire

Names = Annotated[list[str], Field(max_length=100)]


class Filters(Wire):
    """Which documents may answer. An empty list or null is no constraint; dates are inclusive."""

    source: Names = Field(default=[], description="paths below the folder or upload they came from")
    language: list[TextLanguage] = Field(
        default=[],
        description='languages of the passage; one that two share ("mixed") is found by each',
    )
    collection: Names = Field(default=[], description="collections")
    date_from: date | None = Field(
        default=None, description="earliest date of the section or document"
    )
    date_to: date | None = Field(default=None, description="latest date of the section or document")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError("date_from is after date_to")
        return self


class SearchRequest(Wire):
    """Words to search for."""

    query: QuestionText
    filters: Filters = Filters()
    limit: int = Field(default=10, ge=1, le=50, description="passages returned")


class Scores(Wire):
    """What each leg gave; null where the leg did not find the passage. ``parts`` is what the
    passage's score is made of, each in 0..1, by name."""

    dense: float | None
    lexical: float | None
    parts: dict[str, float] = Field(default_factory=dict)


class FoundPassage(Wire):
    """A passage, with its span in the document's text and its score in 0..1."""

    document_id: str
    document_title: str
    source: str
    section: list[str]
    paragraph_ids: list[str]
    text: str
    start: int
    end: int
    score: float
    scores: Scores
    language: TextLanguage = Field(description='"mixed" where two languages share it')
    date: date | None


class SearchResponse(Wire):
    """Passages, best first, and seconds by stage."""

    passages: list[FoundPassage]
    timings: dict[str, float]
