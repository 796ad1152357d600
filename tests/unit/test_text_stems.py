"""Russian lemmas and English stems, and the word lists beside them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.text import english, russian
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words


@pytest.mark.parametrize(
    "forms",
    [
        "район района районе районами",
        "налоги налогов налогам",
        "школа школы школе школами",
        "построенный построенного построенные",
        "учёный ученый",
    ],
)
def test_russian_forms_meet(forms: str) -> None:
    assert len({russian.stem(form) for form in forms.split()}) == 1


def test_english_forms_meet() -> None:
    assert len({english.stem(form) for form in ("connect", "connected", "connecting")}) == 1


def test_a_stem_is_never_empty() -> None:
    assert russian.stem("ё") and russian.stem("ь") and english.stem("s") and english.stem("'s")


def test_stemming_in_threads_gives_what_one_thread_gives() -> None:
    forms = [
        f"{root}{end}" for root in ("постро", "район", "насел") for end in ("ить", "ами", "ения")
    ]
    expected = [russian.stem(form) for form in forms]
    russian.lemmas.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(russian.stem, forms * 40)) == expected * 40


def test_stop_words_hold_question_words_and_are_canonical() -> None:
    assert {"қанша", "қандай", "қайда", "кім"} <= STOP_WORDS["kk"]
    assert {"сколько", "какой", "где", "который"} <= STOP_WORDS["ru"]
    assert {"how", "many", "which", "the"} <= STOP_WORDS["en"]
    for listed in STOP_WORDS.values():
        assert all(word == word.lower() and "ё" not in word for word in listed)


@pytest.mark.parametrize("word", ["район", "мектеп", "тенге", "население", "school", "жыл", "адам"])
def test_stop_words_name_no_subject(word: str) -> None:
    assert all(word not in listed for listed in STOP_WORDS.values())


def test_a_word_list_is_parted_at_white_space() -> None:
    assert words(" a\n  b a ") == {"a", "b"}
