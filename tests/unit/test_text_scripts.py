from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.letters import fold_to_cyrillic, lower_same_length
from rag.text.scripts import (
    fold_kazakh,
    fold_lookalikes,
    is_kazakh_latin,
    swap_layout,
    transliterate_kazakh_latin,
)

LATIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
WORDS = st.text(alphabet="abceikxyAMаәбөқіиржАМ -.5", max_size=30)


@given(WORDS | st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_length_and_settles(text: str) -> None:
    folded = fold_lookalikes(text)
    assert len(folded) == len(text)
    assert fold_lookalikes(folded) == folded
    assert len(fold_kazakh(text)) == len(text)
    assert len(lower_same_length(text)) == len(text)


@pytest.mark.parametrize(
    ("mixed", "script"),
    [
        ("бiрi", "cyrillic"),
        ("Қaлa", "cyrillic"),
        ("тeңгe", "cyrillic"),
        ("мәсeлe", "cyrillic"),
        ("Rерort", "latin"),
        ("districт", "mixed"),
        ("Cеntral", "latin"),
    ],
)
def test_lookalikes_are_folded_to_the_script_of_the_rest(mixed: str, script: str) -> None:
    folded = fold_lookalikes(mixed)
    is_latin = [letter in LATIN for letter in folded]
    if script == "mixed":
        # т has no Latin look-alike in lower case: the word is left as it is.
        assert folded == mixed
    else:
        assert all(is_latin) if script == "latin" else not any(is_latin)


def test_words_of_one_script_are_left_alone() -> None:
    text = "COVID сор ТОО Apple, Copa и Сора"
    assert fold_lookalikes(text) == text


def test_numbered_names_meet_in_one_script() -> None:
    assert fold_to_cyrillic("A-9") == "А-9"
    assert fold_to_cyrillic("B12") == "В12"


@pytest.mark.parametrize(
    ("kazakh", "russian"),
    [
        ("Қаскелең", "Каскелен"),
        ("Көкшетау", "Кокшетау"),
        ("Қызылорда", "Кызылорда"),
        ("Екібастұз", "Экибастуз"),
        ("Талдықорған", "Талдыкорган"),
        ("Жәңгір хан", "Жангир хан"),
    ],
)
def test_both_spellings_of_a_name_share_a_key(kazakh: str, russian: str) -> None:
    assert fold_kazakh(kazakh) == fold_kazakh(russian)


@pytest.mark.parametrize(
    "text",
    [
        "Taraz qalasynda 2017 jyly qansha adam",
        "Qazaqstan Respýblıkasynyń halqy",
        "ауыл emes, qala mektepterinde bala sany",
        "Jaña mektep qaşan salyndı",
        "qala turaly",
        "Zhana mektep kashan salyndy",
        "Balabaksha zholdama",
        "Auyldyk okrugte kandai zhobalar iske asty",
    ],
)
def test_kazakh_in_latin_letters_is_told(text: str) -> None:
    assert is_kazakh_latin(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is the population of Medeu district?",
        "popular matter of the roller under water",
        "Investment Management Consulting",
        "Quality of the Quay",
        "Medeu district budget 2023",
        "Karasu bridge opening date",
        "",
        "12 %",
        "жаңа мектеп",
    ],
)
def test_english_and_others_are_not_kazakh(text: str) -> None:
    assert not is_kazakh_latin(text)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Taraz qalasynda 2017 jyly qansha adam", "Тараз қаласында 2017 жылы қанша адам"),
        ("infraqurylym nysany tolyq beiimdelgen", "инфрақұрылым нысаны толық бейімделген"),
        ("akimdik qyzmetkerleri", "әкімдік қызметкерлері"),
        ("bilim beru uiymdary", "білім беру ұйымдары"),
        ("Zhambyl oblysy", "Жамбыл облысы"),
        ("tiliniń álipbıi", "тілінің әліпбиі"),  # 2018
        ("Qazaqstannıñ jaña älipbiı", "Қазақстанның жаңа әліпбиі"),  # 2021
        ("sapasy jog'ary o'nim", "сапасы жоғары өнім"),  # 2017
        ("QALA", "ҚАЛА"),
        ("жаңа mektep", "жаңа мектеп"),
    ],
)
def test_latin_spellings_are_rewritten(latin: str, cyrillic: str) -> None:
    assert transliterate_kazakh_latin(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("kokshetau", "Көкшетау"),
        ("kala", "қала"),
        ("bolgan", "болған"),
        ("kunde", "күнде"),
        ("kop", "көп"),
        ("zhyl", "жыл"),
        ("audan", "аудан"),
        ("oner", "өнер"),
        ("jumys", "жұмыс"),
    ],
)
def test_everyday_spelling_meets_cyrillic_under_the_key(latin: str, cyrillic: str) -> None:
    assert fold_kazakh(transliterate_kazakh_latin(latin)) == fold_kazakh(cyrillic)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("yfkjub", "налоги"),
        ("crjkmrj ;bntktq d hfqjyt", "сколько жителей в районе"),
        ("Ghjtrn ,.l;tnf", "Проект бюджета"),
        ("vjkjl`;m", "молодёжь"),
        (
            "Rjulf jnrhjtncz irjkf, ult ,eltn ghfplybr?",
            "Когда откроется школа, где будет праздник?",
        ),
        ("Vs cnhj. ljv. Rnj gkfnbn", "Мы строю дом. Кто платит"),
        ("0fkflf 0fyif vtrntg ,fh", "қалада қанша мектеп бар"),
        (")fkflf 2017 ;sks yt cfksyls", "Қалада 2017 жылы не салынды"),
        ("Ublhf ytvty nsysc fkfls?", "Гидра немен тыныс алады?"),
    ],
)
def test_the_wrong_layout_is_mended(typed: str, meant: str) -> None:
    assert swap_layout(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "What is the population of the district?",
        "Taraz qalasynda qansha adam bar",
        "Fitch Ratings",
        "GDP",
        "PDF",
        "",
        "12",
        "Кто это?",
        "smart city project",
    ],
)
def test_text_that_reads_well_is_not_swapped(text: str) -> None:
    assert swap_layout(text) is None
