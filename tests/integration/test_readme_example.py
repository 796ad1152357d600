"""The Python example in README runs as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("llama_index.core", reason="the extra llm is not installed")

from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer

ROOT = Path(__file__).parents[2]


@pytest.mark.integration
def test_the_example_with_llama_index_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    with FakeEmbeddingServer().serving() as server:
        settings = {"DATA": "state", "EMBEDDER_KIND": "openai", "EMBEDDER_MODEL": MODEL}
        for name, value in {**settings, "EMBEDDER_URL": server.url}.items():
            monkeypatch.setenv(f"DEREK_{name}", value)
        names: dict[str, object] = {}
        exec(compile(code, "README.md", "exec"), names)
    said = capsys.readouterr().out
    passages = names["passages"]
    assert said.strip() and isinstance(passages, list) and len(passages) == 3
