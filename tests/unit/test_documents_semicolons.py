"""Tables of semicolons in the middle of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.layout import parse_layout
from rag.documents.semicolons import with_tabs
from rag.types import Row

TABLE = """Өнім;өлшем;2022;2023
Сүт;тонна;31 270;32 106
Жүн;тонна;401;418"""


def test_rows_between_lines_of_text_are_a_table_with_its_header() -> None:
    blocks = parse_layout(f"5.3. Өнімдер\n{TABLE}\nБір сиырдан сауым 2 318 кг болды.\n").blocks
    rows = [block.row for block in blocks if block.kind == "table_row"]
    header = ("Өнім", "өлшем", "2022", "2023")
    assert rows == [
        Row("5.3. Өнімдер", header, ("Сүт", "тонна", "31 270", "32 106")),
        Row("5.3. Өнімдер", header, ("Жүн", "тонна", "401", "418")),
    ]
    assert blocks[-1].text.startswith("Бір сиырдан")


@pytest.mark.parametrize(
    "text",
    [
        "школа; больница; клуб\nмост; дорога; парк\nдом; двор; сад",
        "школа;больница;клуб\nмост;дорога;парк\nдом;двор;сад",
        "Өнім;өлшем;2023\nСүт;тонна;31",
        "построить школу;\nотремонтировать мост;\nоткрыть 3 клуба;",
        "5;3;2\n1;2;3\n4;5;6",
    ],
)
def test_lists_and_words_are_no_table(text: str) -> None:
    assert with_tabs(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text("аб1;, \n|\t", max_size=120))
def test_no_word_is_lost(text: str) -> None:
    assert with_tabs(text).replace("\t", ";") == text.replace("\t", ";")
