"""Drafts an answer with a language model; what it says is a draft until it is verified."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import Literal

from rag.compose.excerpts import Excerpt, choose_excerpts
from rag.compose.prompt import REFUSAL, render_prompt
from rag.compose.streamed import cut_sentences
from rag.ports import LanguageModel
from rag.text.markers import find_markers, remove_markers
from rag.types import Citation, Claim, Evidence, Language

MAX_DRAFTS = 12
"""Sentences of a reply that are looked at; most models write two or three."""
Ending = Literal["drafted", "refused", "nothing"]

_LIST_MARK = re.compile(r"^(?:[-–—*•]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1")


class Drafts:
    """The sentences of one reply as claims with the citations they name, in order, as they come,
    none of them twice.

    Iterate once. ``ending`` is right afterwards: whether the model wrote sentences, refused, or
    wrote nothing of use. Raises, while iterating: AdapterError as the model does.
    """

    def __init__(
        self,
        model: LanguageModel,
        question: str,
        ranked: Sequence[Evidence],
        language: Language,
        marker: str,
        timeout_seconds: float,
    ) -> None:
        self._excerpts: dict[int, Excerpt] = {e.n: e for e in choose_excerpts(ranked)}
        prompt = render_prompt(question, tuple(self._excerpts.values()), language, marker)
        self._pieces = model.stream(prompt.instructions, prompt.request, timeout_seconds)
        self.ending: Ending = "nothing"

    def __iter__(self) -> Iterator[tuple[Claim, tuple[Citation, ...]]]:
        drafted: set[str] = set()
        with closing(_closable(self._pieces)) as pieces:
            for sentence in cut_sentences(pieces):
                if REFUSAL in sentence:
                    self.ending = "drafted" if drafted else "refused"
                    return
                draft = self._draft(sentence)
                if draft is not None and draft[0].text not in drafted:
                    drafted.add(draft[0].text)
                    self.ending = "drafted"
                    yield draft
                if len(drafted) == MAX_DRAFTS:
                    return

    def _draft(self, sentence: str) -> tuple[Claim, tuple[Citation, ...]] | None:
        """The sentence as a claim; None for one without words. Numbers of excerpts that do not
        exist stay with the claim, and nothing is cited for them."""
        numbers = tuple(dict.fromkeys(n for _, _, n in find_markers(sentence)))
        words = _EMPHASIS.sub(r"\2", _LIST_MARK.sub("", remove_markers(sentence).strip()))
        if not any(character.isalnum() for character in words):
            return None
        cited = [self._excerpts[n].citation() for n in numbers if n in self._excerpts]
        return Claim(" ".join(words.split()), numbers), tuple(cited)


def _closable(pieces: Iterator[str]) -> Generator[str, None, None]:
    """The pieces as a generator, so that leaving them early ends the request."""
    try:
        yield from pieces
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
