"""Cuts a reply into sentences while it is still coming in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.text.sentences import split_sentences

MAX_CHARACTERS = 4_000
"""Of a reply no more is read: an answer is far shorter, and a model may never end."""
LOOKAHEAD = 60
"""Characters after the end of a sentence that can decide whether it is one: an abbreviation's next
word, or the markers that still belong to it."""
_LISTED = re.compile(r"\[(\d{1,3}(?:\s?[,;]\s?\d{1,3})+)\]")
_OTHER_BRACKETS = str.maketrans("【】", "[]")
_OPEN_THOUGHT, _CLOSE_THOUGHT = "<think>", "</think>"


def cut_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Sentences of the joined pieces, trimmed, each as soon as nothing later can change it.

    The same whatever the pieces. What a model thinks aloud before it answers is left out; markers
    such as «[1, 2]» and «【1】» are given as «[1][2]» and «[1]».
    """
    waiting, n_read = "", 0
    for piece in _without_thoughts(pieces):
        waiting = _plain_markers(waiting + piece[: MAX_CHARACTERS - n_read])
        n_read += len(piece)
        ready, waiting = _ready(waiting)
        yield from ready
        if n_read >= MAX_CHARACTERS:
            break
    yield from (sentence for line in waiting.split("\n") for sentence in _sentences(line))


def _ready(text: str) -> tuple[list[str], str]:
    """Sentences that are certain, and the text from the first that is not."""
    *lines, last = text.split("\n")
    certain = [sentence for line in lines for sentence in _sentences(line)]
    spans = [span for span in split_sentences(last) if span[1] + LOOKAHEAD <= len(last)]
    certain += [last[start:end] for start, end in spans]
    return certain, last[spans[-1][1] :] if spans else last


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in split_sentences(line)]


def _plain_markers(text: str) -> str:
    return _LISTED.sub(_each_alone, text.translate(_OTHER_BRACKETS))


def _each_alone(listed: re.Match[str]) -> str:
    return "".join(f"[{n}]" for n in re.findall(r"\d+", listed[1]))


def _without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces from where the model stops thinking, all of them when it does not begin to."""
    held: str | None = ""
    for piece in pieces:
        if held is None:
            yield piece
            continue
        held += piece
        begun = held.lstrip()
        if begun.startswith(_OPEN_THOUGHT):
            _, closed, answer = begun.partition(_CLOSE_THOUGHT)
            if closed:
                held = None
                yield answer
        elif not _OPEN_THOUGHT.startswith(begun):
            yield held
            held = None
    if held and not held.lstrip().startswith(_OPEN_THOUGHT):
        yield held
