"""Answers, passages and records as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from pydantic import BaseModel

if TYPE_CHECKING:
    from rag.types import Answer, Citation, Hit


def print_json(value: BaseModel) -> None:
    """One JSON object on stdout."""
    typer.echo(value.model_dump_json(indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    for line in lines:
        typer.echo(line)


def answer_lines(answer: Answer) -> Iterator[str]:
    """The text, then its numbered sources; for an abstention the closest passages."""
    yield answer.text
    if answer.citations:
        yield ""
    for citation in answer.citations:
        yield from _citation_lines(citation)
    if answer.verdict == "abstained" and answer.passages:
        yield ""
        yield from passage_lines(answer.passages[:3])


def _citation_lines(citation: Citation) -> Iterator[str]:
    yield f"[{citation.n}] {place(citation.document_title, citation.section)}"
    yield from _indented(f"«{_one_line(citation.quote)}»")
    if citation.row is not None and citation.row.header:
        cells = zip(citation.row.header, citation.row.cells, strict=False)
        yield from _indented("; ".join(f"{head}: {cell}" for head, cell in cells if cell))
    yield from _indented(citation.source)


def passage_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """Passages with score, place and the beginning of their text."""
    for hit in hits:
        section = hit.document.sections[hit.passage.section].path
        yield f"{hit.score:.3f}  {place(hit.document.title, section)}"
        yield from _indented(_shortened(hit.document.text[hit.passage.start : hit.passage.end]))
        yield from _indented(hit.record.source)


def place(title: str, section: Sequence[str]) -> str:
    """Title › headings, without saying the title twice."""
    path = section[1:] if section and section[0] == title else section
    return " › ".join(_one_line(part) for part in (title, *path))


def _indented(text: str) -> Iterator[str]:
    if text:
        yield f"    {text}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str, limit: int = 300) -> str:
    line = _one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
