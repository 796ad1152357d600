"""A model's folder in the cache of Hugging Face's tools, found by its id without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from huggingface_hub import constants

from rag.adapters.hugging_face_cache import find_cached_model

REVISION = "a" * 40


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def write_model(cache: Path, *names: str) -> Path:
    """A model as the tools keep it: a reference to a revision, and the revision's files."""
    model = cache / "models--org--tiny"
    (model / "refs").mkdir(parents=True)
    (model / "refs" / "main").write_text(REVISION)
    snapshot = model / "snapshots" / REVISION
    snapshot.mkdir(parents=True)
    for name in names:
        (snapshot / name).write_text("{}")
    return snapshot


def test_a_model_that_is_there(cache: Path) -> None:
    snapshot = write_model(cache, "config.json", "model.onnx")
    assert find_cached_model("org/tiny") == snapshot


def test_a_model_of_which_only_other_files_are_there(cache: Path) -> None:
    write_model(cache, "README.md")
    assert find_cached_model("org/tiny") is None


@pytest.mark.parametrize("name", ["org/other", "tiny", "a/b/c", "../up", "", "has space", "-x-"])
def test_what_is_not_there_or_no_id(cache: Path, name: str) -> None:
    assert find_cached_model(name) is None
