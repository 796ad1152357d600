"""A paragraph in two languages is found by a filter for either, and a quote has its own."""

from __future__ import annotations

import pytest

from rag.types import Filters, TextLanguage
from tests.flows.setting import Setting

NOTICE = """Хабарландыру

Қоғамдық тыңдау 12 наурызда мәдениет үйінде өтеді. Общественные слушания пройдут в доме культуры.

Жиналысқа барлық тұрғындар шақырылады, кіру тегін және тіркелу қажет емес.
"""
RULES = """Правила

Слушания ведёт председатель, которого избирают жители района открытым голосованием.
"""


@pytest.fixture(scope="module")
def setting() -> Setting:
    made = Setting()
    made.ingest({"notice.txt": NOTICE, "rules.txt": RULES})
    return made


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", {"notice.txt"}),
        ("ru", {"notice.txt", "rules.txt"}),
        ("mixed", {"notice.txt"}),
        ("en", set()),
    ],
)
def test_either_language_finds_what_both_share(
    setting: Setting, language: TextLanguage, expected: set[str]
) -> None:
    hits = setting.ask_flow().search("слушания тыңдау", Filters(language=(language,)), 50).passages
    assert {hit.record.source for hit in hits} == expected
