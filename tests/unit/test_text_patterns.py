from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.patterns import compile_any, split_alternatives

PATTERNS = (r"\bcat\s+(?:one|two)\b | \bdog", r"^\W*fox | [|#]x | (?-i:FOX)\b | \b(?:в|из)?\s?дом")
JOINED = re.compile("|".join(PATTERNS), re.IGNORECASE | re.VERBOSE | re.MULTILINE)
WORDS = st.sampled_from(
    [
        "cat",
        "one",
        "two",
        "Dog",
        "hotdog",
        "fox",
        "FOX",
        " ",
        "\n",
        "|x",
        "#x",
        "в",
        "дом",
        "-",
        "é",
    ]
)


@given(st.lists(WORDS, max_size=12).map("".join))
def test_what_is_gathered_finds_what_the_patterns_side_by_side_find(text: str) -> None:
    assert bool(compile_any(*PATTERNS).search(text)) == bool(JOINED.search(text))


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("a", ["a"]),
        ("a | b", ["a", "b"]),
        ("a(?:b|c(d|e)) | f", ["a(?:b|c(d|e))", "f"]),
        (r"[(|] | \( | \|", ["[(|]", r"\(", r"\|"]),
        (r"[^\]|]x | y", [r"[^\]|]x", "y"]),
    ],
)
def test_alternatives_are_parted_outside_groups_and_sets(
    pattern: str, alternatives: list[str]
) -> None:
    assert list(split_alternatives(pattern)) == alternatives
