"""Who heads an area is its akim."""

from __future__ import annotations

import pytest

from rag.retrieve.heads import call_head


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Кто возглавляет город Бестобе?", "Кто возглавляет город Бестобе – аким?"),
        ("Бестөбе ауданын кім басқарады?", "Бестөбе ауданын кім басқарады – әкім?"),
        ("Who runs Bestobe district", "Who runs Bestobe district – akim?"),
        ("Кто аким, кто руководит районом?", "Кто аким, кто руководит районом?"),
        ("Кто руководит отделом района?", "Кто руководит отделом района – руководитель?"),
        ("Экономика бөлімін кім басқарады?", "Экономика бөлімін кім басқарады – басшысы?"),
        ("Кто руководит школой?", "Кто руководит школой?"),
        ("Кто построил город?", "Кто построил город?"),
    ],
)
def test_the_office_is_named(asked: str, meant: str) -> None:
    assert call_head(asked) == meant
