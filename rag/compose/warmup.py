"""Looks up the words and names of documents before somebody asks.

What a word is a form of is kept in memory; a question whose evidence has new words waits for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rag.compose.places import placed
from rag.compose.surroundings import section_runs
from rag.compose.word_places import word_places
from rag.types import Document


def warm_words(document: Document) -> Iterator[int]:
    """Look up the words and named places of each section; after each, its characters."""
    for at, section in enumerate(document.sections):
        text = document.text[section.start : section.end]
        word_places(text, section_runs(document, at))
        placed(text)
        yield len(text)
