from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.language import detect_language, word_evidence
from rag.types import Language

PARALLEL = Path(__file__).resolve().parents[3] / "shared" / "data" / "flores-kkruen"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Орындалды", "kk"),
        ("Адам", "kk"),
        ("Көрсеткіш орындалды", "kk"),
        ("мал басы", "kk"),
        ("Жылумен жабдықтау", "kk"),
        ("орындалды ма", "kk"),
        ("Жоспар бойынша", "kk"),
        ("ауыл мектептері", "kk"),
        ("бiрiншi кезең", "kk"),  # Latin i
        ("Тараз каласында когамдык жумыстарга канша адам жолданды?", "kk"),  # Russian keys
        ("Taraz qalasynda qansha mektep bar", "kk"),
        ("Налоги", "ru"),
        ("Наименование показателя", "ru"),
        ("Исполнено", "ru"),
        ("Сколько жителей в районе?", "ru"),
        ("дороги и мосты", "ru"),
        ("Сколько семей получили жильё по программе «Бақытты отбасы»?", "ru"),
        ("ТОО «Almaty Green Consulting» завершило ремонт", "ru"),
        ("Подрядчик: ТОО «Жол»", "ru"),
        ("Мердігер: «Дорога» ЖШС", "kk"),
        ("Арендатор – КГП «Су құбыры»", "ru"),
        ("How many schools were built?", "en"),
        ("population", "en"),
        ("What is the population of Көкшетау?", "en"),
    ],
)
def test_cells_questions_and_sentences(text: str, language: Language) -> None:
    defaults: tuple[Language, ...] = ("kk", "ru", "en")
    assert [detect_language(text, default) for default in defaults] == [language] * 3


@pytest.mark.parametrize("text", ["", "12,5", "%", "Га", "№ 5", "GDP", "млн. тг", "—"])
def test_what_says_nothing_is_the_default(text: str) -> None:
    assert detect_language(text) == "ru"
    assert detect_language(text, "kk") == "kk"


def test_a_quoted_name_alone_decides() -> None:
    assert detect_language("«Жасыл өңір»") == "kk"


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(text, "kk") in {"kk", "ru", "en"}


def test_shared_words_speak_for_neither() -> None:
    assert word_evidence("институт") == (0, 0)
    for_kazakh, for_russian = word_evidence("институттар")
    assert for_kazakh > for_russian


@pytest.mark.skipif(not PARALLEL.is_dir(), reason="no parallel sentences beside the repository")
@pytest.mark.parametrize(("language", "n_words"), [("kk", 99), ("ru", 99), ("ru", 3), ("en", 5)])
def test_parallel_sentences(language: Language, n_words: int) -> None:
    default: Language = "kk" if language == "ru" else "ru"
    lines = (PARALLEL / f"queries.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    right = 0
    for line in lines:
        words = re.findall(r"[^\W\d_]+", json.loads(line)["text"])[:n_words]
        right += detect_language(" ".join(words), default) == language
    assert right / len(lines) > 0.97


@pytest.mark.parametrize("text", ["ДОХОДЫ", "Затраты", "Результаты:", "АО «Каратау» – фосфориты."])
def test_russian_words_that_end_like_kazakh_verbs_are_russian(text: str) -> None:
    assert detect_language(text, "kk") == "ru"


@pytest.mark.parametrize("text", ["Қарды алды", "Басталды", "Тапсырылды", "алды", "Аудандары"])
def test_kazakh_words_without_kazakh_letters_stay_kazakh(text: str) -> None:
    assert detect_language(text, "ru") == "kk"
