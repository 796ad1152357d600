"""Whatever was typed becomes text that encodes as UTF-8 and holds no NUL."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.text.readable import readable


@given(st.text(st.characters(codec=None)))
def test_every_text_becomes_readable_and_stays_so(text: str) -> None:
    once = readable(text)
    assert "\0" not in once
    assert once.encode().decode() == once == readable(once)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_readable_text_is_left_alone(text: str) -> None:
    assert readable(text) == text


def test_pairs_are_joined_and_halves_replaced() -> None:
    assert readable("су\0 \ud83d\ude00 \ud83d.") == "су \U0001f600 \ufffd."
