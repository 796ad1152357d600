"""Embeds texts with onnxruntime: by default the bundled model, built once into the data folder."""

from rag.adapters.onnx_embedder.embedder import OnnxEmbedder, TextModelEmbedder
from rag.adapters.onnx_embedder.model_folder import open_onnx_folder

__all__ = ["OnnxEmbedder", "TextModelEmbedder", "open_onnx_folder"]
