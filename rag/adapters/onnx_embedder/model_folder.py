"""Opens any e5-, bge- or gte-style folder: model.onnx, tokenizer.json and their configuration."""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.adapters.onnx_embedder.embedder import TextModelEmbedder
from rag.adapters.onnx_embedder.question_session import OneByOne
from rag.adapters.onnx_embedder.session import OnnxSession
from rag.adapters.onnx_embedder.text_model import ModelCard, Pooling, Session
from rag.errors import AdapterProtocolError, AdapterUnavailable
from rag.text.encoder_config import chosen_prefixes, max_positions, prefixes, variant_name

if TYPE_CHECKING:
    import tokenizers

MODEL_FILES = ("model.onnx", "onnx/model.onnx")
OLD_MODE = "pooling_mode_"


def open_onnx_folder(
    folder: Path,
    *,
    name: str | None = None,
    passage_prefix: str | None = None,
    question_prefix: str | None = None,
    n_threads: int | None = None,
) -> TextModelEmbedder:
    """An embedder over the model in ``folder``; nothing is read before it is asked something.

    ``name`` None is that of the folder; prefixes None are the model's own. Pooling is read from
    ``1_Pooling/config.json`` (mean when there is none), prefixes from the prompts of
    ``config_sentence_transformers.json``, length from ``sentence_bert_config.json`` and
    ``config.json``.
    """
    model = OnnxFolder(folder, name or folder.name, passage_prefix, question_prefix)
    return TextModelEmbedder(model, n_threads=n_threads)


class OnnxFolder:
    """A ``TextModel`` in a folder as Hugging Face's exporters write it."""

    def __init__(
        self, folder: Path, name: str, passage_prefix: str | None, question_prefix: str | None
    ) -> None:
        self._folder = folder
        self._name = name
        self._chosen = (passage_prefix, question_prefix)
        self._mend = (
            "Put model.onnx, tokenizer.json and config.json of an embedding model into the folder "
            f"{name}."
        )

    @cached_property
    def card(self) -> ModelCard:
        """Name, dimension, length and prefixes. Raises: AdapterUnavailable."""
        config = self._read_json("config.json")
        prompts = self._find_json("config_sentence_transformers.json").get("prompts") or {}
        usual = prefixes(self._name, prompts)
        passage_prefix, question_prefix = chosen = chosen_prefixes(usual, *self._chosen)
        return ModelCard(
            name=variant_name(f"{self._name}/onnx", usual, chosen),
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

    def load_questions(self, session: Session) -> OneByOne:
        """The same network, one question at a time."""
        return OneByOne(session)

    def _pooling(self) -> Pooling:
        config = self._find_json("1_Pooling/config.json")
        modes = [config["pooling_mode"]] if "pooling_mode" in config else _older_modes(config)
        if modes in ([], ["mean"]):
            return "mean"
        if modes == ["cls"]:
            return "cls"
        raise AdapterProtocolError(
            f"The model pools by {', '.join(map(str, modes))}, which is not known here.",
            mend="Use a model that pools by the mean or the first token.",
        )

    def _max_tokens(self, config: dict[str, Any]) -> int:
        self._whole_number(config, "max_position_embeddings")
        positions = max_positions(config) or 0
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


def _older_modes(config: dict[str, Any]) -> list[str]:
    """The modes of a configuration that has a flag for each, as before sentence-transformers 5."""
    flags = sorted(key for key, used in config.items() if key.startswith(OLD_MODE) and used)
    return [re.sub("_tokens?$", "", flag.removeprefix(OLD_MODE)) for flag in flags]


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
