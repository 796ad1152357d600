"""Questions in neighbouring languages get English words of Derek's own, and no others do."""

from __future__ import annotations

import pytest

from rag.retrieve.question import frame_language, spoken_language
from rag.text.foreign import is_foreign
from rag.text.neighbours import speaks_neighbour

UKRAINIAN = (
    "Скільки людей живе в районі?",
    "Хто очолює район?",
    "Коли відкриють міст?",
    "Яка площа округу?",
    "Де знаходиться лікарня?",
    "Чому закрили дорогу?",
)
BELARUSIAN = ("Колькі людзей жыве ў раёне?", "Дзе будуюць школу?")
KYRGYZ = (
    "Районунда канча адам жашайт?",
    "Качан ачылат?",
    "Бул эмне?",
    "Шаарда канча мектеп бар?",
    "Эмнеге жол жабылды?",
    "Көпүрөнүн узундугу канча?",
)
UZBEK = (
    "Туманда нечта мактаб бор?",
    "Шаҳарда қанча аҳоли яшайди?",
    "Кўприк қачон очилади?",
    "Нима учун йўл ёпилди?",
)
TATAR = ("Районда ничә мәктәп бар?", "Күпер кайчан ачыла?")
UZBEK_LATIN = ("Qancha odam yashaydi?", "Tumanda nechta maktab bor?", "Ko‘prik qachon ochiladi?")
OURS = (
    "Сколько людей живёт в районе?",
    "Кто аким района и когда назначен?",
    "Көпір қашан ашылады?",
    "Аудан әкімі кім?",
    "Кандай жолдар жонделди?",
    "Калада канша мектеп бар?",
    "Не үшін жол жабылды?",
    "Ауданда үлкен мектеп бар ма?",
    "Тараз",
    "Что значит слово «скільки»?",
)


@pytest.mark.parametrize("question", [*UKRAINIAN, *BELARUSIAN, *KYRGYZ, *UZBEK, *TATAR])
def test_neighbours_are_told_and_answered_in_english(question: str) -> None:
    assert speaks_neighbour(question)
    assert frame_language(question, spoken_language(question)) == "en"


@pytest.mark.parametrize("question", UZBEK_LATIN)
def test_uzbek_in_latin_script_is_no_kazakh(question: str) -> None:
    assert is_foreign(question)
    assert spoken_language(question) == "en"


@pytest.mark.parametrize("question", OURS)
def test_kazakh_and_russian_stay_what_they_are(question: str) -> None:
    assert not speaks_neighbour(question)
    assert frame_language(question, spoken_language(question)) == spoken_language(question) != "en"


def test_kazakh_in_latin_script_stays_kazakh() -> None:
    for question in ("Bul audanda qansha adam bar?", "Kópir qashan ashylady?"):
        assert spoken_language(question) == "kk"
