"""A figure of a part is none of the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.whole import prefer_part, tells_a_part, tells_the_whole
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
        ("Кто аким Бестобинского района?", "Жанабулакский", "Округ", True),
        ("Кто аким Жанабулакского округа?", "Жанабулакский", "Округ", False),
        ("Кто отвечает за кафе?", "Жанабулакский", "Округ", False),
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
        ("Сколько кафе открыто по области?", "Аким района открыл 5 кафе.", "", True),
        ("Облыс бойынша неше кафе ашылды?", "Ауданда 5 кафе ашылды.", "", True),
        ("Сколько кафе открыто по области?", "В районах области открыто 5 кафе.", "", False),
        ("Сколько кафе открыто по району?", "Аким района открыл 5 кафе.", "", False),
        ("Барлық аудандарда неше кафе ашылды?", "5 кафе ашылды.", "Бестөбе ауданының есебі", True),
    ],
)  # fmt: skip
def test_one_of_all(question: str, text: str, title: str, part: bool) -> None:
    document = make_document([((), [("paragraph", text)])], title=title)
    assert tells_a_part(understand(question), make_evidence(make_hit(document), 0, 0.9)) is part


DISTRICTS = "В городе 412 тыс. жителей, районов два: Бестобинский и Жаркынский."


@pytest.mark.parametrize(
    ("question", "text", "whole"),
    [
        ("Сколько жителей в Бестобинском районе?", DISTRICTS, True),
        ("Бестөбе ауданында қанша тұрғын бар?", "Облыста 412 мың тұрғын бар.", True),
        ("Бестөбе ауданында қанша тұрғын бар?", "Облыс бойынша 412 мың тұрғын бар.", True),
        ("Сколько жителей в городе Бестобе?", "В городе 412 тыс. жителей.", False),
        ("Сколько жителей в Бестобинском районе?",
         "В городе 9 районов, в Бестобинском 41 тыс. жителей.", False),
        ("Сколько жителей в Бестобинском районе?",
         "В районе 41 тыс. жителей, в городе – 412.", False),
        ("Где живут люди Бестобинского района?", DISTRICTS, False),
    ],
)  # fmt: skip
def test_the_figure_of_the_whole_is_none_of_a_part(question: str, text: str, whole: bool) -> None:
    document = make_document([((), [("paragraph", text)])], title="")
    item = make_evidence(make_hit(document), 0, 0.9)
    assert tells_the_whole(understand(question), item) is whole


def test_the_part_comes_before_the_whole_where_it_may_be_meant() -> None:
    own = [("paragraph", "В районе 41 тыс. жителей.")]
    parts = [((), [("paragraph", DISTRICTS)]), (("Бестобинский район",), own)]
    hit = make_hit(make_document(parts, title=""))  # type: ignore[arg-type]
    whole, part = make_evidence(hit, 0, 0.99), make_evidence(hit, 1, 0.9)
    placed = replace(part, features={**part.features, "place": 1.0})
    query = understand("Сколько жителей в Бестобинском районе?")
    assert prefer_part(query, [whole, placed])[0] is placed
    assert prefer_part(query, [whole, part])[0] is whole
    assert prefer_part(understand("Сколько жителей в городе?"), [whole, placed])[0] is whole
