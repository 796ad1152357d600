"""Finds by how much each channel is moved and divided before it is quantised to 8 bits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime

from rag.adapters.onnx_embedder.e5_graph import HIGHEST, LOWEST, TOKENS, make_ranges_graph
from rag.adapters.onnx_embedder.e5_layers import Smoothing, linear_matrix
from rag.adapters.onnx_embedder.e5_tokenizer import UnigramTokenizer
from rag.adapters.onnx_embedder.e5_weights import E5Weights, Floats

CALIBRATION = (
    "passage: Су қоймасынан тәулігіне қанша текше метр су жіберілгені кестеде көрсетілген: "
    "наурызда 1 250, сәуірде 3 400,5.",
    "passage: Министерство опубликовало отчёт о ходе строительства дорог в 2024 году; всего "
    "освоено 12,5 млрд тенге, что на 7 % больше, чем годом ранее (см. приложение № 3).",
    "passage: The committee reviewed the plan and asked the regions to report twice a year.",
    "passage: Осы қаулы алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң "
    "қолданысқа енгізіледі. Жауапты орган: Ауыл шаруашылығы министрлігі.",
    "query: Когда начнётся приём заявок на субсидии?",
    "query: Мектепте қанша оқушы бар?",
)
"""Prose, numbers and questions of our own in the three languages; a few are enough, since the
large channels are the same in all texts."""
STRENGTH = 0.5
"""How much of the difficulty moves from activations to weights. Source: SmoothQuant, arXiv
2211.10438, section 4; .3 and .65 measured worse here."""
LEAST = 1e-3


def find_smoothing(weights: E5Weights, tokenizer: UnigramTokenizer) -> dict[str, Smoothing]:
    """By the name of the first layer that reads them: middles of the channels, and divisors.

    Only layers that read normalised states have them; the others are better without.
    """
    ranges = _run_ranges(weights, tokenizer)
    smoothing = {}
    for layer in range(weights.shape.layers):
        for readers in (["q", "k", "v"], ["fi"]):
            names = [f"l{layer}.{reader}" for reader in readers]
            rows = [np.abs(linear_matrix(weights, name)).max(axis=1) for name in names]
            smoothing[names[0]] = _smoothing(*ranges[names[0]], np.max(rows, axis=0))
    return smoothing


def _smoothing(highest: Floats, lowest: Floats, weight_peaks: Floats) -> Smoothing:
    reach = np.maximum((highest - lowest) / 2, LEAST) ** STRENGTH
    divisor = reach / np.maximum(weight_peaks, LEAST) ** (1 - STRENGTH)
    # Geometric mean 1: the weights stay of the size they are.
    divisor /= np.exp(np.log(divisor).mean())
    middle = (highest + lowest) / 2
    return Smoothing(middle.astype(np.float32), divisor.astype(np.float32))


def _open_ranges(weights: E5Weights) -> tuple[onnxruntime.InferenceSession, Sequence[str]]:
    # By itself, so that the graph is let go before it runs: it is as large as the session.
    model, names = make_ranges_graph(weights)
    graph = model.SerializeToString()
    del model
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # what it computed with is given back at once
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"]), names


def _run_ranges(
    weights: E5Weights, tokenizer: UnigramTokenizer
) -> dict[str, tuple[Floats, Floats]]:
    """Highest and lowest value of each channel that each layer reads in the calibration texts."""
    session, names = _open_ranges(weights)
    highest = [f"{name}.{HIGHEST}" for name in names]
    lowest = [f"{name}.{LOWEST}" for name in names]
    found: list[list[Floats]] = []
    for text in CALIBRATION:
        ids = np.array([tokenizer.encode(text, weights.shape.positions)], np.int64)
        found.append(session.run(highest + lowest, {TOKENS: ids}))
    n_layers = len(names)
    return {
        name: (
            np.max([text[at] for text in found], axis=0),
            np.min([text[at + n_layers] for text in found], axis=0),
        )
        for at, name in enumerate(names)
    }
