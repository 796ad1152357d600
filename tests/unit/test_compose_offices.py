from __future__ import annotations

import pytest

from rag.compose.offices import other_office, other_post


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


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Кто директор школы?", "Собрание вёл председатель совета ветеранов С. Омаров.", True),
        ("Мектеп директоры кім?", "Жиынды төраға Омаров жүргізді.", True),
        ("Орталық директорының орынбасары кім?", "Директоры – Айгүл Омарова.", True),
        ("Кто директор?", "Заместитель директора – С. Омаров.", True),
        ("Кто заместитель директора?", "Заместитель директора – С. Омаров.", False),
        ("Орталық директорының орынбасары кім?", "Директордың орынбасары – С. Омаров.", False),
        ("Кто руководит районом?", "Аким района – С. Омаров.", False),
        ("Кто аким района?", "Аким района – С. Омаров, заместитель – А. Серик.", False),
        ("Кто аким района?", "В акимате прошла встреча с С. Омаровым.", False),
        ("Кто построил школу?", "Директор школы – С. Омаров.", False),
    ],
)
def test_a_holder_of_another_post_is_no_answer(question: str, text: str, other: bool) -> None:
    assert other_post(question, text) is other
