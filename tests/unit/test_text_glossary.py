from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.analyse import analyse
from rag.text.glossary import (
    Concept,
    concept_key,
    make_glossary,
    parse_concepts,
    phrase_keys,
    read_concepts,
    read_glossary_digest,
    translations,
)
from rag.types import Language

CONCEPTS = parse_concepts(
    """
    # remark
    балабақша | детский сад, садик | kindergarten
    бақ | сад | garden
    бала | детский, ребенок | child
    """
)


def senses_of(term: str, language: Language) -> list[tuple[str, ...]]:
    return [(f"{language}:{word}",) for word in term.split()]


def found(text: str, language: Language) -> list[tuple[str, ...]]:
    """The concept keys of each word of ``text`` by the three concepts above."""
    glossary = make_glossary(CONCEPTS, senses_of)
    words = senses_of(text, language)
    entries = [glossary.entry(word) for word in words]
    keys = [entry.keys for entry in entries]
    for place, named in phrase_keys(words, entries).items():
        keys[place] = named
    return keys


def concepts(text: str, language: Language) -> set[str]:
    tokens = analyse(text, language=language)
    return {key.partition("≡")[2] for token in tokens for key in token.concepts}


def test_a_concept_has_synonyms_in_three_languages_and_a_name() -> None:
    assert CONCEPTS[0] == Concept(
        "kindergarten",
        {"kk": ("балабақша",), "ru": ("детский сад", "садик"), "en": ("kindergarten",)},
    )
    assert len(CONCEPTS) == 3


@pytest.mark.parametrize("line", ["мектеп | школа", "мектеп | школа |", "a | b | c | d"])
def test_a_line_that_is_no_concept_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="three languages"):
        parse_concepts(line)


def test_a_phrase_takes_its_words_from_what_they_name_alone() -> None:
    garden, kindergarten = ("ru≡garden",), ("ru≡kindergarten",)
    assert found("сад детский сад сад", "ru") == [garden, kindergarten, kindergarten, garden]
    assert found("детский врач", "ru") == [("ru≡child",), ()]
    assert found("новый садик", "ru") == [(), kindergarten]


def test_a_word_counts_in_its_own_language_and_as_misjudged_where_it_is_no_other() -> None:
    listed = parse_concepts(
        "мал | скот | livestock\nкішкентай | мал | little\nтарих | былое | past"
    )
    entries = make_glossary(listed, senses_of).entries
    assert entries["kk:мал"].keys == ("kk≡livestock",)
    assert entries["ru:мал"].keys == ("ru≡little",)
    assert entries["ru:тарих"].keys == ("kk≡past",)


def test_a_concept_is_asked_for_in_the_other_languages() -> None:
    assert translations(concept_key("garden", "en")) == ("kk≡garden", "ru≡garden")


def test_a_word_of_two_readings_has_the_concepts_of_both() -> None:
    glossary = make_glossary(CONCEPTS, senses_of)
    both = glossary.entry(("ru:сад", "ru:садик"))
    assert both.keys == ("ru≡garden", "ru≡kindergarten")


@pytest.mark.parametrize(
    ("kazakh", "russian", "english", "name"),
    [
        ("балабақшалардағы орындар", "мест в детских садах", "kindergarten places", "kindergarten"),
        ("аурухананың төсектері", "больничных коек", "beds of the hospital", "hospital"),
        ("мердігерге", "подрядчиком", "by contractors", "contractor"),
        ("су қоймасының көлемі", "объём водохранилища", "volume of the reservoir", "reservoir"),
    ],
)
def test_forms_of_three_languages_meet(kazakh: str, russian: str, english: str, name: str) -> None:
    shared = concepts(kazakh, "kk") & concepts(russian, "ru") & concepts(english, "en")
    assert any(name in concept for concept in shared)


def test_words_made_by_rule_name_the_same_unless_they_have_a_concept_of_their_own() -> None:
    listed = parse_concepts("қала | провести | city\nбас | вести | head\nбастық | начальник | boss")
    entries = make_glossary(listed, senses_of).entries
    assert entries["kk:қалалық"] == entries["kk:қала"]
    assert entries["ru:провестись"] == entries["ru:провести"]
    assert entries["kk:бастық"].keys == ("kk≡boss",)
    assert "en:cityлық" not in entries


def test_stop_words_stand_inside_no_phrase() -> None:
    tokens = analyse("a combined heat and power plant", language="en")
    assert len(tokens) == 4
    assert all("en≡combined heat and power plant" in token.concepts for token in tokens)


def test_a_phrase_goes_on_naming_what_it_is_made_of_in_two_languages() -> None:
    listed = parse_concepts(
        """
        ауыз су | питьевая вода | drinking water
        су | вода | water
        ауыз | рот | mouth
        """
    )
    glossary = make_glossary(listed, senses_of)
    words = senses_of("ауыз су", "kk")
    named = phrase_keys(words, [glossary.entry(word) for word in words])
    assert named == {0: ("kk≡drinking water",), 1: ("kk≡drinking water", "kk≡water")}


def test_a_phrase_within_a_phrase_goes_on_naming_what_other_languages_say_in_a_word() -> None:
    listed = parse_concepts(
        """
        жеке балабақша | частный детский сад | private nursery
        балабақша | детский сад | nursery
        жеке | частный | private
        сад | сад | garden
        """
    )
    glossary = make_glossary(listed, senses_of)
    words = senses_of("частный детский сад", "ru")
    named = phrase_keys(words, [glossary.entry(word) for word in words])
    whole = "ru≡private nursery"
    assert named == {
        0: (whole, "ru≡private"),
        1: (whole, "ru≡nursery"),
        2: (whole, "ru≡nursery"),
    }


@given(st.lists(st.sampled_from(["детский", "сад", "садик", "врач"]), max_size=8))
@settings(max_examples=100, deadline=None)
def test_every_word_keeps_its_place(words: list[str]) -> None:
    keys = found(" ".join(words), "ru")
    assert len(keys) == len(words)
    for place, word in enumerate(words):
        in_phrase = word == "детский" and words[place + 1 : place + 2] == ["сад"]
        assert not in_phrase or keys[place] == keys[place + 1] == ("ru≡kindergarten",)


def test_the_digest_is_of_what_ships() -> None:
    assert len(read_glossary_digest()) == 8
    assert len(read_concepts()) > 300
