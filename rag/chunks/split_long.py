"""Cuts a paragraph that is over the token budget into pieces at sentence ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rag.text.sentences import split_sentences

CountTokens = Callable[[str], int]


def split_long(
    text: str, start: int, end: int, budget: int, count: CountTokens
) -> list[tuple[int, int, int]]:
    """Pieces ``(start, end, n_tokens)`` of ``text[start:end]``, in order, without loss.

    A text within the budget is one piece; a longer one falls into its sentences. Each piece is at
    most ``budget`` tokens; the pieces tile the span. A single sentence over the budget is cut at
    spaces, a word without spaces in the middle.
    """
    n_tokens = count(text[start:end])
    if n_tokens <= budget:
        return [(start, end, n_tokens)]
    return [
        tile
        for left, right in _sentence_tiles(text, start, end)
        for tile in _halve(text, left, right, budget, count)
    ]


def _sentence_tiles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    spans = split_sentences(text[start:end])
    lefts = [start + span[0] for span in spans[1:]]
    yield from zip([start, *lefts], [*lefts, end], strict=True)


def _halve(
    text: str, start: int, end: int, budget: int, count: CountTokens
) -> list[tuple[int, int, int]]:
    # A stack instead of recursion: a paragraph may be one word of a million letters.
    done: list[tuple[int, int, int]] = []
    open_spans = [(start, end)]
    while open_spans:
        left, right = open_spans.pop()
        n_tokens = count(text[left:right])
        if n_tokens <= budget or right - left < 2:
            done.append((left, right, n_tokens))
            continue
        middle = _cut_near(text, left, right)
        open_spans += [(middle, right), (left, middle)]
    return done


def _cut_near(text: str, left: int, right: int) -> int:
    middle = (left + right) // 2
    space = text.rfind(" ", left + 1, middle)
    return space + 1 if space > left else middle
