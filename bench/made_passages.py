"""Documents of made-up sentences and their points, made fast, to measure searching with.

Words are those of the glossary with Kazakh endings, and made-up names; they fall off as those of a
language do (Zipf). Vectors are seeded: a passage's own, and one for each sentence.
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import numpy as np

from rag.index.keys import point_id
from rag.index.points import AVERAGE_LENGTH
from rag.text.analyse import Token, analyse
from rag.text.bm25 import document_weights, term_numbers
from rag.text.glossary import read_concepts
from rag.types import Document, Paragraph, Passage, Point, Section

DIMENSION = 384
WORDS_A_SENTENCE, SENTENCES_A_PASSAGE, PASSAGES_A_DOCUMENT = 12, 6, 50
N_NAMES = 4_000
ENDINGS = ("", "ның", "да", "лар", "ларға", "мен")
SYLLABLES = tuple(
    a + b + c
    for a in ("б", "д", "ж", "к", "қ", "л", "м", "н", "р", "с", "т", "ш")
    for b in ("а", "е", "о", "ұ", "ы")
    for c in ("", "л", "н", "р", "с", "т")
)


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Words in a fixed order, the commonest first."""
    chance = random.Random(7)
    named = (term for concept in read_concepts() for term in concept.terms.get("kk", ()))
    known = [word + ending for word in named if word.isalpha() for ending in ENDINGS]
    made = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(N_NAMES)]
    listed = list(dict.fromkeys([*known, *made]))
    chance.shuffle(listed)
    return tuple(listed)


@lru_cache(maxsize=1)
def shares() -> Any:
    """How often each word is drawn: Zipf's law, summed up."""
    weights = 1 / np.arange(2, len(words()) + 2)
    return np.cumsum(weights / weights.sum())


@lru_cache(maxsize=100_000)
def _token(word: str) -> Token:
    return analyse(word, language="kk", stopwords=True)[0]


def sentences(number: int) -> list[list[str]]:
    """The words of a passage, sentence by sentence."""
    shape = SENTENCES_A_PASSAGE, WORDS_A_SENTENCE
    drawn = np.searchsorted(shares(), np.random.default_rng(number).random(shape))
    return [[words()[at] for at in row] for row in np.minimum(drawn, len(words()) - 1)]


def written(number: int) -> str:
    """The text of a passage: one paragraph."""
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences(number))


def vectors(number: int) -> Any:
    """Unit vectors of a passage and its sentences, shape (1 + SENTENCES_A_PASSAGE, DIMENSION)."""
    shape = 1 + SENTENCES_A_PASSAGE, DIMENSION
    rows = np.random.default_rng(number + 2**32).standard_normal(shape, np.float32)
    rows[1:] += rows[0]
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def make_document(number: int) -> Document:
    """A report of ``PASSAGES_A_DOCUMENT`` paragraphs, each a passage."""
    text, paragraphs = "", []
    for place in range(PASSAGES_A_DOCUMENT):
        body = written(number * PASSAGES_A_DOCUMENT + place)
        span = len(text), len(text) + len(body)
        paragraphs.append(Paragraph(f"p_{number}_{place}", "paragraph", *span, 0, "kk"))
        text += body + "\n"
    section = Section((), 0, 0, len(text))
    name = f"{number:06}"
    return Document(
        f"doc_{name}", f"{name}.txt", f"Есеп {number}", text, "kk", None, (section,),
        tuple(paragraphs),
    )  # fmt: skip


def make_points(document: Document, number: int, version_id: str) -> list[Point]:
    """The document's points."""
    title = term_numbers(analyse(document.title, language="kk"))
    heading = np.array(sorted(title), np.uint32)
    points = []
    for place, paragraph in enumerate(document.paragraphs):
        units = [list(map(_token, s)) for s in sentences(number * PASSAGES_A_DOCUMENT + place)]
        rows = vectors(number * PASSAGES_A_DOCUMENT + place)
        body = document.text[paragraph.start : paragraph.end]
        passage = Passage(
            f"pas_{number}_{place}", document.id, place, place, place + 1, paragraph.start,
            paragraph.end, 0, "kk", f"{document.title}\n{body}",
        )  # fmt: skip
        tokens = [token for unit in units for token in unit]
        terms = [np.array(sorted(term_numbers(unit)), np.uint32) for unit in units]
        points.append(
            Point(
                id=point_id(version_id, place),
                version_id=version_id,
                passage=passage,
                dense=rows[0],
                lexical=document_weights(tokens, average_length=AVERAGE_LENGTH),
                unit_vectors=rows[1:],
                source=document.source,
                collection="default",
                groups=(),
                date=None,
                terms=(heading, *terms),
            )
        )
    return points
