from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.number_words import number_words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Какие две улицы отремонтированы?", [2]),
        ("двадцать пять тысяч триста сорок два человека", [25342]),
        ("пятьсот двадцать миллионов тенге", [520_000_000]),
        ("полторы тысячи мест", [1500]),
        ("два, три дома", [2, 3]),
        ("Обоих мостов и пятерых детей", [2, 5]),
        ("двадцать один дом", [21]),
        ("Қандай екі мектеп салынды, үшеуі жаңа", [2, 3]),
        ("екі жүз елу бала", [250]),
        ("он бес үй, жиырма бес мың адам", [15, 25_000]),
        ("бестен астам мектеп", [5]),
        ("which two hundred and fifty people and three dogs", [250, 3]),
        ("twenty-five thousand", [25_000]),
    ],
)
def test_words_say_numbers(text: str, values: list[float]) -> None:
    assert [number.value for number in number_words(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "он сказал, что второй дом один",
        "екінші мектеп пен бір үй",
        "the second one",
        "тысячи людей",
        "семью кормит отец",
        "",
    ],
)
def test_ordinals_lone_ones_and_scales_are_no_numbers(text: str) -> None:
    assert number_words(text) == ()


@given(st.lists(st.sampled_from("две три сорок сто тысяч и, дома one two екі он".split())))
@settings(max_examples=150, deadline=None)
def test_spans_are_in_order_and_hold_what_is_written(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for number in number_words(text):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.written and number.value > 1
        end = number.end


def test_what_a_thing_is_for_is_no_three_and_he_no_ten() -> None:
    assert number_words("мектеп салу үшін құжат әзірленуде, оның құны онда жазылған", "kk") == ()
    assert [n.value for n in number_words("үшеу келді, онға жетті", "kk")] == [3.0, 10.0]
