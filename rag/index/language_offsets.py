"""Brings Kazakh, Russian and English into one space: takes off each language's mean vector.

A multilingual model leaves in every vector a part that says only which language it is in; two
texts of one language look nearer than they are, a text and its translation farther. Subtracting
the mean of the language, for passages and for questions apart, removes most of it.

Source: mean-centring per language, Libovický, Rosa and Fraser 2020, "On the Language Neutrality
of Pre-trained Multilingual Representations", doi:10.18653/v1/2020.findings-emnlp.150.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from rag.errors import AdapterProtocolError
from rag.ports import Embedder
from rag.text.language import detect_language
from rag.types import Language, Vector

MAX_LANGUAGE_CHARACTERS = 1_000
"""What is looked at to tell a text's language."""
TABLES = "offsets"
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

TellLanguage = Callable[[str], Language]


@dataclass(frozen=True, slots=True)
class OffsetTable:
    """Means of passages and questions by language, each of shape (dimension,), for one model.

    ``share`` is the part of the mean that is taken off, 0..1: the whole is best across
    languages, less of it keeps more of the order inside one language.
    """

    model: str
    share: float
    passages: Mapping[Language, Vector]
    questions: Mapping[Language, Vector]

    @property
    def digest(self) -> str:
        """Eight hex digits of the numbers, part of the index fingerprint."""
        numbers = b"".join(
            means[language].astype("<f4").tobytes()
            for means in (self.passages, self.questions)
            for language in LANGUAGES
        )
        return hashlib.blake2b(f"{self.share}".encode() + numbers, digest_size=4).hexdigest()


def find_offsets(model: str) -> OffsetTable | None:
    """The table that ships for this model, None when there is none."""
    for file in resources.files("rag.index").joinpath(TABLES).iterdir():
        if file.name.endswith(".json"):
            table = parse_offsets(file.read_text("utf-8"))
            if table.model == model:
                return table
    return None


def parse_offsets(text: str) -> OffsetTable:
    """A table from its JSON form. Raises: AdapterProtocolError when it is not one."""
    try:
        tree = json.loads(text)
        return OffsetTable(
            model=tree["model"],
            share=float(tree["share"]),
            passages={name: _vector(tree["passages"][name]) for name in LANGUAGES},
            questions={name: _vector(tree["questions"][name]) for name in LANGUAGES},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AdapterProtocolError("A table of language offsets cannot be read.") from error


def render_offsets(table: OffsetTable) -> str:
    """The JSON form of a table; numbers to four decimals, below the noise of 8-bit weights."""
    return json.dumps(
        {
            "model": table.model,
            "share": table.share,
            "passages": {name: _numbers(table.passages[name]) for name in LANGUAGES},
            "questions": {name: _numbers(table.questions[name]) for name in LANGUAGES},
        }
    )


def fit_means(vectors: Mapping[Language, Vector]) -> Mapping[Language, Vector]:
    """The mean of each language's vectors, shape (dimension,) from (n, dimension).

    Fitted on parallel text, so that the means differ by language and not by subject.
    """
    return {language: rows.mean(axis=0).astype(np.float32) for language, rows in vectors.items()}


class CentredEmbedder:
    """An ``Embedder`` whose vectors have their language's mean taken off; unit length again."""

    def __init__(
        self, embedder: Embedder, table: OffsetTable, tell: TellLanguage = detect_language
    ) -> None:
        self._embedder = embedder
        self._table = table
        self._tell = tell

    @property
    def name(self) -> str:
        """The model's name and the digest of the table."""
        return f"{self._embedder.name}/centred-{self._table.digest}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of one text."""
        return self._embedder.max_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` for the model."""
        return self._embedder.count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order. Raises as the model does."""
        vectors = self._embedder.embed_passages(texts)
        if not texts:
            return vectors
        means = [self._table.passages[self._language(text)] for text in texts]
        return _shift(vectors, np.stack(means), self._table.share)

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,). Raises as the model does."""
        vector = self._embedder.embed_question(text)
        return _shift(vector, self._table.questions[self._language(text)], self._table.share)

    def _language(self, text: str) -> Language:
        return self._tell(text[:MAX_LANGUAGE_CHARACTERS])


def _shift(vectors: Vector, means: Vector, share: float) -> Vector:
    moved = vectors - share * means
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    shifted: Vector = (moved / np.maximum(lengths, 1e-9)).astype(np.float32)
    return shifted


def _vector(numbers: Sequence[float]) -> Vector:
    return np.asarray(numbers, np.float32)


def _numbers(vector: Vector) -> list[float]:
    return [round(float(number), 4) for number in vector]
