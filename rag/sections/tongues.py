"""The language of every paragraph, and of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.text.language import detect_language, n_telling_words
from rag.text.mixture import find_second_language
from rag.types import Block, Language

_SAMPLE = 2000
_MIN_TELLING_IN_TABLES = 2


Tongues = tuple[Language, Language | None]
"""What most of a text is in, and what a true part of it is in beside."""


def paragraph_languages(
    blocks: Sequence[Block], sections: Sequence[int]
) -> tuple[list[Tongues], Language]:
    """The languages of each block, and the document's, by majority of characters.

    ``sections`` gives each block's section. A block without a sign of its own, in a table one
    whose only sign is a single word, such as the name of a place, takes the language of the
    nearest one that has it in its section, the one before first, else the document's. Where two
    languages share a block, each counts for half of it.
    """
    texts = [block.text for block in blocks]
    own = [_own(block) for block in blocks]
    document = _majority(texts, own)
    before = _carried(own, sections)
    after = _carried(own[::-1], sections[::-1])[::-1]
    first = [o or b or a or document for o, b, a in zip(own, before, after, strict=True)]
    second = [_second(text, language) for text, language in zip(texts, first, strict=True)]
    other = [s or o for s, o in zip(second, own, strict=True)]
    return list(zip(first, second, strict=True)), _majority([*texts, *texts], [*own, *other])


def _majority(texts: Sequence[str], languages: Sequence[Language | None]) -> Language:
    weights: Counter[Language] = Counter()
    for text, language in zip(texts, languages, strict=True):
        if language:
            weights[language] += len(text)
    return weights.most_common(1)[0][0] if weights else "ru"


def _second(text: str, first: Language) -> Language | None:
    return find_second_language(text[:_SAMPLE], first)


def _own(block: Block) -> Language | None:
    if block.row is not None and n_telling_words(block.text[:_SAMPLE]) < _MIN_TELLING_IN_TABLES:
        return None
    return clear_language(block.text)


def clear_language(text: str) -> Language | None:
    """The language of the text's first 2000 characters where they show one, else None."""
    sample = text[:_SAMPLE]
    language = detect_language(sample, "ru")
    return language if language == detect_language(sample, "kk") else None


def _carried(
    languages: Sequence[Language | None], sections: Sequence[int]
) -> list[Language | None]:
    """For each place the last known language before it in the same section."""
    carried: list[Language | None] = []
    last: Language | None = None
    for i, (language, section) in enumerate(zip(languages, sections, strict=True)):
        if i and section != sections[i - 1]:
            last = None
        carried.append(last)
        last = language or last
    return carried
