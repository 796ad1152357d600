"""Reads one turn of a conversation: what is asked in full, or why nothing is to be looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.retrieve.courtesy import find_courtesy, without_courtesies
from rag.retrieve.followup import find_followup, language_of_lead
from rag.retrieve.followup_words import QUESTION_WORDS
from rag.retrieve.question import as_meant, spoken_language
from rag.retrieve.scope import within_scope
from rag.retrieve.standalone import complete
from rag.text.sentences import split_sentences
from rag.types import Courtesy, Language, Turn

Completer = Callable[[str, Sequence[tuple[str, Language]], Language], str]
"""Makes a question whole by those before it, each with its language, as ``complete`` does: where a
language model could do the same. What it returns is only searched for, never shown as an answer."""

_READ_CHARACTERS = 600
"""What is read of a long turn: people ask at the end of what they paste."""
_SHORT_CHARACTERS = 300
"""A turn up to this length is one question, a longer one is what its last question says."""


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


def read_turn(text: str, history: Sequence[Turn] = (), completer: Completer = complete) -> Meant:
    """What a turn means after what the same person said before.

    Greetings before a question and requests beside it are left out of the question. Of the history
    only the user's turns are read: an assistant's turn is what a client claims that it was.
    """
    words = as_meant(text)
    polite = find_courtesy(words)
    if polite is not None:
        return Meant(words, polite.language, courtesy=polite.kind)
    asked = within_scope(without_courtesies(words))
    if words and not asked:
        return Meant(words, in_scope=False)
    if not history or find_followup(asked, _language(asked, ())) is None:
        return Meant(asked)
    before = _questions(history, completer)
    language = _language(asked, before)
    whole = completer(asked, before, language)
    return Meant(whole, language) if whole != asked else Meant(asked)


def _questions(history: Sequence[Turn], completer: Completer) -> list[tuple[str, Language]]:
    """What the user asked so far, each question made whole by those before it."""
    before: list[tuple[str, Language]] = []
    for turn in history:
        asked = _last_question(turn.content) if turn.role == "user" else ""
        if not asked or (before and not _asks(asked)):
            continue
        whole = completer(asked, before, _language(asked, before))
        before.append((whole, spoken_language(whole)))
    return before


def _last_question(content: str) -> str:
    """The question that a turn ends with; empty when it holds none that could be searched for."""
    words = as_meant(content[-_READ_CHARACTERS:])
    if find_courtesy(words) is not None:
        return ""
    words = within_scope(without_courtesies(words))
    if len(words) <= _SHORT_CHARACTERS:
        return words
    sentences = [words[start:end] for start, end in split_sentences(words)]
    asking = [sentence for sentence in sentences if _asks(sentence)]
    return (asking or sentences)[-1][:_SHORT_CHARACTERS]


def _language(asked: str, before: Sequence[tuple[str, Language]]) -> Language:
    """The language of a question, however short; that of the one before where nothing tells."""
    told = language_of_lead(asked)
    return told or spoken_language(asked, before[-1][1] if before else "ru")


def _asks(text: str) -> bool:
    return "?" in text or QUESTION_WORDS.search(text) is not None
