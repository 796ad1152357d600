from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.name_case import capitalise_names, opens_with_name
from rag.retrieve.question import understand


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("сколько школ в жаркынском районе", "сколько школ в Жаркынском районе"),
        ("во сколько обошёлся ремонт в алатобинском", "во сколько обошёлся ремонт в Алатобинском"),
        ("сколько домов сдали в кокбулаке", "сколько домов сдали в Кокбулаке"),
        ("көкжар қаласында неше мектеп бар", "Көкжар қаласында неше мектеп бар"),
        ("какая погода в таразе", "какая погода в Таразе"),
    ],
)
def test_names_get_their_capitals(typed: str, meant: str) -> None:
    assert capitalise_names(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "сколько автобусов на газе купил город",
        "сколько врачей в сельском округе",
        "ежелгі қала қайда орналасқан",
        "ықшам ауданда неше үй бар",
        "біздің ауданда неше мектеп бар",
        "мектептерде неше бала оқиды",
        "аудан әкімі кім",
        "халықтың негізін кім салды",
        "сколько пользователей у телеграм-бота",
        "",
    ],
)
def test_other_words_keep_their_letters(typed: str) -> None:
    assert capitalise_names(typed) == typed


@given(st.text(max_size=60))
def test_nothing_but_capitals_changes(text: str) -> None:
    named = capitalise_names(text)
    assert len(named) == len(text)
    assert named.lower() == text.lower()


def test_a_first_word_that_says_where_is_a_name() -> None:
    assert opens_with_name("көкжардағы")
    assert not opens_with_name("мектептердегі")
    assert "көкжар" in understand("Көкжардағы бассейн қашан ашылды?").names
    assert understand("Мектептердегі орын саны қанша?").names == ()


def test_many_things_are_no_place() -> None:
    assert not opens_with_name("мұнарашалардағы")
    assert opens_with_name("көкжардағы")
