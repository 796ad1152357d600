"""Further terms of a question: for words that no dictionary knows, and never for known ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.retrieve.expand import (
    JOINED_WEIGHT,
    LONGEST,
    MENDED_WEIGHT,
    MOST_WORDS,
    SPELLING_WEIGHT,
    TYPO_WEIGHT,
    meant_terms,
    near_words,
    spellings,
)
from rag.text import kazakh
from rag.text.analyse import analyse
from rag.types import Language


def meant(question: str, language: Language) -> dict[str, float]:
    return dict(meant_terms(analyse(question, language=language), language))


@pytest.mark.parametrize(
    ("typed", "right", "language"),
    [
        ("водаснабжение", "водоснабжение", "ru"),
        ("канлаизация", "канализация", "ru"),
        ("поликлинка", "поликлиника", "ru"),
        ("кітапқана", "кітапхана", "kk"),
        ("инфрақұрлым", "инфрақұрылым", "kk"),
    ],
)
def test_a_slip_in_a_long_word_brings_the_word_that_was_meant(
    typed: str, right: str, language: Language
) -> None:
    (token,) = analyse(right, language=language)
    found = meant(typed, language)
    assert found[token.term] in (TYPO_WEIGHT, MENDED_WEIGHT)


@pytest.mark.parametrize("typed", ["саябак", "тургындар", "жумыссыздык"])
def test_kazakh_in_russian_letters_brings_its_own_spelling(typed: str) -> None:
    known = {"саябак": "саябақ", "тургындар": "тұрғындар"}
    known |= {"жумыссыздык": "жұмыссыздық"}
    (token,) = analyse(typed, language="kk")
    wanted = kazakh.stem(known[typed])
    assert token.term == wanted or meant(typed, "kk").get(wanted) == SPELLING_WEIGHT


def test_words_written_apart_bring_the_one_they_make() -> None:
    (token,) = analyse("қанайналым", language="kk")
    assert meant("адамның қан айналым жүйесі", "kk")[token.term] == JOINED_WEIGHT
    assert token.term not in meant("Қан Айналым", "kk")


def test_known_words_bring_no_neighbours() -> None:
    assert all(w == JOINED_WEIGHT for w in meant("сколько школ построено в районе", "ru").values())
    assert all(w == JOINED_WEIGHT for w in meant("ауданда қанша мектеп салынды", "kk").values())


def test_short_words_and_words_of_other_scripts_bring_nothing() -> None:
    assert meant("абвг", "ru") == {}
    assert meant("wetar", "en") == {}
    assert meant("а" * (LONGEST + 1), "ru") == {}


def test_the_terms_of_the_question_itself_are_not_among_them() -> None:
    tokens = analyse("водаснабжение водоснабжение", language="ru")
    assert not {token.term for token in tokens} & meant_terms(tokens, "ru").keys()


def test_a_question_of_many_unknown_words_brings_a_bounded_number_of_terms() -> None:
    words = [f"бзгктрвщ{letter * 3}" for letter in "бвгджзклмнпрстфхцчшщ"]
    few, many = meant(" ".join(words[:MOST_WORDS]), "kk"), meant(" ".join(words), "kk")
    terms = [{t for t, w in found.items() if w == TYPO_WEIGHT} for found in (few, many)]
    assert terms[0] == terms[1]
    assert 0 < len(terms[0]) < 20_000


def test_every_spelling_has_as_many_letters_as_the_word() -> None:
    assert {len(word) for word in spellings("кундиз")} == {6}
    assert "күндіз" in set(spellings("кундиз"))


@settings(max_examples=50)
@given(st.text("абвгд", min_size=2, max_size=7), st.integers(0, 3), st.data())
def test_what_is_one_slip_away_is_found_both_ways(
    word: str, kind: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + "в" + word[place + 1 :],
        word[:place] + "в" + word[place:],
    )
    assert word in set(near_words(slips[kind], "абвгд"))
