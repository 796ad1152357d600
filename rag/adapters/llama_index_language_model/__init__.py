"""Any language model of llama-index behind our port, and a lean one for OpenAI-like servers."""

from rag.adapters.llama_index_language_model.client import ModelServer
from rag.adapters.llama_index_language_model.language_model import LlamaIndexLanguageModel
from rag.adapters.llama_index_language_model.server_llm import ServerLLM

__all__ = ["LlamaIndexLanguageModel", "ModelServer", "ServerLLM"]
