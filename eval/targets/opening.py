"""A scratch Derek over a set's corpus, opened for the time of a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from eval.errors import SetError
from eval.records import Corpus
from eval.targets.in_process import SUFFIX, InProcess
from rag.assembly import Derek, open_derek
from rag.ports import Embedder
from rag.progress import IngestReport, ProgressWatcher
from rag.settings import Settings
from rag.types import DEFAULT_COLLECTION, Upload

SCRATCH = "scratch"


@contextmanager
def open_scratch(
    settings: Settings,
    corpus: Corpus,
    folder: Path,
    watch: ProgressWatcher | None = None,
    embedder: Embedder | None = None,
) -> Iterator[InProcess]:
    """Derek with exactly this corpus, ingested anew into ``folder`` (made, then removed).

    Vectors and model files come from ``settings.cache``, so that only the first run embeds.
    Without a corpus the settings' own data folder is opened as it is.
    Raises: SetError when no document of the corpus can be ingested, DerekError.
    """
    if corpus.folder is None and not corpus.passages:
        with open_derek(settings, embedder=embedder) as derek:
            yield InProcess(derek, label="its own documents")
        return
    scratch = folder / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        with open_derek(_in(settings, scratch), embedder=embedder) as derek:
            report = _ingest(derek, corpus, watch)
            if len(report.failed) == len(report.documents):
                reason = report.failed[0].reason if report.failed else "it is empty"
                raise SetError(f"No document of the corpus could be ingested: {reason}")
            yield InProcess(derek, of_passages=bool(corpus.passages))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def with_changes(settings: Settings, changes: Mapping[str, str]) -> Settings:
    """The settings with some replaced, by dotted name: ``retrieve.lexical_weight`` → "0".

    Raises: SettingsError for an unknown name or a value out of range.
    """
    from rag.settings import PREFIX, parse_settings

    kept = settings.model_dump(mode="json", exclude_none=True)
    lines = [f"{name} = {_toml(value)}" for name, value in kept.items() if not _is_table(value)]
    for table, values in kept.items():
        if _is_table(values):
            lines += [f"[{table}]", *(f"{name} = {_toml(value)}" for name, value in values.items())]
    environment = {PREFIX + name.replace(".", "_").upper(): v for name, v in changes.items()}
    return parse_settings(environment, "\n".join(lines))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _in(settings: Settings, scratch: Path) -> Settings:
    return settings.model_copy(
        update={"data": scratch, "cache": settings.cache or settings.data / "eval" / "cache"}
    )


def _ingest(derek: Derek, corpus: Corpus, watch: ProgressWatcher | None) -> IngestReport:
    if corpus.folder is not None:
        return derek.ingest.ingest_folder([corpus.folder], DEFAULT_COLLECTION, watch)
    uploads = [
        Upload(f"{passage.id}{SUFFIX}", f"{passage.title}\n\n{passage.text}".strip().encode())
        for passage in corpus.passages
    ]
    job = derek.registry.start_job([upload.source for upload in uploads])
    return derek.ingest.ingest_uploads(job.id, uploads, watch)
