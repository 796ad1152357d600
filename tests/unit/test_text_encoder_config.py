"""Prefixes and length from a model's configuration."""

from __future__ import annotations

import pytest

from rag.text.encoder_config import chosen_prefixes, max_positions, prefixes, variant_name

E5 = ("passage: ", "query: ")


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-small", {}, E5),
        ("e5-base-v2", {"query": "", "document": ""}, E5),
        ("E5-large", {"query": None}, E5),
        ("multilingual-e5-large-instruct", {}, ("", "")),
        ("code5-small", {}, ("", "")),
        ("bge-m3", {}, ("", "")),
        ("bge-m3", {"query": "q ", "passage": "p "}, ("p ", "q ")),
        ("bge-m3", {"document": "d ", "passage": "p "}, ("d ", "")),
        ("bge-m3", {"document": "", "corpus": "c "}, ("c ", "")),
        ("e5-base", {"query": "Instruct: find\nQuery: "}, ("", "Instruct: find\nQuery: ")),
    ],
)
def test_prefixes(name: str, prompts: dict[str, str | None], expected: tuple[str, str]) -> None:
    assert prefixes(name, prompts) == expected


def test_a_choice_replaces_one_prefix_and_may_be_empty() -> None:
    assert chosen_prefixes(E5, None, None) == E5
    assert chosen_prefixes(E5, "", None) == ("", "query: ")
    assert chosen_prefixes(E5, None, "q") == ("passage: ", "q")


def test_a_name_tells_other_prefixes_apart() -> None:
    names = {variant_name("m", E5, chosen) for chosen in (E5, ("", ""), ("a", ""), ("", "a"))}
    assert "m" in names and len(names) == 4


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"max_position_embeddings": 512, "model_type": "bert"}, 512),
        ({"max_position_embeddings": 514, "model_type": "xlm-roberta"}, 512),
        ({"model_type": "t5"}, None),
        ({"max_position_embeddings": "many"}, None),
    ],
)
def test_positions(config: dict[str, object], expected: int | None) -> None:
    assert max_positions(config) == expected
