"""The bundled model file: what is read from it, and that a damaged one is refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.adapters.onnx_embedder.e5_weights import find_bundled_weights, read_weights
from rag.errors import AdapterProtocolError, AdapterUnavailable
from tests.e5_file import HIDDEN, PIECES, REPLACED, SCORES, write_e5_file


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("weights") / "small.bin"
    write_e5_file(file)
    return file


def read_everything(path: Path) -> None:
    weights = read_weights(path)
    weights.matrix("l0.fi.w", HIDDEN)
    weights.vector("l0.fi.b")


def test_sizes_pieces_and_replacements_are_read(path: Path) -> None:
    weights = read_weights(path)
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.positions) == (HIDDEN, 1, 16)
    assert weights.vocabulary.pieces == PIECES
    assert weights.vocabulary.scores == pytest.approx(SCORES)
    assert (weights.vocabulary.bos, weights.vocabulary.eos) == (0, 2)
    assert dict(weights.vocabulary.replacements) == REPLACED


def test_blocks_are_unpacked(tmp_path: Path) -> None:
    expected = write_e5_file(tmp_path / "small.bin")
    weights = read_weights(tmp_path / "small.bin")
    assert np.allclose(weights.matrix("l0.fi.w", HIDDEN), expected["matrix"])
    assert np.array_equal(weights.vector("l0.fi.b"), expected["bias"])


def test_a_tensor_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(AdapterProtocolError, match=r"l9\.q\.w"):
        read_weights(path).vector("l9.q.w")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(share=st.floats(0, 0.999))
def test_a_file_cut_short_anywhere_is_refused(path: Path, tmp_path: Path, share: float) -> None:
    content = path.read_bytes()
    cut = tmp_path / "cut.bin"
    cut.write_bytes(content[: int(len(content) * share)])
    with pytest.raises((AdapterProtocolError, AdapterUnavailable)) as caught:
        read_everything(cut)
    assert "pip install" in caught.value.mend


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_damaged_head_is_refused_or_harmless(
    path: Path, tmp_path: Path, place: int, byte: int
) -> None:
    content = bytearray(path.read_bytes())
    content[place % len(content)] = byte
    damaged = tmp_path / "damaged.bin"
    damaged.write_bytes(content)
    # Any other exception, or a reading without end, fails the test.
    with suppress(AdapterProtocolError):
        weights = read_weights(damaged)
        assert len(weights.vocabulary.pieces) == len(weights.vocabulary.scores)


def test_another_block_size_is_refused(tmp_path: Path) -> None:
    write_e5_file(tmp_path / "other.bin", block=64)
    with pytest.raises(AdapterProtocolError, match="64"):
        read_weights(tmp_path / "other.bin")


def test_a_missing_file_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(AdapterUnavailable):
        read_weights(tmp_path / "nowhere.bin")


def test_weights_are_told_apart_by_their_content(path: Path, tmp_path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    (tmp_path / "other.bin").write_bytes(content)
    other = read_weights(tmp_path / "other.bin")
    assert read_weights(path).fingerprint == read_weights(path).fingerprint != other.fingerprint


@pytest.mark.model
def test_the_bundled_model_is_the_one_that_is_expected() -> None:
    bundled = find_bundled_weights()
    assert bundled is not None
    shape = read_weights(bundled).shape
    assert (shape.hidden, shape.layers, shape.heads, shape.positions) == (384, 12, 12, 512)
