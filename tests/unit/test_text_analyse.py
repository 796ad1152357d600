from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.analyse import Token, analyse
from rag.types import Language


def terms(text: str, language: Language | None = None) -> list[str]:
    return [token.term for token in analyse(text, language)]


def keys(text: str) -> set[str]:
    """All that a text can be found by."""
    return {key for token in analyse(text) for key in (token.term, *token.weak)}


def token(text: str) -> Token:
    (only,) = analyse(text)
    return only


@given(st.text(max_size=50) | st.text(alphabet="аәіЁбaz-19 ,./№%'\n", max_size=50))
@settings(max_examples=400, deadline=None)
def test_text_with_a_letter_or_digit_always_yields_a_term(text: str) -> None:
    tokens = analyse(text)
    assert bool(tokens) == any(letter.isalnum() for letter in text)
    end = 0
    for found in tokens:
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.surface
        assert found.term and all(found.weak)
        end = found.end


# Every word begins with a letter that only Cyrillic has, so that it is Cyrillic beyond doubt.
SENTENCES = st.lists(
    st.text(alphabet="абвеіоқыцу", max_size=8).map("ж{}".format), min_size=1, max_size=6
).map(" ".join)


@given(SENTENCES)
@settings(max_examples=150, deadline=None)
def test_case_and_lookalikes_change_no_term(text: str) -> None:
    lookalikes = text.translate(str.maketrans("аеіо", "aeio"))
    assert terms(text.upper(), "kk") == terms(lookalikes, "kk") == terms(text, "kk")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1 634 368 032", "1634368032"),
        ("33 923 891,3", "33923891.3"),
        ("3020 899,532", "3020899.532"),
        ("62,3%", "62.3"),
        ("62.3 %", "62.3"),
        ("102,0", "102"),
        ("007", "7"),
        ("100-ге", "100"),
        ("20-шы", "20"),
        ("90%-ға", "90"),
    ],
)
def test_numbers_have_one_spelling(text: str, term: str) -> None:
    assert terms(text) == [term]


@pytest.mark.parametrize(
    ("text", "term", "parts"),
    [
        ("3/522", "3/522", {"3", "522"}),
        ("3.2.1.1", "3.2.1.1", {"3", "2", "1"}),
        ("А-9", "а-9", {"9"}),
        ("23.06.2022", "23.06.2022", {"23", "6", "2022"}),
        ("№131", "131", {"№131"}),
        ("№ 131", "131", {"№131"}),
        ("2017ж", "2017ж", {"2017"}),
        ("B12", "в12", {"12"}),
    ],
)
def test_identifiers_are_whole_with_weak_parts(text: str, term: str, parts: set[str]) -> None:
    assert token(text).term == term
    assert set(token(text).weak) == parts


def test_a_named_number_meets_in_either_script() -> None:
    assert token("A-9").term == token("А-9").term


def test_ranges_and_lists_are_several_numbers() -> None:
    assert terms("2016-2020") == ["2016", "2020"]
    assert terms("1 000, 2 000") == ["1000", "2000"]
    assert terms("№5 300 орын") == ["5", "300", "орын"]


def test_hyphenated_words_are_found_whole_and_by_part() -> None:
    first, second = analyse("Усть-Каменогорске")
    assert (first.surface, second.surface) == ("Усть", "Каменогорске")
    assert "усть-каменогорск" in first.weak
    assert terms("кто-нибудь из-за школы") == ["школа"]


@pytest.mark.parametrize("ending", ["ның", "ге", "да", "дан", "лары", "мен", "сы", "ларының"])
def test_a_case_ending_behind_a_hyphen_is_no_word(ending: str) -> None:
    assert terms(f"ҰБТ-{ending} балы") == ["ұбт", "бал"]


def test_a_word_behind_a_hyphen_is_one() -> None:
    assert terms("жеміс-жидек") == ["жеміс", "жидек"]


def test_stop_words_are_dropped_kept_on_demand_and_never_all() -> None:
    assert terms("Сколько школ и где?") == ["школа"]
    assert [t.surface for t in analyse("Сколько школ?", stopwords=True)] == ["Сколько", "школ"]
    assert terms("Канша адам?") == ["адам"]  # қанша on Russian keys
    assert terms("и в на") == ["и", "в", "на"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Қаскелең", "Каскелен"),
        ("Көкшетауда", "в Кокшетау"),
        ("Алмалы ауданы", "Алмалинский район"),
        ("Медеу", "Медеуский"),
        ("каласында", "қаладағы"),
        ("Medeu", "Медеуский район"),
        ("kokshetau", "Көкшетау"),
        ("мектебі", "мектептер"),
        ("бiрлiк", "бірліктің"),
        ("Ёлка", "елки"),
        ("districts", "district"),
        ("бағдарлама", "бағдралама бағда"),
    ],
)
def test_spellings_and_forms_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


def test_only_the_language_of_ambiguous_words_follows_the_context() -> None:
    assert terms("дана", "kk") == ["дана"]
    assert terms("школами", "kk") == terms("школами", "ru") == ["школа"]
    assert terms("қалада", "ru") == terms("қалада", "kk") == ["қала"]


def test_marks_of_stress_belong_to_no_word() -> None:
    text = "за\u0301мок и города\u0301"
    first, second = analyse(text)
    assert (first.term, second.term) == ("замок", "город")
    assert text[first.start : first.end] == first.surface == "за\u0301мок"
    assert text[second.start : second.end] == second.surface == "города\u0301"


def test_other_readings_of_a_russian_form_are_weak_keys() -> None:
    assert token("белок").term == "белок" and token("белкой").term == "белка"
    assert "белка" in token("белок").weak


def test_endless_words_are_cheap_and_still_found() -> None:
    word = "қ" * 200_000
    assert terms(word) == [word]
    assert len(analyse("а-" * 20_000)) == 20_000


def test_a_name_that_looks_like_a_form_of_a_short_word_keeps_its_spelling() -> None:
    (name, *_) = analyse("Айша бибі көшесі", language="kk")
    (asked, *_) = analyse("Айша", language="ru")
    assert set(asked.weak) & set(name.weak)


@pytest.mark.parametrize("word", ["нешеуі", "нешеуінің", "қаншасын", "қайсыларына", "қандайы"])
def test_kazakh_question_words_are_stop_words_in_any_form(word: str) -> None:
    assert [token.term for token in analyse(f"{word} мектеп", language="kk")] == ["мектеп"]


def test_an_adjective_made_with_a_number_names_what_it_counts() -> None:
    (house,) = analyse("трёхэтажное", language="ru")
    (storeys,) = analyse("қабат", language="kk")
    names = {key.partition("≡")[2] for key in house.concepts}
    assert names & {key.partition("≡")[2] for key in storeys.concepts}


@pytest.mark.parametrize(
    ("form", "other"),
    [("микрокредит", "микрокредитов"), ("соцработники", "соцработнику")],
)
def test_words_with_a_known_second_part_have_one_form(form: str, other: str) -> None:
    (one,), (two,) = analyse(form, language="ru"), analyse(other, language="ru")
    assert one.term == two.term
