from __future__ import annotations

import pytest

from rag.compose.offices import other_office


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Көкжар қаласының әкімі кім?", "Аким района – Жумабаева А.К.", True),
        ("Кто аким Бастауского района?", "Қала әкімі А. Сериков қатысты.", True),
        ("Кто аким Бастауского района?", "Аким района – Жумабаева А.К.", False),
        ("Кто аким Бастау?", "Аким района – Жумабаева А.К.", False),
        ("Сколько школ в городе?", "Аким района – Жумабаева А.К.", False),
    ],
)
def test_heads_of_different_areas(question: str, text: str, other: bool) -> None:
    assert other_office(question, text) is other
