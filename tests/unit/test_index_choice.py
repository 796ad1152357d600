"""What of the settings travels with an index from one process to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.index_choice import index_choice, with_index_choice
from rag.settings import Settings, parse_settings

URL = "http://127.0.0.1:1/v1"
SERVER = {
    "DEREK_EMBEDDER_KIND": "openai",
    "DEREK_EMBEDDER_MODEL": "m",
    "DEREK_EMBEDDER_URL": URL,
    "DEREK_EMBEDDER_KEY": "secret",
    "DEREK_CHUNK_BUDGET_TOKENS": "100",
}


def test_the_model_and_the_packing_travel_and_no_secret_does() -> None:
    chosen = index_choice(parse_settings(SERVER))
    assert "secret" not in repr(chosen)
    here = with_index_choice(Settings(), chosen)
    assert (here.embedder.kind, here.embedder.model) == ("openai", "m")
    assert here.chunk.budget_tokens == 100
    assert here.retrieve == Settings().retrieve


@pytest.mark.parametrize(("url", "key"), [(URL, "ours"), ("http://127.0.0.1:2/v1", None)])
def test_a_key_goes_to_its_own_server_only(url: str, key: str | None) -> None:
    ours = parse_settings({**SERVER, "DEREK_EMBEDDER_URL": url, "DEREK_EMBEDDER_KEY": "ours"})
    assert with_index_choice(ours, index_choice(parse_settings(SERVER))).embedder.key == key


def test_a_folder_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    settings = parse_settings({"DEREK_EMBEDDER_KIND": "folder", "DEREK_EMBEDDER_MODEL": "model"})
    assert index_choice(settings)["embedder"]["model"] == str(tmp_path / "model")


@pytest.mark.parametrize(
    "chosen",
    [{"no": {}}, {"embedder": {"kind": "other"}, "chunk": {}}, {"embedder": {}, "chunk": {"x": 1}}],
)
def test_what_cannot_be_read_is_a_settings_error(chosen: dict[str, dict[str, object]]) -> None:
    with pytest.raises(SettingsError):
        with_index_choice(Settings(), chosen)
