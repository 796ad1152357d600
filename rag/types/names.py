"""Closed sets of names and the vector type that all records share."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Language = Literal["kk", "ru", "en"]
TextLanguage = Literal["kk", "ru", "en", "mixed"]
"""What a text can be called; "mixed" where two languages share it."""
ParagraphKind = Literal["paragraph", "list_item", "table_row", "heading"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "table_header"]
Aside = Literal["note", "comment", "text_box"]
"""What a paragraph is that stands beside the text: a footnote or endnote, a reader's comment, the
text of a box or shape."""
DateKind = Literal["published", "covers", "as_of", "event"]
DatePlace = Literal["sender", "file", "head", "entry", "title", "heading", "outer_heading", "text"]
DocumentState = Literal["ready", "pending", "failed", "deleted"]
JobState = Literal["queued", "running", "done", "failed"]
Verdict = Literal["answered", "abstained"]
Reason = Literal[
    "no_evidence", "weak_evidence", "not_supported", "conflict", "empty_corpus", "out_of_scope"
]
Courtesy = Literal["greeting", "thanks", "farewell", "identity"]
AnswerKind = Literal[
    "number",
    "money",
    "share",
    "date",
    "time",
    "person",
    "place",
    "organisation",
    "reason",
    "list",
    "yes_no",
    "other",
]
FIGURE_KINDS: frozenset[AnswerKind] = frozenset({"number", "money", "share"})
"""Kinds that a number answers."""
Operation = Literal["count", "most", "least", "sum", "difference"]
"""What is to be worked out of several figures or rows."""
DEFAULT_COLLECTION = "default"
TermNumbers = npt.NDArray[np.uint32]
"""Numbers of terms, see rag/text/bm25.py; sorted, each once."""
Vector = npt.NDArray[np.float32]
"""Shape (dimension,) for one text or (n, dimension) for several; rows have unit length."""
