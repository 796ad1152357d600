"""By how much something changed is not how much there is."""

from __future__ import annotations

import pytest

from rag.compose.changes import prefer_level, tells_change
from rag.retrieve.question import understand
from rag.types import Language
from tests.documents import PART, make_document
from tests.records import make_evidence, make_hit


@pytest.mark.parametrize(
    ("question", "text", "language", "change"),
    [
        ("Сколько людей живёт в Бестобе?", "Население уменьшилось на 340 человек.", "ru", True),
        ("Бестөбеде қанша адам тұрады?", "Халық саны 340 адамға азайды.", "kk", True),
        ("Сколько людей живёт в Бестобе?", "Население – 18 тыс., это на 340 больше.", "ru", False),
        ("На сколько уменьшилось население?", "Население уменьшилось на 340 человек.", "ru", False),
        ("Кто уехал из Бестобе?", "Население уменьшилось на 340 человек.", "ru", False),
        ("Сколько людей живёт в Бестобе?", "Население – 18 340 человек.", "ru", False),
    ],
)
def test_a_change_is_no_level(question: str, text: str, language: Language, change: bool) -> None:
    document = make_document([((), [("paragraph", text)])], title="", language=language)
    evidence = make_evidence(make_hit(document), 0, 0.9)
    assert tells_change(understand(question), evidence) is change


def test_the_level_comes_first_where_it_is_hardly_less_likely() -> None:
    told: list[PART] = [
        ("paragraph", "Население уменьшилось на 340 человек."),
        ("paragraph", "Всего 18 тыс."),
    ]
    hit = make_hit(make_document([((), told)], title=""))
    change, level, far = (make_evidence(hit, *at) for at in ((0, 0.9), (1, 0.8), (1, 0.1)))
    query = understand("Сколько людей живёт в Бестобе?")
    assert prefer_level(query, [change, level]) == (level, change)
    assert prefer_level(query, [change, far]) == (change, far)
    assert prefer_level(query, [level, change]) == (level, change)
    assert prefer_level(query, []) == ()
