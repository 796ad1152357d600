"""Tells sentences and rows again with names exchanged, or with their names and otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from rag.text.place_names import same_word
from rag.types import Row
from rag.verify.names import is_name, name_spans, name_word_key

Span = tuple[int, int]
Named = tuple[str, str]
"""Kind and words."""
Told = tuple[str, str, tuple[int, ...]]
"""Kind, words, and places of the cited paragraphs from the one that is told."""
N_EXCHANGES = 3
"""Of names in one sentence."""
MOST_CHARACTERS = 400
_WORD = re.compile(r"[^\W\d_]+")
_COMMA = re.compile(r",\s")
_CLAUSE = re.compile(r"[,;]\s")
_BREAK = re.compile(r"[:;()\d]|[.]\s*[А-ЯA-Z]")
_AND = frozenset("и және мен пен бен and".split())


def named_rows(own: Row, other: Row) -> Iterator[Told]:
    """What a column says in words of one row told of the other, as of a post and who holds it."""
    (label, named), (_, others) = _text_cells(own), _text_cells(other)
    for head, cell in named.items():
        taken = others.get(head, "")
        # «Исполнено» may be said of a row that says more; a name is somebody else.
        if not taken or taken in cell or not _apart(f"– {taken}"):
            continue
        yield "lie other row's name", f"{label}: {head} – {taken}", (0, 1)
        yield "true row's name of two", f"{label}: {head} – {cell}", (0, 1)


def _text_cells(row: Row) -> tuple[str, dict[str, str]]:
    """The row's first words, and its other cells of words by their heads."""
    cells = [
        (" ".join(h.split()), " ".join(c.split()))
        for h, c in zip(row.header, row.cells, strict=False)
    ]
    told = [(h, c) for h, c in cells if sum(map(str.isalpha, c)) > 2 and len(c) < MOST_CHARACTERS]
    return (told[0][1], {h: c for h, c in told[1:] if h}) if told else ("", {})


def name_lies(sentence: str, beside: Sequence[str], rng: random.Random) -> Iterator[Named]:
    """Two names of the sentence exchanged, and one of the sentences beside it in place of one."""
    names = _apart(sentence)
    pairs = [
        (one, two)
        for n, one in enumerate(names)
        for two in names[n + 1 :]
        if not listed(sentence, one, two) and not _same_name(sentence, one, two)
    ]
    for one, two in rng.sample(pairs, min(N_EXCHANGES, len(pairs))):
        yield from (("lie names", w) for w in exchanged(sentence, (one, two), rng))
    known = {name_word_key(word) for word in _WORD.findall(sentence)}
    strange = [
        other[a:b]
        for other in beside
        for a, b in _apart(other)
        if not any(same_word(name_word_key(w), k) for w in _WORD.findall(other[a:b]) for k in known)
    ]
    if names and strange:
        start, end = rng.choice(names)
        yield "lie neighbour's name", sentence[:start] + rng.choice(strange) + sentence[end:]


def name_truths(sentence: str) -> Iterator[Named]:
    """A list of names in another order or without one, the whole sentence, its clauses."""
    names = _apart(sentence)
    for one, two in zip(names, names[1:], strict=False):
        if _COMMA.fullmatch(sentence, one[1], two[0]):
            gap = sentence[one[1] : two[0]]
            swapped = sentence[slice(*two)] + gap + sentence[slice(*one)]
            yield "true names reordered", sentence[: one[0]] + swapped + sentence[two[1] :]
            yield "true name left out", sentence[: one[0]] + sentence[two[0] :]
            break
    if names:
        yield "true names, retold", f"Так, {sentence[0].lower()}{sentence[1:]}"
    for clause in _CLAUSE.split(sentence):
        if len(names) > 1 and len(clause) < len(sentence) and len(_apart(clause)) > 1:
            yield "true clause with names", clause


def _apart(text: str) -> list[Span]:
    """Names of one word, or of several with capitals, that are sure to be names."""
    found: list[Span] = []
    for start, end in name_spans(text):
        if found and text[found[-1][1] : start] in (" ", "-"):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(a, b) for a, b in found if text[a].isupper() and not text[a:b].isupper()]


def listed(sentence: str, one: Span, two: Span) -> bool:
    """Whether nothing stands between two names but other names, and one word again and again."""
    if _BREAK.search(sentence, one[1], two[0]):
        return False
    before = _WORD.findall(sentence[: one[0]].lower())[-1:]
    between = [w for w in _WORD.findall(sentence[one[1] : two[0]]) if w[0].islower()]
    plain = {w for w in between if not is_name(w) and w not in _AND}
    if plain <= set(before):
        return len(plain) <= 1
    return plain <= {"до", "по"} and bool({"от", "с"} & {*before, *between})


def _same_name(sentence: str, one: Span, two: Span) -> bool:
    keys = [{name_word_key(w) for w in _WORD.findall(sentence[slice(*s)])} for s in (one, two)]
    return any(same_word(one, two) for one in keys[0] for two in keys[1])


def exchanged(text: str, spans: Sequence[Span], rng: random.Random) -> Iterator[str]:
    """The text with two of the spans, of different words, in each other's place."""
    pairs = [
        (a, b)
        for i, a in enumerate(spans)
        for b in spans[i + 1 :]
        if text[slice(*a)] != text[slice(*b)] and a[1] <= b[0]
    ]
    if pairs:
        (a, b), (c, d) = rng.choice(pairs)
        yield text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
