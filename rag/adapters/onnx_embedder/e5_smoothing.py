"""Finds by how much each channel is divided before it is quantised to 8 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnxruntime

from rag.adapters.onnx_embedder.e5_graph import TOKENS, make_peaks_graph
from rag.adapters.onnx_embedder.e5_layers import linear_matrix
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


def find_smoothing(weights: E5Weights, tokenizer: UnigramTokenizer) -> dict[str, Floats]:
    """Divisors by channel, geometric mean 1, by the name of the first layer that reads them.

    Only layers that read normalised states have them; the others are better without.
    """
    peaks = _run_peaks(weights, tokenizer)
    smoothing = {}
    for layer in range(weights.shape.layers):
        for readers in (["q", "k", "v"], ["fi"]):
            names = [f"l{layer}.{reader}" for reader in readers]
            rows = [np.abs(linear_matrix(weights, name)).max(axis=1) for name in names]
            smoothing[names[0]] = _divisors(peaks[names[0]], np.max(rows, axis=0))
    return smoothing


def _divisors(peaks: Floats, weight_peaks: Floats) -> Floats:
    activations = np.maximum(peaks, LEAST) ** STRENGTH
    divisors = activations / np.maximum(weight_peaks, LEAST) ** (1 - STRENGTH)
    return np.asarray(divisors / np.exp(np.log(divisors).mean()), np.float32)


def _run_peaks(weights: E5Weights, tokenizer: UnigramTokenizer) -> Mapping[str, Floats]:
    """The largest size of each channel that each layer reads, over the calibration texts."""
    model, names = make_peaks_graph(weights)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    outputs = [f"{name}.peak" for name in names]
    texts: list[Sequence[Floats]] = []
    for text in CALIBRATION:
        ids = np.array([tokenizer.encode(text, weights.shape.positions)], np.int64)
        texts.append(session.run(outputs, {TOKENS: ids}))
    return {name: np.max(peaks, axis=0) for name, *peaks in zip(names, *texts, strict=True)}
