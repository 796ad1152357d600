"""Language offsets: translations move together, tables survive their own text form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from rag.errors import AdapterProtocolError
from rag.index.language_offsets import (
    LANGUAGES,
    CentredEmbedder,
    OffsetTable,
    find_offsets,
    fit_means,
    parse_offsets,
    render_offsets,
)
from rag.types import Language, Vector

RANDOM = np.random.default_rng(3)
MEANINGS = RANDOM.normal(size=(40, 16)).astype(np.float32)
ACCENTS = {name: 3 * RANDOM.normal(size=16).astype(np.float32) for name in LANGUAGES}


def unit(vectors: Vector) -> Vector:
    scaled: Vector = (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)
    return scaled


class AccentedEmbedder:
    """Texts are «kk:7»: the seventh meaning, spoken with the accent of a language."""

    name = "accented"
    dimension = 16
    max_tokens = 9

    def count_tokens(self, text: str) -> int:
        return len(text)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        rows = [self.embed_question(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, 16), np.float32)

    def embed_question(self, text: str) -> Vector:
        _, number = text.split(":")
        return unit(MEANINGS[int(number)] + ACCENTS[told(text)])


def told(text: str) -> Language:
    return next(name for name in LANGUAGES if text.startswith(name))


@pytest.fixture
def table() -> OffsetTable:
    model = AccentedEmbedder()
    means = fit_means(
        {name: model.embed_passages([f"{name}:{n}" for n in range(20)]) for name in LANGUAGES}
    )
    return OffsetTable("accented", 1.0, means, means)


def n_found(embedder: AccentedEmbedder | CentredEmbedder) -> int:
    """How many Kazakh questions find their own meaning among Russian and Kazakh passages."""
    meanings = range(20, 40)
    passages = embedder.embed_passages(
        [f"ru:{n}" for n in meanings] + [f"kk:{n}" for n in meanings if n % 2]
    )
    even = [n for n in meanings if n % 2 == 0]
    best = [int((passages @ embedder.embed_question(f"kk:{n}")).argmax()) for n in even]
    return sum(place == n - 20 for place, n in zip(best, even, strict=True))


def test_a_translation_is_found_once_the_accent_is_off(table: OffsetTable) -> None:
    plain, centred = AccentedEmbedder(), CentredEmbedder(AccentedEmbedder(), table, told)
    assert n_found(plain) < n_found(centred) == 10


def test_vectors_keep_unit_length_and_order(table: OffsetTable) -> None:
    centred = CentredEmbedder(AccentedEmbedder(), table, told)
    vectors = centred.embed_passages(["kk:1", "ru:2", "en:3"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(vectors[1], centred.embed_passages(["ru:2"])[0], atol=1e-6)
    assert centred.embed_passages([]).shape == (0, 16)


def test_no_share_changes_nothing(table: OffsetTable) -> None:
    none = OffsetTable("accented", 0.0, table.passages, table.questions)
    centred = CentredEmbedder(AccentedEmbedder(), none, told)
    np.testing.assert_allclose(
        centred.embed_question("kk:4"), AccentedEmbedder().embed_question("kk:4"), atol=1e-6
    )


def test_the_name_tells_the_table(table: OffsetTable) -> None:
    half = OffsetTable("accented", 0.5, table.passages, table.questions)
    names = {CentredEmbedder(AccentedEmbedder(), t, told).name for t in (table, half)}
    assert len(names) == 2 and all(name.startswith("accented/centred-") for name in names)


def test_a_table_survives_its_text_form(table: OffsetTable) -> None:
    again = parse_offsets(render_offsets(table))
    for language in LANGUAGES:
        np.testing.assert_allclose(again.passages[language], table.passages[language], atol=1e-4)
    assert parse_offsets(render_offsets(again)).digest == again.digest


@pytest.mark.parametrize("text", ["", "{}", '{"model": "a", "share": "x"}', "[1]"])
def test_rubbish_is_no_table(text: str) -> None:
    with pytest.raises(AdapterProtocolError):
        parse_offsets(text)


def test_the_default_model_has_a_table_and_others_have_none() -> None:
    table = find_offsets("multilingual-e5-small-q4/int8")
    assert table is not None and table.passages["kk"].shape == (384,)
    assert find_offsets("another-model") is None
