"""Polite words: replied to alone, left out before a question."""

from __future__ import annotations

import pytest

from rag.retrieve.courtesy import find_courtesy, without_courtesies


@pytest.mark.parametrize(
    ("said", "kind", "language"),
    [
        ("Здравствуйте!", "greeting", "ru"),
        ("добрый день, коллеги", "greeting", "ru"),
        ("Привет 👋", "greeting", "ru"),
        ("Сәлеметсіз бе!", "greeting", "kk"),
        ("салеметсиз бе", "greeting", "kk"),
        ("Salem!", "greeting", "kk"),
        ("Қайырлы таң! Қалайсыз?", "greeting", "kk"),
        ("Hi Derek, how are you?", "greeting", "en"),
        ("Спасибо большое за помощь!", "thanks", "ru"),
        ("ок", "thanks", "ru"),
        ("Көп рахмет сізге", "thanks", "kk"),
        ("thank you very much", "thanks", "en"),
        ("Спасибо, до свидания!", "farewell", "ru"),
        ("Рахмет, сау болыңыз!", "farewell", "kk"),
        ("Bye!", "farewell", "en"),
        ("Привет, а кто ты?", "identity", "ru"),
        ("Что ты умеешь?", "identity", "ru"),
        ("Сен кімсің?", "identity", "kk"),
        ("Не істей аласың?", "identity", "kk"),
        ("What's your name?", "identity", "en"),
        ("What can you do?", "identity", "en"),
        ("help", "identity", "en"),
    ],
)
def test_polite_words_alone_are_known(said: str, kind: str, language: str) -> None:
    polite = find_courtesy(said)
    assert polite is not None
    assert (polite.kind, polite.language) == (kind, language)


@pytest.mark.parametrize(
    "asked",
    [
        "Здравствуйте! Сколько школ в районе?",
        "Привет, когда откроют бассейн?",
        "Кто такой Абай?",
        "Пока идёт ремонт, где принимают детей?",
        "Хорошо ли убирают снег?",
        "Что вы можете сказать о бюджете?",
        "Рахмет айтқан кім?",
        "What can residents do about noise?",
        "Сколько",
        "👋",
        "",
        "спасибо " * 40,
    ],
)
def test_anything_else_is_a_question(asked: str) -> None:
    assert find_courtesy(asked) is None


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Здравствуйте! Сколько школ?", "Сколько школ?"),
        ("Добрый день, коллеги, сколько школ?", "Сколько школ?"),
        ("Спасибо за ответ! А в Тасбулаке?", "А в Тасбулаке?"),
        ("Жақсы, ал 2022 жылы ше?", "Ал 2022 жылы ше?"),
        ("Привет! Спасибо! где парк?", "Где парк?"),
        ("Hello, where is the park?", "Where is the park?"),
        ("Пока идёт ремонт, где принимают детей?", "Пока идёт ремонт, где принимают детей?"),
        ("Спасибо врачам сказали где?", "Спасибо врачам сказали где?"),
        ("Привет!", "Привет!"),
    ],
)
def test_what_stands_before_a_question_is_left_out(said: str, asked: str) -> None:
    assert without_courtesies(said) == asked
