"""The bundled weights give the same vectors whichever engine runs them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.adapters.onnx_embedder import OnnxEmbedder, open_onnx_folder
from rag.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from tests.contracts.embedders import needs_models
from tests.e5_folder import write_onnx_folder, write_torch_folder

pytestmark = [pytest.mark.integration, pytest.mark.model, pytest.mark.slow]
TEXTS = (
    "Көктемде өзендегі су деңгейі екі метрге көтерілді.",
    "Кітапхана жексенбі күні де жұмыс істейді.",
    "Аудан орталығында 2023 жылы 14 шақырым жол жөнделді.",
    "Весной вода в реке поднялась на два метра.",
    "Библиотека работает и по воскресеньям.",
    "В посёлке проживает 1 234 человека, из них 56 % – дети.",
    "The bakery opens at six and sells out by nine.",
    "№ 17/4 от 05.06.2024 г.",
    "Балабақша салынды. " * 40,
    "Построен детский сад. " * 90,
    "",
)


@needs_models
def test_sentence_transformers_and_the_exact_graph_agree_and_the_default_is_near(
    tmp_path: Path,
) -> None:
    torch_folder = write_torch_folder(tmp_path / "torch")
    exact = SentenceTransformersEmbedder(torch_folder, device="cpu").embed_passages(TEXTS)
    (torch_folder / "model.safetensors").unlink()  # half a gigabyte
    graph = open_onnx_folder(write_onnx_folder(tmp_path / "onnx")).embed_passages(TEXTS)
    default = OnnxEmbedder(tmp_path / "models").embed_passages(TEXTS)
    assert np.einsum("ij,ij->i", exact, graph).min() >= 0.999
    assert np.einsum("ij,ij->i", exact, default).mean() >= 0.999
