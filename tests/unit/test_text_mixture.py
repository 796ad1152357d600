"""Which texts two languages share, and which only name something in another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.language import detect_language
from rag.text.mixture import find_second_language, language_of_part
from rag.types import Language

MIXED = [
    ("Жиналыс сәрсенбі күні өтеді. Просим всех жителей прийти вовремя.", "kk", "ru"),
    ("Просим всех жителей прийти вовремя. Жиналыс сәрсенбі күні өтеді.", "ru", "kk"),
    ("Құрметті әріптестер мен қонақтар, просим направить отчёт до конца недели.", "ru", "kk"),
    ("Жол жөндеу жұмыстары басталды / Начались работы по ремонту дороги", "kk", "ru"),
    ("Атқарылған жұмыстар туралы есеп\tОтчёт о проделанной работе\t12", "kk", "ru"),
    ("The bridge will be closed for repairs. Мост закроют на ремонт до осени.", "en", "ru"),
    ("Көпір күзге дейін жабылады. The bridge will be closed until autumn.", "kk", "en"),
    ("Мы сегодня обсудили проект бюджета, бірақ шешім қабылданған жоқ.", "ru", "kk"),
]
ONE = [
    ("В ауле Қызылжар Көкбұлақского сельского округа построена школа на 300 мест.", "ru"),
    ("Проект «Жастар – ел болашағы» рассчитан на три года и охватит все районы.", "ru"),
    ("Сборник «Ауыл шаруашылығы мәселелері» вышел в свет и роздан школам.", "ru"),
    ("Бағдарлама Microsoft Windows Server Standard Edition жүйесінде жұмыс істейді.", "kk"),
    ("Подробнее: https://www.example.kz/the-news-of-the-day, почта: office.of.the@akim.kz", "ru"),
    ("Қала мектебінің директоры Иванова Мария Сергеевна жиналысты ашты.", "kk"),
    ("Бюджет, акт, протокол, план, отчет, номер, дата, сумма, итог", "ru"),
    ("12,5 % – 300 млн", "ru"),
    ("", "ru"),
]


@pytest.mark.parametrize(("text", "first", "second"), MIXED)
def test_two_languages_share_a_text(text: str, first: Language, second: Language) -> None:
    found = find_second_language(text, first)
    assert found == second


@pytest.mark.parametrize(("text", "first", "second"), MIXED)
def test_the_other_language_is_found_from_either_side(
    text: str, first: Language, second: Language
) -> None:
    assert find_second_language(text, second) == first


@pytest.mark.parametrize(("text", "language"), ONE)
def test_names_terms_titles_and_addresses_make_no_mixture(text: str, language: Language) -> None:
    assert find_second_language(text, language) is None


def test_a_short_aside_in_a_long_text_makes_no_mixture() -> None:
    text = "Строительство школы завершено в срок и без нарушений. " * 8
    assert find_second_language(text + "Жұмыс уақытында аяқталды.", "ru") is None
    assert find_second_language(text + "Жұмыс уақытында аяқталды. " * 8, "ru") == "kk"


def test_a_part_of_a_mixed_text_has_its_own_language() -> None:
    assert language_of_part("Мост закроют на ремонт.", "kk", "ru") == "ru"
    assert language_of_part("Мост закроют на ремонт.", "kk", None) == "kk"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="абвқңі th.«»/\t\n—эы", max_size=200))
def test_a_second_language_is_another_one(text: str) -> None:
    first = detect_language(text)
    assert find_second_language(text, first) != first
