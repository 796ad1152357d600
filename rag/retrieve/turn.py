"""Reads one turn of a conversation: what is asked in full, or why nothing is to be looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.retrieve.courtesy import find_courtesy, without_courtesies
from rag.retrieve.question import as_meant
from rag.retrieve.scope import within_scope
from rag.types import Courtesy, Language, Turn


@dataclass(frozen=True, slots=True)
class Meant:
    """``text`` is the question in full, as it is searched. ``language`` is that of the one who
    asks, None where ``text`` tells it. ``courtesy`` is what to reply to; ``in_scope`` is False for
    a request that no document answers. Nothing is searched for either."""

    text: str
    language: Language | None = None
    courtesy: Courtesy | None = None
    in_scope: bool = True

    @property
    def is_searched(self) -> bool:
        """Whether documents are looked through for an answer."""
        return self.in_scope and self.courtesy is None


def read_turn(text: str, history: Sequence[Turn] = ()) -> Meant:
    """What a turn means after what was said before.

    Greetings before a question and requests beside it are left out of the question.
    """
    words = as_meant(text)
    polite = find_courtesy(words)
    if polite is not None:
        return Meant(words, polite.language, courtesy=polite.kind)
    asked = within_scope(without_courtesies(words))
    if words and not asked:
        return Meant(words, in_scope=False)
    return Meant(asked)
