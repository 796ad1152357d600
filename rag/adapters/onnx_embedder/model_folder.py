"""Opens any e5-, bge- or gte-style folder: model.onnx, tokenizer.json and their configuration."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.adapters.onnx_embedder.embedder import TextModelEmbedder
from rag.adapters.onnx_embedder.session import OnnxSession
from rag.adapters.onnx_embedder.text_model import ModelCard, Pooling
from rag.errors import AdapterProtocolError, AdapterUnavailable

if TYPE_CHECKING:
    import tokenizers

MODEL_FILES = ("model.onnx", "onnx/model.onnx")
OFFSET_POSITIONS = {"roberta", "xlm-roberta", "camembert", "mpnet"}
"""Model types that count positions from 2, so that two of them hold no token. Source:
`padding_idx` in the RobertaEmbeddings of transformers."""
E5_PREFIXES = ("passage: ", "query: ")
"""For e5 models, whose configuration does not name them. Source:
https://huggingface.co/intfloat/multilingual-e5-base, "FAQ"."""


def open_onnx_folder(folder: Path, *, n_threads: int | None = None) -> TextModelEmbedder:
    """An embedder over the model in ``folder``; nothing is read before it is asked something.

    Pooling is read from ``1_Pooling/config.json`` (mean when there is none), prefixes from the
    prompts of ``config_sentence_transformers.json``, length from ``sentence_bert_config.json``
    and ``config.json``.
    """
    return TextModelEmbedder(OnnxFolder(folder), n_threads=n_threads)


class OnnxFolder:
    """A ``TextModel`` in a folder as Hugging Face's exporters write it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mend = (
            "Put model.onnx, tokenizer.json and config.json of an embedding model into the folder "
            f"{folder.name}."
        )

    @cached_property
    def card(self) -> ModelCard:
        """Name, dimension, length and prefixes. Raises: AdapterUnavailable."""
        config = self._read_json("config.json")
        passage_prefix, question_prefix = self._prefixes()
        return ModelCard(
            name=f"{self._folder.name}/onnx",
            dimension=self._whole_number(config, "hidden_size"),
            max_tokens=self._max_tokens(config),
            passage_prefix=passage_prefix,
            question_prefix=question_prefix,
        )

    def load_tokenizer(self) -> FolderTokenizer:
        """The tokenizer. Raises: AdapterUnavailable, AdapterProtocolError."""
        path = self._find("tokenizer.json")
        try:
            # Here, because the bundled model does not need it.
            import tokenizers

            tokenizer = tokenizers.Tokenizer.from_str(path.read_text("utf-8"))
        except ImportError as error:
            raise AdapterUnavailable(
                "The package tokenizers is not installed, which model folders need.",
                mend="Run `pip install tokenizers`.",
            ) from error
        except (OSError, ValueError) as error:
            raise AdapterUnavailable("tokenizer.json cannot be read.", mend=self._mend) from error
        except Exception as error:  # the library raises no other
            raise AdapterProtocolError(
                "tokenizer.json is not a tokenizer.", mend=self._mend
            ) from error
        return FolderTokenizer(tokenizer)

    def load_session(self) -> OnnxSession:
        """The network. Raises: AdapterUnavailable, AdapterProtocolError."""
        return OnnxSession(self._find(*MODEL_FILES), self._pooling(), self._mend)

    def _prefixes(self) -> tuple[str, str]:
        prompts = self._find_json("config_sentence_transformers.json").get("prompts") or {}
        if not prompts and "e5" in self._folder.name and "instruct" not in self._folder.name:
            return E5_PREFIXES
        passage = prompts.get("passage", prompts.get("document", ""))
        return passage, prompts.get("query", "")

    def _pooling(self) -> Pooling:
        pooling = self._find_json("1_Pooling/config.json")
        chosen = {key for key, used in pooling.items() if key.startswith("pooling_mode") and used}
        if chosen <= {"pooling_mode_mean_tokens"}:
            return "mean"
        if chosen == {"pooling_mode_cls_token"}:
            return "cls"
        raise AdapterProtocolError(
            f"The model pools by {', '.join(sorted(chosen))}, which is not known here.",
            mend="Use a model that pools by the mean or the first token.",
        )

    def _max_tokens(self, config: dict[str, Any]) -> int:
        positions = self._whole_number(config, "max_position_embeddings")
        if config.get("model_type") in OFFSET_POSITIONS:
            positions -= 2
        chosen = self._find_json("sentence_bert_config.json").get("max_seq_length")
        return min(positions, chosen) if isinstance(chosen, int) else positions

    def _whole_number(self, config: dict[str, Any], key: str) -> int:
        value = config.get(key)
        if not isinstance(value, int) or value < 1:
            raise AdapterProtocolError(
                f"config.json has no {key}: this is not a text encoder.", mend=self._mend
            )
        return value

    def _read_json(self, name: str) -> dict[str, Any]:
        try:
            content = json.loads(self._find(name).read_bytes())
        except (OSError, ValueError) as error:
            raise AdapterUnavailable(f"{name} cannot be read.", mend=self._mend) from error
        if not isinstance(content, dict):
            raise AdapterProtocolError(f"{name} is not a JSON object.", mend=self._mend)
        return content

    def _find_json(self, name: str) -> dict[str, Any]:
        """The content of an optional file; empty when there is none."""
        return self._read_json(name) if (self._folder / name).is_file() else {}

    def _find(self, *names: str) -> Path:
        for name in names:
            if (self._folder / name).is_file():
                return self._folder / name
        raise AdapterUnavailable(f"The model folder has no {names[0]}.", mend=self._mend)


class FolderTokenizer:
    """A Hugging Face tokenizer, never padding, cutting off only where it is asked to."""

    def __init__(self, tokenizer: tokenizers.Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._n_ends = tokenizer.num_special_tokens_to_add(False)

    def count(self, text: str) -> int:
        """Tokens with both ends, before any truncation."""
        return len(self._tokenizer.encode(text).ids)

    def encode(self, text: str, limit: int) -> list[int]:
        """Ids with both ends, at most ``limit``."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        encoding.truncate(limit - self._n_ends)
        return list(self._tokenizer.post_process(encoding).ids)
