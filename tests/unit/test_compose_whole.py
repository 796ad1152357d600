"""A figure of a part is none of the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.whole import tells_a_part
from rag.retrieve.question import understand
from rag.types import Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def row(label: str, head: str = "Округ") -> Evidence:
    document = make_document(
        [(("Бестобинский район",), [("table_row", f"{label}\t140")])],
        header=(head, "Кафе"),
        title="",
    )
    return make_evidence(make_hit(document), 0, 0.9)


@pytest.mark.parametrize(
    ("question", "label", "head", "part"),
    [
        ("Сколько кафе в Бестобинском районе?", "Жанабулакский", "Округ", True),
        ("Сколько кафе в Бестобинском районе?", "Жанабулакский с/о", "Название", True),
        ("Сколько кафе в Жанабулакском округе?", "Жанабулакский", "Округ", False),
        ("Сколько кафе в Бестобинском районе?", "Бестобинский", "Район", False),
        ("Сколько кафе в Бестобинском районе?", "Всего", "Округ", False),
        ("Сколько кафе в Бестобинском районе?", "Кафе и столовые", "Показатель", False),
        ("Где кафе в Бестобинском районе?", "Жанабулакский", "Округ", False),
    ],
)  # fmt: skip
def test_rows_of_parts(question: str, label: str, head: str, part: bool) -> None:
    assert tells_a_part(understand(question), row(label, head)) is part


def test_the_row_that_sums_up_is_the_whole() -> None:
    item = row("Жанабулакский")
    source = item.hit.document.paragraphs[0]
    assert source.row is not None
    total = replace(source, row=replace(source.row, total=True))
    document = replace(item.hit.document, paragraphs=(total,))
    summed = replace(item, hit=replace(item.hit, document=document))
    assert not tells_a_part(understand("Сколько кафе в Бестобинском районе?"), summed)


@pytest.mark.parametrize(
    ("question", "text", "title", "part"),
    [
        ("Сколько кафе открыто по всем районам?", "Открыто 5 кафе.", "Бестобинский район", True),
        ("Сколько кафе по всем районам?", "Всего в районах 5 кафе.", "Бестобинский район", False),
        ("Сколько кафе открыто по всем районам?", "Открыто 5 кафе.", "Отчёт за год", False),
        ("Сколько кафе открыто?", "Открыто 5 кафе.", "Бестобинский район", False),
        ("Барлық аудандарда неше кафе ашылды?", "5 кафе ашылды.", "Бестөбе ауданының есебі", True),
    ],
)  # fmt: skip
def test_one_of_all(question: str, text: str, title: str, part: bool) -> None:
    document = make_document([((), [("paragraph", text)])], title=title)
    assert tells_a_part(understand(question), make_evidence(make_hit(document), 0, 0.9)) is part
