"""What all wire models share: frozen, closed to unknown fields, closed sets of names."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Language = Literal["kk", "ru", "en"]
TextLanguage = Literal["kk", "ru", "en", "mixed"]
ParagraphKind = Literal["paragraph", "list_item", "table_row", "heading"]
DocumentState = Literal["ready", "pending", "failed", "deleted"]


class Wire(BaseModel):
    """Root of all wire models."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _visible(text: str) -> str:
    """Refuse what looks empty: only control, format (bidi, zero width) or space characters."""
    if not any(unicodedata.category(character)[0] in "LNPS" for character in text):
        raise ValueError("holds no visible character")
    return text


QuestionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_visible),
]
