"""Packs neighbouring paragraphs of one section into passages under a token budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from rag.chunks.context import embedded_words, section_context
from rag.chunks.identity import passage_id
from rag.chunks.split_long import CountTokens, split_long
from rag.text.mixture import TRUE_PART
from rag.types import Document, Language, Paragraph, Passage, Section


@dataclass(frozen=True, slots=True)
class _Piece:
    paragraph: int
    start: int
    end: int
    n_tokens: int


def pack_passages(
    document: Document, budget_tokens: int, count_tokens: CountTokens
) -> tuple[Passage, ...]:
    """Passages of the document in order; together they hold every paragraph.

    A passage never crosses a section. Its own words are at most ``budget_tokens``; title and
    headings come on top (see context.MAX_CONTEXT_CHARACTERS). A heading is packed with what
    follows it. The passages of a section are of about one length, so that none is left with a last
    half-sentence: what is short is found for too many questions.
    """
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    by_section = groupby(range(len(document.paragraphs)), lambda i: document.paragraphs[i].section)
    for _, indices in by_section:
        pieces = tuple(_pieces(document, list(indices), budget_tokens, count_tokens))
        for group in _pack(pieces, budget_tokens):
            passages.append(_passage(document, _joined(group), len(passages), seen))
    return tuple(passages)


def _pieces(
    document: Document, indices: list[int], budget: int, count: CountTokens
) -> Iterator[_Piece]:
    section = document.sections[document.paragraphs[indices[0]].section]
    for index in indices:
        paragraph = document.paragraphs[index]
        if _is_context(document, section, paragraph):
            yield _Piece(index, paragraph.start, paragraph.end, 0)
            continue
        for start, end, n in split_long(
            document.text, paragraph.start, paragraph.end, budget, count
        ):
            yield _Piece(index, start, end, n)


def _is_context(document: Document, section: Section, paragraph: Paragraph) -> bool:
    """Whether these are words that every passage of the section is embedded with anyway."""
    words = document.text[paragraph.start : paragraph.end]
    return paragraph.kind == "heading" and words in (*section.path, document.title)


def _pack(pieces: Sequence[_Piece], budget: int) -> list[list[_Piece]]:
    """Groups of at most ``budget`` tokens, as few as can be, each near their mean."""
    n_all = sum(piece.n_tokens for piece in pieces)
    mean = n_all / max(1, ceil(n_all / budget))
    groups: list[list[_Piece]] = [[]]
    n_group = n_before = 0
    for piece in pieces:
        n = piece.n_tokens
        is_full = n_group + n > budget or n_before + n_group + n / 2 > mean * len(groups)
        if n_group and is_full:
            n_before += n_group
            n_group = 0
            groups.append([])
        groups[-1].append(piece)
        n_group += n
    return groups


def _joined(group: Sequence[_Piece]) -> list[_Piece]:
    """The group with neighbouring pieces of one paragraph as one."""
    joined: list[_Piece] = []
    for piece in group:
        if joined and joined[-1].paragraph == piece.paragraph:
            last = joined.pop()
            n_tokens = last.n_tokens + piece.n_tokens
            piece = _Piece(piece.paragraph, last.start, piece.end, n_tokens)
        joined.append(piece)
    return joined


def _passage(
    document: Document, group: list[_Piece], ordinal: int, seen: dict[str, int]
) -> Passage:
    first, last = group[0], group[-1]
    paragraphs = document.paragraphs[first.paragraph : last.paragraph + 1]
    words = document.text[first.start : last.end]
    language, second = _languages(document, group)
    key = "\0".join([*(p.id for p in paragraphs), words])
    n_equal = seen[key] = seen.get(key, -1) + 1
    return Passage(
        id=passage_id(document.id, (p.id for p in paragraphs), words, n_equal),
        document_id=document.id,
        ordinal=ordinal,
        first=first.paragraph,
        last=last.paragraph + 1,
        start=first.start,
        end=last.end,
        section=paragraphs[0].section,
        language=language,
        embedded_text=_embedded_text(document, group),
        second=second,
    )


def _embedded_text(document: Document, group: list[_Piece]) -> str:
    section = document.sections[document.paragraphs[group[0].paragraph].section]
    lines = [section_context(document, section)]
    for piece in group:
        paragraph = document.paragraphs[piece.paragraph]
        words = embedded_words(document, paragraph, piece.start, piece.end)
        if not _is_context(document, section, paragraph):
            lines.append(words)
    return "\n".join(line for line in lines if line)


def _languages(document: Document, group: list[_Piece]) -> tuple[Language, Language | None]:
    """What most characters of the passage are in, and what a true part of them is in beside: the
    second language of a mixed paragraph, or that of paragraphs of its own."""
    n_characters: dict[Language, int] = {}
    for piece in group:
        paragraph = document.paragraphs[piece.paragraph]
        spoken = [paragraph.language, paragraph.second or paragraph.language]
        for language in spoken:
            n_characters[language] = n_characters.get(language, 0) + piece.end - piece.start
    ranked = sorted(n_characters, key=lambda name: (-n_characters[name], name))
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    if second and n_characters[second] < TRUE_PART * sum(n_characters.values()):
        second = None
    return first, second
