"""The language of every paragraph, and of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.text.language import detect_language
from rag.types import Language

_SAMPLE = 2000


def paragraph_languages(
    texts: Sequence[str], sections: Sequence[int]
) -> tuple[list[Language], Language]:
    """One language for each text, and the document's, by majority of characters.

    ``sections`` gives each text's section. A text without a sign of its own takes the language of
    the nearest one that has it in its section, the one before first, else the document's.
    """
    own = [clear_language(text) for text in texts]
    weights: Counter[Language] = Counter()
    for text, language in zip(texts, own, strict=True):
        if language:
            weights[language] += len(text)
    document: Language = weights.most_common(1)[0][0] if weights else "ru"
    before = _carried(own, sections)
    after = _carried(own[::-1], sections[::-1])[::-1]
    languages = [o or b or a or document for o, b, a in zip(own, before, after, strict=True)]
    return languages, document


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
