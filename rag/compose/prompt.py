"""Writes what a language model is told and asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from string import Template
from typing import NamedTuple

from rag.compose.excerpts import Excerpt
from rag.types import Language

REFUSAL = "NOANSWER"
"""What the model writes when the excerpts do not answer."""
MAX_SENTENCES = 4
_LANGUAGES: Mapping[Language, str] = {"kk": "Kazakh", "ru": "Russian", "en": "English"}


class Prompt(NamedTuple):
    """What the model is told once for all, and what it is asked."""

    instructions: str
    request: str


def render_prompt(
    question: str, excerpts: Sequence[Excerpt], language: Language, marker: str
) -> Prompt:
    """The prompt over these excerpts. ``marker`` is new for each request and unknown to anybody
    who wrote a document, so that no document can end the part that is data."""
    known = {
        "marker": marker,
        "language": _LANGUAGES[language],
        "most": str(MAX_SENTENCES),
        "refusal": REFUSAL,
    }
    shown = "\n\n".join(_render_excerpt(excerpt) for excerpt in excerpts)
    asked = " ".join(question.split())
    return Prompt(
        _template("instructions").substitute(known),
        _template("request").substitute(known, excerpts=shown, question=asked),
    )


def _render_excerpt(excerpt: Excerpt) -> str:
    """Its number, then its headings and words, every line of them quoted."""
    document = excerpt.hit.document
    paragraph = document.paragraphs[excerpt.paragraph]
    section = document.sections[paragraph.section]
    heads = [document.title, *section.path, section.date.isoformat() if section.date else ""]
    under = " / ".join(dict.fromkeys(" ".join(head.split()) for head in heads if head))
    if paragraph.row is not None:
        body = _render_cells(paragraph.row.table, paragraph.row.header, paragraph.row.cells)
    else:
        body = document.text[excerpt.start : excerpt.end]
    return "\n".join([f"[{excerpt.n}]", *_quoted(under), *_quoted(body)])


def _render_cells(table: str, header: Sequence[str], cells: Sequence[str]) -> str:
    names = header or [""] * len(cells)
    said = [f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True)]
    return "\n".join([table, *said] if table else said)


def _quoted(text: str) -> Iterable[str]:
    # Every kind of line break, lest a line of a document stand without its mark.
    return (f"> {line}" for line in text.splitlines() if line.strip())


@lru_cache(maxsize=2)
def _template(name: str) -> Template:
    file = resources.files("rag.compose").joinpath("prompts", f"{name}.txt")
    return Template(file.read_text("utf-8").strip())
